"""What a report of an error holds when one is sent."""

import sys

import pytest

from cooperation.watching import reports


def test_without_an_address_nothing_is_sent_and_nothing_is_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)  # loading it would fail

    reports.begin("")

    with pytest.raises(ImportError):
        reports.begin("https://key@errors.example/1")


def test_a_report_says_where_and_neither_who_nor_what_was_asked():
    request = {
        "url": "https://record.example/search/?q=Zylowskaya",
        "query_string": "q=Zylowskaya",
        "headers": {"Cookie": "sessionid=secret"},
        "cookies": {"sessionid": "secret"},
        "env": {"REMOTE_ADDR": "203.0.113.7"},
        "method": "GET",
    }

    event = reports._without_the_question({"request": request, "message": "It broke."}, {})

    assert event == {"request": {"url": "https://record.example/search/", "method": "GET"}, "message": "It broke."}
