"""Lists of the API hold the rows of the page, piece by piece, and refuse what cannot be answered."""

import json
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from events.columns import COLUMNS
from events.models import Event
from events.selection import Selection
from events.selection.orders import SORTS
from tests import factories as make
from tests.effort import examples, tried
from tests.test_facet_counts import _record, questions
from tests.test_selection import SELECTED, WRONG

__all__ = ["_record"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

KINDS = ["events", "organizations", "people", "countries", "frameworks", "quotes", "themes"]


def ask(client, address):
    response = client.get(address)
    return response, json.loads(response.content)


def pieces(client, address):
    """All records of a list, asked piece by piece."""
    found = []
    while address:
        response, body = ask(client, address)
        assert response.status_code == 200, body
        found += body["results"]
        address = body["next"]
    return found


def test_a_list_holds_the_records_of_the_page_in_their_order(client, record):
    for query, expected in SELECTED[:: examples(4, 1)]:  # tests of selections ask each of them
        _response, body = ask(client, f"/api/v1/events/?{query}")

        assert (query, [event["slug"] for event in body["results"]]) == (query, expected)
        assert (query, body["count"], body["next"]) == (query, len(expected), None)


def test_a_list_says_in_the_words_and_numbers_of_the_page_what_was_asked(client, record):
    query = "country=UZ&from=2024-05&to=2024-05-15"
    selection = Selection("events", QueryDict(query))
    _response, body = ask(client, f"/api/v1/events/?{query}")

    assert (body["count"], body["possible"]) == (selection.counts.total, selection.counts.possible)
    assert body["selection"] == {
        "description": selection.description,
        "query": selection.query,
        "page": f"/events/?{query}",
        "release": None,
    }


def test_a_wrong_request_is_a_400_in_the_words_of_the_page(client, record):
    for query, message in WRONG:
        response, body = ask(client, f"/api/v1/events/?{query}")

        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json"), query
        assert message in [f"{each['parameter']}: {each['message']}" for each in body["problems"]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_with_the_fields_of_the_registry(client, record, kind):
    make.add_quote(event=record["both"])
    _response, body = ask(client, f"/api/v1/{kind}/?limit=500")

    assert body["count"] == len(body["results"]) == Selection(kind, {}).counts.total > 0
    assert list(body["results"][0]) == [column.key for column in COLUMNS[kind]]


ORDERS = [(kind, order) for kind, orders in SORTS.items() for order, _label in orders]


@pytest.mark.parametrize(("kind", "order"), ORDERS)
def test_small_pieces_make_up_the_whole_list_in_every_order(client, record, kind, order):
    for number in range(3):
        make.add_quote(event=record["both"], number=number + 5)
    make.add_country(event=record["both"], country=make.make_country(code="TW"))  # a country without a region
    _response, whole = ask(client, f"/api/v1/{kind}/?sort={order}&limit=500")
    limit = 60 if kind == "countries" else 1

    assert pieces(client, f"/api/v1/{kind}/?sort={order}&limit={limit}") == whole["results"]
    assert len(whole["results"]) == whole["count"] > 0


@pytest.mark.usefixtures("empty")
def test_a_cursor_stays_in_its_place_while_records_come_and_go(client):
    for day in range(1, 7):
        make.make_event(slug=f"day-{day}", start=f"2024-05-0{day}")
    _response, first = ask(client, "/api/v1/events/?limit=2&sort=oldest")
    make.make_event(slug="earlier", start="2024-04-01")
    make.make_event(slug="later", start="2024-05-05")
    Event.objects.filter(slug="day-2").delete()  # the very record that the cursor stands on
    rest = pieces(client, first["next"])

    assert [event["slug"] for event in first["results"]] == ["day-1", "day-2"]
    assert [event["slug"] for event in rest] == ["day-3", "day-4", "day-5", "later", "day-6"]


def changed(cursor):
    return cursor[:4] + ("A" if cursor[4] != "A" else "B") + cursor[5:]


def cut(cursor):
    return cursor[:-3]


def made_up(cursor):
    return "WyIyMDI0LTA1LTAxIl0"


@pytest.mark.parametrize("tamper", [changed, cut, made_up, lambda _cursor: "\x00", lambda _cursor: "ж" * 5000])
def test_a_cursor_that_was_tampered_with_is_a_400(client, record, tamper):
    _response, first = ask(client, "/api/v1/events/?limit=1")
    cursor = QueryDict(first["next"].split("?")[1])["cursor"]
    response = client.get("/api/v1/events/", {"limit": 1, "cursor": tamper(cursor)})

    assert client.get("/api/v1/events/", {"limit": 1, "cursor": cursor}).status_code == 200
    assert response.status_code == 400
    assert [each["parameter"] for each in json.loads(response.content)["problems"]] == ["cursor"]


def test_a_cursor_of_another_question_is_a_400(client, record):
    _response, first = ask(client, "/api/v1/events/?limit=1")
    cursor = QueryDict(first["next"].split("?")[1])["cursor"]

    assert client.get("/api/v1/events/", {"cursor": cursor, "sort": "title"}).status_code == 400
    assert client.get("/api/v1/events/", {"cursor": cursor, "country": "UZ"}).status_code == 400
    assert client.get("/api/v1/people/", {"cursor": cursor}).status_code == 400


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "1e2", "٣", "9" * 400, "1&limit=2"])
def test_a_wrong_limit_is_a_400(client, record, limit):
    response, body = ask(client, f"/api/v1/events/?limit={limit}")

    assert response.status_code == 400
    assert [each["parameter"] for each in body["problems"]] == ["limit"]


