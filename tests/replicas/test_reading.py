"""Readers are answered from a replica, the staff from the primary, and what fails on one is asked of the other."""

import pytest
from django.db import connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cooperation.replicas import health
from cooperation.replicas.health import Positions, Replica
from cooperation.replicas.middleware import ReadsFromReplicas
from cooperation.replicas.router import Router, chosen, read_from
from events.models.reading import reading

ALIAS = "replica-1"


@pytest.fixture
def replica(settings, monkeypatch):
    """One replica that is well: the database of the tests under a second name."""
    connections.settings[ALIAS] = connections.settings["default"] | {
        "NAME": connections["default"].settings_dict["NAME"]
    }
    settings.REPLICAS = [ALIAS]
    one = Replica(ALIAS)
    monkeypatch.setattr(health, "healthy", lambda: [one])
    yield one
    connections[ALIAS].close()
    del connections[ALIAS]
    del connections.settings[ALIAS]


def asked(view, method="get", path="/events/", **cookies):
    request = getattr(RequestFactory(), method)(path)
    request.COOKIES.update(cookies)
    return ReadsFromReplicas(view)(request)


def where(request):
    return HttpResponse(chosen())


@pytest.mark.parametrize(
    ("asking", "answers"),
    [
        ({}, ALIAS),
        ({"method": "head"}, ALIAS),
        ({"csrftoken": "abc"}, ALIAS),
        ({"sessionid": "abc"}, "default"),
        ({"method": "post"}, "default"),
        ({"path": "/admin/"}, "default"),
        ({"path": "/accounts/sign-in/"}, "default"),
        ({"path": "/health/ready"}, "default"),
    ],
    ids=[
        "a reader",
        "a reader's HEAD",
        "a reader who saw a form",
        "the staff",
        "a form",
        "the admin",
        "sign-in",
        "health",
    ],
)
def test_only_what_readers_read_comes_from_a_replica(replica, asking, answers):
    assert asked(where, **asking).content.decode() == answers
    assert chosen() == "default"


def test_without_a_replica_that_is_well_the_primary_answers(replica, monkeypatch):
    monkeypatch.setattr(health, "healthy", list)

    assert asked(where).content == b"default"


def test_a_file_is_read_to_its_end_from_the_database_on_which_it_began(replica):
    def view(request):
        return StreamingHttpResponse(chosen().encode() for _piece in range(2))

    response = asked(view)

    assert list(response.streaming_content) == [ALIAS.encode()] * 2
    assert replica._in_use == set()
    assert chosen() == "default"


@pytest.mark.django_db
def test_a_file_that_nobody_reads_to_its_end_leaves_nothing_behind(replica):
    response = asked(lambda request: StreamingHttpResponse(b"piece" for _piece in range(2)))

    next(iter(response.streaming_content))
    response.close()

    assert replica._in_use == set()


def test_what_fails_on_a_replica_is_asked_of_the_primary(replica):
    def view(request):
        return HttpResponse(chosen(), status=500 if chosen() == ALIAS else 200)

    response = asked(view)

    assert (response.status_code, response.content) == (200, b"default")


@pytest.mark.django_db
def test_all_that_is_read_for_a_reader_comes_from_the_replica(replica, client, settings, monkeypatch):
    """The primary is out of reach, and the record of the replica holds countries and themes only."""

    def refuse(*arguments):
        raise AssertionError("The primary was asked.")

    for name in ("cursor", "chunked_cursor", "ensure_connection"):
        monkeypatch.setattr(connections["default"], name, refuse)
    one = connections[ALIAS]  # which Django lets no test connect to
    monkeypatch.setattr(one, "ensure_connection", lambda: one.connect() if one.connection is None else None)
    settings.API_REQUESTS_PER_MINUTE = 0
    paths = ["/events/?q=tashkent", "/events.csv", "/countries/UZ/", "/search/?q=uzbekistam", "/api/v1/events/"]
    failed = []
    with read_from(ALIAS):
        for path in paths:
            response = client.get(path)
            b"".join(response) if response.streaming else response.content
            if response.status_code != 200:
                failed.append((path, response.status_code))

    assert failed == []


@pytest.mark.django_db
def test_reads_follow_the_choice_and_writes_never_do(replica):
    with read_from(ALIAS):
        assert reading().alias == ALIAS
        assert Router().db_for_write(object) == "default"
    assert reading().alias == "default"
    assert Router().allow_migrate(ALIAS, "events") is False


def test_how_far_a_replica_is_behind_is_known_by_what_the_primary_had_written():
    positions = Positions()
    for written, at in [(100, 1.0), (100, 2.0), (200, 3.0), (300, 4.0)]:
        positions.note(written, at)

    assert positions.behind(300, now=10.0) == 0
    assert positions.behind(200, now=10.0) == 7  # it lacks what was written after the third second
    assert positions.behind(100, now=10.0) == 8  # at the second one it had everything
    assert positions.behind(50, now=10.0) == 8  # longer than anybody remembers


def test_a_replica_is_left_out_when_it_is_silent_or_behind(settings, monkeypatch):
    settings.REPLICA_LAG_SECONDS = 5
    one = Replica(ALIAS)
    monkeypatch.setattr(health.time, "monotonic", lambda: 100.0)

    found = []
    for answered, behind in [(float("-inf"), 0), (99.0, 5), (99.0, 5.1), (97.4, 0)]:
        one.answered, one.behind = answered, behind
        found.append(one.is_healthy())

    assert found == [False, True, False, False]
