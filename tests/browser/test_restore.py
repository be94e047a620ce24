"""An event that was spoiled is brought back from its history, in a real browser."""

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from events.choices import Status
from events.history.context import How, recorded
from events.models import Event
from tests.browser.pictures import picture
from tests.browser.staff import come_as
from tests.people import make_user
from tests.views.whole import make_whole_event


@pytest.fixture
def spoiled(transactional_db: None) -> Event:
    ada = make_user("analysts", username="ada")
    with transaction.atomic(), recorded(by=ada, how=How.FORM):
        event = make_whole_event(number=1, status=Status.DRAFT)
    with transaction.atomic(), recorded(by=ada, how=How.BULK, why="Thought that it was another meeting."):
        Event.objects.filter(pk=event.pk).update(title="Something else", start="2020")
        event.organization_participations.all().delete()
        event.quotes.all().delete()
    return event


def test_a_spoiled_event_is_restored_from_its_history(page: Page, spoiled: Event):
    come_as(page, "ada")
    page.goto(f"/admin/events/event/{spoiled.pk}/change/")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("Title changed from “Seminar 1” to “Something else”.")).to_be_visible()
    expect(page.get_by_text("Thought that it was another meeting.")).to_be_visible()

    picture(page, "history")
    page.get_by_role("link", name="View it as it was then, and restore it").click()
    expect(page.get_by_text("Organization added: Shared Body (organizer).")).to_be_visible()
    page.get_by_label("Reason").fill("It was the right meeting after all.")
    picture(page, "earlier-state")
    page.get_by_role("button", name="Restore this state").click()

    expect(page.get_by_text("is again what it was on")).to_be_visible()
    expect(page.get_by_text("It was the right meeting after all.")).to_be_visible()
    restored = Event.objects.get(pk=spoiled.pk)
    assert (restored.title, restored.start) == ("Seminar 1", "2024-05-01")
    assert (restored.organization_participations.count(), restored.quotes.count()) == (2, 1)
