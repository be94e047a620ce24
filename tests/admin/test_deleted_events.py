"""A deleted event keeps its history, and comes back whole as a draft."""

import pytest
from django.urls import reverse

from events.actions import merge_records
from events.choices import Status
from events.history.context import How, recorded
from events.history.states import entries, snapshots_of
from events.models import Event
from tests import factories as make
from tests.people import make_user
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

LIST = "/admin/events/event/deleted/"


def a_deleted_event(client, **fields):
    """Deleted on the page of the admin by whoever is signed in; its key, and what it was."""
    with recorded(how=How.FORM):
        event = make_whole_event(number=1, status=Status.DRAFT)
        Event.objects.filter(pk=event.pk).update(**fields)
    before = list(entries(snapshots_of(Event, [event.pk])))[-1].after
    answer = client.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"})
    assert (answer.status_code, Event.objects.filter(pk=event.pk).exists()) == (302, False)
    return event.pk, before


def test_a_deleted_event_is_listed_with_who_deleted_it_and_shown_whole(sign_in):
    client = sign_in("reviewers")
    key, _before = a_deleted_event(client, title="<b>Gone</b>")
    listed = client.get(LIST).content.decode()
    page = client.get(f"{LIST}{key}/").content.decode()

    assert f'<a href="{LIST}{key}/">&lt;b&gt;Gone&lt;/b&gt;</a>' in listed
    assert '<span class="timeline-who">reviewers</span>' in listed
    assert "Event deleted: “&lt;b&gt;Gone&lt;/b&gt;”." in page
    assert "Words as they were said." in page


def test_it_comes_back_as_a_draft_with_everything_that_hung_on_it(sign_in):
    client = sign_in("reviewers")
    key, before = a_deleted_event(client)

    answer = client.post(f"{LIST}{key}/", {"why": "Deleted by mistake."})

    assert answer.headers["Location"] == reverse("admin:events_event_change", args=[key])
    last = list(entries(snapshots_of(Event, [key])))[-1]
    assert last.after == before
    assert Event.objects.get(pk=key).status == Status.DRAFT
    assert "Nothing was deleted." in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{key}/").status_code == 404


def test_what_was_in_review_comes_back_as_a_draft(sign_in):
    client = sign_in("reviewers")
    key, _before = a_deleted_event(client, status=Status.IN_REVIEW)
    client.post(f"{LIST}{key}/")

    assert Event.objects.get(pk=key).status == Status.DRAFT


def test_what_stands_in_its_way_is_said(sign_in):
    client = sign_in("reviewers")
    key, _before = a_deleted_event(client)
    make.make_event(slug="whole-1")

    page = client.post(f"{LIST}{key}/").content.decode()

    assert "Another event has the slug whole-1 now." in page
    assert not Event.objects.filter(pk=key).exists()


def test_an_event_that_was_merged_is_not_lost(sign_in):
    client = sign_in("reviewers")
    kept, gone = make.make_event(), make.make_event(status=Status.DRAFT)
    gone_key = gone.pk
    merge_records(kept=kept, gone=gone, by=make_user("reviewers", username="other"), reason="The same.")

    assert client.get(f"{LIST}{gone_key}/").status_code == 404
    assert "Nothing was deleted." in client.get(LIST).content.decode()


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/"])
def test_analysts_see_no_deleted_events(sign_in, address):
    client = sign_in("analysts")

    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30])
def test_an_unknown_key_is_a_404(sign_in, key):
    assert sign_in("reviewers").get(f"{LIST}{key}/").status_code == 404


def test_readers_are_told_of_nothing(client, sign_in):
    key, _before = a_deleted_event(sign_in("reviewers"), title="Secret")

    assert "Secret" not in client.get("/changes/").content.decode()
    assert client.get(f"{LIST}{key}/").status_code in (302, 404)


def test_one_deleted_event_and_three_cost_the_same(sign_in, django_assert_num_queries):
    client = sign_in("reviewers")
    for count in (1, 3):
        events = [make.make_event(status=Status.DRAFT) for _ in range(count)]
        for event in events:
            event.delete()
        with django_assert_num_queries(6):  # session, user, two for permissions, how many, the rows
            client.get(LIST)
