"""The filter panel answers in place: what a reader holds, sees and hears stays, and the address follows."""

import re

import pytest
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.browser.test_researcher_downloads import slugs_on


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about: violations of the policy, scripts that fail."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("console", listen)
    return found


def box(page: Page, parameter: str, value: str) -> Locator:
    return page.locator(f'.filter-panel input[name="{parameter}"][value="{value}"]')


SCROLLED = "list => list.scrollTop"
VALUES = "list => [...list.querySelectorAll('input')].map(one => one.value)"


def open_once(page: Page, address: str) -> None:
    """Open an address and leave a mark that a page loaded anew would not have."""
    page.goto(address)
    page.evaluate("window.isTheSamePage = true")


def is_the_same(page: Page) -> bool:
    return bool(page.evaluate("window.isTheSamePage === true"))


def has_focus(page: Page, field: Locator) -> bool:
    return bool(field.evaluate("field => field === document.activeElement"))


def test_a_tick_answers_in_place(page: Page, sample, complaints) -> None:
    open_once(page, "/events/")
    region = page.locator("details.facet", has=page.locator("summary", has_text="Regions"))
    region.locator("summary").click()
    tick = box(page, "country", "UZ")
    tick.check()

    expect(page.get_by_role("heading", level=1)).to_have_text("Events with Uzbekistan")
    expect(page.get_by_role("status")).to_have_text("75 events")
    expect(page.locator("#so-many")).to_have_text("75 events")
    expect(page).to_have_title("Events with Uzbekistan – Cooperation Tracker")
    expect(page).to_have_url("/events/?country=UZ")
    expect(page.locator("#picked-country")).to_have_text("· 1")
    expect(page.locator(".pill")).to_have_count(1)
    expect(tick).to_be_checked()
    assert len(slugs_on(page)) == 25
    assert region.get_attribute("open") is not None
    assert has_focus(page, tick)
    assert is_the_same(page)
    assert complaints == []


def test_a_long_list_keeps_its_place_and_order_under_the_hand(page: Page, sample) -> None:
    open_once(page, "/events/")
    countries = page.locator("#choices-country .choices")
    box(page, "country", "UZ").check()
    expect(page).to_have_url("/events/?country=UZ")
    box(page, "country", "TM").scroll_into_view_if_needed()
    scrolled, order = countries.evaluate(SCROLLED), countries.evaluate(VALUES)

    box(page, "country", "TM").check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events with Turkmenistan or Uzbekistan")

    assert scrolled > 0
    assert countries.evaluate(SCROLLED) == scrolled
    assert countries.evaluate(VALUES) == order
    assert has_focus(page, box(page, "country", "TM"))


def test_typing_offers_records_at_once(page: Page, sample, complaints) -> None:
    open_once(page, "/events/?country=UZ")
    find = page.get_by_label("Find in Organizations")
    find.press_sequentially("shanghai coop", delay=20)

    offered = page.locator("#choices-organization label").first
    expect(offered).to_contain_text("SCO")
    assert page.url.endswith("/events/?country=UZ")
    assert has_focus(page, find)
    offered.locator("input").check()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Events with Uzbekistan and SCO")
    expect(page).to_have_url(re.compile(r"/events/\?country=UZ&organization=[a-z-]+$"))
    expect(find).to_have_value("shanghai coop")
    assert is_the_same(page)
    assert complaints == []


def test_the_way_back_shows_the_earlier_answers_and_their_form(page: Page, sample) -> None:
    page.goto("/events/")
    page.get_by_label("From", exact=True).fill("2022")
    page.get_by_label("From", exact=True).press("Tab")
    expect(page).to_have_url("/events/?from=2022")
    box(page, "country", "UZ").check()
    expect(page).to_have_url("/events/?from=2022&country=UZ")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events, since 2022")
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Events")
    expect(page.get_by_label("From", exact=True)).to_have_value("")
    expect(box(page, "country", "UZ")).not_to_be_checked()


def test_what_is_uncertain_is_told_and_can_be_left_out(page: Page, sample) -> None:
    open_once(page, "/events/")
    page.get_by_label("From", exact=True).fill("2022-05-15")
    page.get_by_label("To", exact=True).fill("2022-07")
    page.get_by_role("button", name="Show events").click()
    expect(page).to_have_url(re.compile("from=2022-05-15&to=2022-07$"))
    expect(page.get_by_role("status")).to_contain_text("only possibly in this period")
    total = int(page.get_by_role("status").inner_text().split()[0])
    possible = int(page.get_by_role("status").inner_text().split(", ")[1].split()[0])
    page.get_by_label("Only events certainly in this period").check()

    expect(page.get_by_role("status")).to_have_text(f"{total - possible} events")
    page.get_by_role("link", name="Show those only possibly in this period too").click()
    expect(page.get_by_role("status")).to_contain_text(f"{total} events, {possible} of them only possibly")


def test_on_a_phone_the_button_leads_past_the_panel_to_the_results(page: Page, sample) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_once(page, "/events/")
    page.locator("summary", has_text="Filters").click()
    box(page, "country", "UZ").check()
    page.get_by_role("button", name="Show events").click()

    expect(page.locator(".filter-panel")).not_to_be_visible()
    expect(page.locator("#results-head")).to_be_focused()
    expect(page.locator("summary", has_text="Filters")).to_have_text("Filters, 1 active")
    assert is_the_same(page)


def test_a_question_that_cannot_be_answered_says_so_in_place(page: Page, sample) -> None:
    open_once(page, "/events/?country=UZ")
    page.get_by_label("From", exact=True).fill("soon")
    page.get_by_label("From", exact=True).press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("“soon” is not a date")
    expect(page.get_by_role("status")).to_have_text("")
    assert slugs_on(page) == []
    assert is_the_same(page)
