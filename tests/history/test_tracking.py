"""Every change leaves a snapshot, however it was made; what changes nothing leaves none."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, DataError, connection, transaction
from django.db.models import F
from django.db.utils import ProgrammingError
from django.urls import reverse

from events.actions import withdraw_event
from events.choices import Status
from events.history.context import How, recorded
from events.history.timeline import timeline
from events.imports.importer import run_import
from events.models import (
    SNAPSHOTS,
    CountryName,
    Event,
    EventIndex,
    EventStep,
    EventTheme,
    EventWords,
    PublicChange,
    Theme,
    kept_fields,
)
from events.models.event_queryset import EventQuerySet
from events.models.snapshot import EVENT_ROWS, NOT_KEPT
from tests import factories as make
from tests.imports.files import a_source, an_event, write_folder
from tests.people import make_user

pytestmark = pytest.mark.django_db


def labels(model, pk):
    """What was kept of a row, oldest first."""
    snapshots = SNAPSHOTS[model].objects.filter(pgh_obj_id=pk).order_by("pgh_id")
    return list(snapshots.values_list("pgh_label", flat=True))


def told(model, pk):
    """What was told along with the last change of a row."""
    last = SNAPSHOTS[model].objects.filter(pgh_obj_id=pk).select_related("pgh_context").latest("pgh_id")
    return last.pgh_context.metadata if last.pgh_context else None


def run_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_row_is_kept_when_it_is_made_changed_and_deleted():
    event = make.make_event(title="First")
    Event.objects.filter(pk=event.pk).update(title="Second")
    key = event.pk
    event.delete()

    kept = SNAPSHOTS[Event].objects.filter(pgh_obj_id=key).order_by("pgh_id").values_list("pgh_label", "title")
    assert list(kept) == [("insert", "First"), ("update", "Second"), ("delete", "Second")]


def test_rows_made_in_bulk_are_all_kept():
    event = make.make_event()
    themes = [make.make_theme(slug=slug, name=slug) for slug in ("made-up-1", "made-up-2", "made-up-3")]
    rows = EventTheme.objects.bulk_create([EventTheme(event=event, theme=theme) for theme in themes])

    kept = SNAPSHOTS[EventTheme].objects.filter(event=event).values_list("pgh_obj_id", "theme_id", "pgh_label")
    assert set(kept) == {(row.pk, row.theme_id, "insert") for row in rows}


def test_rows_changed_by_one_statement_are_all_kept():
    events = [make.make_event(title=f"Event {number}") for number in range(3)]
    Event.objects.filter(pk__in=[event.pk for event in events]).update(date_note=F("title"))

    assert [labels(Event, event.pk) for event in events] == [["insert", "update"]] * 3


def test_a_change_by_sql_is_kept_and_nothing_is_known_of_it():
    event = make.make_event()
    run_sql("UPDATE events_event SET title = 'By hand' WHERE id = %s", event.pk)

    assert SNAPSHOTS[Event].objects.filter(pgh_obj_id=event.pk).latest("pgh_id").title == "By hand"
    assert told(Event, event.pk) is None


def test_sql_can_say_what_it_is():
    event = make.make_event()
    run_sql(
        "SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),"
        ' set_config(\'pghistory.context_metadata\', \'{"how": "command", "why": "A letter."}\', true)'
    )
    run_sql("UPDATE events_event SET title = 'By hand' WHERE id = %s", event.pk)

    assert told(Event, event.pk) == {"how": "command", "why": "A letter."}


def test_a_row_that_sql_moves_to_another_event_is_kept_with_both():
    old, new = make.make_event(), make.make_event()
    citation = make.add_citation(event=old)
    run_sql("UPDATE events_citation SET event_id = %s WHERE id = %s", new.pk, citation.pk)

    snapshots = SNAPSHOTS[type(citation)].objects.filter(pgh_obj_id=citation.pk).order_by("pgh_id")
    assert list(snapshots.values_list("event_id", "pgh_label")) == [
        (old.pk, "insert"),
        (old.pk, "moved"),
        (new.pk, "update"),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_event SET title = title WHERE id = %s",
        "UPDATE events_event SET updated_at = now() + interval '1 day' WHERE id = %s",
        "UPDATE events_event SET title = 'Never' WHERE id = %s AND title = 'No such title'",
    ],
)
def test_a_statement_that_changes_no_fact_leaves_nothing(statement):
    event = make.make_event()
    run_sql(statement, event.pk)

    assert labels(Event, event.pk) == ["insert"]


def test_an_import_is_kept_as_an_import(tmp_path):
    run_import(write_folder(tmp_path, sources=[a_source()], events=[an_event(slug="2024-imported")]))
    event = Event.objects.get(slug="2024-imported")

    assert labels(Event, event.pk) == ["insert"]
    assert told(Event, event.pk) == {"how": "import"}


def test_the_same_import_again_leaves_nothing(tmp_path):
    folder = write_folder(tmp_path, sources=[a_source()], events=[an_event(slug="2024-imported")])
    run_import(folder)
    before = [model.objects.count() for model in SNAPSHOTS.values()]

    run_import(folder)

    assert [model.objects.count() for model in SNAPSHOTS.values()] == before


def test_a_form_is_kept_with_who_sent_it_and_from_where(client):
    analyst = make_user("analysts")
    client.force_login(analyst)
    source = make.make_source()
    address = reverse("admin:events_source_change", args=[source.pk])
    data = {"title": "New title", "kind": source.kind, "language": "en", "slug": source.slug, "url": source.url}

    assert client.post(address, data).status_code == 302
    assert told(type(source), source.pk) == {"user": analyst.pk, "how": "form", "where": address}


def test_a_change_told_with_a_reason_keeps_it():
    event, analyst = make.make_event(), make_user("analysts")
    with recorded(by=analyst, why=" The source was corrected. ", how=How.BULK):
        Event.objects.filter(pk=event.pk).update(title="Corrected")

    assert told(Event, event.pk) == {"user": analyst.pk, "why": "The source was corrected.", "how": "bulk"}


def test_a_telling_inside_another_adds_to_it_and_leaves_it_as_it_was():
    first, second, third = make.make_event(), make.make_event(), make.make_event()
    with recorded(why="Outer", how=How.FORM):
        Event.objects.filter(pk=first.pk).update(title="1")
        with recorded(why="Inner"):
            Event.objects.filter(pk=second.pk).update(title="2")
        Event.objects.filter(pk=third.pk).update(title="3")

    assert [told(Event, event.pk) for event in (first, second, third)] == [
        {"why": "Outer", "how": "form"},
        {"why": "Inner", "how": "form"},
        {"why": "Outer", "how": "form"},
    ]


def test_after_a_telling_nothing_is_told():
    event = make.make_event()
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Told")
    Event.objects.filter(pk=event.pk).update(title="Not told")

    assert told(Event, event.pk) is None


def test_after_a_telling_that_failed_nothing_is_told():
    event = make.make_event()
    with suppress(DataError), transaction.atomic(), recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Never", status="no such status")
    Event.objects.filter(pk=event.pk).update(title="Later")

    assert told(Event, event.pk) is None


def test_an_unknown_way_is_refused():
    with pytest.raises(ValueError, match="no way in which the record is changed"), recorded(how="magic"):
        pass


def test_snapshots_are_neither_changed_nor_deleted():
    event = make.make_event()

    for statement in ("UPDATE events_eventsnapshot SET title = 'Never so'", "DELETE FROM events_eventsnapshot"):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            run_sql(statement)
    assert labels(Event, event.pk) == ["insert"]


@pytest.mark.parametrize("model", list(SNAPSHOTS), ids=lambda model: model.__name__)
def test_every_field_is_kept_or_named_as_not_kept(model):
    generated = {field.name for field in model._meta.concrete_fields if field.generated or field.primary_key}

    kept = {field.name for field in SNAPSHOTS[model]._meta.concrete_fields if not field.name.startswith("pgh_")}
    assert kept == set(kept_fields(model))
    assert {field.name for field in model._meta.concrete_fields} - kept <= generated | NOT_KEPT


def test_everything_that_hangs_on_an_event_is_tracked():
    """Steps are a log of their own, to which is only added; the index is derived."""
    relations = {relation.related_model for relation in Event._meta.related_objects}

    assert relations - {Event, PublicChange, EventStep, EventIndex, EventWords} == set(EVENT_ROWS)


@pytest.mark.parametrize("status", list(Status))
def test_readers_changes_are_noted_by_the_rule_of_what_is_public(status):
    event = make.make_event(status=status)
    is_public = Event.objects.filter(EventQuerySet.public_q(), pk=event.pk).exists()

    assert PublicChange.objects.filter(event=event).exists() == is_public


def changes_of(event):
    return list(PublicChange.objects.filter(event=event).order_by("pk").values_list("status_before", "status_after"))


def test_each_step_that_readers_see_is_noted_once():
    event = make.make_event(status=Status.DRAFT)
    for values in (
        {"title": "Still a draft"},
        {"status": Status.PUBLISHED, "published_at": make.PUBLISHED_AT},
        {"title": "Corrected", "summary": "Both in one change"},
        {"status": Status.WITHDRAWN, "withdrawn_reason": "Recorded twice."},
        {"title": "Not seen any more"},
    ):
        with recorded(how=How.FORM):
            Event.objects.filter(pk=event.pk).update(**values)

    assert changes_of(event) == [("draft", "published"), ("published", "published"), ("published", "withdrawn")]


def test_rows_and_event_changed_together_are_noted_together():
    event = make.make_event(status=Status.DRAFT)
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(status=Status.PUBLISHED, published_at=make.PUBLISHED_AT)
    with recorded(how=How.FORM):
        make.add_theme(event=event, theme=Theme.objects.first())
        Event.objects.filter(pk=event.pk).update(status=Status.WITHDRAWN, withdrawn_reason="Recorded twice.")

    assert changes_of(event) == [("draft", "published"), ("published", "withdrawn")]


def test_the_deletion_of_a_public_event_is_noted():
    event = make.make_event(status=Status.DRAFT)
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(status=Status.PUBLISHED, published_at=make.PUBLISHED_AT)
    key = event.pk
    with recorded(how=How.COMMAND):
        event.delete()

    assert list(PublicChange.objects.filter(event=key).order_by("pk").values_list("status_after", flat=True)) == [
        "published",
        "",
    ]


def test_a_step_is_kept_with_its_comment():
    event, reviewer = make.make_event(status=Status.PUBLISHED), make_user("reviewers")
    withdraw_event(event=event, by=reviewer, reason="Recorded twice.")

    assert told(Event, event.pk) == {"user": reviewer.pk, "why": "Recorded twice.", "how": "step"}


def test_many_rows_are_kept_after_one_row_was_changed():
    """The plan made for one row would compare each old row with each new one: two million pairs, four seconds."""
    Event.objects.bulk_create(
        [Event(slug=f"many-{number}", title="Many", type="seminar", start="2024") for number in range(1_500)]
    )
    events = Event.objects.filter(slug__startswith="many-")
    events.filter(slug="many-1").update(date_note="One")

    events.update(date_note="All")

    assert SNAPSHOTS[Event].objects.filter(pgh_label="update").count() == 1_501


@pytest.mark.parametrize("model", SNAPSHOTS)
def test_no_table_is_emptied_past_its_history(model):
    with pytest.raises(DatabaseError, match="would leave no trace in the history"), transaction.atomic():
        run_sql(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_names_of_countries_are_kept():
    with recorded(how=How.FORM):  # names of the reference data have no history after a test that commits
        name = CountryName.objects.create(country_id="KG", name="Киргизия вчера", language="ru", kind="translation")
    with recorded(how=How.FORM):
        CountryName.objects.filter(pk=name.pk).update(name="Киргизия сегодня")

    assert labels(CountryName, name.pk)[-1] == "update"
    assert timeline(name.country)[0].sentences == [
        f"Country name {name.name} (translation): name changed from “{name.name}” to “Киргизия сегодня”."
    ]
