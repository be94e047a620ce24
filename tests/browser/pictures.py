"""Pictures for the documents, taken by tests on their way: `make pictures`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(os.environ["PICTURES"]) if "PICTURES" in os.environ else None


def picture(page: Page, name: str, part: str = "") -> None:
    """Take a picture of the window, or of a part of the page, when pictures are asked for."""
    if FOLDER is None:
        return
    path = FOLDER / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    if part:
        page.locator(part).first.screenshot(path=path)
    else:
        page.screenshot(path=path)
