"""Where addresses lead: former slugs, other methods, pages that are not there, errors of ours."""

import re

import pytest
from django.test import Client

from events.models import Event, Framework, Organization, Person
from events.views import errors
from tests import factories as make
from tests.views.reading import text_of, words
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/events/",
    "/organizations/",
    "/people/",
    "/countries/",
    "/frameworks/",
    "/quotes/",
    "/themes/",
    "/events/whole-1/",
    "/organizations/body-1/",
    "/people/person-1/",
    "/countries/UZ/",
    "/frameworks/plan-1/",
    "/quotes/whole-1/1/",
    "/themes/pve/",
    "/network/",
    "/changes/",
    "/data/",
    "/about/",
]
FILES = ["/events.csv", "/robots.txt", "/sitemap.xml"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_names_itself_and_brings_nothing_inline(client, address):
    make_whole_event(number=1)

    page = client.get(address).content.decode()

    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r"<title>.+ – Cooperation Tracker</title>", page)
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in page
    assert re.findall(r"<script(?! src=| type=\"application/ld)|<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_the_head_of_a_page_can_be_asked_for_and_nothing_can_be_sent_to_it(client, address):
    make_whole_event(number=1)

    strict = Client(enforce_csrf_checks=True)  # another method is refused for itself, not for want of a token

    assert (client.head(address).status_code, strict.post(address).status_code) == (200, 405)


@pytest.mark.parametrize(
    ("model", "old", "new", "address"),
    [
        (Event, "whole-1", "renamed", "/events/{}/"),
        (Event, "whole-1", "renamed", "/quotes/{}/1/"),
        (Organization, "body-1", "renamed", "/organizations/{}/"),
        (Person, "person-1", "renamed", "/people/{}/"),
        (Framework, "plan-1", "renamed", "/frameworks/{}/"),
    ],
    ids=["event", "quote", "organization", "person", "framework"],
)
def test_a_former_slug_leads_to_the_present_page(client, model, old, new, address):
    make_whole_event(number=1)
    model.objects.filter(slug=old).update(slug=new)

    response = client.get(address.format(old))

    assert (response.status_code, response.headers["Location"]) == (301, address.format(new))


def test_a_former_slug_of_a_draft_leads_nowhere(client):
    make.make_event(slug="before", status="draft")
    Event.objects.update(slug="after")

    assert client.get("/events/before/").status_code == 404


def test_a_country_code_in_small_letters_leads_to_the_page(client):
    response = client.get("/countries/uz/")

    assert (response.status_code, response.headers["Location"]) == (301, "/countries/UZ/")


@pytest.mark.parametrize("kind", ["organizations", "people", "frameworks"])
def test_an_actor_of_drafts_only_has_no_page_until_the_event_is_published(client, kind):
    event = make_whole_event(number=1)
    address = f"/{kind}/{ {'organizations': 'body', 'people': 'person', 'frameworks': 'plan'}[kind] }-1/"
    Event.objects.filter(pk=event.pk).update(status="draft")
    while_draft = client.get(address).status_code
    Event.objects.filter(pk=event.pk).update(status="published")

    assert (while_draft, client.get(address).status_code) == (404, 200)


def test_a_page_past_the_end_leads_back_to_the_first_with_the_same_filters(client):
    make_whole_event(number=1)

    response = client.get("/events/?country=UZ&page=9")

    assert response.status_code == 404
    assert '<a href="/events/?country=UZ">First page of this list</a>' in response.content.decode()


def test_an_address_that_leads_nowhere_offers_the_lists(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is no page at this address" in words(response.content.decode())


def test_an_error_of_ours_is_told_without_database_and_request(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(None)  # type: ignore[arg-type]

    assert response.status_code == 500
    assert "Something went wrong on our side" in words(response.content.decode())


def test_a_form_without_its_token_is_refused_in_plain_words():
    response = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"login": "ada"})

    assert response.status_code == 403
    assert "You have no access to this page" in words(response.content.decode())


def test_robots_may_read_everything_but_filtered_lists(client, settings):
    settings.SITE_URL = "https://tracker.example"

    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /accounts/\nDisallow: /*?\nSitemap: https://tracker.example/sitemap.xml\n"
    )


def locations(client, address):
    document = b"".join(client.get(address)).decode()
    return re.findall(r"<loc>https://tracker\.example(.*?)</loc>", document)


def test_the_sitemap_leads_to_every_public_record_once(client, settings):
    settings.SITE_URL = "https://tracker.example"
    make_whole_event(number=1)
    make.make_event(slug="secret", status="draft")

    parts = locations(client, "/sitemap.xml")
    found = [address for part in parts for address in locations(client, part)]

    kinds = ("pages", "countries", "themes", "organizations", "frameworks", "people", "events", "quotes")
    assert parts == [f"/sitemap/{kind}/1/" for kind in kinds]
    pages = [path for path in found if path.count("/") < 3]
    records = [path for path in found if path.count("/") > 2 and not path.startswith("/themes/")]
    assert len(pages) == len(set(pages)) >= 11
    assert records == [
        "/countries/KZ/",
        "/countries/UZ/",
        "/organizations/body-1/",
        "/organizations/shared-body/",
        "/frameworks/plan-1/",
        "/frameworks/shared-plan/",
        "/people/person-1/",
        "/people/shared-person/",
        "/events/whole-1/",
        "/quotes/whole-1/1/",
    ]


def test_a_long_sitemap_has_several_parts_and_none_beyond_them(client, settings, monkeypatch):
    settings.SITE_URL = "https://tracker.example"
    monkeypatch.setattr("events.sitemaps.MOST", 2)
    for day in (1, 2, 3):
        make.make_event(slug=f"event-{day}", start=f"2024-05-0{day}")

    assert "/sitemap/events/2/" in locations(client, "/sitemap.xml")
    assert locations(client, "/sitemap/events/2/") == ["/events/event-1/"]
    assert [
        client.get(f"/sitemap/{part}/").status_code for part in ("events/3", "events/0", "drafts/1", "pages/2")
    ] == [404] * 4


def test_who_wants_a_correction_is_told_where_to_write(client, settings):
    without = text_of(client, "/about/")
    settings.CONTACT_EMAIL = "editors@tracker.example"

    assert "Write to the operators of this site" in without
    assert "Write to editors@tracker.example" in text_of(client, "/about/")


def test_the_data_page_explains_every_column_and_code(client):
    text = text_of(client, "/data/")

    assert "study-visit Study visit A visit in order to learn how the host does something." in text
    assert "original_title text The official title in the language of the event" in text
