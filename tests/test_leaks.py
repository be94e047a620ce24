"""Nothing unpublished shows at any public address: page, list, count, choice, search, file, sitemap, 404.

Everything that could leak is in the database and carries the word `zzsecret` in each of its texts.
"""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from events.api.records import KINDS
from events.choices import Status
from events.history.context import How, recorded
from events.models import Event
from tests import factories as make
from tests.exports.reading import all_text_of
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hidden")]

SECRET = "zzsecret"


def make_hidden_event(*, number, status):
    """An event that nobody may see, with everything that can hang on one."""
    secret = f"{SECRET}-{number}"
    event = make.make_event(
        slug=secret,
        title=secret,
        original_title=secret,
        summary=secret,
        date_note=secret,
        participant_note=secret,
        participant_count=1,
        participant_unit="people",
        start="1950-05-05",
        mode="hybrid",
        status=status,
    )
    organization = make.make_organization(
        slug=secret, name=secret, acronym=secret, website=f"https://{secret}.example/"
    )
    make.make_organization_name(organization=organization, name=secret)
    person = make.make_person(slug=secret, name=secret)
    make.make_person_name(person=person, name=secret)
    framework = make.make_framework(slug=secret, title=secret, acronym=secret, summary=secret, reference=secret)
    source = make.make_source(slug=secret, title=secret, publisher=secret, url=f"https://{secret}.example/page")
    make.add_place(event=event, city=secret, venue=secret)
    make.add_country(event=event, role="host")
    make.add_organization(event=event, organization=organization)
    make.add_person(event=event, person=person, position=secret, organization=organization)
    make.add_framework(event=event, framework=framework)
    make.add_theme(event=event, theme=make.make_theme(slug="pve"))
    make.add_citation(event=event, source=source, note=secret, locator=secret)
    make.add_quote(
        event=event, text=secret, attribution=secret, speaker=person, organization=organization, source=source,
        translation=secret, locator=secret,
    )  # fmt: skip
    return {"event": event, "organization": organization, "person": person, "framework": framework, "source": source}


def make_event_with_a_past():
    """A public event whose title, dates and summary were secret while it was a draft."""
    keeper = make_user("analysts", username=SECRET)
    with recorded(by=keeper, why=SECRET, how=How.FORM, where=f"/admin/{SECRET}/"):
        event = make.make_event(slug="public", title=SECRET, summary=SECRET, start="1950", status=Status.DRAFT)
    with recorded(by=keeper, why=SECRET, how=How.STEP):
        clean = {"title": "Public conference", "summary": SECRET, "start": "2024-05-14"}
        published = {"status": Status.PUBLISHED, "published_at": make.PUBLISHED_AT}
        Event.objects.filter(pk=event.pk).update(**clean, **published)
    with recorded(by=keeper, why=SECRET, how=How.FORM):
        Event.objects.filter(pk=event.pk).update(summary="", title="Public conference, corrected")
    with recorded(by=keeper, why=SECRET, how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Public conference")
    event.refresh_from_db()
    return event


def take_back(event, records):
    """Things said for a while on a public event, and an event that was public for a while under a secret title."""
    with recorded(why=SECRET, how=How.FORM):
        rows = [
            make.add_organization(event=event, organization=records["organization"], role="observer"),
            make.add_person(
                event=event, person=records["person"], position=SECRET, organization=records["organization"]
            ),
            make.add_quote(event=event, text=SECRET, attribution=SECRET, speaker=records["person"], number=7),
            make.add_citation(event=event, source=records["source"], note=SECRET, locator=SECRET),
            make.add_framework(event=event, framework=records["framework"]),
        ]
    with recorded(why=SECRET, how=How.FORM):
        for row in rows:
            row.delete()
    with recorded(how=How.FORM):
        withdrawn = make.make_event(slug="withdrawn-later", title=SECRET, summary=SECRET)
    with recorded(why=SECRET, how=How.STEP):
        Event.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN, withdrawn_reason="Recorded twice.")


