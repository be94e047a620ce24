"""How often one address may search and take files, and what it is told when that was too often."""

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError, close_old_connections, connection
from django.test.utils import override_settings

from events import limits
from events.views import limited
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_a_minute(monkeypatch):
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_015.0)  # fifteen seconds into a minute
    monkeypatch.setattr(limited, "AT_ONCE", limits.FewAtOnce(most=3))  # most tests let go of no file
    with override_settings(SEARCHES_PER_MINUTE=2, FILES_PER_MINUTE=2):
        yield


@pytest.mark.parametrize(
    "address", ["/search/?q=unodc", "/events.csv", "/network.csv", "/network/", "/events.ics", "/sitemap/events/1/"]
)
def test_the_third_in_a_minute_is_told_when_to_come_again(client, address):
    make.make_event()
    answers = [client.get(address) for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one.headers["RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
    assert answers[2].headers["Retry-After"] == "45"
    assert "Ask again in 45 seconds" in answers[2].content.decode()


def test_searches_and_files_and_addresses_are_counted_apart(client):
    for _ in range(3):
        client.get("/events.csv")

    assert client.get("/search/?q=unodc").status_code == 200
    assert client.get("/events.csv", REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client.get("/events.csv").status_code == 429


def test_the_next_minute_begins_anew(client, monkeypatch):
    for _ in range(3):
        client.get("/events.csv")
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_060.0)

    assert client.get("/events.csv").status_code == 200


def test_reading_is_not_counted(client):
    make.make_event(slug="astana-2024")
    for _ in range(4):
        assert [client.get(one).status_code for one in ("/", "/events/?q=a", "/events/astana-2024/")] == [200] * 3


def test_counting_costs_one_query(client, django_assert_num_queries):
    client.get("/search/")

    with django_assert_num_queries(1):
        client.get("/search/")


def test_a_database_that_takes_no_rows_keeps_nobody_from_reading(client):
    def refuse(execute, sql, params, many, context):
        if "events_apicount" in sql:
            raise DatabaseError("cannot execute INSERT in a read-only transaction")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        assert [client.get("/search/").status_code for _ in range(4)] == [200] * 4


def test_zero_is_no_limit(client, django_assert_num_queries):
    with override_settings(SEARCHES_PER_MINUTE=0), django_assert_num_queries(0):
        assert client.get("/search/").status_code == 200


def test_visitors_whose_addresses_are_written_as_ipv6_are_not_one_household():
    written = ["192.0.2.7", "::ffff:192.0.2.7", "::ffff:192.0.2.8", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::"]
    seven, again, eight, first, second, other = (limits.asker("file", one, 1) for one in written)

    assert seven == again
    assert len({seven, eight, first, other}) == 4
    assert first == second


def test_who_reads_files_slowly_leaves_a_thread_for_others(client, settings):
    settings.FILES_PER_MINUTE = 100
    slow = [client.get("/events.csv") for _ in range(3)]

    refused = client.get("/events.csv")

    assert [one.status_code for one in (*slow, refused)] == [200, 200, 200, 429]
    assert refused.headers["Retry-After"] == "45"
    assert client.get("/events/").status_code == 200
    elsewhere = client.get("/events.csv", REMOTE_ADDR="203.0.113.9")
    closed(slow.pop())
    again = client.get("/events.csv")
    assert (elsewhere.status_code, again.status_code) == (200, 200)
    for response in (*slow, elsewhere, again):
        closed(response)
    assert limited.AT_ONCE._sent == {}


def test_pages_are_read_by_as_many_at_once_as_like(client, settings, monkeypatch):
    settings.FILES_PER_MINUTE = settings.SEARCHES_PER_MINUTE = 100
    monkeypatch.setattr(limited, "AT_ONCE", limits.FewAtOnce(most=0))

    answers = [client.get(address).status_code for address in ("/search/?q=seminar", "/network/", "/events.atom")]

    assert [*answers, client.get("/events.csv").status_code] == [200, 200, 200, 429]


def test_what_fails_keeps_no_place(client, settings, monkeypatch):
    settings.FILES_PER_MINUTE = 100
    monkeypatch.setattr("events.views.lists.file_response", lambda *given, **named: 1 / 0)
    for _ in range(4):
        with pytest.raises(ZeroDivisionError):
            client.get("/events.csv")

    assert limited.AT_ONCE._sent == {}


def closed(response):
    """Let go of a file, as a server does; Django would close the connection of the test with it."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
