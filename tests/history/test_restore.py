"""An earlier state is restored whole, as a new change, or not at all."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from events.actions import restore_event
from events.choices import Status
from events.history.context import How, recorded
from events.history.states import entries, snapshots_of, state_at
from events.history.timeline import timeline
from events.models import Citation, Event, EventStep, Quote
from tests import factories as make
from tests.people import make_user
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


def whole_event(**fields):
    with recorded(how=How.FORM):
        event = make_whole_event(number=1)
        Event.objects.filter(pk=event.pk).update(**fields)
    event.refresh_from_db()
    return event


def last_number(event):
    return list(entries(snapshots_of(Event, [event.pk])))[-1].number


def now(event):
    return list(entries(snapshots_of(Event, [event.pk])))[-1].after


def take_everything_away(event):
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Something else", summary="", start="2020")
        for relation in (
            "places",
            "country_participations",
            "organization_participations",
            "person_participations",
            "event_frameworks",
            "event_themes",
            "quotes",
            "citations",
        ):
            getattr(event, relation).all().delete()


def test_an_event_gets_back_everything_that_hung_on_it():
    event = whole_event(status=Status.DRAFT, published_at=None)
    before, number = now(event), last_number(event)
    take_everything_away(event)

    restore_event(event=event, number=number, by=make_user("analysts"))

    assert now(event) == before
    assert Quote.objects.filter(event=event).count() == 1
    assert Citation.objects.filter(event=event).count() == 1


def test_a_restoration_is_a_change_of_its_own_and_can_be_undone_by_another():
    event, analyst = whole_event(status=Status.DRAFT, published_at=None), make_user("analysts")
    number = last_number(event)
    take_everything_away(event)
    poor = now(event)
    poor_number = last_number(event)
    restore_event(event=event, number=number, by=analyst, why="Emptied by mistake.")
    item = timeline(event)[0]
    restore_event(event=event, number=poor_number, by=make_user("reviewers"))

    assert (item.who, item.how, item.why) == ("analysts", "restoration", "Emptied by mistake.")
    assert "Title changed from “Something else” to" in item.sentences[0]
    assert now(event) == poor


def test_rows_that_traded_places_trade_back():
    with recorded(how=How.FORM):
        event = make.make_event(status=Status.DRAFT)
        first = make.add_organization(event=event, role="host")
        second = make.add_organization(event=event, role="funder", organization=first.organization)
    before, number = now(event), last_number(event)
    with recorded(how=How.FORM):
        type(first).objects.filter(pk=first.pk).update(role="partner")
        type(first).objects.filter(pk=second.pk).update(role="host")
        type(first).objects.filter(pk=first.pk).update(role="funder")

    restore_event(event=event, number=number, by=make_user("analysts"))

    assert now(event) == before


def test_where_an_event_stands_on_its_way_to_the_public_is_not_restored():
    event = whole_event(status=Status.DRAFT, published_at=None)
    number = last_number(event)
    with recorded(how=How.STEP):
        Event.objects.filter(pk=event.pk).update(status=Status.PUBLISHED, published_at=make.PUBLISHED_AT, title="New")
    restored = restore_event(event=event, number=number, by=make_user("reviewers"), why="It was right before.")

    assert (restored.status, restored.published_at) == (Status.PUBLISHED, make.PUBLISHED_AT)
    assert restored.title != "New"
    assert EventStep.objects.get(event=event).comment == "It was right before."


def refusal(**arguments):
    with pytest.raises(ValidationError) as refused:
        restore_event(**arguments)
    return refused.value.messages


def test_a_state_that_names_a_deleted_actor_is_refused_in_words_and_nothing_changes():
    with recorded(how=How.FORM):
        event = make.make_event(status=Status.DRAFT)
        row = make.add_organization(event=event, organization=make.make_organization(name="Shortlived Body"))
    number = last_number(event)
    with recorded(how=How.FORM):
        row.delete()
        Event.objects.filter(pk=event.pk).update(title="Later")
    row.organization.delete()

    assert refusal(event=event, number=number, by=make_user("analysts")) == [
        "organization “Shortlived Body” is not there any more; whoever was recorded with it can't be brought back."
    ]
    assert Event.objects.get(pk=event.pk).title == "Later"


def test_a_slug_that_another_event_has_taken_is_refused():
    with recorded(how=How.FORM):
        event = make.make_event(slug="first-slug", status=Status.DRAFT)
    number = last_number(event)
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(slug="second-slug")
    make.make_event(slug="first-slug")

    assert refusal(event=event, number=number, by=make_user("analysts")) == [
        "Another event has the slug first-slug now."
    ]


def test_a_published_event_is_restored_with_a_reason_only():
    event = whole_event()
    number = last_number(event)
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Later")

    assert refusal(event=event, number=number, by=make_user("reviewers"), why=" ") == [
        "Readers see this event: write why it changes."
    ]


def test_a_published_event_does_not_lose_its_last_source_by_a_restoration():
    with recorded(how=How.FORM):
        event = make.make_event()
    number = last_number(event)
    with recorded(how=How.FORM):
        make.add_citation(event=event)

    assert refusal(event=event, number=number, by=make_user("reviewers"), why="Why") == [
        "It had no source then, and a published event keeps at least one."
    ]


def test_an_analyst_takes_nothing_away_that_readers_have_seen():
    event = whole_event()
    number = last_number(event)
    with recorded(how=How.FORM):
        make.add_organization(event=event, role="observer")

    assert refusal(event=event, number=number, by=make_user("analysts"), why="Why") == [
        "It would take away what readers have seen: only reviewers do that."
    ]
    restore_event(event=event, number=number, by=make_user("reviewers"), why="Why")


def test_a_change_that_nobody_saw_is_not_overwritten():
    event = whole_event(status=Status.DRAFT, published_at=None)
    number = seen = last_number(event)
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Meanwhile")

    assert refusal(event=event, number=number, by=make_user("analysts"), seen=seen) == [
        "The event was changed meanwhile. Look at its history again."
    ]


@pytest.mark.parametrize("number", [0, 10**9])
def test_a_number_that_is_none_is_refused(number):
    event = whole_event()

    assert refusal(event=event, number=number, by=make_user("reviewers"), why="Why") == [
        "The event was not there then."
    ]


def test_the_present_state_is_not_restored():
    event = whole_event()

    assert refusal(event=event, number=last_number(event), by=make_user("reviewers"), why="Why") == [
        "The event is just as it was then: there is nothing to restore."
    ]


def test_who_cannot_change_events_restores_none():
    event = whole_event()
    with pytest.raises(PermissionDenied):
        restore_event(event=event, number=last_number(event), by=make_user(), why="Why")


def test_a_row_that_another_event_has_now_comes_back_as_a_new_one():
    with recorded(how=How.FORM):
        event, other = make.make_event(status=Status.DRAFT), make.make_event(status=Status.DRAFT)
        citation = make.add_citation(event=event)
    number = last_number(event)
    with recorded(how=How.MERGE):
        Citation.objects.filter(pk=citation.pk).update(event=other)

    restore_event(event=event, number=number, by=make_user("analysts"))

    assert list(Citation.objects.filter(event=event).values_list("source", flat=True)) == [citation.source_id]
    assert Citation.objects.get(pk=citation.pk).event_id == other.pk


def test_a_state_is_known_by_its_moment_too():
    event = whole_event()
    made_at = timeline(event)[-1].made_at

    assert state_at(event, made_at) == now(event)
    assert state_at(event, make.PUBLISHED_AT).rows == {}