def make_hidden():
    """A draft, an event in review and a withdrawn one, woven into the public record as closely as can be."""
    hidden = [
        make_hidden_event(number=number, status=status)
        for number, status in enumerate([Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
    ]
    public = make_event_with_a_past()
    parent = hidden[0]
    body = make.make_organization(slug="public-body", name="Public Body", parent=parent["organization"])
    plan = make.make_framework(slug="public-plan", title="Public Plan", part_of=parent["framework"])
    speaker = make.make_person(slug="public-speaker", name="Public Speaker")
    page = make.make_source(slug="public-source", title="Public Source")
    make.add_place(event=public, city="Tashkent")
    make.add_country(event=public)
    make.add_organization(event=public, organization=body)
    make.add_person(event=public, person=speaker, organization=body)
    make.add_framework(event=public, framework=plan)
    make.add_theme(event=public, theme=make.make_theme(slug="pve"))
    make.add_citation(event=public, source=page)
    make.add_quote(event=public, speaker=speaker, organization=body, source=page)
    Event.objects.filter(pk=public.pk).update(part_of=parent["event"], follow_up_to=hidden[2]["event"])
    for records in hidden:
        Event.objects.filter(pk=records["event"].pk).update(part_of=public, follow_up_to=public)
        make.add_organization(event=records["event"], organization=body, role="host")
        make.add_person(event=records["event"], person=speaker, role="chair", position=SECRET)
        make.add_framework(event=records["event"], framework=plan, relation="adopted")
        make.add_citation(event=records["event"], source=page, note=SECRET)
    children = hidden[1]
    children["organization"].__class__.objects.filter(pk=children["organization"].pk).update(parent=body)
    children["framework"].__class__.objects.filter(pk=children["framework"].pk).update(part_of=plan)
    take_back(public, hidden[0])
    make.make_named_selection(slug="named", query="country=UZ")
    return hidden


@pytest.fixture(scope="module")
def hidden_of_module(once):
    return once(make_hidden)


@pytest.fixture
def hidden(db, hidden_of_module):
    return deepcopy(hidden_of_module)


PUBLIC_KEYS = {
    "event-detail": ["public"],
    "organization-detail": ["public-body"],
    "person-detail": ["public-speaker"],
    "country-detail": ["UZ"],
    "framework-detail": ["public-plan"],
    "quote-detail": ["public/1"],
    "theme-detail": ["pve"],
    "sitemap-part": ["events/1", "organizations/1", "quotes/1"],
    "named-selection": ["named"],
    "named-atom": ["named.atom"],
    "named-ics": ["named.ics"],
    "event-citation": ["public.ris", "public.bib", "public.csl.json"],
    "framework-citation": ["public-plan.ris", "public-plan.bib", "public-plan.csl.json"],
    "quote-citation": ["public/1.ris", "public/1.bib", "public/1.csl.json"],
    **{name: [] for name in ("data-release", "data-checksums", "data-file")},  # see tests/releases
}

QUESTIONS = [
    "",
    "?q=conference",
    "?country=UZ",
    "?theme=pve",
    "?find_organization=z&find_person=z&find_framework=z",
    "?sort=oldest",
    "?sort=events",
]
FILES = QUESTIONS[:3]  # what is typed into the panel and the order of a list mean nothing to a file
NETWORKS = ["", "?actors=all", "?actors=all&country=UZ&weight=plain", "?actors=people&least=2"]

# Each holds a word of what is hidden cut short, written otherwise or beside a word that is public.
SEARCHES = ["?q=public", "?q=conference", "?q=zzsecre", "?q=zzsekret", "?q=public+or+zzsekret", "?q=-conference"]
OTHER_QUESTIONS = {"network": NETWORKS, "search": SEARCHES}


def public_patterns():
    """Every pattern of the public site, as the resolver knows it."""
    patterns = get_resolver("events.urls").url_patterns
    return [pattern for pattern in patterns if isinstance(pattern, URLPattern)]


def api_addresses():
    """The same of the API."""
    for kind in KINDS:
        yield from (f"/api/v1/{kind}/{question}" for question in QUESTIONS)
        yield from (f"/api/v1/{kind}/{key}/" for key in PUBLIC_KEYS[f"{KINDS[kind].singular}-detail"])
    yield from (f"/api/v1/facets/{question}" for question in QUESTIONS)
    yield from ("/api/", "/api/v1/", "/api/v1/openapi.json")


def addresses():
    """Every public address: those without a key, and one of each kind of record; lists with questions too."""
    yield from api_addresses()
    for pattern in public_patterns():
        route = str(pattern.pattern)
        if "<" not in route:
            listed = QUESTIONS if route.endswith("/") else FILES
            asked = listed if "kind" in pattern.default_args else OTHER_QUESTIONS.get(str(pattern.name), [""])
            yield from (f"/{route}{question}" for question in asked)
            continue
        for key in PUBLIC_KEYS[pattern.name]:
            yield f"/{route.split('<', maxsplit=1)[0]}{key}" + ("/" if route.endswith("/") else "")


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


COMPARED = ["/compare/?country=UZ&country=KZ", "/compare/?country=UZ&country=GB&theme=pve"]


@pytest.mark.parametrize("address", [*addresses(), *COMPARED])
def test_nothing_unpublished_shows_at(client, hidden, address):
    response = client.get(address, follow=True)
    body = all_text_of(body_of(response))

    assert response.status_code in (200, 400)
    assert SECRET not in body.replace("find_organization=z", "")
    assert "1950" not in body


def test_the_public_part_of_the_same_record_shows(client, hidden):
    body = client.get("/events/").content.decode()

    assert "Public conference" in body


EVENT_PAGES = ["/events/{0}/", "/quotes/{0}/1/", "/api/v1/events/{0}/", "/api/v1/quotes/{0}/1/"]
OTHER_PAGES = [
    f"{prefix}/{kind}/{{0}}/"
    for prefix in ("", "/api/v1")
    for kind in ("organizations", "people", "frameworks", "themes")
]


@pytest.mark.parametrize(
    ("address", "number"),
    [(address, number) for address in EVENT_PAGES for number in (0, 1)]
    + [(address, number) for address in OTHER_PAGES for number in (0, 1, 2)],
)
def test_an_unpublished_record_is_the_same_404_as_one_that_never_was(client, hidden, address, number):
    slug = f"{SECRET}-{number}"
    there, nowhere = client.get(address.format(slug)), client.get(address.format("nowhere"))

    assert there.status_code == nowhere.status_code == 404
    assert body_of(there).decode().replace(slug, "nowhere") == body_of(nowhere).decode()


@pytest.mark.parametrize("address", [*EVENT_PAGES, "/quotes/{0}/77/", "/api/v1/quotes/{0}/77/"])
def test_of_a_withdrawn_event_readers_learn_that_when_and_why_and_nothing_else(client, hidden, address):
    make.make_step(event=hidden[2]["event"], step="withdraw", comment=SECRET, at=datetime(2026, 5, 4, tzinfo=UTC))

    response = client.get(address.format(f"{SECRET}-2"))
    body = body_of(response).decode()

    assert response.status_code == 410
    assert ("2026-05-04" if address.startswith("/api/") else "withdrawn on 4 May 2026") in body
    assert "Recorded twice." in body
    assert SECRET not in body
    assert "1950" not in body


@pytest.mark.parametrize("address", EVENT_PAGES)
def test_a_former_slug_of_a_withdrawn_event_says_the_same(client, hidden, address):
    Event.objects.filter(slug=f"{SECRET}-2").update(slug="renamed")
    there, formerly = (client.get(address.format(slug)) for slug in ("renamed", f"{SECRET}-2"))

    assert there.status_code == formerly.status_code == 410
    assert body_of(there) == body_of(formerly)


@pytest.mark.parametrize("parameter", ["organization", "person", "framework"])
@pytest.mark.parametrize("address", ["/events/", "/events.csv", "/network/", "/api/v1/events/", "/api/v1/facets/"])
def test_a_filter_by_an_unpublished_record_is_the_same_error_as_by_an_unknown_one(client, hidden, address, parameter):
    slug = f"{SECRET}-0"
    there, nowhere = (client.get(f"{address}?{parameter}={value}") for value in (slug, "nowhere"))

    assert there.status_code == nowhere.status_code
    assert body_of(there).decode().replace(slug, "nowhere") == body_of(nowhere).decode()


@pytest.mark.parametrize("kind", ["events", "organizations", "people", "frameworks", "quotes"])
def test_a_search_for_unpublished_words_finds_nothing(client, hidden, kind):
    body = client.get(f"/{kind}.csv?q={SECRET}")

    assert len(body_of(body).splitlines()) == 1


def test_a_former_slug_of_an_unpublished_record_leads_nowhere(client, hidden):
    Event.objects.filter(slug=f"{SECRET}-0").update(slug="renamed-draft")

    assert client.get(f"/events/{SECRET}-0/").status_code == 404


def test_a_former_slug_of_an_unpublished_body_selects_nothing(client, hidden):
    hidden[0]["organization"].__class__.objects.filter(slug=f"{SECRET}-0").update(slug="renamed-body")
    there, nowhere = (client.get(f"/events.csv?organization={slug}") for slug in (f"{SECRET}-0", "nowhere"))

    assert there.status_code == nowhere.status_code == 400
    assert there.content.decode().replace(f"{SECRET}-0", "nowhere") == nowhere.content.decode()


def test_the_public_part_of_the_same_history_shows(client, hidden):
    body = client.get("/changes/").content.decode()

    assert "Title changed from “Public conference” to “Public conference, corrected”." in body
    assert "Organization removed: one that is not shown any more (observer)." in body
    assert "Recorded twice." in body
