"""What strangers try: forged forms, redirects elsewhere, another host, and telling drafts by their traces."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from cooperation import uploads
from events.choices import Status
from tests import factories as make
from tests.exports.reading import download

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://x.example/",
    "//x.example/",
    "/\\x.example/",
    "\\\\x.example",
    "javascript:alert(1)",
    "https:/x.example",
]
FOLLOWED = ["/events.atom", "/events.ics", "/api/v1/events/", "/api/v1/facets/", "/s/named.atom"]
WITHOUT_A_FORM = {"/csp-report"}  # browsers send reports without a token


def addresses(patterns, prefix=""):
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield "/" + re.sub(r"<(\w+):\w+>", lambda found: "1" if found[1] == "int" else "x", route)
        else:
            yield from addresses(each.url_patterns, route)


EVERY = {one for one in addresses(get_resolver().url_patterns) if "^" not in one and "(" not in one}
POSTED = sorted(one for one in EVERY if one.startswith(("/admin", "/accounts")) or "." not in one)  # files are one view


def test_no_address_takes_a_form_without_a_token():
    """Whatever does not refuse POST as such (405, 404) refuses it for want of the token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("root"))
    answers = {address: client.post(address, {"x": "1"}).status_code for address in POSTED}

    taken = {one for one, status in answers.items() if status not in {403, 404, 405}}

    assert taken - WITHOUT_A_FORM == set()
    assert answers["/admin/events/event/add/"] == answers["/accounts/sign-in/"] == 403


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_to_another_site(client, target):
    User.objects.create_superuser("root", password="a long password")
    asked = client.get("/accounts/sign-in/", {"next": target})
    sent = {"login": "root", "password": "a long password", "next": target}
    answers = [client.post("/accounts/sign-in/", sent)]
    answers += [
        client.get(one, {"next": target}) for one in ("/accounts/sign-in/", "/accounts/confirm/", "/admin/login/")
    ]
    answers += [client.post(one, {"next": target, "password": "a long password"}) for one in ("/accounts/confirm/",)]
    answers += [client.post("/accounts/sign-out/", {"next": target})]

    assert asked.status_code == 200
    assert [found["Location"] for found in answers if "x.example" in found.get("Location", "").partition("?")[0]] == []
    assert [found["Location"] for found in answers if found.get("Location", "/")[:1] != "/"] == []


@pytest.mark.parametrize("host", ["x.example", "127.0.0.1.x.example", "127.0.0.1@x.example", "x.example:80", "", "a b"])
def test_an_unknown_host_is_refused(client, settings, host):
    settings.ALLOWED_HOSTS = ["record.example"]

    assert client.get("/about/", headers={"host": host}).status_code == 400


def test_links_name_the_site_and_never_the_host_that_was_asked(client, settings):
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["inside.example", "record.example"], "https://record.example"
    event = make.make_event(slug="public")
    make.add_citation(event=event)
    for address in (
        "/events/public/",
        "/events.atom",
        "/events.ics",
        "/events.csv",
        "/sitemap.xml",
        "/api/v1/events/",
        "/robots.txt",
    ):
        forwarded = {"host": "inside.example", "x-forwarded-host": "x.example"}
        content = download_with(client, address, forwarded)

        assert (address, "inside.example" in content, "x.example" in content.replace("record.example", "")) == (
            address,
            False,
            False,
        )


def download_with(client, address, headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.fixture
def draft(db):
    """A draft with all that hangs on one, beside a public event."""
    make.add_citation(event=make.make_event(slug="public"))
    make.make_named_selection(query="type=seminar")
    event = make.make_event(slug="draft", status=Status.DRAFT)
    make.add_organization(event=event, organization=make.make_organization(slug="draft-body"))
    make.add_person(event=event, person=make.make_person(slug="draft-person"))
    make.add_framework(event=event, framework=make.make_framework(slug="draft-plan"))
    make.add_quote(event=event)
    return event


@pytest.mark.parametrize(
    ("there", "nowhere"),
    [
        ("/events/draft/", "/events/other/"),
        ("/events/draft.bib", "/events/other.bib"),
        ("/organizations/draft-body/", "/organizations/other/"),
        ("/people/draft-person/", "/people/other/"),
        ("/frameworks/draft-plan/", "/frameworks/other/"),
        ("/quotes/draft/1/", "/quotes/other/1/"),
        ("/api/v1/events/draft/", "/api/v1/events/other/"),
        ("/api/v1/people/draft-person/", "/api/v1/people/other/"),
    ],
)
def test_a_draft_is_asked_for_with_the_same_queries_as_nothing(client, draft, there, nowhere):
    """No clock can tell them apart: the database does the same for both."""
    client.get(nowhere)
    told = []
    for address in (there, nowhere):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        statements = [re.sub(r"'[^']*'|\d+", "", query["sql"]) for query in queries]
        told.append(
            (
                response.status_code,
                len(response.content) - len(address) * response.content.count(address.encode()),
                statements,
            )
        )

    assert told[0][0] == told[1][0] == 404
    assert told[0][2] == told[1][2]


def test_no_tag_and_no_date_moves_when_only_a_draft_changes(client, draft):
    def marks():
        found = {address: download(client, address)[0] for address in FOLLOWED}
        return {address: (one.get("ETag"), one.get("Last-Modified")) for address, one in found.items()}

    before = marks()
    draft.title = "Another title"
    draft.save()
    make.add_country(event=draft)
    make.make_event(slug="second-draft", status=Status.DRAFT)

    assert marks() == before
    assert None not in {tag for tag, _changed in before.values()}
    make.make_event(slug="public-too")
    assert marks()["/events.atom"] != before["/events.atom"]


def test_nobody_fills_the_disk_with_a_form_that_nobody_asked_for(client, monkeypatch):
    """Files are on the disk before the form is known to be refused, so the length alone has to tell."""
    monkeypatch.setattr(uploads, "MOST", 5_000)
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *given, **named: 1 / 0)
    answers = []
    for size in (1_000, 3_000_000):
        file = SimpleUploadedFile("x.csv", b"x" * size)
        answers.append(client.post("/accounts/sign-in/", {"login": "x", "password": "x", "file": file}).status_code)

    assert answers == [200, 400]
