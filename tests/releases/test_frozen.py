"""A release answers the same for ever: whatever becomes of the record, on pages, in files and in the API."""

import re

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver

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
NO_SELECTION = {
    *("/", "/search/", "/s/", "/changes/", "/changes.atom", "/data/", "/data/releases/", "/about/"),
    *("/robots.txt", "/sitemap.xml", "/api/v1/", "/api/v1/openapi.json", "/api/"),
}
"""Addresses without a key that no selection is asked of; every other one answers from releases."""
BECAME = re.compile(r"Changed since this release|Withdrawn since this release|Not in the record any more")


def asked(address):
    return f"{address}&release=2026.12"


def addresses(resolver, before="/"):
    """Every address of the site that takes no key, and those of the selection under the name “kept”."""
    for one in resolver.url_patterns:
        path = (before + str(one.pattern)).replace("/s/<slug:slug>", "/s/kept")
        if isinstance(one, URLResolver):
            yield from addresses(one, path) if one.app_name != "admin" else ()
        elif not {"<", "^"} & set(path) and not path.startswith(("/accounts/", "/csp-report", "/health/")):
            yield path


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
    addresses = [asked(f"/events.csv?{query}") for query in QUERIES]
    before = {address: download(client, address)[1] for address in addresses}
    live = download(client, "/events.csv")[1]
    upheaval()
    after = {address: download(client, address)[1] for address in addresses}

    assert after == before
    assert before[asked("/events.csv?")] == live != download(client, "/events.csv")[1]
    assert [len(rows_of_csv(before[asked(f"/events.csv?{query}")])) for query in QUERIES] == FOUND
    for query in (QUERIES[6], QUERIES[8]):
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


def test_every_address_that_takes_a_selection_answers_a_release_as_before(client, released):
    """Files, feeds, calendars, pages, pictures, networks, comparisons, kept selections and the API, all of them."""
    make.make_named_selection(slug="kept", title="Kept", query="country=UZ")
    known = set(addresses(get_resolver()))
    selections = sorted(known - NO_SELECTION)
    own = {"/compare/": "country=UZ&country=KZ"}
    assert (len(selections) > 60, NO_SELECTION - known) == (True, set())

    def answers():
        return {one: answer(client, asked(f"{one}?{own.get(one, '')}".replace("?&", "?"))) for one in selections}

    before = answers()
    upheaval()
    after = answers()

    assert [one for one in selections if before[one] != after[one]] == []
    assert {one: before[one][0] for one in selections} == dict.fromkeys(selections, 200)
    assert [one for one in selections if b"2026.12" not in before[one][2] + before[one][1]["name"]] == []


def answer(client, address):
    """Status, headers and content, but for the mark of what became of an event since."""
    response, content = download(client, address)
    told = {name: response.headers.get(name) for name in ("ETag", "Last-Modified", "X-Selection", "X-Rows")}
    name = response.headers.get("Content-Disposition", "").replace("-12", ".12").encode()
    if response["Content-Type"].startswith("text/html"):
        content = BECAME.sub("", content.decode()).encode()
    return response.status_code, {**told, "name": name}, content


def test_every_model_is_frozen_or_stays_live():
    models = {model for model in apps.get_app_config("events").get_models() if model not in SNAPSHOTS.values()}

    assert {model.__name__ for model in models - set(FROZEN)} == LIVE
    assert set(FROZEN) <= models
