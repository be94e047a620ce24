"""Where readers are told to write for a correction or a removal."""

import pytest

pytestmark = pytest.mark.django_db


def test_about_names_the_mail_address_of_the_operators(client, settings):
    settings.CONTACT_EMAIL = "record@example.org"

    assert client.get("/about/").content.decode().count('href="mailto:record@example.org"') == 1


def test_about_names_no_mail_address_when_none_is_set(client, settings):
    settings.CONTACT_EMAIL = ""

    assert client.get("/about/").content.decode().count("mailto:") == 0
