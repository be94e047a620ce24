"""The staff finds the way to the form on each public page; nobody else pays for it or sees it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

PAGES = {
    "event": "/events/whole-1/",
    "organization": "/organizations/shared-body/",
    "person": "/people/shared-person/",
    "framework": "/frameworks/shared-plan/",
    "quote": "/quotes/whole-1/1/",
    "country": "/countries/UZ/",
    "theme": "/themes/pve/",
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_staff_finds_the_form_and_strangers_do_not(kind: str, sign_in: Callable[[str], Client], client: Client):
    make_whole_event(number=1)

    theirs, mine = client.get(PAGES[kind]), sign_in("analysts").get(PAGES[kind])

    assert "/admin/" not in theirs.content.decode()
    assert f'href="/admin/events/{kind}/' in mine.content.decode()


@pytest.mark.parametrize("kind", PAGES)
def test_caches_keep_the_two_apart_and_strangers_get_no_cookie(
    kind: str, sign_in: Callable[[str], Client], client: Client
):
    make_whole_event(number=1)

    theirs, mine = client.get(PAGES[kind]), sign_in("analysts").get(PAGES[kind])

    assert "Cookie" in theirs["Vary"]
    assert "Cookie" in mine["Vary"]
    assert "private" in mine["Cache-Control"]
    assert not theirs.has_header("Cache-Control")
    assert dict(theirs.cookies) == {}


@pytest.mark.parametrize("kind", PAGES)
def test_a_stranger_costs_no_query_for_it(kind: str, client: Client):
    make_whole_event(number=1)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(PAGES[kind])

    assert [query["sql"] for query in asked if "auth_user" in query["sql"] or "django_session" in query["sql"]] == []


@pytest.mark.parametrize("cookie", ["forged", "", "x" * 3000])
def test_a_forged_cookie_finds_no_form(cookie: str, client: Client):
    make_whole_event(number=1)
    client.cookies["sessionid"] = cookie

    assert "/admin/" not in client.get(PAGES["event"]).content.decode()


def test_who_has_an_account_but_is_not_on_the_staff_finds_none(django_user_model, client: Client):
    make_whole_event(number=1)
    client.force_login(django_user_model.objects.create_user("reader"))

    assert "/admin/" not in client.get(PAGES["event"]).content.decode()


def test_lists_are_the_same_for_everybody(sign_in: Callable[[str], Client], client: Client):
    make_whole_event(number=1)

    assert sign_in("analysts").get("/events/").content == client.get("/events/").content
    assert reverse("admin:index") not in client.get("/events/").content.decode()
