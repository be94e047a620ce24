"""What stands in the log, and what must not."""

import json
import logging

import pytest
from django.contrib.auth.models import User
from django.test import override_settings

from cooperation.watching.logs import JsonLines


@pytest.fixture
def lines():
    """The lines that are logged while a test runs, as JSON; those of requests too."""
    kept: list[dict] = []

    class Kept(logging.Handler):
        def emit(self, record):
            kept.append(json.loads(self.format(record)))

    handler = Kept()
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in ("cooperation.requests", "cooperation.queries", "django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel("INFO")
    yield kept
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.django_db
def test_each_request_is_one_line_with_its_number_its_time_and_its_queries(client, lines):
    response = client.get("/themes/?q=reintegration", REMOTE_ADDR="203.0.113.7", headers={"user-agent": "Reader/1.0"})

    [line] = lines
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert {key: line[key] for key in ("level", "logger", "method", "path", "route", "status", "bytes")} == {
        "level": "INFO",
        "logger": "cooperation.requests",
        "method": "GET",
        "path": "/themes/",
        "route": "events:theme-list",
        "status": 200,
        "bytes": len(response.content),
    }
    assert line["queries"] > 0
    assert line["ms"] >= line["db_ms"] > 0


@pytest.mark.django_db
def test_the_log_holds_nothing_that_tells_a_visitor_or_what_was_asked(client, lines):
    visitor = {
        "REMOTE_ADDR": "203.0.113.7",
        "headers": {"user-agent": "Reader/1.0", "referer": "https://mail.example/x"},
    }
    with override_settings(SLOW_QUERY_MS=0.000001):
        client.get("/search/?q=Zylowskaya", **visitor)
        client.get("/nowhere/?q=Zylowskaya", **visitor)

    assert len(lines) > 3
    text = json.dumps(lines)
    for told in ("203.0.113.7", "Reader/1.0", "mail.example", "Zylowskaya"):
        assert told not in text


@pytest.mark.django_db
def test_a_slow_query_is_told_without_its_values(client, lines):
    with override_settings(SLOW_QUERY_MS=0.000001):
        client.get("/quotes/?q=Zylowskaya")

    told = [line for line in lines if line["logger"] == "cooperation.queries"]
    assert {line["message"] for line in told} == {"Slow query"}
    assert all(line["sql"] and line["request_id"] and "ms" in line for line in told)


@pytest.mark.django_db
def test_the_line_of_somebody_signed_in_says_who(client, lines):
    user = User.objects.create_superuser("ada", password="secret")
    client.force_login(user)

    client.get("/admin/")

    assert [line["user"] for line in lines] == [user.pk]


@pytest.mark.django_db
def test_a_file_is_told_when_it_is_sent(client, lines):
    response = client.get("/themes.csv")

    assert lines == []
    size = len(response.getvalue())
    assert [(line["route"], line["bytes"], "broken_off" in line) for line in lines] == [
        ("events:theme-csv", size, False)
    ]
    assert lines[0]["request_id"] == response.headers["X-Request-ID"]


@pytest.mark.django_db
def test_a_file_that_the_reader_left_is_told_as_broken_off(client, lines):
    response = client.get("/themes.csv")
    next(iter(response.streaming_content))
    response.close()

    assert [line["broken_off"] for line in lines] == [True]


@pytest.mark.django_db
def test_health_that_is_well_fills_no_log(client, lines):
    for path in ("/health/live", "/health/ready", "/themes/"):
        client.get(path)

    assert [line["path"] for line in lines] == ["/themes/"]


@pytest.mark.parametrize(
    ("trusted", "given", "is_kept"),
    [
        (True, "a1b2c3d4-proxy", True),
        (False, "a1b2c3d4-visitor", False),
        (True, "short", False),
        (True, 'a"b}c{d<script>', False),
        (True, "x" * 65, False),
    ],
)
def test_a_number_is_taken_from_the_proxy_alone_and_only_when_it_is_one(client, trusted, given, is_kept):
    with override_settings(TRUST_PROXY=trusted):
        number = client.get("/health/live", headers={"x-request-id": given}).headers["X-Request-ID"]

    assert (number == given) is is_kept


def test_a_line_is_one_line_whatever_is_in_it():
    record = logging.makeLogRecord(
        {"msg": 'two\nlines "and" кавычки', "levelname": "ERROR", "name": "x", "extra": {1, 2}}
    )

    line = JsonLines().format(record)

    assert "\n" not in line
    assert json.loads(line)["message"] == 'two\nlines "and" кавычки'
