"""A page in a real browser, on a live server with the tests' database."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser import chromium

PATIENCE = 20_000  # milliseconds; a machine that runs everything at once is slow, and success never waits
expect.set_options(timeout=PATIENCE)

ARGUMENTS = [
    "--no-sandbox",  # root may not have one, and the pages are ours
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no network
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and leave them out when asked."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")
            if os.environ.get("BROWSER") == "skip":
                item.add_marker(pytest.mark.skip(reason="BROWSER=skip"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.NEITHER)
    # Playwright keeps an event loop in this thread, beside which Django refuses queries by default.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh page, signed out, whose addresses are relative to the live server: `page.goto("/events/")`."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about, such as a breach of the content security policy."""
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard
