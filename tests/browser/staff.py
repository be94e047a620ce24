"""What members of staff do on many pages: come, go, choose a record."""

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect

from tests.people import PASSWORD


def come_as(page: Page, username: str) -> None:
    """Let the page have the session of somebody who signed in, for tests of what comes after."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}]
    )


def sign_in(page: Page, username: str) -> None:
    page.goto("/accounts/sign-in/?next=/admin/events/event/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def sign_out(page: Page) -> None:
    """Sign out and wait until it is done: the next address asked for would break it off."""
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()


def choose(page: Page, field: str, typed: str, offered: str) -> None:
    """Type into a choice and take what is offered."""
    page.locator(f"#id_{field} + .select2-container").click()
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    page.locator(".select2-results__option", has_text=offered).first.click()
