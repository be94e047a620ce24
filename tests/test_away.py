"""While the database is away every address says so in words, and when to come again."""

import html
import json
import logging
import re
import socket
from collections.abc import Iterator

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cooperation.watching.reports import _without_the_question
from events.away import is_away
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

PAGES = ["/", "/events/", "/events/?country=UZ&year=2024", "/events/some-event/", "/search/?q=women", "/changes/"]
FILES = ["/events.csv", "/events.xlsx", "/events.ics", "/changes.atom", "/sitemap.xml"]
QUESTIONS = ["/api/v1/events/", "/api/v1/events/some-event/", "/api/v1/facets/", "/api/v1/network/"]


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


def through(wrapper: BaseDatabaseWrapper) -> Iterator[None]:
    usual = connections["default"]
    connections["default"] = wrapper
    try:
        yield
    finally:
        wrapper.close()
        connections["default"] = usual


@pytest.fixture
def _unreachable() -> Iterator[None]:
    """The way to the database leads to a port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        wrapper = connections["default"].copy()
        wrapper.settings_dict |= {"HOST": "127.0.0.1", "PORT": str(taken.getsockname()[1])}
        yield from through(wrapper)


@pytest.fixture
def _terminated() -> Iterator[None]:
    """A connection that the database has ended a moment ago, as it does when it stops."""
    wrapper = connections["default"].copy()
    wrapper.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [wrapper.connection.info.backend_pid])
    yield from through(wrapper)


@pytest.fixture(params=["_unreachable", "_terminated"])
def _away(request) -> None:
    request.getfixturevalue(request.param)


@pytest.mark.usefixtures("_away")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_the_database_is_away(visitor, path):
    answer = visitor.get(path)

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "The record cannot be reached at the moment</h1>" in answer.text
    assert "Try again</a>" in answer.text
    assert "<script" not in answer.text
    assert "127.0.0.1" not in answer.text


@pytest.mark.usefixtures("_unreachable")
@pytest.mark.parametrize("path", FILES)
def test_in_the_place_of_a_file_comes_plain_text(visitor, path):
    answer = visitor.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert answer.text == "The record cannot be reached at the moment. Ask again in 10 seconds.\n"


@pytest.mark.usefixtures("_away")
@pytest.mark.parametrize("path", QUESTIONS)
def test_the_api_says_it_in_its_own_shape(visitor, path):
    answer = visitor.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer["Retry-After"], answer["Access-Control-Allow-Origin"]) == ("10", "*")
    told = json.loads(answer.content)
    assert told | {"type": ""} == {
        "type": "", "title": "The record cannot be reached at the moment", "status": 503,
        "detail": "Wait 10 seconds before you ask again.", "problems": [],
    }  # fmt: skip
    assert told["type"].endswith("/api/#away")


@pytest.mark.usefixtures("_unreachable")
def test_pages_that_need_no_database_are_there(visitor, settings):
    settings.REMEMBERED_MB = 8

    answers = [visitor.get(path).status_code for path in ("/health/live", "/api/", "/events/")]

    assert answers == [200, 200, 503]


def test_what_was_typed_is_kept_on_the_page_and_can_be_sent_again(visitor, request):
    event = make.make_event()
    visitor.force_login(make_user("analysts"))
    request.getfixturevalue("_unreachable")
    path = f"/admin/events/event/{event.pk}/change/?from=desk"

    answer = visitor.post(
        path, {"title": '"><script>alert(1)</script>', "themes": ["1", "2"], "csrfmiddlewaretoken": "mark"}
    )

    assert answer.status_code == 503
    fields = re.findall('<input type="hidden" name="(.*?)" value="(.*?)">', answer.text)
    assert [(html.unescape(name), html.unescape(value)) for name, value in fields] == [
        ("title", '"><script>alert(1)</script>'), ("themes", "1"), ("themes", "2"), ("csrfmiddlewaretoken", "mark"),
    ]  # fmt: skip
    assert f'<form method="post" action="{path}"' in answer.text
    assert "<script" not in answer.text
    assert "Try again" not in answer.text


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/accounts/sign-in/", {"login": "typed"}),
        ("/admin/auth/user/add/", {"username": "typed", "password1": "typed"}),
        ("/admin/events/upload/add/", {"title": "typed", "file": ContentFile(b"typed", "events.csv")}),
    ],
    ids=["a sign-in", "a password", "a file"],
)
def test_neither_a_secret_nor_a_file_is_put_onto_the_page(visitor, request, path, sent):
    visitor.force_login(make_user("administrators"))
    request.getfixturevalue("_unreachable")

    answer = visitor.post(path, sent)

    assert (answer.status_code, "typed" in answer.text) == (503, False)
    assert "Go back and send it once more" in answer.text


@pytest.mark.usefixtures("_unreachable")
def test_it_is_logged_once_with_the_number_of_the_request_and_without_a_traceback(visitor, caplog, settings):
    settings.SEARCHES_PER_MINUTE = settings.API_REQUESTS_PER_MINUTE = 10
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, logger="cooperation.requests")
    for path in ("/events/", "/search/?q=women", "/api/v1/events/"):
        caplog.clear()
        answer = visitor.get(path)

        [warning, line] = caplog.records
        assert (warning.levelname, warning.name) == ("WARNING", "cooperation.database")
        assert warning.getMessage().startswith("The database is away: connection failed")
        assert (line.levelname, line.status) == ("INFO", 503)
        assert [record.exc_info for record in caplog.records] == [None, None]
        assert answer["X-Request-ID"]


def test_a_fault_of_the_code_stays_a_500(visitor, monkeypatch):
    def wrong(*arguments, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr("events.views.home.profile.of_everything", wrong)

    assert visitor.get("/").status_code == 500


FAULTS_OF_CODE = {
    "a statement that was too slow": "SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)",
    "a lock that was not to be had": "DO $$ BEGIN RAISE SQLSTATE '55P03'; END $$",
    "no memory": "DO $$ BEGIN RAISE SQLSTATE '53200'; END $$",
    "a full disk": "DO $$ BEGIN RAISE SQLSTATE '53100'; END $$",
    "a deadlock": "DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$",
}
AWAY = {
    "the server stops": "57P01",
    "the server crashed": "57P02",
    "the server starts or recovers": "57P03",
    "the database was replaced": "57P04",
    "too many connections": "53300",
    "the connection broke": "08006",
}


@pytest.mark.parametrize("statement", FAULTS_OF_CODE.values(), ids=FAULTS_OF_CODE)
def test_not_every_trouble_of_the_database_is_its_absence(statement):
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute(statement)

    assert not is_away(raised.value)


@pytest.mark.parametrize("state", AWAY.values(), ids=AWAY)
def test_the_database_says_itself_that_it_is_away(state):
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")

    assert is_away(raised.value)


def test_a_server_that_takes_nobody_more_is_away():
    """Refused at the door, where the driver tells no state."""
    given = connection.get_connection_params()
    with psycopg.connect(**{key: given[key] for key in ("dbname", "host", "port", "user") if key in given},
                         autocommit=True) as other:  # fmt: skip
        other.execute("CREATE ROLE nobody_more LOGIN CONNECTION LIMIT 0")
        try:
            with pytest.raises(psycopg.OperationalError, match="too many connections") as raised:
                psycopg.connect(dbname=given["dbname"], host=given["host"], port=given.get("port"), user="nobody_more")
        finally:
            other.execute("DROP ROLE nobody_more")

    assert is_away(raised.value)


def test_two_questions_at_once_on_one_connection_are_a_fault_of_the_code():
    wrapper = connection.copy()
    wrapper.ensure_connection()
    raw = wrapper.connection
    raw.pgconn.send_query(b"SELECT pg_sleep(5)")
    try:
        with pytest.raises(psycopg.Error) as raised:
            raw.pgconn.send_query(b"SELECT 1")
    finally:
        raw.close()

    assert not is_away(raised.value)


@pytest.mark.usefixtures("_unreachable")
def test_it_is_no_error_to_report_elsewhere(visitor):
    """Health tells of it; a report for each request would hide everything else."""
    with pytest.raises(DatabaseError) as away:
        connection.ensure_connection()
    faults = [(DatabaseError, away.value, None), (ValueError, ValueError("wrong"), None)]

    told = [_without_the_question({"request": {}}, {"exc_info": fault}) for fault in faults]

    assert told == [None, {"request": {}}]


def test_a_way_that_leads_nowhere_is_given_up_soon():
    options = connection.get_connection_params()

    assert (options["connect_timeout"], options["tcp_user_timeout"]) == (5, 30_000)
