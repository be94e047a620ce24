"""The buttons and addresses that take an event a step towards the public, for each role."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event
from tests.factories import add_citation, add_country, add_place, add_theme, make_event

pytestmark = pytest.mark.django_db

STARTS_FROM = {
    "submit": Status.DRAFT,
    "return": Status.IN_REVIEW,
    "publish": Status.IN_REVIEW,
    "withdraw": Status.PUBLISHED,
}
LEADS_TO = {
    "submit": Status.IN_REVIEW,
    "return": Status.DRAFT,
    "publish": Status.PUBLISHED,
    "withdraw": Status.WITHDRAWN,
}
MAY = {
    "analysts": {"submit"},
    "reviewers": {"submit", "return", "publish", "withdraw"},
    "administrators": {"submit", "return", "publish", "withdraw"},
}
LADDER = [(group, step, step in MAY[group]) for group in MAY for step in STARTS_FROM]
LABELS = {
    "submit": "Save and submit for review",
    "return": "Return to draft",
    "publish": "Publish",
    "withdraw": "Withdraw",
}


def words(event: Event) -> dict[str, str]:
    """What a browser sends from the page of a step."""
    return {"comment": "Recorded twice.", "seen": event.updated_at.isoformat()}


def step_address(event: Event, step: str) -> str:
    return reverse("admin:events_event_step", args=[event.pk, step])


def change_address(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


@pytest.mark.parametrize(("group", "step", "allowed"), LADDER)
def test_step_by_post_is_for_those_who_may(group: str, step: str, allowed: bool, sign_in: Callable[[str], Client]):
    event = make_event(status=STARTS_FROM[step])
    add_citation(event=event)

    response = sign_in(group).post(step_address(event, step), words(event))

    event.refresh_from_db()
    assert response.status_code == (302 if allowed else 403)
    assert event.status == (LEADS_TO[step] if allowed else STARTS_FROM[step])


@pytest.mark.parametrize(("group", "step", "allowed"), LADDER)
def test_button_is_shown_to_those_who_may(group: str, step: str, allowed: bool, sign_in: Callable[[str], Client]):
    event = make_event(status=STARTS_FROM[step])

    page = sign_in(group).get(change_address(event)).content.decode()

    shown = f'value="{LABELS[step]}"' in page or f'action="{step_address(event, step)}"' in page
    assert shown is allowed


@pytest.mark.parametrize("step", STARTS_FROM)
def test_step_is_not_taken_by_get_but_asked_about(step: str, sign_in: Callable[[str], Client]):
    event = make_event(status=STARTS_FROM[step])
    add_citation(event=event)

    response = sign_in("reviewers").get(step_address(event, step))

    event.refresh_from_db()
    assert response.status_code == 200
    assert event.status == STARTS_FROM[step]


@pytest.mark.parametrize(
    "sent", [{}, {"comment": "Fine."}, {"seen": ""}, {"seen": "soon"}, {"seen": "2026-13-77T00:00"}, {"seen": "\x00"}]
)
def test_nothing_is_published_by_a_request_that_does_not_come_from_the_confirmation(
    sent: dict[str, str], sign_in: Callable[[str], Client]
):
    event = make_event(status=Status.IN_REVIEW)
    add_citation(event=event)

    response = sign_in("reviewers").post(step_address(event, "publish"), sent)

    event.refresh_from_db()
    assert response.status_code == 200
    assert event.status == Status.IN_REVIEW


def test_what_was_changed_since_the_confirmation_was_shown_is_not_published(sign_in: Callable[[str], Client]):
    event = make_event(title="Seminar", status=Status.IN_REVIEW)
    add_citation(event=event)
    sent = words(event)
    event.save()

    response = sign_in("reviewers").post(step_address(event, "publish"), sent, follow=True)

    event.refresh_from_db()
    assert event.status == Status.IN_REVIEW
    assert [str(message) for message in response.context["messages"]] == ["“Seminar” was changed since you looked."]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_step_that_does_not_start_here_is_told_so_and_not_taken(method: str, sign_in: Callable[[str], Client]):
    event = make_event(title="Seminar", status=Status.DRAFT)
    add_citation(event=event)

    response = getattr(sign_in("reviewers"), method)(step_address(event, "publish"), words(event), follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "“Seminar” can't take the step “Publish”: its status is “Draft”."
    ]
    assert Event.objects.get().status == Status.DRAFT


def remarks(client: Client, event: Event) -> list[str]:
    return [remark.key for remark in client.get(step_address(event, "publish")).context["remarks"]]


def test_confirmation_lists_what_is_missing(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.IN_REVIEW, start="2024-05", state="announced")

    page = sign_in("reviewers").get(step_address(event, "publish"))

    assert [remark.key for remark in page.context["remarks"]] == [
        "no-source", "no-participants", "vague-date", "no-place", "no-theme", "no-summary", "stale-announcement",
    ]  # fmt: skip
    assert 'value="Publish it"' not in page.content.decode()


def test_confirmation_of_a_whole_event_has_nothing_to_remark(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.IN_REVIEW, summary="What it did.")
    add_place(event=event, city="Tashkent")
    add_country(event=event)
    add_theme(event=event)
    client = sign_in("reviewers")
    citation = add_citation(event=event)
    with_one_source = remarks(client, event)
    add_citation(event=event, source=citation.source, locator="p. 2")
    with_two_places_in_it = remarks(client, event)
    add_citation(event=event)

    assert with_one_source == with_two_places_in_it == ["single-source"]
    assert remarks(client, event) == []


def test_a_reviewer_alone_is_asked_why(sign_in: Callable[[str], Client]):
    client = sign_in("reviewers")
    reviewer = User.objects.get(username="reviewers")
    event = make_event(status=Status.IN_REVIEW, created_by=reviewer)
    add_citation(event=event)

    silent = client.post(step_address(event, "publish"), words(event) | {"comment": " "})
    status = Event.objects.get().status
    client.post(step_address(event, "publish"), words(event) | {"comment": "Nobody else is here."})

    assert silent.context["form"].errors == {"comment": ["This field is required."]}
    assert (status, Event.objects.get().status) == (Status.IN_REVIEW, Status.PUBLISHED)


def test_step_is_refused_without_the_token_of_the_form(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.DRAFT)
    client = sign_in("analysts")
    client.handler.enforce_csrf_checks = True

    assert client.post(step_address(event, "submit")).status_code == 403
    assert Event.objects.get(pk=event.pk).status == Status.DRAFT


def test_stranger_is_sent_to_sign_in(client: Client):
    event = make_event(status=Status.DRAFT)

    response = client.post(step_address(event, "submit"))

    assert response.headers["Location"].startswith("/admin/login/")


def test_unknown_step_and_unknown_event_are_not_found(sign_in: Callable[[str], Client]):
    client = sign_in("reviewers")

    assert client.post(step_address(make_event(), "erase")).status_code == 404
    assert client.post(reverse("admin:events_event_step", args=[0, "publish"])).status_code == 404
    assert client.post(reverse("admin:events_event_step", args=["a\x00", "publish"])).status_code == 404


def test_publishing_without_a_source_is_refused_in_words(sign_in: Callable[[str], Client]):
    event = make_event(title="Seminar", status=Status.IN_REVIEW)

    response = sign_in("reviewers").post(step_address(event, "publish"), words(event), follow=True)

    event.refresh_from_db()
    assert event.status == Status.IN_REVIEW
    assert [str(message) for message in response.context["messages"]] == [
        "“Seminar” has no source: an event is published only when at least one source is cited."
    ]


def test_withdrawing_without_a_reason_asks_again(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)

    response = sign_in("reviewers").post(step_address(event, "withdraw"), {"comment": " "})

    event.refresh_from_db()
    assert response.context["form"].errors == {
        "comment": ["Write why the event is withdrawn, in words fit for readers."]
    }
    assert event.status == Status.PUBLISHED


def test_step_is_written_into_the_history(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)

    sign_in("reviewers").post(step_address(event, "withdraw"), words(event))

    entry = LogEntry.objects.get(object_id=event.pk)
    assert (entry.user.username, entry.change_message) == ("reviewers", "Withdraw: Recorded twice.")


def test_page_that_asks_for_the_reason_is_for_reviewers(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)

    assert sign_in("analysts").get(step_address(event, "withdraw")).status_code == 403
    assert sign_in("reviewers").get(step_address(event, "withdraw")).status_code == 200
