"""The search of the whole record: what it finds of each kind, how it reads what is typed, where it leads."""

import pytest
from django.db import connection

from events.choices import NameKind, Status
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """One record of each kind around a seminar in Astana."""
    event = make.make_event(
        slug="astana-seminar", title="Seminar on returnees", summary="On the rehabilitation of families.", start="2024"
    )
    unodc = make.make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    make.make_organization_name(organization=unodc, name="Управление ООН по наркотикам", kind=NameKind.TRANSLATION)
    person = make.make_person(slug="kassym-tokayev", name="Kassym-Jomart Tokayev")
    make.make_person_name(person=person, name="Касым-Жомарт Токаев")
    framework = make.make_framework(slug="jpoa", title="Joint Plan of Action", acronym="JPoA", summary="For returnees.")
    source = make.make_source(slug="press", title="Returnees meet", publisher="UNODC", url="https://example.org/press")
    make.add_place(event=event, country=make.make_country(code="KZ"), city="Astana")
    make.add_organization(event=event, organization=unodc)
    make.add_person(event=event, person=person)
    make.add_framework(event=event, framework=framework)
    make.add_citation(event=event, source=source)
    make.add_quote(event=event, text="Returnees need a home, not a prison.")
    make.make_event(slug="other", title="Training on borders", start="2023")
    return event


def found(client, text, **parameters):
    """Kinds with their numbers, and the page."""
    response = client.get("/search/", {"q": text, **parameters})
    assert response.status_code == 200
    asked = response.context["asked"]
    return {kind.key: kind.total for kind in asked.kinds}, response.content.decode()


def test_every_kind_is_found_and_counted(client, record):
    kinds, page = found(client, "returnees")

    assert kinds == {"events": 1, "frameworks": 1, "quotes": 1, "sources": 1}
    assert "Seminar on <mark>returnees</mark>" in page
    assert '<a href="/events/?q=returnees">Filter them, draw them, download them</a>' in page
    assert "<mark>Returnees</mark> need a home" in page
    assert '<a href="https://example.org/press" rel="external"><mark>Returnees</mark> meet</a>' in page
    assert '<a class="hit-events" href="/events/?source=press">1 event</a>' in page


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("UNODC Astana returnees", {"events": 1}),
        ('"returnees seminar"', {}),
        ('"seminar on returnees"', {"events": 1}),
        ("“seminar on returnees”", {"events": 1}),
        ("returnees -families", {"frameworks": 1, "quotes": 1, "sources": 1}),
        ("seminar returnees or borders", {"events": 1}),
        ("seminar or borders", {"events": 2}),
        ("seminar OR borders", {"events": 2}),
        ("-seminar", {"events": 1}),
        ("or seminar", {"events": 1}),
        ("наркотикам", {"organizations": 1, "events": 1}),
        ("токаев", {"people": 1, "events": 1}),
        ("Астана", {"events": 1}),
        ("отели и Астана", {}),
        ("и Астана", {"events": 1}),
        ("rehabilitated", {"events": 1, "themes": 0}),
        ("nothing-of-the-kind", {}),
    ],
)
def test_a_question_means(client, record, text, kinds):
    counted, _page = found(client, text)

    assert {kind: number for kind, number in counted.items() if kind != "themes"} == {
        kind: number for kind, number in kinds.items() if number
    }


