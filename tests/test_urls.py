"""Addresses that belong to the whole site, and the headers of every answer."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from events.models import Event
from events.models.event import OTHER_PAGES
from events.urls import LISTS, urlpatterns


@pytest.mark.django_db
def test_every_answer_has_the_security_headers(client):
    headers = client.get("/health/").headers

    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part)
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
        "base-uri": "'self'",
        "report-uri": "/csp-report",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_no_cookie_is_set_before_sign_in(client):
    User.objects.create_user("ada", password="a long password")

    before = client.get("/health/").cookies
    client.post("/accounts/sign-in/", {"login": "ada", "password": "a long password"})

    assert dict(before) == {}
    assert "sessionid" in client.cookies  # so that the first assertion could have failed


def test_no_record_can_have_the_address_of_another_page():
    """An event whose slug is reserved is refused by the database; under other lists there is no other page."""
    taken = {
        (found[1], found[2])
        for pattern in urlpatterns
        if (found := re.fullmatch(r"([a-z]+)/([a-z-]+)/", str(pattern.pattern)))
        and found[1] in [kind for _name, kind in LISTS]
    }

    assert {page for kind, page in taken if kind == "events"} == set(OTHER_PAGES)
    assert taken - {("events", page) for page in OTHER_PAGES} == set()
    with pytest.raises(ValidationError, match="Another page has this address"):
        Event(slug="pictures", start="2024").clean()
