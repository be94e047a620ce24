"""What machines read in a page: schema.org data, and nothing that is not known."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests import factories as make
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


def data_in(client, address):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode())
    return [json.loads(text) for text in found]


@pytest.mark.parametrize("address", ["/", "/events/?country=UZ", "/people/", "/network/", "/compare/", "/s/", "/api/"])
def test_every_page_has_a_description_for_search_engines(client, address):
    described = re.findall(r'<meta name="description" content="([^"]+)">', client.get(address).content.decode())

    assert [len(text) > 40 for text in described] == [True]


def test_an_event_tells_machines_where_when_by_whom_and_from_which_source(client):
    event = make_whole_event(number=1)
    event.organization_participations.update(role="partner")
    make.add_organization(event=event, organization=make.make_organization(slug="unodc", name="UNODC"), role="host")

    [data] = data_in(client, "/events/whole-1/")

    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Seminar 1",
        "url": "http://127.0.0.1:8000/events/whole-1/",
        "startDate": "2024-05-01",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": [
            {
                "@type": "Place",
                "name": "Tashkent",
                "address": {"@type": "PostalAddress", "addressLocality": "Tashkent", "addressCountry": "UZ"},
            }
        ],
        "organizer": [{"@type": "Organization", "name": "UNODC", "url": "http://127.0.0.1:8000/organizations/unodc/"}],
        "about": data["about"],
        "subjectOf": [{"@type": "CreativeWork", "name": "Page 1", "url": "https://example.org/1"}],
    }
    assert len(data["about"]) == 2


@pytest.mark.parametrize("start", ["2022", "2022-03", "2022-03-03"])
def test_a_date_is_never_more_precise_than_it_is_known(client, start):
    make.make_event(slug="one", start=start, state="cancelled", mode="online")

    [data] = data_in(client, "/events/one/")

    assert data["startDate"] == start
    assert "endDate" not in data
    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


def test_no_title_ends_the_data_and_begins_a_script(client):
    title = '</script><script>alert("1")</script> & <!--'
    make.make_event(slug="one", title=title)

    page = client.get("/events/one/").content.decode()

    assert data_in(client, "/events/one/")[0]["name"] == title
    assert "<script>" not in page


@pytest.mark.parametrize("address", ["/", "/data/"])
def test_the_record_is_described_as_a_data_set_with_its_files(client, address):
    [data] = data_in(client, address)

    assert (data["@type"], data["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")
    assert data["distribution"][0]["contentUrl"] == "http://127.0.0.1:8000/events.csv"


@pytest.mark.parametrize("address", ["/", "/events/?country=UZ", "/organizations/", "/events/whole-1/", "/about/"])
def test_a_page_can_be_shared(client, address):
    make_whole_event(number=1)

    page = client.get(address).content.decode()

    own = f"http://127.0.0.1:8000{address}"
    assert re.findall(r'rel="canonical" href="([^"]*)"', page) == [own]
    assert re.findall(r'property="og:url" content="([^"]*)"', page) == [own]
    assert len(re.findall(r'property="og:title" content="[^"]+"', page)) == 1


def test_pages_are_compressed_and_forms_and_files_are_not(client):
    for number in range(30):
        make.make_event(title=f"Event {number}")
    accepting = {"HTTP_ACCEPT_ENCODING": "gzip"}

    page, form, file = (
        client.get(address, **accepting) for address in ("/events/", "/accounts/sign-in/", "/events.csv")
    )

    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert gzip.decompress(page.content).startswith(b"<!doctype html>")
    assert len(page.content) * 4 < len(gzip.decompress(page.content))
    assert [one.headers.get("Content-Encoding") for one in (form, file)] == [None, None]


def test_the_first_view_of_the_list_takes_less_than_100_kb(client):
    for number in range(30):
        make.make_event(title=f"Event {number} " + "of many words " * 9)
    page = client.get("/events/").content
    names = [
        re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name)
        for name in re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    ]
    packed = [gzip.compress(Path(str(finders.find(name))).read_bytes()) for name in names]

    assert len(packed) > 6
    assert len(gzip.compress(page)) + sum(map(len, packed)) < 100_000
