"""The pages of the staff's own work have no fault of accessibility that a machine can find."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from events.choices import Status
from events.models import Event
from tests import factories as make
from tests.browser.faults import COLORS, faults_of
from tests.browser.staff import come_as
from tests.people import make_user


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page that lets the checker set its own styles, which the site's policy would refuse."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    yield page
    context.close()


def on_bulk_preview(page: Page) -> None:
    page.goto("/admin/events/event/?q=Waiting")
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("change_selected")
    page.locator(".actions button[type=submit]").click()
    page.get_by_role("radio", name="Set the type").check()
    page.locator("#id_type").select_option("workshop")
    page.get_by_label("Reason").fill("They are called so.")
    with page.expect_navigation():
        page.get_by_role("button", name="Show what would change").click()


def at(address: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        titled = {event.title: event for event in Event.objects.all()}
        page.goto(address.format(waiting=titled["Waiting"].pk, public=titled["Public"].pk, gone=titled["Gone"].slug))

    return go


PAGES = {
    "desk": at("/admin/"),
    "confirmation": at("/admin/events/event/{waiting}/steps/publish/"),
    "return": at("/admin/events/event/{waiting}/steps/return/"),
    "withdrawal": at("/admin/events/event/{public}/steps/withdraw/"),
    "preview": at("/admin/events/event/{waiting}/preview/"),
    "notice": at("/events/{gone}/"),
    "bulk": on_bulk_preview,
}


# The boxes in which one types to choose a record are the admin's own.
OURS = {"include": [["main"]], "exclude": [[".select2-container"]]}


@pytest.mark.parametrize("name", PAGES)
def test_no_fault_is_found_on_the_page(name: str, page: Page, transactional_db: None):
    """Darkness changes nothing but colors."""
    rosa = make_user("reviewers", username="rosa")
    waiting = make.make_event(title="Waiting", status=Status.IN_REVIEW)
    make.make_step(event=waiting, step="submit", by=rosa)
    make.add_citation(event=waiting)
    make.make_event(title="Public", start="2020-05")
    make.make_event(title="Gone", status=Status.WITHDRAWN)
    make.make_organization(name="Lonely")
    come_as(page, "rosa")
    PAGES[name](page)

    page.add_style_tag(content="* { transition: none !important }")  # else buttons are between two colors for a while
    page.emulate_media(color_scheme="light")
    light = faults_of(page, OURS)
    page.emulate_media(color_scheme="dark")
    dark = faults_of(page, OURS, **COLORS)

    assert (light, dark) == ([], [])
