"""Every row of an event, and every record it names, is kept whichever way it is changed."""

import json
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from events.actions.bulk import change_in_bulk
from events.actions.bulk_changes import AddFramework, AddTheme, RemoveFramework, RemoveTheme, SetType
from events.choices import EventType
from events.exchange.records import Slugs, records
from events.exchange.shapes import EVENTS, FRAMEWORKS, ORGANIZATIONS, PEOPLE, SOURCES
from events.history.context import How, recorded
from events.imports.importer import run_import
from events.models import (
    EVENT_ROWS,
    SNAPSHOTS,
    Event,
    EventFramework,
    EventTheme,
    Organization,
    OrganizationName,
    Person,
    PersonName,
)
from tests import factories as make
from tests.admin.forms import event_form
from tests.people import make_user
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

FILES = {"events": EVENTS, "organizations": ORGANIZATIONS, "people": PEOPLE, "frameworks": FRAMEWORKS}
FILES |= {"sources": SOURCES}
# Of each model a column that can be set to another value by one statement of SQL.
COLUMNS = {
    "EventPlace": "venue",
    "OrganizationParticipation": "sort_order",
    "CountryParticipation": "sort_order",
    "PersonParticipation": "position",
    "Quote": "text",
    "EventFramework": "ordinal",
    "EventTheme": "sort_order",
    "Citation": "note",
    "Event": "title",
    "Framework": "title",
    "Source": "title",
}


def a_whole_event():
    with recorded(how=How.FORM):
        event = make_whole_event(number=1)
        make.make_organization_name(organization=Organization.objects.earliest("pk"), name="Other name")
        make.make_person_name(person=Person.objects.earliest("pk"), name="Other name")
    return event


def last(model):
    """What the latest snapshot of a table says: how the row went on, and how that was done."""
    row = SNAPSHOTS[model].objects.select_related("pgh_context").latest("pgh_id")
    return row.pgh_label, row.pgh_context.metadata.get("how", "") if row.pgh_context else ""