@pytest.mark.parametrize(
    "text", ["returnees", "seminar or borders", "UNODC -astana or action", "токаев", "joint", '"of action"']
)
@pytest.mark.parametrize("kind", ["events", "organizations", "people", "countries", "frameworks", "themes", "quotes"])
def test_a_number_is_that_of_the_list_to_which_it_leads(client, record, text, kind):
    counted, _page = found(client, text, stay="1")
    listed = client.get(f"/{kind}/", {"q": text}).context["selection"]

    assert listed.errors == []
    assert counted.get(kind, 0) == listed.counts.total


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("UNODC", "/organizations/unodc/"),
        ("unodc", "/organizations/unodc/"),
        ("united nations office on drugs and crime", "/organizations/unodc/"),
        ("Управление ООН по наркотикам", "/organizations/unodc/"),
        ("Kassym Jomart TOKAYEV", "/people/kassym-tokayev/"),
        ("Касым-Жомарт Токаев", "/people/kassym-tokayev/"),
        ("Uzbekistan", "/countries/UZ/"),
        ("Узбекистан", "/countries/UZ/"),
        ("UZ", "/countries/UZ/"),
        ("jpoa", "/frameworks/jpoa/"),
    ],
)
def test_an_exact_name_leads_to_its_record(client, record, text, address):
    response = client.get("/search/", {"q": text})

    assert (response.status_code, response.get("Location")) == (302, address)


@pytest.mark.parametrize("parameters", [{"q": '"UNODC"'}, {"q": "UNODC", "stay": "1"}, {"q": "UNODC Astana"}])
def test_a_search_that_wants_to_be_seen_leads_nowhere(client, record, parameters):
    assert client.get("/search/", parameters).status_code == 200


def test_a_name_that_two_bodies_bear_shows_both(client, record):
    event = make.make_event()
    for number in (1, 2):
        make.add_organization(
            event=event, organization=make.make_organization(name=f"Ministry {number}", acronym="MFA")
        )

    counted, _page = found(client, "MFA")

    assert counted == {"organizations": 2, "events": 1}


def test_a_former_name_gives_way_to_who_bears_it_today(client, record):
    event = make.make_event()
    today = make.make_organization(slug="today", name="Center", acronym="CTC")
    before = make.make_organization(slug="before", name="Bureau")
    make.make_organization_name(organization=before, name="CTC", kind=NameKind.FORMER)
    make.make_organization_name(organization=before, name="Old Bureau", kind=NameKind.FORMER)
    make.add_organization(event=event, organization=today)
    make.add_organization(event=event, organization=before)

    assert client.get("/search/", {"q": "CTC"})["Location"] == "/organizations/today/"
    assert client.get("/search/", {"q": "old bureau"})["Location"] == "/organizations/before/"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("UNDOC", "United Nations Office on Drugs and Crime (UNODC)"),
        ("Tokaev", "Kassym-Jomart Tokayev"),
        ("Токоев", "Kassym-Jomart Tokayev"),
        ("Uzbekstan", "Uzbekistan"),
        ("Office of Drugs and Crimes", "United Nations Office on Drugs and Crime (UNODC)"),
    ],
)
def test_a_misspelt_name_is_found_all_the_same(client, record, text, near):
    response = client.get("/search/", {"q": text})

    assert [hit.title for hit in response.context["asked"].near][:1] == [near]
    assert near in response.content.decode()


def test_what_is_found_hides_what_is_only_alike(client, record):
    assert client.get("/search/", {"q": "Tokayev"}).context["asked"].near == []


