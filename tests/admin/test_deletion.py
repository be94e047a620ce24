"""What may be deleted, by whom, and what is said when it may not."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event, Organization, Quote
from tests.factories import add_citation, add_country, add_organization, add_quote, make_event, make_organization
from tests.people import make_user

pytestmark = pytest.mark.django_db

EVENTS = reverse("admin:events_event_changelist")


@pytest.mark.parametrize("group", ["analysts", "reviewers", "administrators", "superuser"])
@pytest.mark.parametrize("status", Status)
def test_only_what_nobody_has_seen_is_deleted_and_not_by_analysts(
    group: str, status: Status, sign_in: Callable[[str], Client]
):
    event = make_event(status=status)
    add_country(event=event)
    add_quote(event=event)
    unseen = status in (Status.DRAFT, Status.IN_REVIEW)

    response = sign_in(group).post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"})

    allowed = unseen and group != "analysts"
    assert response.status_code == (302 if allowed else 403)
    assert Event.objects.filter(pk=event.pk).exists() is not allowed


def test_published_event_among_selected_ones_is_named_and_nothing_deleted(sign_in: Callable[[str], Client]):
    draft, published = make_event(status=Status.DRAFT), make_event(title="Seminar", status=Status.PUBLISHED)
    data = {"action": "delete_selected", "_selected_action": [draft.pk, published.pk]}

    response = sign_in("reviewers").post(EVENTS, data | {"post": "yes"})

    assert response.context["protected"] == ["“Seminar” was published: withdraw it instead."]
    assert Event.objects.count() == 2


def test_selected_drafts_are_deleted(sign_in: Callable[[str], Client]):
    drafts = [make_event(status=Status.DRAFT), make_event(status=Status.IN_REVIEW)]
    data = {"action": "delete_selected", "_selected_action": [event.pk for event in drafts], "post": "yes"}

    sign_in("reviewers").post(EVENTS, data)

    assert Event.objects.count() == 0


def test_organization_in_use_stays_and_the_events_are_named(sign_in: Callable[[str], Client]):
    organization = make_organization(name="Ministry")
    event = make_event(slug="2024-seminar", title="Seminar")
    add_organization(event=event, organization=organization, role="host")
    address = reverse("admin:events_organization_delete", args=[organization.pk])

    response = sign_in("reviewers").post(address, {"post": "yes"})

    assert response.context["protected"] == ["Organization: Host – Event “Seminar” (2024-seminar)"]
    assert Organization.objects.count() == 1


def test_many_events_that_stand_in_the_way_are_counted(sign_in: Callable[[str], Client]):
    organization = make_organization()
    for number in range(23):
        add_organization(event=make_event(slug=f"event-{number}"), organization=organization)

    response = sign_in("reviewers").get(reverse("admin:events_organization_delete", args=[organization.pk]))

    assert len(response.context["protected"]) == 21
    assert response.context["protected"][-1] == "Organizations that took part: and 3 more"


@pytest.mark.parametrize(("group", "left"), [("analysts", 1), ("reviewers", 0)])
def test_published_quote_is_deleted_by_reviewers_only(group: str, left: int, sign_in: Callable[[str], Client]):
    quote = add_quote(event=make_event(status=Status.PUBLISHED))

    sign_in(group).post(reverse("admin:events_quote_delete", args=[quote.pk]), {"post": "yes"})

    assert Quote.objects.count() == left


def test_cited_source_stays(sign_in: Callable[[str], Client]):
    citation = add_citation(event=make_event(title="Seminar", slug="2024-seminar"))
    address = reverse("admin:events_source_delete", args=[citation.source_id])

    response = sign_in("reviewers").post(address, {"post": "yes"})

    assert response.context["protected"] == ["Source of the event: whole source – Event “Seminar” (2024-seminar)"]


def test_administrator_can_not_become_a_superuser(sign_in: Callable[[str], Client]):
    root = User.objects.create_superuser("root", password="a long password")
    other = make_user("analysts")
    client = sign_in("administrators")

    page = client.get(reverse("admin:auth_user_change", args=[other.pk]))
    password = client.get(reverse("admin:auth_user_password_change", args=[root.pk]))

    assert {"is_superuser", "user_permissions"} & set(page.context["adminform"].form.fields) == set()
    assert "groups" in page.context["adminform"].form.fields
    assert password.status_code == 403