def run_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@pytest.mark.parametrize("model", list(SNAPSHOTS), ids=lambda model: model.__name__)
def test_sql_that_changes_copies_and_deletes_rows_leaves_a_snapshot_of_each(model):
    a_whole_event()
    table, key = model._meta.db_table, model._meta.pk.column
    column = COLUMNS.get(model.__name__, "name")
    kinds = {"text": "'other'", "character varying": "'other'"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        value = kinds.get(cursor.fetchone()[0], "7")
    before = SNAPSHOTS[model].objects.count()

    (row,) = model.objects.order_by("pk").values_list("pk", flat=True)[:1]
    assert run_sql(f"UPDATE {table} SET {column} = {value} WHERE {key} = %s", row) == 1
    assert last(model) == ("update", "")

    run_sql(f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {table} WHERE {key} = %s", row)
    run_sql("SET CONSTRAINTS ALL DEFERRED")  # the row comes back before anybody misses it
    assert run_sql(f"DELETE FROM {table} WHERE {key} = %s", row) == 1
    assert last(model) == ("delete", "")
    columns = ", ".join(
        connection.ops.quote_name(field.column) for field in model._meta.concrete_fields if not field.generated
    )
    assert run_sql(f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM kept") == 1
    assert last(model) == ("insert", "")
    assert SNAPSHOTS[model].objects.count() == before + 3


BULK: dict[str, tuple[Any, Any, str]] = {
    "a type": (lambda event: SetType(EventType.TRAINING), Event, "update"),
    "a theme more": (lambda event: AddTheme(make.make_theme(slug="cbrn")), EventTheme, "insert"),
    "a theme less": (lambda event: RemoveTheme(event.event_themes.first().theme), EventTheme, "delete"),
    "a framework more": (lambda event: AddFramework(make.make_framework(), "under"), EventFramework, "insert"),
    "a framework less": (
        lambda event: RemoveFramework(event.event_frameworks.first().framework), EventFramework, "delete",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BULK)
def test_a_bulk_action_leaves_a_snapshot_of_each_row_with_who_and_why(name):
    event, by = a_whole_event(), make_user("reviewers")
    make_change, model, label = BULK[name]

    change_in_bulk(keys=[event.pk], change=make_change(event), by=by, reason="A mistake.")

    row = SNAPSHOTS[model].objects.select_related("pgh_context").latest("pgh_id")
    assert (row.pgh_label, row.pgh_context.metadata) == (label, {"user": by.pk, "why": "A mistake.", "how": "bulk"})


def test_the_form_leaves_a_snapshot_of_each_row(client):
    client.force_login(make_user("analysts"))
    body, person, plan, source = make.make_organization(), make.make_person(), make.make_framework(), make.make_source()
    rows: dict[str, list[dict[str, Any]]] = {
        "places": [{"city": "Tashkent", "country": "UZ"}],
        "organization_participations": [{"organization": body.pk, "role": "host"}],
        "country_participations": [{"country": "UZ", "role": "host"}],
        "person_participations": [{"person": person.pk, "role": "speaker"}],
        "quotes": [{"text": "Words.", "attribution": "A delegate", "language": "en"}],
        "event_frameworks": [{"framework": plan.pk, "relation": "under"}],
        "event_themes": [{"theme": "pve"}],
        "citations": [{"source": source.pk}],
    }
    answer = client.post(reverse("admin:events_event_add"), event_form(rows=rows))

    assert answer.status_code == 302
    assert {model: last(model) for model in (Event, *EVENT_ROWS)} == dict.fromkeys(
        (Event, *EVENT_ROWS), ("insert", "form")
    )


def exported(kind):
    return [record for _pk, record in records(kind, kind.model.objects.all(), Slugs())]


CHANGES = {
    "Event": ("events", lambda record: record.update(title="Another title")),
    "EventPlace": ("events", lambda record: record["places"][0].update(venue="Hall 2")),
    "OrganizationParticipation": ("events", lambda record: record["organizations"][0].update(role="funder")),
    "CountryParticipation": ("events", lambda record: record["countries"][0].update(role="observer")),
    "PersonParticipation": ("events", lambda record: record["people"][0].update(position="Minister")),
    "Quote": ("events", lambda record: record["quotes"][0].update(text="Other words.")),
    "EventFramework": ("events", lambda record: record["frameworks"][0].update(ordinal=3)),
    "EventTheme": ("events", lambda record: record["themes"].pop()),
    "Citation": ("events", lambda record: record["citations"][0].update(note="Page 2.")),
    "Organization": ("organizations", lambda record: record.update(name="Another name")),
    "OrganizationName": ("organizations", lambda record: record.update(names=[])),
    "Person": ("people", lambda record: record.update(name="Another name")),
    "PersonName": ("people", lambda record: record.update(names=[])),
    "Framework": ("frameworks", lambda record: record.update(title="Another title")),
    "Source": ("sources", lambda record: record.update(title="Another title")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_import_that_changes_rows_leaves_a_snapshot_of_each(name, tmp_path):
    a_whole_event()
    model = next(each for each in SNAPSHOTS if each.__name__ == name)
    before = SNAPSHOTS[model].objects.count()
    file, change = CHANGES[name]
    for each, kind in FILES.items():
        found = exported(kind)
        if each == file:
            change(found[0])
        (tmp_path / f"{each}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in found))

    run_import(tmp_path)

    assert SNAPSHOTS[model].objects.count() > before
    assert last(model)[1] == "import"


def test_every_tracked_model_is_in_these_tables():
    by_hand = {"Theme", "Country", "CountryName"}  # reference data: the importer reads them and does not change them

    assert {model.__name__ for model in SNAPSHOTS} - by_hand == set(CHANGES)
    assert {Event, OrganizationName, PersonName} <= set(SNAPSHOTS)
