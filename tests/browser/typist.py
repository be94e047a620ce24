"""Somebody who works by keyboard alone, and counts: keys, pasted texts, filled fields and page loads."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Page, expect

LOG = Path(os.environ.get("ENTRY_LOG", Path(__file__).parent.parent.parent / "var" / "entry-log.json"))
IS_AT_PACE = os.environ.get("ENTRY_PACE") == "person"
SECONDS_FOR_A_KEY = 0.2  # Card, Moran and Newell: an average skilled typist
SECONDS_FOR_A_PASTE = 3.0  # marking and copying the words in the source beside the form
SECONDS_FOR_A_LINE_MORE = 1.0  # marking further, over each paragraph after the first


@dataclass
class Counts:
    keys: int = 0
    pastes: int = 0
    fields: int = 0
    page_loads: int = 0
    typed: list[str] = field(default_factory=list)
    pasted: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Typist:
    """Drives a page with the keyboard. `ENTRY_PACE=person` lets it type as fast as a person does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counts = Counts()
        self._begun = monotonic()
        page.on("load", lambda _page: self._loaded())
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def _loaded(self) -> None:
        self.counts.page_loads += 1

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self.page.keyboard.press(key)
            self.counts.keys += 1
            self._pause(SECONDS_FOR_A_KEY)

    def write(self, text: str) -> None:
        """Type into the field that has the keyboard."""
        self.page.keyboard.type(text, delay=SECONDS_FOR_A_KEY * 1000 if IS_AT_PACE else 0)
        self.counts.keys += len(text)
        self.counts.typed.append(text)
        self.counts.fields += 1

    def paste(self, text: str) -> None:
        """Paste words of the source into the field that has the keyboard."""
        self._pause(SECONDS_FOR_A_PASTE + SECONDS_FOR_A_LINE_MORE * text.strip().count("\n\n"))
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")
        self.counts.pastes += 1
        self.counts.pasted.append(text)
        self.counts.fields += 1

    def pick(self, typed: str, offered: str) -> None:
        """Type into the choice that has the keyboard, and take what is offered first."""
        self.write(typed)
        option = self.page.locator(".select2-results__option--highlighted")
        expect(option).to_contain_text(offered)
        self.press("Enter")

    def go_to(self, field: str, most: int = 40) -> None:
        """Press Tab until a field of the event's form has the keyboard."""
        for _time in range(most):
            self.press("Tab")
            if self.has_keyboard(field):
                return
        raise AssertionError(f"{field} was not reached with {most} presses of Tab")

    def go_to_part(self, field: str, most: int = 15) -> None:
        """Go from part to part until a field has the keyboard."""
        for _time in range(most):
            self.press("Alt+j")
            if self.has_keyboard(field):
                return
        raise AssertionError(f"{field} was not reached from part to part")

    def go_back_to_part(self, field: str, most: int = 15) -> None:
        """Go back from part to part until a field has the keyboard."""
        for _time in range(most):
            self.press("Alt+k")
            if self.has_keyboard(field):
                return
        raise AssertionError(f"{field} was not reached back from part to part")

    def has_keyboard(self, field: str) -> bool:
        return bool(
            self.page.evaluate(
                """name => {
                    const field = document.getElementById(`id_${name}`);
                    const shown = field?.nextElementSibling?.querySelector(".select2-selection");
                    return [field, shown].includes(document.activeElement);
                }""",
                field,
            )
        )

    def expect_keyboard(self, field: str) -> None:
        self.page.wait_for_function(
            """name => {
                const field = document.getElementById(`id_${name}`);
                const shown = field?.nextElementSibling?.querySelector(".select2-selection");
                return [field, shown].includes(document.activeElement);
            }""",
            arg=field,
        )

    def _pause(self, seconds: float) -> None:
        if IS_AT_PACE:
            sleep(seconds)

    def done(self, name: str) -> Counts:
        """Write down what it took, up to here."""
        self.counts.seconds = round(monotonic() - self._begun, 1)
        LOG.parent.mkdir(parents=True, exist_ok=True)
        told = {**asdict(self.counts), "pace": "person" if IS_AT_PACE else "machine"}
        known = json.loads(LOG.read_text()) if LOG.exists() else {}
        LOG.write_text(json.dumps({**known, f"{name} ({told['pace']})": told}, indent=2) + "\n")
        print(f"\n{name}: { {key: value for key, value in told.items() if key not in ('typed', 'pasted')} }")
        return self.counts
