"""Whoever changes what readers see says why; nothing typed is lost when they forgot."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event, EventStep, Quote
from tests.admin.forms import event_form
from tests.factories import add_citation, add_place, add_quote, make_country, make_event

pytestmark = pytest.mark.django_db

REASON = "The ministry corrected the day."


def change_address(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def a_published_event() -> tuple[Event, dict[str, list[dict[str, object]]]]:
    event = make_event(title="Before", status=Status.PUBLISHED)
    citation = add_citation(event=event)
    return event, {"citations": [{"id": citation.pk, "source": citation.source_id}]}


def reasons() -> list[tuple[str, str, str]]:
    return list(EventStep.objects.order_by("pk").values_list("step", "by__username", "comment"))


@pytest.mark.parametrize("group", ["analysts", "reviewers", "administrators"])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_change_of_a_published_event_without_a_reason_is_refused_and_kept_typed(
    group: str, reason: str, sign_in: Callable[[str], Client]
):
    event, rows = a_published_event()

    form = event_form(event=event, rows=rows, title="After", change_reason=reason)
    response = sign_in(group).post(change_address(event), form)

    assert response.context["adminform"].form.errors == {
        "change_reason": ["Readers see this event: write why it changes."]
    }
    assert 'value="After"' in response.content.decode()
    assert Event.objects.get().title == "Before"


def test_the_reason_is_kept_with_who_gave_it(sign_in: Callable[[str], Client]):
    event, rows = a_published_event()

    form = event_form(event=event, rows=rows, title="After", change_reason=f" {REASON} ")
    sign_in("analysts").post(change_address(event), form)

    assert Event.objects.get().title == "After"
    assert reasons() == [("change", "analysts", REASON)]


def test_a_change_of_a_row_alone_needs_a_reason_too(sign_in: Callable[[str], Client]):
    event, rows = a_published_event()
    rows["places"] = [{"city": "Tashkent", "country": make_country(code="UZ").pk}]
    client = sign_in("analysts")

    form = event_form(event=event, rows=rows, title="Before")
    silent = client.post(change_address(event), form | {"change_reason": ""})
    places = event.places.count()
    client.post(change_address(event), form | {"change_reason": REASON})

    assert "change_reason" in silent.context["adminform"].form.errors
    assert (places, event.places.count()) == (0, 1)
    assert reasons() == [("change", "analysts", REASON)]


def test_a_row_taken_away_needs_a_reason_too(sign_in: Callable[[str], Client]):
    event, rows = a_published_event()
    place = add_place(event=event, city="Tashkent", country=make_country(code="UZ"))
    rows["places"] = [{"id": place.pk, "city": "Tashkent", "country": "UZ", "DELETE": "on"}]

    form = event_form(event=event, rows=rows, title="Before", change_reason="")
    response = sign_in("reviewers").post(change_address(event), form)

    assert "change_reason" in response.context["adminform"].form.errors
    assert event.places.count() == 1


def test_saving_what_is_unchanged_needs_none_and_keeps_none(sign_in: Callable[[str], Client]):
    event, rows = a_published_event()
    client = sign_in("analysts")

    for reason in ("", "Why not"):
        form = event_form(event=event, rows=rows, title="Before", change_reason=reason)
        assert client.post(change_address(event), form).status_code == 302

    assert reasons() == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_what_readers_do_not_see_is_changed_without_a_reason(status: Status, sign_in: Callable[[str], Client]):
    event = make_event(title="Before", status=status)
    client = sign_in("analysts")

    page = client.get(change_address(event)).content.decode()
    client.post(change_address(event), event_form(event=event, title="After", change_reason="unasked"))

    assert 'name="change_reason"' not in page
    assert Event.objects.get().title == "After"
    assert reasons() == []


def test_a_quote_of_a_published_event_is_changed_and_added_with_a_reason(sign_in: Callable[[str], Client]):
    quote = add_quote(event=make_event(), text="Before.")
    client = sign_in("analysts")
    change = reverse("admin:events_quote_change", args=[quote.pk])
    fields = {"text": "After.", "language": "en", "attribution": "A diplomat"}

    refused = [
        client.post(address, fields | {"event": quote.event_id})
        for address in (change, reverse("admin:events_quote_add"))
    ]
    texts = list(Quote.objects.values_list("text", flat=True))
    client.post(change, fields | {"change_reason": REASON})

    assert ["change_reason" in response.context["adminform"].form.errors for response in refused] == [True, True]
    assert (texts, Quote.objects.get().text) == (["Before."], "After.")
    assert reasons() == [("change", "analysts", REASON)]


def test_a_quote_of_a_draft_needs_no_reason(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.DRAFT)
    fields = {"event": event.pk, "text": "Said.", "language": "en", "attribution": "A diplomat"}

    sign_in("analysts").post(reverse("admin:events_quote_add"), fields)

    assert Quote.objects.get().text == "Said."
    assert reasons() == []


def test_the_note_to_the_reviewer_goes_with_the_submission(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.DRAFT)
    form = event_form(event=event, _submit_for_review="1", _comment_to_reviewer="The day is from the second source.")

    sign_in("analysts").post(change_address(event), form)

    assert Event.objects.get().status == Status.IN_REVIEW
    assert reasons() == [("submit", "analysts", "The day is from the second source.")]


def test_the_note_to_the_reviewer_is_kept_when_the_form_has_mistakes(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.DRAFT)
    form = event_form(event=event, title="", _submit_for_review="1", _comment_to_reviewer="From the second source.")

    page = sign_in("analysts").post(change_address(event), form).content.decode()

    assert ">From the second source.</textarea>" in page
    assert Event.objects.get().status == Status.DRAFT


def test_who_changes_a_quote_changes_its_event_in_the_eyes_of_the_reviewer(sign_in: Callable[[str], Client]):
    quote = add_quote(event=make_event(status=Status.IN_REVIEW), text="Before.")
    seen = quote.event.updated_at
    fields = {"text": "After.", "language": "en", "attribution": "A diplomat"}

    sign_in("analysts").post(reverse("admin:events_quote_change", args=[quote.pk]), fields)

    assert Event.objects.get().updated_at > seen