@pytest.mark.parametrize("limit", ["", "1", "500"])
def test_a_limit_that_can_be_answered_is(client, record, limit):
    assert ask(client, f"/api/v1/events/?limit={limit}")[0].status_code == 200


@pytest.mark.parametrize("name", ["page", "find_organization"])
def test_a_parameter_of_the_page_is_refused(client, record, name):
    response, body = ask(client, f"/api/v1/events/?{name}=2")

    assert response.status_code == 400
    assert [each["parameter"] for each in body["problems"]] == [name]


@pytest.mark.parametrize(
    "query", ["fields=title,slug", "fields=title&fields=slug", "fields=title,,slug,title", "columns=title,slug"]
)
def test_fields_are_chosen_in_the_asked_order(client, record, query):
    _response, body = ask(client, f"/api/v1/events/?{query}")

    assert [list(row) for row in body["results"]] == [["title", "slug"]] * 4
    assert ask(client, "/api/v1/events/both/?fields=state")[1] == {"state": "held"}


@pytest.mark.parametrize("address", ["/api/v1/events/", "/api/v1/events/both/"])
def test_an_unknown_field_is_a_400_that_lists_the_known_ones(client, record, address):
    response, body = ask(client, f"{address}?fields=slug,secret")
    known = ", ".join(column.key for column in COLUMNS["events"])

    assert response.status_code == 400
    assert body["problems"] == [
        {
            "parameter": "fields",
            "value": "secret",
            "message": f"There is no column “secret”. Known columns are: {known}.",
        }
    ]


def test_values_are_what_json_has_for_them(client):
    event = make.make_event(slug="one", start="2022-03", participant_count=60, participant_unit="people")
    make.add_place(event=event, city="Quito", latitude="-0.2299", longitude="-78.5249")
    make.add_theme(event=event, theme=make.make_theme(slug="pve"))
    _response, row = ask(client, "/api/v1/events/one/")

    assert (row["latitude"], row["participant_count"], row["earliest_start"]) == (-0.2299, 60, "2022-03-01")
    assert (row["end"], row["summary"], row["part_of"]) == (None, None, None)
    assert (row["cities"], row["venues"], row["countries"]) == (["Quito"], [], [])


@tried(8)
@pytest.mark.usefixtures("empty", "_record")
@given(asked=questions, limit=st.integers(3, 50), sort=st.sampled_from(["newest", "oldest", "title"]))
def test_any_selection_has_the_events_of_the_page(client, asked, limit, sort):
    query = urlencode({**asked, "sort": sort}, doseq=True)
    selection = Selection("events", QueryDict(query))
    _response, body = ask(client, f"/api/v1/events/?{query}&limit={limit}")

    found = [event["slug"] for event in pieces(client, f"/api/v1/events/?{query}&limit={limit}")]
    assert found == [event.slug for event in selection.records]
    assert body["count"] == len(found)
