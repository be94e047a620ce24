"""The way in, in a real browser: a password, and a passkey that the browser keeps."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.faults import faults_of
from tests.people import PASSWORD, make_user


@pytest.fixture
def analyst(transactional_db) -> User:
    return make_user("analysts", username="ada")


def sign_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_set_up_after_a_password_and_opens_the_desk_alone(page: Page, analyst: User):
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    sign_in(page)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.goto("/accounts/second-factor/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    assert faults_of(page) == []
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Recovery codes").first).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/sign-in/?next=/admin/")
    assert faults_of(page) == []
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    assert [line for line in told if "Content Security Policy" in line] == []
