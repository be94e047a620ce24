"""The OpenAPI document is valid, complete and kept; what the API answers is what it says."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from jsonschema import ValidationError
from schemathesis import checks

from events.api import document
from events.api.records import KINDS
from events.columns import COLUMNS
from events.filters import FILTERS
from tests.effort import THOROUGH, examples
from tests.expected import same_as_expected
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.expected
def test_the_document_is_as_expected(client):
    served = json.loads(client.get("/api/v1/openapi.json").content)

    same_as_expected("openapi.json", json.dumps(served, indent=1, ensure_ascii=False) + "\n")


def fault_of(written):
    """What OpenAPI's own schema finds wrong with a document; '' for nothing."""
    try:
        validate_schema(written)
    except ValidationError as error:
        return error.message
    return ""


def test_the_document_is_valid():
    assert fault_of({"openapi": "3.1.0"}) == "'info' is a required property"
    assert fault_of(document.made()) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_every_parameter_and_field_is_in_the_document(kind):
    listed = document.made()["paths"][f"/api/v1/{kind}/"]["get"]
    names = [each["name"] for each in listed["parameters"] if each["in"] == "query"]
    shape = document.made()["components"]["schemas"][KINDS[kind].singular.capitalize()]

    assert names == [*FILTERS[kind].base_filters, "sort", "release", "fields", "limit", "cursor"]
    assert list(shape["properties"]) == [column.key for column in COLUMNS[kind]]
    assert all(each["description"] for each in listed["parameters"] if each["in"] == "query")
    assert all(each["description"] or each["title"] for each in shape["properties"].values())


def test_the_page_for_people_names_every_address_and_object(client):
    page = client.get("/api/").content.decode()

    assert [path for path in document.made()["paths"] if f"<code>{path}</code>" not in page] == []
    assert [name for name in document.made()["components"]["schemas"] if f'id="{name}"' not in page] == []


@pytest.fixture
def _record():
    """Three events, and the test's own connection for all requests, which a server would close after each."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    for number in (1, 2, 3):
        make_whole_event(number=number)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def api():
    """The API as a program knows it that has read nothing but its document."""
    read = schemathesis.openapi.from_dict(document.made())
    read.app = get_wsgi_application()
    return read


@pytest.mark.usefixtures("_record")
@pytest.mark.parametrize("path", sorted(document.made()["paths"]))
def test_the_api_answers_as_its_document_says(api, path):
    answered = set()

    @settings(
        max_examples=examples(4, 400), deadline=None, derandomize=not THOROUGH, suppress_health_check=list(HealthCheck)
    )
    @given(case=api[path]["GET"].as_strategy())
    def ask(case):
        response = case.call(headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=CHECKS)  # raises, with the request to repeat
        answered.add(str(response.status_code))

    ask()
    assert answered
    assert answered <= {*document.made()["paths"][path]["get"]["responses"]}
