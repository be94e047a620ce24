"""The look through the whole record: every pair worth a look, each once, whatever the order of time."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.duplicates.blocking import near
from events.duplicates.crowd import Record
from events.duplicates.events import pairs, weights_of_all
from events.duplicates.judgment import RULES, judge
from events.duplicates.recorded import facts_of
from events.duplicates.sweep import by_month
from events.duplicates.title_rules import titles, titles_at_most
from events.models import Event
from tests.factories import (
    add_citation,
    add_organization,
    add_person,
    add_place,
    make_country,
    make_event,
    make_organization,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db

DATES = ["2021", "2021-01", "2021-01-30", "2021-01-31", "2021-02-01", "2021-02", "2021-11-30", "2022-01-01", "2023-05"]
TITLES = ["Forum on prison staff", "Prison staff forum", "Seminar on passenger data", "Second forum on prison staff"]


@pytest.fixture
def recorded():
    body, person = make_organization(slug="body", name="A body"), make_person(slug="a", name="A Person")
    for number, start in enumerate(DATES):
        for title in TITLES:
            event = make_event(slug=f"{start}-{TITLES.index(title)}", title=title, start=start, summary="Prison staff.")
            if number % 3:
                add_place(event=event, country=make_country(code="UZ"), city="Tashkent" if number % 2 else "Bukhara")
            if number % 2:
                add_organization(event=event, organization=body)
            if number % 4 == 1:
                add_person(event=event, person=person)
    return facts_of(Event.objects.values_list("pk", flat=True))


def test_sets_and_the_database_find_the_same_events_worth_a_look(recorded):
    """Probes are the events themselves, as if typed: with place and without, of a day, a month and a year."""
    source = make_source(slug="press")
    for event in list(recorded)[::5]:
        add_citation(event=Event.objects.get(pk=event), source=source)
    events = [replace(event, key=f"line {event.key}") for event in facts_of(recorded).values()]
    asked = near(events)

    sets = Record(events)

    assert [set(sets.shared(event)) for event in events] == [asked[place] for place in range(len(events))]
    assert sum(map(len, asked.values())) > len(events)


def test_what_is_left_out_early_would_not_have_been_told(recorded):
    weights = weights_of_all()
    thorough = {
        frozenset({one.slug, other.slug}): judge(one, other, weights).score
        for one, other in combinations(recorded.values(), 2)
    }
    same = {pair: score for pair, score in thorough.items() if score >= 50}

    assert len(same) > 5
    assert {frozenset({p.first.slug, p.second.slug}): p.judgment.score for p in pairs()} == same


def test_no_rule_gives_more_than_it_says(recorded):
    weights = weights_of_all()
    for one, other in combinations(recorded.values(), 2):
        points = {name: rule(one, other, weights) for name, (rule, _most) in RULES.items()}
        too_many = [name for name, (_rule, most) in RULES.items() if points[name] and points[name].points > most]
        assert too_many == []
        assert titles(one, other, weights).points <= titles_at_most(one, other, weights)


def test_each_pair_is_met_once_and_only_where_dates_can_overlap(recorded):
    met = [frozenset({one.slug, other.slug}) for month in by_month() for one, other in month.pairs]

    assert len(met) == len(set(met))
    assert frozenset({"2021-0", "2021-11-30-0"}) in met
    assert frozenset({"2021-01-30-0", "2021-02-01-0"}) in met
    assert frozenset({"2021-01-31-0", "2021-11-30-0"}) not in met


def test_what_is_over_is_let_go(recorded):
    over = {}
    for month in by_month():
        list(month.pairs)
        over[month.first] = {recorded[key].slug for key in month.over}

    assert "2021-01-31-0" in over[date(2021, 11, 1)]
    assert "2021-0" in over[date(2023, 5, 1)]


def test_progress_counts_events(recorded):
    told = []
    list(pairs(tell=lambda month, done: told.append((month, done))))

    assert told[0] == (date(2021, 1, 1), 16)
    assert told[-1] == (date(2023, 5, 1), len(recorded))


def test_queries_grow_with_months_and_not_with_events(recorded):
    with CaptureQueriesContext(connection) as few:
        list(pairs())
    for number in range(20):
        add_place(event=make_event(slug=f"more-{number}", title=f"Other {number}", start="2021-01-30"), city="Nukus")
    with CaptureQueriesContext(connection) as many:
        list(pairs())

    assert len(many) == len(few)
