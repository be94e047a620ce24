"""The sets of a process are those of the database, whatever changes it, in whatever order writers end."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events.bitmaps import follow, present, public_numbers
from events.models import Event, Organization, Person, Source
from events.selection import Selection
from tests import factories as make
from tests.models.test_event_index import CHANGES, rows
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db(transaction=True)


def contents(bitmaps):
    """All sets, as plain ones, and the days of the dates."""
    named = {name: set(events) for name, events in bitmaps._by_key.items()}
    dated = {name: set(events) for name, events in bitmaps._by_day.items()}
    return set(bitmaps.everything), named, dated


def anew():
    """The sets as a process finds them that has just started."""
    kept = dict(follow._followed)
    follow._followed.clear()
    made = contents(present())
    follow._followed.update(kept)
    return made


def test_the_sets_follow_every_kind_of_change():
    make_whole_event(number=1)
    make_whole_event(number=2)
    moved = set()
    for what, change in CHANGES.items():
        event = Event.objects.public().order_by("pk").first()
        before = contents(present())

        change(event)

        assert contents(present()) == anew(), what
        moved |= {what} if contents(present()) != before else set()
    assert moved >= {"a status", "dates", "rows gone", "a role", "a theme more", "the event gone"}


def test_what_is_undone_was_never_there():
    make.make_event(slug="kept")
    before = contents(present())

    with transaction.atomic():
        make.make_event(slug="undone")
        inside = contents(present())
        transaction.set_rollback(True)

    assert len(inside[0]) == 2
    assert contents(present()) == before


def test_a_draft_is_in_no_set_until_it_is_published():
    event = make.make_event(slug="later", status="draft")
    make.add_country(event=event)
    assert contents(present()) == (set(), {}, {})

    Event.objects.filter(pk=event.pk).update(status="published", published_at=make.PUBLISHED_AT)
    shown = contents(present())
    Event.objects.filter(pk=event.pk).update(status="withdrawn", withdrawn_reason="Recorded twice.")

    assert shown[0] == {event.pk}
    assert contents(present()) == (set(), {}, {})


def test_a_writer_that_began_first_and_ended_last_is_not_missed():
    make.make_event(slug="first")
    present()
    written, release = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            make.make_event(slug="slow")
            written.set()
            release.wait(timeout=20)
        connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    written.wait(timeout=20)
    make.make_event(slug="quick")
    between = len(present().everything)
    release.set()
    writer.join(timeout=20)

    assert (between, len(present().everything)) == (2, 3)
    assert contents(present()) == anew()


def test_everything_gone_at_once_is_seen():
    make_whole_event(number=1)
    assert len(present().everything) == 1

    with connection.cursor() as cursor:
        cursor.execute("SET cooperation.truncate = on")
        cursor.execute("TRUNCATE events_event CASCADE")
        cursor.execute("RESET cooperation.truncate")

    assert contents(present()) == (set(), {}, {})


def test_very_many_changes_are_followed_by_making_all_anew(monkeypatch):
    make.make_event()
    present()
    monkeypatch.setattr(follow, "MANY", 2)

    for _ in range(3):
        make.make_event()

    assert len(present().everything) == 4
    assert contents(present()) == anew()


def test_notes_of_another_server_are_not_read_again_and_again(django_assert_num_queries):
    make.make_event()
    present()
    rows("INSERT INTO events_indexchange (event_id, xact) VALUES (NULL, '9000000000000') RETURNING 1")

    with django_assert_num_queries(1):
        assert len(present().everything) == 1
    make.make_event()

    assert contents(present()) == anew()


def test_notes_of_yesterday_are_dropped_by_the_next_writer():
    rows("DELETE FROM events_indexchange RETURNING 1")  # what tests that commit have left, more than one writer drops
    make.make_event()
    rows("UPDATE events_indexchange SET at = now() - interval '2 days' RETURNING 1")

    make.make_event()

    assert rows("SELECT count(*) FROM events_indexchange WHERE at < now() - interval '1 day'") == [(0,)]


@pytest.mark.parametrize(("hours", "made_anew"), [(-13, True), (1, True), (0, False)])
def test_sets_are_made_anew_when_their_notes_may_be_gone_by_the_clock_of_the_database(hours, made_anew):
    """Ten years ahead, it takes the notes of a moment ago for old ones; set back, it says nothing of their age."""
    make.make_event(slug="seen")
    present()
    make.make_event(slug="noted-a-moment-ago")
    rows("DELETE FROM events_indexchange RETURNING 1")
    [(name, known)] = follow._followed.items()
    follow._followed[name] = replace(known, at=known.at + timedelta(hours=hours))

    assert (contents(present()) == anew()) is made_anew


def test_what_is_remembered_goes_with_any_change():
    event = make.make_event(slug="seminar", title="Seminar on returnees")
    cited, unused = make.make_source(slug="cited"), make.make_source(slug="unused")
    make.add_citation(event=event, source=cited)

    def known():
        found = Selection("events", {"q": "returnees"}).filters.found
        return len(found.events), set(public_numbers(Source, found.bitmaps))

    assert known() == (1, {cited.pk})
    with CaptureQueriesContext(connection) as again:
        assert known() == (1, {cited.pk})
    assert not [query for query in again if "events_eventwords" in query["sql"] or "events_source" in query["sql"]]
    citation = make.add_citation(event=event, source=unused)
    assert known() == (1, {cited.pk, unused.pk})
    citation.delete()
    assert known() == (1, {cited.pk})
    quote = make.add_quote(event=event, source=cited)
    type(quote).objects.filter(pk=quote.pk).update(source=unused)
    assert known() == (1, {cited.pk, unused.pk})
    Event.objects.filter(pk=event.pk).update(title="Seminar on borders")
    assert known() == (0, {cited.pk, unused.pk})
    Event.objects.filter(pk=event.pk).update(status="withdrawn", withdrawn_reason="Recorded twice.")
    assert known() == (0, set())


def test_a_body_is_public_as_soon_as_somebody_appears_for_it():
    event, body = make.make_event(), make.make_organization()
    appearance = make.add_person(event=event)
    assert set(public_numbers(Organization, present())) == set()

    type(appearance).objects.filter(pk=appearance.pk).update(organization=body)
    assert set(public_numbers(Organization, present())) == {body.pk}
    assert set(public_numbers(Person, present())) == {appearance.person_id}

    appearance.delete()
    assert (set(public_numbers(Organization, present())), set(public_numbers(Person, present()))) == (set(), set())