def test_markup_in_names_and_questions_stays_text(client):
    event = make.make_event(title='<img src=x> "zebra" & co', summary="<b>zebra</b>")
    body = make.make_organization(name="<ins>zebra</ins> <script>alert</script>", acronym="<i>zebra</i>")
    make.add_organization(event=event, organization=body)
    make.add_citation(event=event, source=make.make_source(title="<u>zebra</u>", publisher="\x02<s>\x03zebra\x02"))
    make.add_quote(event=event, text="<em>zebra</em>", attribution="<q>zebra</q>")

    _counted, page = found(client, "zebra")
    _nothing, other = found(client, '<script>alert(1)</script> "><img src=x>')

    for tag in ("<img src=x>", "<b>", "<ins>", "<script>alert", "<i>", "<u>", "<s>", "<em>", "<q>"):
        assert tag not in page + other
    assert "&lt;ins&gt;<mark>zebra</mark>&lt;/ins&gt; &lt;script&gt;alert&lt;/script&gt; (" in page
    assert "(&lt;i&gt;<mark>zebra</mark>&lt;/i&gt;)" in page
    assert page.count("<mark>") == page.count("</mark>")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_nothing_unpublished_is_found_led_to_or_alike(client, status):
    event = make.make_event(title="zzsecret", status=status)
    body = make.make_organization(slug="zz", name="Zzsecret Body", acronym="ZZSECRET")
    make.make_organization_name(organization=body, name="Zzsecretum")
    person = make.make_person(name="Zzsecret Person")
    make.add_organization(event=event, organization=body)
    make.add_person(event=event, person=person)
    make.add_framework(event=event, framework=make.make_framework(title="Zzsecret Plan", acronym="ZZSECRETPLAN"))
    make.add_citation(event=event, source=make.make_source(title="Zzsecret source"))
    make.add_quote(event=event, text="Zzsecret words")

    for text in ("zzsecret", "ZZSECRET", "zzsecretum", "zzsecrets", "Zzsecret Person", "zzsekret", "zzsecretplan"):
        counted, page = found(client, text)
        assert counted == {}
        assert "Zzsecret" not in page.replace(text, "")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=a%00b", "too long or holds characters"),
        ("q=" + "x" * 10_000, "too long or holds characters"),
        ("q=" + "+".join(f"w{number}" for number in range(13)), "at most 12 words"),
        ("q=the+of+%D0%B8", "These words stand everywhere"),
        ("q=returnees&page=2", "This is not a parameter of the search"),
        ("q=returnees&kind=cities", "Known values are:"),
        ("", "How to search"),
        ("q=", "How to search"),
        ("q=%2B%2B", "How to search"),
    ],
)
def test_what_cannot_be_answered_says_so(client, record, query, words):
    response = client.get(f"/search/?{query}")

    assert response.status_code == 200
    assert response.context["asked"].kinds == []
    assert words in response.content.decode()


def test_quotes_are_counted_where_there_are_more_than_are_shown(client, record):
    for number in range(6):
        make.add_quote(event=record, number=number + 2, text=f"Returnees, for the {number}th time.")
    make.add_quote(event=make.make_event(slug="draft", status=Status.DRAFT), text="Returnees, not yet.")

    counted, page = found(client, "returnees")

    assert (counted["quotes"], page.count("<blockquote")) == (7, 5)


def test_sources_have_a_page_of_results_of_their_own(client, record):
    for number in range(7):
        make.add_citation(event=record, source=make.make_source(title=f"Returnees, part {number}"))

    counted, page = found(client, "returnees")
    alone, all_of_them = found(client, "returnees", kind="sources")

    assert counted["sources"] == alone["sources"] == 8
    assert '<a href="/search/?q=returnees&amp;kind=sources">All 8 sources</a>' in page
    assert list(alone) == ["sources"]
    assert all_of_them.count('class="hit-title"') == 8


def test_events_that_rest_on_a_source_are_a_selection(client, record):
    quoted = make.make_event(slug="quoted")
    make.add_quote(event=quoted, source=record.citations.get().source)

    response = client.get("/events/?source=press")

    assert [row.address for row in response.context["found"].object_list] == [
        "/events/astana-seminar/",
        "/events/quoted/",
    ]
    assert response.context["selection"].description == "Events, resting on “Returnees meet (UNODC)”"


@pytest.mark.parametrize("name", ["O'Neil`s  -- Co.", "UN-Office (Vienna), 2nd", "under_score", "", " 50% & more "])
def test_a_plain_name_is_folded_the_short_way_as_the_long_one(name):
    a_mark_that_is_dropped = "\u0300"
    with connection.cursor() as cursor:
        cursor.execute("SELECT events_folded(%s), events_folded(%s)", [name, name + a_mark_that_is_dropped])
        short, long = cursor.fetchone()

    assert short == long
