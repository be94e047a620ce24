"""The admin wears the look of the public site."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.people import make_user

pytestmark = pytest.mark.django_db


def accents(name: str) -> list[str]:
    """The accent in light and in dark, as a style sheet gives it."""
    return re.findall(r"--accent: (#\w+);", (settings.BASE_DIR / "static" / name).read_text())


def test_accent_of_the_admin_is_that_of_the_site():
    assert accents("admin-extra/look.css") == accents("css/tokens.css")


def test_light_and_dark_follow_the_system_without_a_script(client: Client):
    client.force_login(make_user("analysts"))
    page = client.get("/admin/").content.decode()

    assert "css/tokens.css" in page
    assert ("theme.js" in page, "dark_mode.css" in page, "theme-toggle" in page) == (False, False, False)
