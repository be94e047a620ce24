"""Sessions end by themselves."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.accounts import sessions
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""
    return lambda hours: monkeypatch.setattr(sessions.time, "time", lambda: 1_800_000_000 + hours * 3600)


@pytest.fixture
def signed_in(client: Client, at) -> Client:
    at(0)
    client.force_login(make_user("analysts"))
    assert client.get("/admin/").status_code == 200
    return client


@pytest.mark.parametrize(("hours", "status"), [(1.9, 200), (2.1, 302)])
def test_a_session_ends_two_hours_after_the_last_request(signed_in, at, hours, status):
    at(hours)

    assert signed_in.get("/admin/").status_code == status


def test_a_session_ends_twelve_hours_after_the_sign_in_whatever_happens(signed_in, at):
    for hour in range(1, 12):
        at(hour)
        assert signed_in.get("/admin/").status_code == 200
    at(12)

    assert signed_in.get("/admin/").status_code == 302
    assert "Your session has ended" in signed_in.get("/accounts/sign-in/").content.decode()


def test_a_session_that_ended_is_gone_from_the_database(signed_in, at):
    key = signed_in.session.session_key
    at(13)

    signed_in.get("/")

    assert not Session.objects.filter(session_key=key).exists()


def test_a_clock_that_is_set_back_ends_no_session(signed_in, at):
    at(-5)

    assert signed_in.get("/admin/").status_code == 200


def test_a_session_begun_while_the_clock_was_far_ahead_ends(signed_in, at):
    at(-12)

    assert signed_in.get("/admin/").status_code == 302


def test_a_page_does_not_write_into_the_session_each_time(signed_in, at, django_assert_num_queries):
    signed_in.get("/health/live")

    with django_assert_num_queries(1) as asked:  # the session; neither the user nor a write
        signed_in.get("/health/live")
    assert "UPDATE" not in asked.captured_queries[0]["sql"]


def test_a_session_is_noted_before_a_file_takes_the_connection(signed_in, at):
    """Noted afterwards it would wait for the end of a file that is sent after it: for ever."""
    at(0.5)

    with CaptureQueriesContext(connection) as asked:
        response = signed_in.get("/countries.json")
        told = b"".join(response.streaming_content)

    first = [query["sql"] for query in asked.captured_queries]
    assert [number for number, sql in enumerate(first) if sql.startswith('UPDATE "django_session"')] == [2]
    assert b"Uzbekistan" in told


def test_readers_get_no_session(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").cookies == {}
