"""Numbers on the pages of actors, frameworks and themes are those of the lists that they lead to."""

import re
from datetime import date
from html import unescape

import pytest
from django.http import QueryDict

from events.models import Country, Framework, Organization, Person, Theme
from events.pages import profile
from events.selection import Selection
from tests import factories as make
from tests.views.reading import main_part, section, text_of
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
PAGES = [
    "/",
    "/countries/UZ/",
    "/countries/KZ/",
    "/organizations/shared-body/",
    "/people/shared-person/",
    "/frameworks/shared-plan/",
    "/themes/pve/",
]


@pytest.fixture
def record():
    """Events that differ in dates, roles and places, one of them over the turn of a year, one not public."""
    make_whole_event(number=1)
    make_whole_event(number=2, end="2025-01-02")
    make_whole_event(number=3, status="draft")
    abroad = make.make_event(slug="abroad", start="2023")
    make.add_place(event=abroad, country=make.make_country(code="KZ"))
    make.add_country(event=abroad, country=make.make_country(code="UZ"), role="observer")
    only_there = make.make_event(slug="only-there", start="2021-04")
    make.add_place(event=only_there, country=make.make_country(code="UZ"), city="Samarkand")
    make.add_country(event=only_there, country=make.make_country(code="KZ"))
    make.add_organization(event=only_there, role="funder")


@pytest.mark.parametrize("address", PAGES)
def test_every_number_is_that_of_the_list_behind_it(client, record, address):
    page = main_part(client, address)
    lines = re.findall(r'<a href="/events/\?([^"]+)">[^<]*</a>\s*<data value="(\d+)">', page)
    bars = re.findall(r'<a href="/events/\?([^"]+)" aria-label="\d{4}: (\d+) event', page)

    counted = {query: int(number) for query, number in lines + bars}

    assert counted == {query: len(Selection("events", QueryDict(unescape(query))).records) for query in counted}
    assert len(counted) >= 5


def test_an_event_over_the_turn_of_a_year_counts_in_both_and_a_draft_in_none(record):
    found = profile.of_theme(Theme.objects.get(slug="pve"), today=TODAY)

    assert found.chart is not None
    assert {bar.column.label: bar.column.total for bar in found.chart.bars} == {"2024": 2, "2025": 1, "2026": 0}


def test_the_small_charts_of_themes_count_an_event_in_every_year_that_it_touches_and_once_in_all(record):
    found = profile.of_country(Country.objects.get(code="UZ"), today=TODAY)

    shown = {
        multiple.line.label: (
            multiple.line.count,
            [(bar.column.label, bar.column.total) for bar in multiple.chart.bars],
        )
        for multiple in found.multiples
    }
    assert shown == {
        theme: (2, [("2024", 2), ("2025", 1), ("2026", 0)]) for theme in ("Gender", "Prevention of violent extremism")
    }


def test_a_country_tells_what_was_held_there_from_what_it_went_to(client, record):
    found = profile.of_country(Country.objects.get(code="UZ"), today=TODAY)

    assert (found.total, found.more["located"], found.more["elsewhere"]) == (4, 3, 1)
    assert (found.more["countries_met"], found.more["cities"]) == (1, [("Tashkent", 2), ("Samarkand", 1)])
    assert [(line.label, line.count) for line in found.roles] == [("Participant", 2), ("Observer", 1)]
    assert found.chart is not None
    assert [bar.column.values for bar in found.chart.bars if bar.column.total] == [(1, 0), (0, 1), (2, 0), (1, 0)]


def test_a_country_without_events_says_so(client):
    assert "No recorded event names this country yet." in text_of(client, "/countries/KI/")


def test_an_organization_names_its_relatives_only_when_they_are_public(client):
    hidden = make.make_organization(name="Hidden Ministry")
    body = make.make_organization(slug="body", name="Body", parent=hidden)
    shown = make.make_organization(name="Shown Unit", parent=body)
    make.make_organization(name="Unseen Unit", parent=body)
    make.make_organization_name(organization=body, name="Old Body", kind="former")
    event = make.make_event()
    for organization in (body, shown):
        make.add_organization(event=event, organization=organization)

    text = text_of(client, "/organizations/body/")

    assert "Its parts Shown Unit Also found under Old Body (former name)" in text
    assert ("Hidden Ministry" in text, "Unseen Unit" in text) == (False, False)


