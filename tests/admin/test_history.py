"""The history of a record in the admin: a timeline, earlier states, and the way back to them."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from events.choices import Status
from events.history.context import How, recorded
from events.history.states import entries, snapshots_of
from events.models import Event
from tests import factories as make
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


def an_event(**fields):
    with recorded(how=How.FORM):
        event = make_whole_event(number=1)
        Event.objects.filter(pk=event.pk).update(**({"status": Status.DRAFT, "published_at": None} | fields))
    return event


def change(event, **values):
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(**values)


def numbers(event):
    return [entry.number for entry in entries(snapshots_of(Event, [event.pk]))]


def history_of(record):
    return reverse(f"admin:events_{record._meta.model_name}_history", args=[record.pk])


def state_of(event, number):
    return reverse("admin:events_event_state", args=[event.pk, number])


def test_the_history_of_an_event_reads_as_sentences(sign_in):
    event = an_event()
    change(event, title="<b>New</b>")
    body = sign_in("analysts").get(history_of(event)).content.decode()

    assert "Title changed from “Seminar 1” to “&lt;b&gt;New&lt;/b&gt;”." in body
    assert "<b>New</b>" not in body


@pytest.mark.parametrize("maker", [make.make_organization, make.make_person, make.make_framework, make.make_source])
def test_actors_have_a_timeline_too(sign_in, maker):
    record = maker()
    body = sign_in("analysts").get(history_of(record)).content.decode()

    assert "entered: “" in body


def test_an_earlier_state_is_shown_whole(sign_in):
    event = an_event()
    number = numbers(event)[0]
    event.citations.all().delete()
    event.places.all().delete()
    event.quotes.all().delete()
    body = sign_in("analysts").get(state_of(event, number)).content.decode()

    for fact in (
        "Seminar 1",
        "1 May 2024",
        "Tashkent",
        "Body 1",
        "Person 1",
        "Director",
        "Plan 1",
        "Page 1",
        "Uzbekistan",
    ):
        assert f"<dd>{fact}</dd>" in body, fact


def test_a_state_is_restored_from_its_page(sign_in):
    event = an_event()
    first = numbers(event)[0]
    change(event, title="Wrong")
    client = sign_in("analysts")
    page = client.get(state_of(event, first))
    answer = client.post(state_of(event, first), {"seen": page.context["form"]["seen"].value(), "why": "It was wrong."})

    assert answer.url == history_of(event)
    assert Event.objects.get(pk=event.pk).title == "Seminar 1"
    assert "It was wrong." in client.get(history_of(event)).content.decode()


def test_a_state_is_not_restored_over_what_was_changed_meanwhile(sign_in):
    event = an_event()
    first, seen = numbers(event)[0], numbers(event)[-1]
    change(event, title="Meanwhile")
    answer = sign_in("analysts").post(state_of(event, first), {"seen": seen, "why": ""})

    assert "The event was changed meanwhile." in answer.content.decode()
    assert Event.objects.get(pk=event.pk).title == "Meanwhile"


def test_a_public_event_is_not_restored_without_a_reason(sign_in):
    event = an_event(status=Status.PUBLISHED, published_at=make.PUBLISHED_AT)
    first = numbers(event)[0]
    change(event, title="Wrong")
    answer = sign_in("reviewers").post(state_of(event, first), {"seen": numbers(event)[-1], "why": ""})

    assert "Readers see this event: write why it changes." in answer.content.decode()
    assert Event.objects.get(pk=event.pk).title == "Wrong"


def test_what_stands_in_the_way_is_said_before_anybody_tries(sign_in):
    with recorded(how=How.FORM):
        event = make.make_event(status=Status.DRAFT)
        row = make.add_organization(event=event, organization=make.make_organization(name="Shortlived Body"))
    number = numbers(event)[0]
    with recorded(how=How.FORM):
        row.delete()
    row.organization.delete()
    body = sign_in("analysts").get(state_of(event, number)).content.decode()

    assert "“Shortlived Body” is not there any more" in body
    assert 'value="Restore this state"' not in body


def test_the_state_of_today_offers_nothing_to_restore(sign_in):
    event = an_event()
    body = sign_in("analysts").get(state_of(event, numbers(event)[-1])).content.decode()

    assert "It is just the same today." in body
    assert 'value="Restore this state"' not in body


@pytest.mark.parametrize("number", [0, 999_999_999])
def test_a_state_that_never_was_is_a_404(sign_in, number):
    assert sign_in("analysts").get(state_of(an_event(), number)).status_code == 404


def test_the_state_of_no_event_is_a_404(sign_in):
    assert sign_in("analysts").get("/admin/events/event/nonsense/history/1/").status_code == 404


@pytest.mark.parametrize(
    "address", [history_of, lambda event: state_of(event, numbers(event)[0])], ids=["history", "state"]
)
def test_who_cannot_see_events_sees_no_history(client, address):
    event = an_event()
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    assert client.get(address(event)).status_code == 403


def test_who_can_only_look_restores_nothing(client):
    event = an_event()
    first = numbers(event)[0]
    change(event, title="Wrong")
    looker = User.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(*looker.user_permissions.model.objects.filter(codename="view_event"))
    client.force_login(looker)

    assert 'value="Restore this state"' not in client.get(state_of(event, first)).content.decode()
    assert client.post(state_of(event, first), {"seen": numbers(event)[-1], "why": "Why"}).status_code == 403


@pytest.mark.parametrize("data", [{}, {"seen": "x"}, {"seen": "1", "why": "x" * 2_001}, {"seen": "1", "why": "\x00"}])
def test_bad_input_restores_nothing(sign_in, data):
    event = an_event()
    first = numbers(event)[0]
    change(event, title="Wrong")

    assert sign_in("analysts").post(state_of(event, first), data).status_code == 200
    assert Event.objects.get(pk=event.pk).title == "Wrong"
