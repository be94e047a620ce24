"""A record by its key: where it is, where it went, and what is kept of one that was withdrawn."""

import json
from datetime import UTC, datetime

import pytest

from events.models import Event, Organization
from tests import factories as make
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

ONE_OF_EACH = [
    "/api/v1/events/whole-1/",
    "/api/v1/organizations/shared-body/",
    "/api/v1/people/shared-person/",
    "/api/v1/countries/UZ/",
    "/api/v1/frameworks/shared-plan/",
    "/api/v1/quotes/whole-1/1/",
    "/api/v1/themes/pve/",
]


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_a_record_is_the_row_of_its_list(client, address):
    make_whole_event(number=1)
    response = client.get(address)
    rows = json.loads(client.get(f"/api/v1/{address.split('/')[3]}/?limit=500").content)["results"]

    assert response.status_code == 200
    assert json.loads(response.content) in rows


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/events/nowhere/",
        "/api/v1/organizations/nowhere/",
        "/api/v1/people/nowhere/",
        "/api/v1/countries/ZZ/",
        "/api/v1/frameworks/nowhere/",
        "/api/v1/quotes/whole-1/77/",
        "/api/v1/quotes/nowhere/1/",
        "/api/v1/quotes/whole-1/99999999999999999999/",
        "/api/v1/themes/nowhere/",
        "/api/v1/nothing/",
        "/api/v1/events/whole-1/more/",
        "/api/v1/openapi.xml",
    ],
)
def test_what_is_not_there_is_a_404_of_the_same_shape(client, address):
    make_whole_event(number=1)
    response = client.get(address)
    body = json.loads(response.content)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert (body["status"], body["problems"]) == (404, [])
    assert body["type"] == "http://127.0.0.1:8000/api/#not-found"


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client):
    response = client.get("/api/v1/events")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/events/")


def test_a_former_slug_leads_to_the_present_one_with_the_asked_fields(client):
    event = make.make_event(slug="before")
    make.add_quote(event=event, number=1)
    body = make.make_organization(slug="body-before")
    make.add_organization(event=event, organization=body)
    Event.objects.filter(pk=event.pk).update(slug="after")
    Organization.objects.filter(pk=body.pk).update(slug="body-after")

    moved = client.get("/api/v1/events/before/?fields=slug")
    assert (moved.status_code, moved["Location"]) == (301, "/api/v1/events/after/?fields=slug")
    assert client.get("/api/v1/quotes/before/1/")["Location"] == "/api/v1/quotes/after/1/"
    assert client.get("/api/v1/organizations/body-before/")["Location"] == "/api/v1/organizations/body-after/"
    assert client.get("/api/v1/countries/uz/")["Location"] == "/api/v1/countries/UZ/"
    assert json.loads(client.get(moved["Location"]).content) == {"slug": "after"}


@pytest.mark.parametrize("address", ["/api/v1/events/gone/", "/api/v1/quotes/gone/1/"])
def test_of_a_withdrawn_event_readers_learn_when_and_why(client, address):
    event = make.make_event(slug="gone", title="Secret", status="withdrawn", withdrawn_reason="Recorded twice.")
    make.make_step(event=event, step="withdraw", at=datetime(2026, 5, 4, tzinfo=UTC))

    response = client.get(address)
    body = json.loads(response.content)

    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert (body["reason"], body["withdrawn_at"]) == ("Recorded twice.", "2026-05-04T00:00:00Z")
    assert "Secret" not in response.content.decode()


def test_a_detail_refuses_parameters_that_it_does_not_have(client):
    make.make_event(slug="one")
    response = client.get("/api/v1/events/one/?field=slug&country=UZ")

    assert response.status_code == 400
    assert [(each["parameter"], each["message"]) for each in json.loads(response.content)["problems"]] == [
        ("field", "This is not a parameter of this address. Did you mean “fields”?"),
        ("country", "This is not a parameter of this address. It can be left out."),
    ]
