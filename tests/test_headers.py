"""Headers of every answer, and what browsers report."""

import json
import logging

import pytest

pytestmark = pytest.mark.django_db


def reported(client, settings, **report):
    sent = {"csp-report": {"document-uri": f"{settings.SITE_URL}/events/?q=secret", **report}}
    return client.post("/csp-report", json.dumps(sent), content_type="application/csp-report")


def test_other_sites_cannot_build_our_pages_into_theirs_but_may_ask_the_api(client):
    assert client.get("/").headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert client.get("/api/v1/themes/").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/").headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_may_use_nothing_of_the_machine_but_keys_to_sign_in_with(client):
    policy = client.get("/").headers["Permissions-Policy"].split(", ")

    assert [one for one in policy if not one.endswith("=()")] == [
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
    assert {"camera=()", "geolocation=()", "browsing-topics=()"} <= set(policy)


def test_what_a_browser_refused_is_logged_without_what_was_asked(client, settings, caplog):
    refused = {"violated-directive": "script-src", "blocked-uri": "https://evil.example/?x"}
    with caplog.at_level(logging.WARNING):
        response = reported(client, settings, **refused)

    [record] = [one for one in caplog.records if one.name == "cooperation.csp"]
    assert response.status_code == 204
    assert (record.getMessage(), record.blocked, record.page) == (
        "A page broke the rules: script-src",
        "https://evil.example/",
        f"{settings.SITE_URL}/events/",
    )


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"csp-report": 1}', "\x00", "nothing", "[" * 9_999], ids=repr)
def test_what_is_no_report_is_refused(client, body):
    assert client.post("/csp-report", body, content_type="application/csp-report").status_code == 400


def test_a_report_of_another_site_or_a_huge_one_leaves_nothing_in_the_log(client, caplog):
    other = json.dumps({"csp-report": {"document-uri": "https://other.example/"}})
    client.post("/csp-report", other, content_type="application/csp-report")
    huge = client.post("/csp-report", "x" * 10_001, content_type="application/csp-report")

    assert huge.status_code == 413
    assert [one for one in caplog.records if one.name == "cooperation.csp"] == []


def test_one_address_cannot_fill_the_log(client, settings):
    answers = [reported(client, settings).status_code for _ in range(22)]

    assert (answers[:20], answers[21]) == ([204] * 20, 429)
