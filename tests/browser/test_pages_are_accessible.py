"""Every kind of public page: no fault that a machine can find, in light and dark, and never wider than a small phone.

The pages are those that the resolver knows: a new one is looked at, or left out here with a reason.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Page

from events.choices import Status
from events.models import Country, Release
from tests import factories as make
from tests.browser.faults import COLORS, TARGETS, faults_of
from tests.test_leaks import public_patterns
from tests.views.whole import make_whole_event

KEYS = {
    "event-detail": "whole-1",
    "organization-detail": "shared-body",
    "person-detail": "shared-person",
    "country-detail": "UZ",
    "framework-detail": "shared-plan",
    "quote-detail": "whole-1/1",
    "theme-detail": "pve",
    "named-selection": "named",
    "data-release": "2026.11",
}
LEFT_OUT = {
    "data-releases": "leads on to a part of /data/",
    "sitemap-part": "XML, for search engines",
    "index": "JSON, for programs, like all below /api/v1/",
}
QUESTIONS = [
    "/events/?country=UZ&organization=body-1&from=2024-05-02&to=2024-06",
    "/events/?country=UZ&page=2",
    "/events/?q=zzzz",
    "/events/?country=XX",
    "/organizations/?q=body",
    "/search/?q=seminar",
    "/network/?from=1950&to=1951",
    "/events/gone/",
    "/events/nowhere/",
    "/changes/?what=%00",
    "/compare/?country=UZ&country=KZ",
]
REST = (
    "tbody > tr:nth-child(n + 9), li:nth-child(n + 13), .choice:nth-child(n + 5), "
    ".facet:nth-of-type(n + 7), .table-columns ~ .table-columns ~ .table-columns"
)
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
    make.make_named_selection(slug="named", query="country=UZ")
    tables = {"events": {"rows": 30, "columns": ["slug", "title"], "sha256": "0" * 64}}
    Release.objects.create(name="2026.11", made_at=make.PUBLISHED_AT, site="https://example.org", tables=tables)


def routes() -> dict[str, str]:
    """Every public address that ends as pages do, by its name; the others are files."""
    below = {f"api/{pattern.pattern}": pattern.name for pattern in get_resolver("events.api.urls").url_patterns}
    known = {str(pattern.pattern): pattern.name for pattern in public_patterns()} | {
        route: name for route, name in below.items() if "v1/" not in route or name == "index"
    }
    return {str(name): route for route, name in known.items() if route == "" or route.endswith("/")}


def addresses() -> list[str]:
    """Each page with the key of a record of its kind."""
    looked_at = {name: route for name, route in routes().items() if name not in LEFT_OUT}
    return [
        f"/{route.partition('<')[0]}{KEYS[name]}/" if "<" in route else f"/{route}" for name, route in looked_at.items()
    ]


def test_every_page_of_the_resolver_is_looked_at_or_left_out_with_a_reason():
    asked_by_key = {name for name, route in routes().items() if "<" in route}

    assert asked_by_key - set(LEFT_OUT) == set(KEYS)
    assert set(LEFT_OUT) - set(routes()) == set()
    assert {"home", "event-list", "network", "reference"} <= set(routes()) - set(LEFT_OUT)


def test_no_fault_is_found_on_any_page_and_none_is_wider_than_320_pixels(page: Page, record: None):
    """The width of a page of 1280 pixels at 400 per cent (WCAG 1.4.10). Darkness changes nothing but colors.

    Of long tables, lists and panels the beginning is looked at: the rest is made by the same lines of a template.
    """
    faults: dict[str, Any] = {}
    pages = addresses()
    for address in [*pages, *QUESTIONS]:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": 320, "height": 640})
        response = page.goto(address)
        assert response is not None
        assert response.status == 200 or address in QUESTIONS, address
        assert str(response.headers["content-type"]).startswith("text/html"), address
        width = page.evaluate("document.scrollingElement.scrollWidth")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate(f"document.querySelectorAll('{REST}').forEach(one => one.remove())")
        light = faults_of(page, **TARGETS)
        page.emulate_media(color_scheme="dark")
        dark = faults_of(page, **COLORS)
        if light or dark or width > 320:
            faults[address] = (light, dark, width)

    assert len(pages) > 20
    assert faults == {}


def test_the_keyboard_meets_the_skip_link_first_and_every_stop_is_seen(page: Page, record: None):
    """From the top of the list of events through the masthead and the panel: visible, outlined, in the order read.

    None is hidden by the bar that stays at the foot of the window (WCAG 2.4.11).
    """
    page.goto("/events/")
    stops = []
    for _number in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))

    assert stops[0]["name"] == "Skip to the content"
    assert [stop["name"] for stop in stops if not stop["outlined"] or not stop["visible"]] == []
    assert [stop["name"] for stop in stops if stop["covered"]] == []
    assert len({stop["path"] for stop in stops}) == 60
    page.goto("/events/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


STOP = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const shown = one.closest('.switch-row label') ?? one;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        name: one.textContent.trim() || one.name,
        path: [...document.querySelectorAll('*')].indexOf(one),
        outlined: getComputedStyle(shown).outlineStyle !== 'none',
        covered: !top.contains(one) && !one.contains(top),
        visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
