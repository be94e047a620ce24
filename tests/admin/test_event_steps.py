"""The buttons and addresses that take an event a step towards the public, for each role."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event
from tests.factories import add_citation, make_event

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


def step_address(event: Event, step: str) -> str:
    return reverse("admin:events_event_step", args=[event.pk, step])


def change_address(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


@pytest.mark.parametrize(("group", "step", "allowed"), LADDER)
def test_step_by_post_is_for_those_who_may(group: str, step: str, allowed: bool, sign_in: Callable[[str], Client]):
    event = make_event(status=STARTS_FROM[step])
    add_citation(event=event)

    response = sign_in(group).post(step_address(event, step), {"reason": "Recorded twice."})

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
def test_step_is_not_taken_by_get(step: str, sign_in: Callable[[str], Client]):
    event = make_event(status=STARTS_FROM[step])
    add_citation(event=event)

    response = sign_in("reviewers").get(step_address(event, step))

    event.refresh_from_db()
    assert response.status_code == (200 if step == "withdraw" else 405)
    assert event.status == STARTS_FROM[step]


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

    response = sign_in("reviewers").post(step_address(event, "publish"), follow=True)

    event.refresh_from_db()
    assert event.status == Status.IN_REVIEW
    assert [str(message) for message in response.context["messages"]] == [
        "“Seminar” has no source: an event is published only when at least one source is cited."
    ]


def test_withdrawing_without_a_reason_asks_again(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)

    response = sign_in("reviewers").post(step_address(event, "withdraw"), {"reason": " "})

    event.refresh_from_db()
    assert response.context["form"].errors == {"reason": ["This field is required."]}
    assert event.status == Status.PUBLISHED


def test_step_is_written_into_the_history(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)

    sign_in("reviewers").post(step_address(event, "withdraw"), {"reason": "Recorded twice."})

    entry = LogEntry.objects.get(object_id=event.pk)
    assert (entry.user.username, entry.change_message) == ("reviewers", "Withdraw: Recorded twice.")


def test_selected_events_are_published_and_those_without_a_source_named(sign_in: Callable[[str], Client]):
    ready = make_event(title="Ready", status=Status.IN_REVIEW)
    add_citation(event=ready)
    bare = make_event(title="Bare", status=Status.IN_REVIEW)

    response = sign_in("reviewers").post(
        reverse("admin:events_event_changelist"),
        {"action": "publish_selected", "_selected_action": [ready.pk, bare.pk]},
        follow=True,
    )

    assert dict(Event.objects.values_list("title", "status")) == {"Ready": "published", "Bare": "in-review"}
    assert [str(message) for message in response.context["messages"]] == [
        "Publish: 1 event.",
        "“Bare” has no source: an event is published only when at least one source is cited.",
    ]


@pytest.mark.parametrize(
    ("group", "offered"),
    [
        ("analysts", {"submit_selected"}),
        ("reviewers", {"submit_selected", "return_selected", "publish_selected", "delete_selected"}),
    ],
)
def test_actions_on_lists_are_offered_to_those_who_may(group: str, offered: set[str], sign_in: Callable[[str], Client]):
    make_event()

    page = sign_in(group).get(reverse("admin:events_event_changelist"))

    choices = page.context["action_form"].fields["action"].choices
    assert {name for name, _label in choices if name} == offered


def test_page_that_asks_for_the_reason_is_for_reviewers(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)

    assert sign_in("analysts").get(step_address(event, "withdraw")).status_code == 403
    assert sign_in("reviewers").get(step_address(event, "withdraw")).status_code == 200
