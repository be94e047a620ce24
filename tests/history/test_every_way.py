"""Every row of an event, and every record it names, is kept whichever way it is changed."""

import json
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
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


@contextmanager
def rolled_back():
    """The record as it is now for what is done inside, and again afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def what_sql_leaves(model):
    """A row is changed, deleted and put back by SQL: what each statement leaves, and how many snapshots in all."""
    table, key = model._meta.db_table, model._meta.pk.column
    column = COLUMNS.get(model.__name__, "name")
    value = "7" if column in ("sort_order", "ordinal") else "'other'"
    before = SNAPSHOTS[model].objects.count()
    (row,) = model.objects.order_by("pk").values_list("pk", flat=True)[:1]
    columns = ", ".join(
        connection.ops.quote_name(field.column) for field in model._meta.concrete_fields if not field.generated
    )

    left = []
    for statement, *values in [
        (f"UPDATE {table} SET {column} = {value} WHERE {key} = %s", row),
        (f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {table} WHERE {key} = %s", row),
        (f"DELETE FROM {table} WHERE {key} = %s", row),
        (f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM kept",),
    ]:
        assert run_sql(statement, *values) == 1
        left.append(last(model))
    return left, SNAPSHOTS[model].objects.count() - before


def test_sql_that_changes_copies_and_deletes_rows_leaves_a_snapshot_of_each():
    a_whole_event()
    run_sql("SET CONSTRAINTS ALL DEFERRED")  # the row comes back before anybody misses it
    left = {}
    for model in SNAPSHOTS:
        with rolled_back():
            left[model.__name__] = what_sql_leaves(model)

    changed, deleted, copied = ("update", ""), ("delete", ""), ("insert", "")
    assert left == dict.fromkeys(left, ([changed, changed, deleted, copied], 3))
    assert len(left) == len(SNAPSHOTS)


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


def what_an_import_leaves(name, folder, whole):
    model = next(each for each in SNAPSHOTS if each.__name__ == name)
    before = SNAPSHOTS[model].objects.count()
    file, change = CHANGES[name]
    found = json.loads(json.dumps(whole))
    change(found[file][0])
    for each, rows in found.items():
        (folder / f"{each}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in rows))
    run_import(folder)
    return SNAPSHOTS[model].objects.count() > before, last(model)[1]


def test_an_import_that_changes_rows_leaves_a_snapshot_of_each(tmp_path):
    a_whole_event()
    whole = {each: exported(kind) for each, kind in FILES.items()}
    left = {}
    for name in CHANGES:
        with rolled_back():
            left[name] = what_an_import_leaves(name, tmp_path, whole)

    assert left == dict.fromkeys(CHANGES, (True, "import"))


def test_every_tracked_model_is_in_these_tables():
    by_hand = {"Theme", "Country", "CountryName"}  # reference data: the importer reads them and does not change them

    assert {model.__name__ for model in SNAPSHOTS} - by_hand == set(CHANGES)
    assert {Event, OrganizationName, PersonName} <= set(SNAPSHOTS)
