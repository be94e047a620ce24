"""The way into the admin, in a real browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect


@pytest.fixture
def analyst(transactional_db) -> User:
    return User.objects.create_user("ada", password="a long password", is_staff=True)


def test_staff_sign_in_with_their_password(page: Page, analyst: User):
    page.goto("/admin/")

    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()

    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_wrong_password_is_refused(page: Page, analyst: User):
    page.goto("/admin/")

    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("another password")
    page.get_by_role("button", name="Log in").click()

    expect(page.get_by_text("Please enter the correct username and password")).to_be_visible()
