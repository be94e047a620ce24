"""How the API behaves whatever it is asked: limits, conditional requests, other origins, methods, failures."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import limits
from events.bitmaps import present
from events.models import PublicChange
from tests import factories as make
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/",
    "/api/v1/events/",
    "/api/v1/events/one/",
    "/api/v1/facets/",
    "/api/v1/network/",
    "/api/v1/openapi.json",
]


@pytest.fixture
def one():
    make.make_event(slug="one")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_who_has_the_answer_already_is_told_so(client, one, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    with_another = client.get(address, headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (with_another.status_code, with_another.content) == (200, first.content)


def test_a_changed_record_has_another_tag(client, one):
    first = client.get("/api/v1/events/")
    make.make_event(slug="two")
    again = client.get("/api/v1/events/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["ETag"] != first["ETag"]) == (200, True)


def test_an_answer_says_when_the_record_changed_last_and_the_tag_alone_decides(client, one):
    moment = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    PublicChange.objects.update(made_at=moment)
    told = {address: client.get(address).get("Last-Modified") for address in ADDRESSES}
    later = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}

    assert told == {
        address: None if address in ("/api/v1/", "/api/v1/openapi.json") else "Mon, 04 May 2026 03:02:01 GMT"
        for address in ADDRESSES
    }
    assert client.get("/api/v1/events/", headers=later).status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/events/?country=nowhere", "/api/v1/nothing/"])
def test_any_origin_may_read_and_no_cookie_is_set(client, one, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert dict(response.cookies) == {}


def test_a_browser_is_told_what_it_may_send_from_elsewhere(client, one):
    response = client.options("/api/v1/events/", headers={"Origin": "https://elsewhere.example"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/events/", "/api/v1/events/one/", "/api/v1/nothing/"])
def test_nothing_can_be_written(client, one, method, address):
    response = getattr(client, method)(address, data="{}", content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_answers_the_same_without_a_body(client, one, address):
    whole, head = client.get(address), client.head(address)

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "nonsense"])
def test_json_is_answered_whatever_is_accepted(client, one, accept):
    assert client.get("/api/v1/events/", headers={"Accept": accept})["Content-Type"] == "application/json"


def test_too_many_requests_are_a_429_that_says_when_to_come_again(client, one, settings, monkeypatch):
    settings.API_REQUESTS_PER_MINUTE = 2
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_015.0)  # fifteen seconds into a minute
    answers = [client.get("/api/v1/events/") for _ in range(3)]
    body = json.loads(answers[2].content)

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert (answers[2]["Content-Type"], answers[2]["Retry-After"]) == ("application/problem+json", "45")
    assert (body["status"], body["detail"]) == (429, "Wait 45 seconds before you ask again.")
    assert client.get("/api/v1/events/", REMOTE_ADDR="192.0.2.7").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_060.0)
    assert client.get("/api/v1/events/").status_code == 200


def test_the_limit_can_be_switched_off(client, one, settings):
    settings.API_REQUESTS_PER_MINUTE = 0

    assert "RateLimit-Limit" not in client.get("/api/v1/events/")


def test_counts_of_earlier_minutes_are_forgotten_and_no_address_is_kept():
    assert [limits.counted("api", "192.0.2.7", period=1), limits.counted("api", "192.0.2.7", period=1)] == [1, 2]
    assert limits.counted("api", "192.0.2.7", period=2) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT asker, period, number FROM events_apicount")
        rows = [(bytes(asker), period, number) for asker, period, number in cursor.fetchall()]

    assert rows == [(limits.asker("api", "192.0.2.7", 2), 2, 1)]
    assert limits.asker("api", "192.0.2.7", 1) != limits.asker("api", "192.0.2.7", 2)


@pytest.mark.parametrize(
    ("one", "other", "count_together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("", "", True),
    ],
)
def test_one_household_counts_as_one(one, other, count_together):
    assert (limits.asker("api", one, 1) == limits.asker("api", other, 1)) is count_together


def test_an_address_that_a_reader_makes_up_does_not_count(client, one, settings):
    settings.API_REQUESTS_PER_MINUTE = 1
    answers = [client.get("/api/v1/events/", headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


def test_a_failure_is_a_500_of_the_same_shape_that_says_nothing_of_itself(client, one):
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_citation RENAME COLUMN sort_order TO something_else")
    response = client.get("/api/v1/events/one/")
    body = json.loads(response.content)

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert (body["title"], body["problems"]) == ("Something went wrong on our side", [])
    assert "sort_order" not in response.content.decode()


# The request is counted, and in the first of a minute earlier minutes are forgotten; the moment of the last change of
# the record, but for the first; the rest as said.
COSTS = {
    "/api/v1/": 2,
    # The sets that are followed; the keys of the events, under a setting; their fields.
    "/api/v1/events/": 6,
    # The same, and the country that the parameter names.
    "/api/v1/events/?country=UZ": 7,
    # The sets, those that are public, which are counted; the keys in their order, the fields.
    "/api/v1/organizations/": 7,
    "/api/v1/people/?sort=events": 7,
    # The count, the keys in their order, the fields.
    "/api/v1/countries/": 6,
    "/api/v1/frameworks/": 6,
    "/api/v1/quotes/": 6,
    "/api/v1/themes/": 6,
    "/api/v1/events/whole-1/": 4,
    "/api/v1/organizations/shared-body/": 4,
    "/api/v1/people/shared-person/": 4,
    "/api/v1/countries/UZ/": 4,
    "/api/v1/frameworks/shared-plan/": 4,
    "/api/v1/quotes/whole-1/1/": 4,
    "/api/v1/themes/pve/": 4,
    # The sets; countries, themes, organizations, people, frameworks.
    "/api/v1/facets/": 9,
    # The sets; all countries; the names of countries and of organizations. It counts as a file: without limit here.
    "/api/v1/network/": 5,
}


def number_of_queries(client, address):
    """How many queries an answer takes, as in the first request of a minute."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_apicount")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len([query for query in captured.captured_queries if "enable_seqscan" not in query["sql"]])


def test_an_answer_costs_as_many_queries_for_one_record_as_for_three(client):
    present()  # the first question of all makes the sets that later ones follow
    counted: dict[str, list[int]] = {address: [] for address in COSTS}
    for number in range(1, 4):
        make_whole_event(number=number)
        for address in COSTS:
            counted[address].append(number_of_queries(client, address))

    assert counted == {address: [queries] * 3 for address, queries in COSTS.items()}
