"""Who may do what to an event in which state: one table, tried with real requests.

A helper of another kind of work (an import, a merge, a restoration) adds its action to ACTIONS and a line to MAY.
`docs/analysts.md` prints the same table; the last test holds the two together.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event
from tests import factories as make
from tests.admin.forms import event_form
from tests.people import make_user

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "analyst", "reviewer", "administrator"]
GROUPS = {"analyst": "analysts", "reviewer": "reviewers", "administrator": "administrators"}
DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN = Status

STAFF = {"analyst", "reviewer", "administrator"}
REVIEWERS = {"reviewer", "administrator"}
NOBODY: set[str] = set()

# For each action who may do it to an event that is a draft, in review, published, withdrawn.
MAY: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "see the public page": (NOBODY, NOBODY, {*ROLES}, NOBODY),
    "view the form": (STAFF, STAFF, STAFF, STAFF),
    "change": (STAFF, STAFF, STAFF, STAFF),
    "preview": (STAFF, STAFF, STAFF, STAFF),
    "submit": (STAFF, NOBODY, NOBODY, NOBODY),
    "return": (NOBODY, REVIEWERS, NOBODY, NOBODY),
    "publish": (NOBODY, REVIEWERS, NOBODY, REVIEWERS),
    "withdraw": (NOBODY, NOBODY, REVIEWERS, NOBODY),
    "delete": (REVIEWERS, REVIEWERS, NOBODY, NOBODY),
    "take a row away": (STAFF, STAFF, REVIEWERS, REVIEWERS),
    "change in bulk": (STAFF, STAFF, STAFF, STAFF),
    "submit in bulk": (STAFF, NOBODY, NOBODY, NOBODY),
    "return in bulk": (NOBODY, REVIEWERS, NOBODY, NOBODY),
    "publish in bulk": (NOBODY, REVIEWERS, NOBODY, REVIEWERS),
    "withdraw in bulk": (NOBODY, NOBODY, REVIEWERS, NOBODY),
}


def change_address(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def rows_of(event: Event, *, without_theme: bool = False) -> dict[str, list[dict[str, Any]]]:
    theme: dict[str, Any] = {"id": event.event_themes.get().pk, "theme": "pve"}
    return {
        "citations": [{"id": row.pk, "source": row.source_id} for row in event.citations.all()],
        "event_themes": [theme | ({"DELETE": "on"} if without_theme else {})],
    }


def sees_public_page(client: Client, event: Event) -> bool:
    return client.get(event.get_absolute_url()).status_code == 200


def views_form(client: Client, event: Event) -> bool:
    return client.get(change_address(event)).status_code == 200


def changes(client: Client, event: Event) -> bool:
    client.post(change_address(event), event_form(event=event, rows=rows_of(event), title="Changed"))
    return Event.objects.get(pk=event.pk).title == "Changed"


def previews(client: Client, event: Event) -> bool:
    return client.get(reverse("admin:events_event_preview", args=[event.pk])).status_code == 200


def takes(step: str, leads_to: Status) -> Callable[[Client, Event], bool]:
    def take(client: Client, event: Event) -> bool:
        sent = {"comment": "Said so.", "seen": event.updated_at.isoformat()}
        client.post(reverse("admin:events_event_step", args=[event.pk, step]), sent)
        return has_become(event, leads_to)

    return take


def has_become(event: Event, status: Status) -> bool:
    return event.status != status and Event.objects.get(pk=event.pk).status == status


def deletes(client: Client, event: Event) -> bool:
    client.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"})
    return not Event.objects.filter(pk=event.pk).exists()


def takes_row_away(client: Client, event: Event) -> bool:
    form = event_form(event=event, rows=rows_of(event, without_theme=True), title=event.title)
    client.post(change_address(event), form)
    return not event.event_themes.exists()


def in_bulk(client: Client, event: Event, **fields: str) -> None:
    address = reverse("admin:events_event_bulk")
    sent = {"keys": str(event.pk), "reason": "Said so.", **fields}
    preview = client.post(address, sent)
    seen = preview.context.get("seen", "") if preview.context else ""
    client.post(address, sent | {"apply": "1", "seen": seen or "forged"})


def changes_in_bulk(client: Client, event: Event) -> bool:
    in_bulk(client, event, what="type", type="workshop")
    return Event.objects.get(pk=event.pk).type == "workshop"


def takes_in_bulk(step: str, leads_to: Status) -> Callable[[Client, Event], bool]:
    def take(client: Client, event: Event) -> bool:
        in_bulk(client, event, what=step)
        return has_become(event, leads_to)

    return take


# For each action a function that tries it as a browser would, and says whether it was done.
ACTIONS: dict[str, Callable[[Client, Event], bool]] = {
    "see the public page": sees_public_page,
    "view the form": views_form,
    "change": changes,
    "preview": previews,
    "submit": takes("submit", IN_REVIEW),
    "return": takes("return", DRAFT),
    "publish": takes("publish", PUBLISHED),
    "withdraw": takes("withdraw", WITHDRAWN),
    "delete": deletes,
    "take a row away": takes_row_away,
    "change in bulk": changes_in_bulk,
    "submit in bulk": takes_in_bulk("submit", IN_REVIEW),
    "return in bulk": takes_in_bulk("return", DRAFT),
    "publish in bulk": takes_in_bulk("publish", PUBLISHED),
    "withdraw in bulk": takes_in_bulk("withdraw", WITHDRAWN),
}


def an_event(status: Status, *, entered_by: User | None = None) -> Event:
    event = make.make_event(title="Before", status=status, created_by=entered_by)
    make.add_citation(event=event)
    make.add_theme(event=event, theme=make.make_theme(slug="pve"))
    return event


def browser_of(role: str) -> tuple[Client, User | None]:
    client = Client()
    user = make_user(GROUPS[role], username=role) if role in GROUPS else None
    if user:
        client.force_login(user)
    return client, user


def make_people_and_events() -> tuple[dict[str, User], dict[Status, Event]]:
    people = {role: make_user(group, username=f"some {role}") for role, group in GROUPS.items()}
    entered_by = make_user("analysts", username="somebody else")
    return people, {status: an_event(status, entered_by=entered_by) for status in Status}


@pytest.fixture(scope="module")
def people_and_events(once: Callable[..., Any]) -> Any:
    return once(make_people_and_events)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(client: Client, people_and_events: Any, role: str, action: str, status: Status):
    people, events = people_and_events
    if role in people:
        client.force_login(people[role])

    is_done = ACTIONS[action](client, Event.objects.get(pk=events[status].pk))

    assert is_done is (role in MAY[action][list(Status).index(status)])


@pytest.mark.parametrize("action", ["view the form", "change", "submit", "preview", "change in bulk"])
def test_an_analyst_may_do_the_same_with_drafts_of_their_own_and_of_others(action: str):
    client, analyst = browser_of("analyst")

    assert ACTIONS[action](client, an_event(DRAFT, entered_by=analyst)) is True
    assert ACTIONS[action](client, an_event(DRAFT, entered_by=None)) is True


def test_a_reviewer_publishes_own_work_with_a_reason_by_itself_and_never_in_bulk():
    client, reviewer = browser_of("reviewer")

    assert ACTIONS["publish in bulk"](client, an_event(IN_REVIEW, entered_by=reviewer)) is False
    assert ACTIONS["publish"](client, an_event(IN_REVIEW, entered_by=reviewer)) is True


def test_every_action_has_its_line():
    assert list(ACTIONS) == list(MAY)


def table() -> str:
    """The table as `docs/analysts.md` prints it."""
    groups = {frozenset(): "nobody", frozenset(STAFF): "all staff", frozenset(REVIEWERS): "reviewers",
              frozenset(ROLES): "everybody"}  # fmt: skip
    lines = ["| Action | Draft | In review | Published | Withdrawn |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {action} | {' | '.join(groups[frozenset(who)] for who in may)} |" for action, may in MAY.items()]
    return "\n".join(lines)


def test_the_analysts_read_the_same_table():
    text = (Path(__file__).resolve().parent.parent / "docs" / "analysts.md").read_text(encoding="utf-8")

    assert table() in text