def test_an_organization_known_only_by_who_spoke_for_it_has_a_page(client):
    ministry = make.make_organization(slug="ministry", name="Ministry")
    event = make.make_event()
    make.add_person(
        event=event, person=make.make_person(name="Ada Example"), position="Minister", organization=ministry
    )

    text = text_of(client, "/organizations/ministry/")

    assert "Recorded only through a person who spoke for it, or a quote." in text
    assert "Ada Example Minister 14 May 2024" in text


def test_a_person_is_shown_with_each_public_appearance_and_the_post_of_that_day(client):
    ada = make.make_person(slug="ada", name="Ada Example")
    body = make.make_organization(name="Institute", acronym="ISRS")
    for title, start, position, status in [
        ("First seminar", "2020-05", "Deputy Director", "published"),
        ("Second seminar", "2023-05-04", "Director", "published"),
        ("Third seminar", "2025", "Minister", "draft"),
    ]:
        event = make.make_event(title=title, start=start, status=status)
        make.add_person(event=event, person=ada, position=position, organization=body, role="moderator")

    assert section(client, "/people/ada/", "appearances") == (
        "Public appearances Public appearances of Ada Example Event Date Role Post held at the time For "
        "Second seminar 4 May 2023 Moderator Director ISRS First seminar May 2020 Moderator Deputy Director ISRS"
    )


def test_a_framework_says_where_it_was_presented(client):
    council = make.make_framework(slug="council", title="Regional Expert Council", kind="body")
    for title, start, relation, city in [
        ("Founding session", "2024-05-14", "established", "Tashkent"),
        ("Briefing in New York", "2024-12-10", "presented", "New York"),
        ("Side event in Malaga", "2025-05", "presented", "Málaga"),
    ]:
        event = make.make_event(title=title, start=start)
        make.add_place(event=event, city=city)
        make.add_framework(event=event, framework=council, relation=relation)

    assert section(client, "/frameworks/council/", "events-head") == (
        "Events Events by what they did Event Date Place Established Founding session 14 May 2024 Tashkent, Uzbekistan "
        "Presented Side event in Malaga May 2025 Málaga, Uzbekistan "
        "Briefing in New York 10 December 2024 New York, Uzbekistan"
    )


@pytest.mark.parametrize(
    ("build", "model"),
    [
        (profile.of_organization, Organization),
        (profile.of_person, Person),
        (profile.of_framework, Framework),
        (profile.of_country, Country),
        (profile.of_theme, Theme),
    ],
)
def test_a_record_that_nothing_hangs_on_has_an_empty_profile(build, model):
    made = {
        Organization: lambda: make.make_organization(slug="x"),
        Person: lambda: make.make_person(slug="x"),
        Framework: lambda: make.make_framework(slug="x"),
        Country: lambda: make.make_country(code="KI"),
        Theme: lambda: make.make_theme(slug="pve"),
    }[model]()

    found = build(made, today=TODAY)

    assert (found.total, found.chart, found.countries, found.latest, found.years) == (0, None, [], [], "")


@pytest.mark.parametrize("address", ["/countries/UZ/", "/organizations/unodc/", "/people/ada/", "/themes/pve/"])
def test_the_page_of_an_actor_says_how_to_cite_it(client, address):
    event = make.make_event()
    make.add_country(event=event, country=make.make_country(code="UZ"))
    make.add_organization(event=event, organization=make.make_organization(slug="unodc"))
    make.add_person(event=event, person=make.make_person(slug="ada"))
    make.add_theme(event=event, theme=make.make_theme(slug="pve"))

    assert f"In: Cooperation Tracker, http://127.0.0.1:8000{address}, accessed on" in section(client, address, "cite")
