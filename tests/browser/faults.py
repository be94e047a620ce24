"""The faults of accessibility that a machine can find on a page, found by axe."""

import json
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLORS = {"runOnly": ["color-contrast"]}
TARGETS = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.5.8, which axe leaves out by itself


@cache
def _script() -> str:
    return str(Axe().axe_script)


def faults_of(page: Page, within: object = None, **options: object) -> list[tuple[str, str]]:
    """Each fault's rule and the element that has it; `within` is a context of axe, by default the whole page.

    Only the faults leave the browser: all that is right on a page weighs megabytes.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_script())
    asked = f"{json.dumps(within) if within else 'document'}, {json.dumps({'resultTypes': ['violations'], **options})}"
    found = page.evaluate(f"axe.run({asked}).then(result => result.violations)")
    return [(fault["id"], node["html"]) for fault in found for node in fault["nodes"]]
