"""The sets that one process keeps for others: taken only where they can be followed, and never believed to be new."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events.bitmaps import follow, kept, present
from events.models import Event
from tests import factories as make
from tests.bitmaps.test_following import anew, contents
from tests.models.test_event_index import rows
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_stays():
    yield
    rows("DELETE FROM events_keptsets RETURNING 1")


def keep():
    """Keep what this process knows, and forget it."""
    present()
    [followed] = follow._followed.values()
    assert kept.keep(followed, at_once=True)
    follow._followed.clear()
    return followed


def test_what_is_kept_is_taken_and_followed():
    make_whole_event(number=1)
    gone = make_whole_event(number=2)
    before = contents(keep().bitmaps)
    assert contents(kept.taken(follow.KEPT).bitmaps) == before

    Event.objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_reason="Recorded twice.")
    make.make_event(slug="new")

    assert len(present().everything) == 2
    rows("DELETE FROM events_keptsets RETURNING 1")
    assert contents(present()) == anew()


@pytest.mark.parametrize(
    "change",
    [
        "at = now() - interval '13 hours'",
        "at = now() + interval '1 hour'",
        "server = server + 1",
        "notes = 'events_event'::regclass::oid",
        "form = form + 1",
    ],
)
def test_what_cannot_be_followed_is_not_taken(change):
    make.make_event()
    keep()

    rows(f"UPDATE events_keptsets SET {change} RETURNING 1")

    assert kept.taken(follow.KEPT) is None
    assert len(present().everything) == 1


def test_what_is_new_is_not_kept_again_until_it_has_to_be():
    make.make_event()
    followed = keep()

    assert not kept.keep(followed)
    assert kept.keep(followed, at_once=True)
    rows("UPDATE events_keptsets SET at = at - interval '2 hours' RETURNING 1")
    assert kept.keep(followed)


def test_where_nothing_may_be_written_nothing_is_kept():
    make.make_event()
    followed = keep()

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        assert not kept.keep(followed, at_once=True)


def test_a_large_record_is_kept_beside_what_is_asked(monkeypatch):
    monkeypatch.setattr(kept, "FEWEST", 1)
    kept._offered.clear()
    make.make_event()

    present()
    for thread in threading.enumerate():
        if thread.name == kept.THREAD:
            thread.join(timeout=20)

    assert contents(kept.taken(follow.KEPT).bitmaps) == contents(present())
    assert timezone.now() - kept.taken(follow.KEPT).at < timedelta(minutes=1)
