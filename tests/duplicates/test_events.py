"""Which events are judged to be the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import EventType
from events.duplicates.against import matches
from events.duplicates.events import candidates, pairs
from events.duplicates.judgment import SAME_FROM
from events.duplicates.recorded import facts_of
from events.models import NotTheSame
from tests.factories import (
    add_citation,
    add_country,
    add_framework,
    add_organization,
    add_person,
    add_place,
    make_country,
    make_event,
    make_framework,
    make_organization,
    make_organization_name,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unoct():
    return make_organization(slug="unoct", name="United Nations Office of Counter-Terrorism", acronym="UNOCT")


@pytest.fixture
def astana(unoct):
    """A recorded event to which others are held."""
    event = make_event(
        slug="2025-03-11-astana-prisons",
        title="Second Regional Conference on the Rehabilitation of Violent Extremist Prisoners",
        type=EventType.CONFERENCE,
        start="2025-03-11",
        end="2025-03-12",
    )
    add_place(event=event, country=make_country(code="KZ"), city="Astana")
    add_organization(event=event, organization=unoct)
    for code in ("KZ", "KG", "TJ"):
        add_country(event=event, country=make_country(code=code))
    return event


def typed(**changes):
    return {
        "title": "Astana hosts conference on prisoners convicted of violent extremism",
        "type": "conference",
        "start": "2025-03",
        "places": [{"city": "Nur-Sultan", "country": "Kazakhstan"}],
        "organizations": [{"name": "UN Office of Counter Terrorism (UNOCT)", "role": "organizer"}],
        "countries": [{"name": "Kyrgyz Republic"}, {"name": "Tadjikistan"}],
    } | changes


def found(event):
    [answer] = matches([event])
    return [match.event.slug for match in answer.matches]


def test_another_press_release_of_one_event_is_found(astana):
    assert found(typed()) == ["2025-03-11-astana-prisons"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"start": "11-12 March 2025"}, id="dates in words"),
        pytest.param({"start": "2025-03-11"}, id="first day only"),
        pytest.param({"start": "2025"}, id="year only"),
        pytest.param({"places": [{"city": "Astan", "country": "KZ"}]}, id="misspelled city"),
        pytest.param({"organizations": [{"name": "UNOCT"}]}, id="acronym"),
        pytest.param({"organizations": [{"slug": "unoct"}]}, id="slug"),
        pytest.param({"type": "workshop", "start": "2025-03-11", "end": "2025-03-12"}, id="another type"),
    ],
)
def test_it_is_found_however_it_is_typed(astana, changes):
    title = "Second regional conference on rehabilitating extremist prisoners"

    assert found(typed(title=title, **changes)) == ["2025-03-11-astana-prisons"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"start": "2026-03-10"}, id="another year"),
        pytest.param({"start": "2025-04"}, id="another month"),
        pytest.param({"start": "2025-03-17"}, id="the week after"),
        pytest.param(
            {"title": "Third Regional Conference on the Rehabilitation of Violent Extremist Prisoners"},
            id="another number in the series",
        ),
        pytest.param(
            {"title": "Seminar on border guards and forged documents", "type": "seminar"}, id="another subject"
        ),
        pytest.param(
            {"title": "Preparatory meeting for the conference on violent extremist prisoners"}, id="what prepares it"
        ),
        pytest.param({"places": [{"city": "Vienna", "country": "AT"}]}, id="another country"),
        pytest.param({"places": [{"city": "Almaty", "country": "KZ"}]}, id="another city"),
    ],
)
def test_what_only_looks_like_it_is_not_taken_for_it(astana, changes):
    assert found(typed(**changes)) == []


def test_the_gathering_of_another_year_is_not_taken_for_it():
    add_place(event=make_event(slug="2021", title="Exercise Steppe 2021", start="2021-12"), city="Tashkent")
    place = [{"city": "Tashkent", "country": "UZ"}]

    assert found({"title": "Exercise Steppe 2022", "start": "2021-12", "places": place}) == []
    assert found({"title": "Exercise Steppe 2021", "start": "2021-12", "places": place}) == ["2021"]


def test_two_recorded_events_are_told_once_with_reasons(astana, unoct):
    again = make_event(
        slug="2025-03-astana-conference",
        title="Conference on violent extremist prisoners and their rehabilitation",
        type=EventType.CONFERENCE,
        start="2025-03",
    )
    add_place(event=again, country=make_country(code="KZ"), city="Astana")
    add_organization(event=again, organization=unoct)

    [pair] = pairs()

    assert {pair.first.slug, pair.second.slug} == {astana.slug, again.slug}
    assert pair.judgment.score >= SAME_FROM
    assert "in the same city" in pair.judgment.reasons
    assert "the same organizations" in pair.judgment.reasons


def test_a_pair_that_was_told_apart_is_not_asked_about_again(astana, unoct):
    again = make_event(slug="again", title=astana.title, type=astana.type, start="2025-03-11")
    add_place(event=again, country=make_country(code="KZ"), city="Astana")
    [facts] = facts_of([again.pk]).values()
    assert [candidate.event.slug for candidate in candidates(facts)] == [astana.slug]

    first, second = sorted([astana.pk, again.pk])
    NotTheSame.objects.create(kind="event", first=first, second=second)

    assert candidates(facts) == []
    assert list(pairs()) == []


def test_numbers_in_one_series_tell_events_apart(astana):
    series = make_framework(slug="series")
    again = make_event(slug="again", title=astana.title, type=astana.type, start="2025-03-11", end="2025-03-12")
    add_place(event=again, country=make_country(code="KZ"), city="Astana")
    add_framework(event=astana, framework=series, ordinal=2)
    add_framework(event=again, framework=series, ordinal=3)

    assert list(pairs()) == []


def test_part_and_whole_are_not_the_same(astana):
    part = make_event(slug="part", title=astana.title, type=astana.type, start="2025-03-11", part_of=astana)
    add_place(event=part, country=make_country(code="KZ"), city="Astana")

    assert list(pairs()) == []


def test_events_without_a_place_meet_through_organizations_people_and_sources(unoct):
    person, source = make_person(), make_source()
    for slug in ("one", "other"):
        event = make_event(slug=slug, title="Webinar on the pandemic and radicalization", start="2021-04-22")
        add_organization(event=event, organization=unoct)
        add_person(event=event, person=person)
        add_citation(event=event, source=source)

    assert [(pair.first.slug, pair.second.slug) for pair in pairs()] == [("one", "other")]


def test_a_former_name_in_a_title_counts_as_the_body(astana, unoct):
    make_organization_name(organization=unoct, name="Counter-Terrorism Implementation Task Force")

    assert found(typed(organizations=[{"name": "Counter-Terrorism Implementation Task Force"}])) == [astana.slug]


@pytest.mark.parametrize(
    "data",
    [
        None, [], 1, "text", {}, {"title": "x"}, {"title": "x", "start": "2025-13"}, {"title": "", "start": "2025"},
        {"title": "x", "start": "2025", "end": "2024"}, {"title": "x", "start": "2025", "places": "Astana"},
        {"title": 1, "start": 2}, {"title": "x", "start": "yesterday"},
    ],
)  # fmt: skip
def test_what_is_no_event_is_said_in_a_sentence(data):
    [answer] = matches([data])

    assert answer.matches == []
    assert answer.problem != ""


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "<script>alert(1)</script>"},
        {"title": "\x00" + "a" * 50_000},
        {"organizations": [None, 3, {}, {"name": None}, "UNOCT", {"name": "x" * 5_000}]},
        {"places": [{"city": "'; DROP TABLE events_event; --", "country": "ZZ"}, {}, {"city": 3}]},
        {"countries": [{"code": "XX"}, {"code": 4}], "frameworks": [{"slug": "no", "ordinal": "x"}]},
        {"participant_count": {"number": "many"}, "citations": [{"source": "https://["}]},
    ],
)
def test_hostile_events_break_nothing(astana, changes):
    [answer] = matches([typed(**changes)])

    assert answer.problem == ""


def test_the_number_of_queries_does_not_grow_with_the_events(astana):
    with CaptureQueriesContext(
        connection,
    ) as one:
        list(matches([typed()]))
    with CaptureQueriesContext(connection) as many:
        list(matches([typed() for _ in range(50)]))

    assert len(many) == len(one)
