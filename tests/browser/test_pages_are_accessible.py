"""Every kind of public page: no fault that a machine can find, in light and dark, and never wider than a small phone.

The addresses are those that the resolver knows, so a new page is looked at without being named here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from events.choices import Status
from events.models import Country
from tests import factories as make
from tests.browser.faults import COLORS, faults_of
from tests.test_leaks import PUBLIC_KEYS, public_patterns
from tests.views.whole import make_whole_event

QUESTIONS = [
    "/events/?country=UZ&organization=body-1&from=2024-05-02&to=2024-06",
    "/events/?country=UZ&page=2",
    "/events/?q=zzzz",
    "/events/?country=XX",
    "/organizations/?q=body",
    "/events/gone/",
    "/events/nowhere/",
    "/compare/?country=UZ&country=KZ",
]
REST = "tbody > tr:nth-child(n + 9), li:nth-child(n + 13)"
LONG = "Interparliamentary conference on counterradicalization, deradicalization and disengagement of terrorists"


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page that lets the checker set its own styles, which the site's policy would refuse."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def record(transactional_db: None) -> None:
    """A record in which something is long, something unknown and something withdrawn."""
    first, *_rest = [make_whole_event(number=number) for number in (1, 2, 3)]
    for number in range(26):
        event = make.make_event(title=f"{LONG}, meeting {number}", start=str(2010 + number % 15), mode="hybrid")
        make.add_country(event=event, country=Country.objects.get(pk="UZ"))
        make.add_place(event=event, city="", country=Country.objects.get(pk="GB"))
    make.make_event(slug="part", title="Part", part_of=first, state="announced")
    make.make_event(slug="gone", title="Gone", status=Status.WITHDRAWN, withdrawn_reason="Recorded twice.")


def addresses() -> list[str]:
    """Every public page of that record."""
    keys = {**PUBLIC_KEYS, **WHOLE_KEYS}
    named = [(str(pattern.pattern), keys.get(pattern.name, [])) for pattern in public_patterns()]
    routes = [(route, own) for route, own in named if route == "" or route.endswith("/")]  # the others are files
    known = [address for route, own in routes for address in filled(route, own)]
    return [address for address in known if is_page(address)] + QUESTIONS


WHOLE_KEYS = {
    "event-detail": ["whole-1"],
    "organization-detail": ["shared-body"],
    "person-detail": ["shared-person"],
    "framework-detail": ["shared-plan"],
    "quote-detail": ["whole-1/1"],
}


def filled(route: str, keys: list[str]) -> list[str]:
    if "<" not in route:
        return [f"/{route}"]
    return [f"/{route.partition('<')[0]}{key}/" for key in keys]


def is_page(address: str) -> bool:
    response = Client().get(address)
    response.close()
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")


def test_no_fault_is_found_on_any_page_and_none_is_wider_than_320_pixels(page: Page, record: None):
    """The width of a page of 1280 pixels at 400 per cent (WCAG 1.4.10). Darkness changes nothing but colors.

    Of a long table or list the first rows are looked at: the others are made by the same lines of a template.
    """
    faults: dict[str, Any] = {}
    every = addresses()
    for address in every:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(address)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate(f"document.querySelectorAll('{REST}').forEach(one => one.remove())")
        light = faults_of(page)
        page.emulate_media(color_scheme="dark")
        dark = faults_of(page, **COLORS)
        if light or dark or width > 320:
            faults[address] = (light, dark, width)

    assert len(every) > 20
    assert faults == {}


def test_the_keyboard_meets_the_skip_link_first_and_every_stop_is_seen(page: Page, record: None):
    """From the top of the list of events through the masthead and the panel: visible, outlined, in the order read."""
    page.goto("/events/")
    stops = []
    for _number in range(25):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))

    assert stops[0]["name"] == "Skip to the content"
    assert [stop["name"] for stop in stops if not stop["outlined"] or not stop["visible"]] == []
    assert len({stop["path"] for stop in stops}) == 25
    page.goto("/events/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


STOP = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const shown = one.closest('.switch-row label') ?? one;
    return {
        name: one.textContent.trim() || one.name,
        path: [...document.querySelectorAll('*')].indexOf(one),
        outlined: getComputedStyle(shown).outlineStyle !== 'none',
        visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
