"""The network of the API is that of the page and the files: its strongest ties, and the actors at their ends."""

import json

import pytest

from tests import factories as make
from tests.network.asking import ties_by_name
from tests.network.test_page import WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def ask(client, query=""):
    response = client.get(f"/api/v1/network/?{query}")
    return response, json.loads(response.content)


def test_ties_and_numbers_are_those_of_the_page(client, record):
    make.add_person(event=record["month"], person=make.make_person(slug="anna"))
    for query in ("", "country=UZ&actors=all&weight=plain", "year=2022&actors=organizations", "least=2", "year=1999"):
        _response, body = ask(client, query)
        ours = {
            pair: (events, pytest.approx(shared, abs=1e-6)) for pair, (events, shared) in ties_by_name(query).items()
        }
        told = {frozenset({tie["source"], tie["target"]}): (tie["events"], tie["shared"]) for tie in body["ties"]}

        assert (query, told) == (query, ours)
        assert body["numbers"]["ties"] == len(ours)
        assert {node["key"] for node in body["nodes"]} == {key for pair in ours for key in pair}
        assert body["selection"]["page"] == f"/network/?{body['selection']['query']}".removesuffix("?")


def test_an_actor_is_told_as_in_the_files(client, record):
    _response, body = ask(client, "actors=all")
    nodes = {node["key"]: node for node in body["nodes"]}

    assert nodes["organization.isrs"] == {
        "key": "organization.isrs",
        "label": "ISRS",
        "name": "Institute for Strategic Studies",
        "kind": "organization",
        "organization_kind": "government",
        "country": None,
        "url": "http://127.0.0.1:8000/organizations/isrs/",
        "events": 1,
        "degree": 4,
        "strength_plain": 4,
        "strength_shared": 1.0,
        "betweenness": 0.0,
    }


def test_of_a_large_network_the_strongest_ties_are_answered(client, record):
    _response, whole = ask(client)
    _response, body = ask(client, "limit=1")

    assert len(whole["ties"]) > 1
    assert (body["numbers"], body["ties"]) == (whole["numbers"], whole["ties"][:1])
    assert [node["key"] for node in body["nodes"]] == [
        node["key"] for node in whole["nodes"] if node["key"] in (body["ties"][0]["source"], body["ties"][0]["target"])
    ]


def test_what_cannot_be_answered_is_a_400_in_the_words_of_the_page(client, record):
    own = [("page=2", "page"), ("sort=title", "sort"), ("limit=0", "limit"), ("limit=5001", "limit"),
           ("limit=1&limit=2", "limit"), ("cursor=x", "cursor"), ("fields=key", "fields")]  # fmt: skip
    for query, parameter in own:
        response, body = ask(client, query)
        assert (query, response.status_code, body["problems"][0]["parameter"]) == (query, 400, parameter)
    for query, message in WRONG:
        if "page" not in query:
            response, body = ask(client, query)
            told = [f"{each['parameter']}: {each['message']}" for each in body["problems"]]
            assert (query, response.status_code, message in told) == (query, 400, True), told
