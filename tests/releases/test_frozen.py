"""A release answers the same for ever: whatever becomes of the record, on pages, in files and in the API."""

import re

import pytest
from django.apps import apps

from events.actions.merge import merge_records
from events.freezing import make_release
from events.freezing.schema import FROZEN, LIVE
from events.models import SNAPSHOTS, Event, Organization, OrganizationParticipation, Person, Theme
from events.releases import current
from tests import factories as make
from tests.exports.reading import download, rows_of_csv
from tests.people import make_user
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "country=KZ&country_role=host",
    "organization=shared-body&organization_match=none",
    "person=person-3",
    "theme=gender&sort=title",
    "source=source-2",
    "city=UZ.Tashkent&sort=countries",
    "together=organization.shared-body&together=person.person-2",
    "q=Seminar+body",
    "from=2024-05-02&to=2024-05&dates=certain&sort=oldest",
]
FOUND = [6, 1, 1, 1, 5, 1, 5, 1, 5, 4]
"""How many events each query finds."""
FILES = [
    *(f"/events.{form}?country=UZ" for form in ("json", "xlsx", "zip", "ris")),
    *("/events/citations.jsonl?q=Seminar", "/network.csv?actors=all", "/people.csv?country=UZ"),
]
PAGES = [QUERIES[0], QUERIES[6], QUERIES[8]]


def asked(address):
    return f"{address}&release=2026.12"


def upheaval():
    """Events edited, withdrawn, deleted and merged, and bodies, people and themes with them."""
    Event.objects.filter(slug="whole-1").update(title="Another title", start="2019", slug="renamed")
    Event.objects.filter(slug="whole-2").update(status="withdrawn", withdrawn_reason="Recorded twice.")
    Organization.objects.filter(slug="body-2").update(name="Another body", slug="renamed-body")
    Theme.objects.filter(slug="gender").update(name="Another theme")
    kept, gone = (Event.objects.get(slug=slug) for slug in ("whole-4", "whole-5"))
    merge_records(kept=kept, gone=gone, reason="One meeting.", by=make_user("reviewers", username="merger"))
    OrganizationParticipation.objects.filter(organization__slug="shared-body").delete()
    Event.objects.get(slug="whole-3").delete()
    Person.objects.filter(slug="person-3").delete()
    make.add_country(event=make.make_event(slug="new", title="Seminar body", start="2024-05-03"))


@pytest.fixture
def released():
    for number in range(1, 6):
        make_whole_event(number=number)
    make.add_country(event=Event.objects.get(slug="whole-3"), country=make.make_country(code="KZ"), role="host")
    make.make_event(slug="bare", start="2023-07")
    return make_release(name="2026.12")


def test_a_release_has_the_same_bytes_after_an_upheaval_and_its_pages_the_same_rows(client, released):
    addresses = [asked(f"/events.csv?{query}") for query in QUERIES] + [asked(address) for address in FILES]
    before = {address: download(client, address)[1] for address in addresses}
    live = download(client, "/events.csv")[1]
    upheaval()
    after = {address: download(client, address)[1] for address in addresses}

    assert after == before
    assert before[asked("/events.csv?")] == live != download(client, "/events.csv")[1]
    assert [len(rows_of_csv(before[asked(f"/events.csv?{query}")])) for query in QUERIES] == FOUND
    for query in PAGES:
        page = client.get(asked(f"/events/?{query}")).content.decode()
        told = client.get(asked(f"/api/v1/events/?fields=slug&{query}")).json()

        assert re.findall(r'href="/events/([^/"?]+)/">', page) == [row["slug"] for row in told["results"]]
        assert told["selection"]["release"] == "2026.12"
        assert re.findall(r'href="/events/([^/"?]+)/">', page) == [
            row["slug"] for row in rows_of_csv(before[asked(f"/events.csv?{query}")])
        ]
    page = client.get("/events/?release=2026.12").content.decode()
    response = client.get("/events.csv?release=2026.12")
    during = current()
    b"".join(response.streaming_content)

    assert ("Another" in page, "Body 2" in page) == (False, True)
    assert (during, current()) == (released, None)
    live = rows_of_csv(download(client, "/events.csv")[1])
    assert [row["slug"] for row in live] == ["whole-4", "new", "bare", "renamed"]


def test_every_model_is_frozen_or_stays_live():
    models = {model for model in apps.get_app_config("events").get_models() if model not in SNAPSHOTS.values()}

    assert {model.__name__ for model in models - set(FROZEN)} == LIVE
    assert set(FROZEN) <= models
