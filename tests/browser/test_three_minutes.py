"""The question that the site is measured by, asked and taken along on a phone's screen by keyboard alone.

“All events with both Uzbekistan and UNODC, 2019 to 2024, on returnees, and who else keeps turning up with them.”
"""

import csv
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
import rispy
from playwright.sync_api import Locator, Page, expect

KEYS_IN_THREE_MINUTES = 540  # at three a second, which is no haste
FURTHEST = 250  # times Tab, beyond which something cannot be reached
EVENTS = [
    "First Meeting of the Central Asia Regional Expert Council on Rehabilitation and Reintegration of Returnees",
    "Study Visit on the Management of High-Risk Prisoners and Returning Foreign Terrorist Fighters",
]

UNCOVERED = """goal => {
    const box = goal.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return top.contains(goal) || goal.contains(top);
}"""
MET_TWICE = {"organization.unodc", "country.UZ", "country.KZ", "country.KG", "country.TJ"}


class Keyboard:
    """Somebody who has a keyboard only, and counts what it takes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def _is_seen(self, goal: Locator) -> bool:
        """What lies above may still be on its way: the page goes on scrolling and the panel is put in place."""
        for _ in range(20):
            if goal.first.evaluate(UNCOVERED):
                return True
            self.page.wait_for_timeout(100)
        return False

    def reach(self, goal: Locator, key: str = "Tab") -> None:
        """Go on until the goal has the focus, and see that it can be seen."""
        for _ in range(FURTHEST):
            if goal.first.evaluate("goal => goal === document.activeElement"):
                expect(goal.first).to_be_in_viewport()
                assert self._is_seen(goal), f"{goal} is hidden when it has the focus."
                return
            self.press(key)
        raise AssertionError(f"{goal} is never reached.")

    def follow(self, goal: Locator) -> None:
        self.reach(goal)
        self.press("Enter")

    def back(self) -> None:
        """Alt and the arrow to the left, which a browser without a window does not know."""
        self.page.go_back()
        self.pressed += 1

    def download(self, name: str) -> Path:
        with self.page.expect_download() as waiting:
            self.follow(self.page.get_by_role("link", name=name, exact=True))
        return Path(waiting.value.path())


@pytest.fixture
def keyboard(page: Page) -> Iterator[Keyboard]:
    page.set_viewport_size({"width": 390, "height": 844})
    begun = time.monotonic()
    keyboard = Keyboard(page)
    yield keyboard
    print(f"\nThe three-minute question: {keyboard.pressed} keys, {time.monotonic() - begun:.1f} s with a quick hand.")


def choose(keyboard: Keyboard, parameter: str, find: str, value: str) -> None:
    """Type a part of a name into a facet, and tick what it offers."""
    facet = keyboard.page.locator(f"details.facet:has(#choices-{parameter})")
    if facet.get_attribute("open") is None:
        keyboard.follow(facet.locator("summary"))
    box = facet.locator(f'input[name="{parameter}"][value="{value}"]')
    if find:
        keyboard.reach(facet.locator(f'[name="find_{parameter}"]'))
        keyboard.type(find)
        expect(facet.locator(".choices input").first).to_have_value(value)
    expect(box).to_be_visible()
    keyboard.reach(box)
    keyboard.press("Space")
    expect(keyboard.page).to_have_url(re.compile(rf"[?&]{parameter}={value}(&|$)"))


def test_the_question_is_answered_by_keyboard_on_a_phone(page: Page, sample, keyboard: Keyboard) -> None:
    page.goto("/")
    keyboard.follow(page.locator("summary", has_text="Menu"))
    keyboard.follow(page.get_by_role("navigation", name="Main").get_by_role("link", name="Events"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Events")
    keyboard.follow(page.locator("summary", has_text="Filters"))
    keyboard.reach(page.get_by_label("From", exact=True))
    keyboard.type("2019")
    keyboard.reach(page.get_by_label("To", exact=True))
    keyboard.type("2024")
    choose(keyboard, "country", "uzb", "UZ")
    choose(keyboard, "organization", "unodc", "unodc")
    choose(keyboard, "theme", "", "rehabilitation-reintegration")
    choose(keyboard, "theme", "", "repatriation")
    keyboard.follow(page.get_by_role("button", name="Show events"))
    expect(page.locator("#results-head")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("2 events")
    assert page.locator(".result h3").all_inner_texts() == EVENTS

    keyboard.follow(page.get_by_role("link", name="Pictures of these events"))
    expect(page.get_by_role("link", name="2024: 1 event").first).to_be_visible()
    keyboard.back()
    keyboard.follow(page.get_by_role("link", name="Who cooperates with whom"))
    expect(page.locator("main")).to_contain_text("162 ties between 21 organizations and countries, from 2 events")
    keyboard.follow(page.get_by_role("link", name="Skip the picture"))
    network = nx.read_gexf(keyboard.download("GEXF"))  # that of Gephi
    keyboard.back()  # to the picture that was skipped
    keyboard.back()
    table = csv.DictReader(io.StringIO(keyboard.download("CSV").read_text(encoding="utf-8-sig")))
    sheet = openpyxl.load_workbook(io.BytesIO(keyboard.download("XLSX").read_bytes())).worksheets[0]
    cited = page.get_by_role("region", name="Cite this selection")
    entries = rispy.loads(keyboard.download("RIS").read_text())

    assert {name for name, told in network.nodes(data=True) if told["events"] == 2} == MET_TWICE
    assert [row[0].value for row in sheet["C2:C3"]] == [row["title"] for row in table] == EVENTS
    assert {entry["title"] for entry in entries} > set(EVENTS)
    expect(cited).to_contain_text("Events with Uzbekistan and UNODC, 2019–2024")
    assert keyboard.pressed < KEYS_IN_THREE_MINUTES
