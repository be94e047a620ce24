"""A client that knows nothing but the OpenAPI document asks every operation and understands every answer.

Generators of clients read the document in the same way: operations become functions, schemas become types.
"""

import json
from urllib.parse import urlencode

import jsonschema
import pytest

from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


class Client:
    """Made of the document alone; `get` fetches an address and answers status, media type and text."""

    def __init__(self, document, get):
        self.document = document
        self.get = get
        self.operations = {
            operation["operationId"]: (path, operation)
            for path, methods in document["paths"].items()
            for operation in methods.values()
        }

    def ask(self, operation_id, **values):
        path, operation = self.operations[operation_id]
        known = {each["name"]: each for each in operation.get("parameters", [])}
        assert values.keys() <= known.keys()
        assert {name for name, each in known.items() if each.get("required")} <= values.keys()
        query = {name: self._written(known[name], value) for name, value in values.items()}
        for name in [name for name, each in known.items() if each["in"] == "path"]:
            path = path.replace(f"{{{name}}}", str(query.pop(name)))
        status, media_type, text = self.get(f"{path}?{urlencode(query, doseq=True)}".removesuffix("?"))
        answer = json.loads(text)
        schema = operation["responses"][str(status)]["content"][media_type]["schema"]
        jsonschema.validate(answer, {**schema, "components": self.document["components"]})
        return status, answer

    def _written(self, parameter, value):
        if isinstance(value, list) and parameter.get("explode") is False:
            return ",".join(value)
        return value


@pytest.fixture
def api(client):
    def get(address):
        response = client.get(address)
        return response.status_code, response["Content-Type"], response.content.decode()

    return Client(json.loads(get("/api/v1/openapi.json")[2]), get)


def test_a_client_made_of_the_document_asks_every_operation(api):
    for number in (1, 2):
        make_whole_event(number=number)
    asked = {}
    for operation, (path, described) in api.operations.items():
        names = [each["name"] for each in described.get("parameters", []) if each["in"] == "path"]
        record = api.ask(f"list_{path.split('/')[3]}", limit=1)[1]["results"][0] if names else {}
        asked[operation] = api.ask(operation, **{name: record[name] for name in names})

    assert {status for status, _answer in asked.values()} == {200}
    assert len(asked) == 17
    assert asked["get_event"][1]["slug"] == asked["list_events"][1]["results"][0]["slug"]


def test_it_asks_with_several_values_chooses_fields_and_goes_on(api):
    for number in (1, 2):
        make_whole_event(number=number)
    question = {
        "country": ["UZ", "KZ"],
        "country_match": "all",
        "fields": ["slug", "title"],
        "limit": 1,
        "sort": "title",
    }
    _status, first = api.ask("list_events", **question)
    cursor = first["next"].rpartition("cursor=")[2].partition("&")[0]
    _status, second = api.ask("list_events", **question, cursor=cursor.replace("%3A", ":"))

    assert [first["results"], second["results"], second["next"]] == [
        [{"slug": "whole-1", "title": "Seminar 1"}],
        [{"slug": "whole-2", "title": "Seminar 2"}],
        None,
    ]


def test_it_understands_what_is_refused(api):
    status, problem = api.ask("list_events", country=["UK"])

    assert (status, [each["parameter"] for each in problem["problems"]]) == (400, ["country"])
    assert api.ask("get_event", slug="nowhere")[0] == 404
