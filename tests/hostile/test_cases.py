"""Whatever is asked, pasted or uploaded: an answer, and never a fault of ours.

A few cases in each run of the suite. `THOROUGH=1 pytest tests/hostile -n0` tries more than 20,000 and counts them. The
client raises whatever a view raises, so that a 500 shows with its cause.
"""

import json
import re
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
import schemathesis
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode

from events.models import Upload
from tests.hostile.values import DOCUMENT, many, queries, raw, texts, uploads
from tests.test_bad_input import body_of
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


def routes(patterns: Any, prefix: str = "") -> Any:
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        elif not route.startswith(("admin", "accounts", "health")):
            yield from routes(each.url_patterns, route)


ROUTES = sorted(
    route
    for route in routes(get_resolver().url_patterns)
    if "^" not in route and not route.startswith(("health", "csp"))
)
slugs = st.one_of(st.sampled_from([b"whole-1", b"body-1", b"UZ", b"pve", b"1", b"events", b"2026.12", b"bib"]), raw)


@pytest.fixture(scope="module")
def whole(once):
    return once(lambda: [make_whole_event(number=number) for number in (1, 2)])


@pytest.fixture
def staff(db):
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def checked(response, tried, kind):
    """Count a case; what is no HTML is not shown as such, and nothing is told of our insides."""
    body = body_of(response)
    tried[kind] += 1
    assert response.status_code < 500, (response.status_code, body[:500])
    assert b"Traceback (most recent" not in body
    return body


@many(15, 9_000)
@given(query=queries, data=st.data())
def test_no_parameter_of_any_public_address_breaks_it(client, whole, tried, query, data):
    route = data.draw(st.sampled_from(ROUTES))
    path = re.sub(r"<[^>]+>", lambda _found: quote_from_bytes(data.draw(slugs)[:300]), route)

    checked(client.get(f"/{path}?{query}"), tried, "parameters")


@pytest.fixture(scope="module")
def operations():
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    return [found.ok() for found in schema.get_all_operations()]


@many(12, 5_500)
@given(data=st.data())
def test_nothing_that_schemathesis_makes_of_the_api_breaks_it(client, whole, tried, operations, data):
    operation = data.draw(st.sampled_from(operations))
    mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    case = data.draw(operation.as_strategy(generation_mode=mode))
    headers = {str(name): str(value) for name, value in (case.headers or {}).items()}
    asked = {
        str(name): str(value) if not isinstance(value, list) else value for name, value in (case.query or {}).items()
    }

    body = checked(
        client.generic(case.method, case.formatted_path, QUERY_STRING=_query(asked), headers=headers), tried, "API"
    )
    assert case.method == "HEAD" or not body or body[:1] in b"{[<" or body


def _query(asked):
    pairs = ((name, each) for name, value in asked.items() for each in (value if isinstance(value, list) else [value]))
    return "&".join(
        "=".join(quote_from_bytes(str(part).encode("utf-8", "surrogatepass")) for part in pair) for pair in pairs
    )


@many(6, 2_500)
@given(upload=uploads)
def test_no_file_breaks_the_import(staff, whole, tried, upload):
    name, content = upload
    response = staff.post("/admin/events/upload/add/", {"file": SimpleUploadedFile(name, content)})
    checked(response, tried, "uploads")
    if response.status_code == 302:
        found = Upload.objects.latest("pk")
        checked(staff.get(response["Location"]), tried, "uploads")
        found.refresh_from_db()
        sent = {"_confirm": "1", "digest": found.preview.get("digest", ""), "skip_errors": "on", "reason": "x"}
        checked(staff.post(response["Location"], sent), tried, "uploads")
        Upload.objects.all().delete()


def test_characters_that_the_database_cannot_hold_are_a_wrong_row(staff):
    content = json.dumps({"slug": "a\0b", "title": "\ud800"}).encode()
    response = staff.post(
        "/admin/events/upload/add/", {"file": SimpleUploadedFile("events.jsonl", content)}, follow=True
    )

    assert response.status_code == 200
    assert [(row.slug, row.status) for row in Upload.objects.get().rows.all()] == [("a\ufffdb", "wrong")]


def test_a_table_without_any_column_that_is_needed_is_told_so(staff):
    content = b"participant_count\n0"
    response = staff.post("/admin/events/upload/add/", {"file": SimpleUploadedFile("events.csv", content)}, follow=True)

    assert (response.status_code, Upload.objects.get().imported_at) == (200, None)


PASTED = [
    ("POST", "/admin/events/event/entry/quotes/", "text", "paragraph"),
    ("POST", "/admin/events/event/entry/countries/", "text", "x"),
    ("GET", "/admin/events/event/entry/dates/", "text", "x"),
    ("GET", "/admin/events/event/entry/source/", "address", "x"),
    ("GET", "/admin/events/event/", "q", "status__exact"),
    ("GET", "/admin/events/person/", "q", "p"),
    ("GET", "/admin/events/organization/duplicates/", "name", "pk"),
    ("GET", "/admin/events/event/duplicates/", "title", "start"),
    ("POST", "/admin/events/event/entry/new/organization/", "name", "kind"),
    ("POST", "/admin/events/event/entry/new/person/", "name", "x"),
    ("GET", "/admin/autocomplete/?app_label=events&model_name=quote&field_name=speaker", "term", "page"),
]


@many(10, 3_500)
@given(field=st.sampled_from(PASTED), pasted=st.tuples(st.lists(texts, max_size=4).map("\n".join), texts))
def test_nothing_that_is_pasted_breaks_a_form(staff, whole, tried, field, pasted):
    text, more = pasted
    method, address, name, beside = field
    ask = staff.post if method == "POST" else staff.get
    sent = {name: text, beside: more}
    if "?" in address:
        address, _mark, fixed = address.partition("?")
        sent |= dict(pair.split("=") for pair in fixed.split("&"))

    checked(ask(address, sent), tried, "pasted")
