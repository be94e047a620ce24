"""The number beside each choice is that of the list that the choice leads to, for questions that nobody thought of."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.choices import CountryRole, EventState, EventType, Mode, OrganizationRole
from events.models import Country, Organization
from events.selection import Selection
from tests import factories as make
from tests.effort import tried

pytestmark = pytest.mark.django_db

COUNTRIES = ["UZ", "KZ", "TJ", "DE"]
BODIES = ["unodc", "osce", "isrs"]
PEOPLE = ["one", "two"]
PLANS = ["plan", "series"]
THEMES = [("pve", 1), ("border-security", 2), ("gender", 4)]
STARTS = ["2022", "2022-03", "2022-12-30", "2023-01-01", "2023", "2024-02-29", "2024-05"]


@pytest.fixture
def _record():
    """Forty events that differ in everything that can be asked, each with one or two of each thing or none."""
    rng = random.Random(7)
    bodies = [make.make_organization(slug=slug, name=slug.upper()) for slug in BODIES]
    people = [make.make_person(slug=slug, name=slug) for slug in PEOPLE]
    plans = [make.make_framework(slug=slug, title=slug) for slug in PLANS]
    themes = [make.make_theme(slug=slug, pillar=pillar) for slug, pillar in THEMES]
    for number in range(40):
        event = make.make_event(
            slug=f"event-{number}",
            title=rng.choice(["Seminar on returnees", "Training of border guards"]),
            type=rng.choice(list(EventType)[:3]),
            state=rng.choice(list(EventState)[:2]),
            mode=rng.choice(["", Mode.ONLINE, Mode.IN_PERSON]),
            start=rng.choice(STARTS),
            status=rng.choice(["published", "published", "published", "draft"]),
        )
        for code in rng.sample(COUNTRIES, rng.randint(0, 2)):
            for role in rng.sample([CountryRole.HOST, CountryRole.PARTICIPANT], rng.randint(1, 2)):
                make.add_country(event=event, country=Country.objects.get(pk=code), role=role)
        if rng.random() < 0.5:
            make.add_place(event=event, country=Country.objects.get(pk=rng.choice(COUNTRIES)))
        for body in rng.sample(bodies, rng.randint(0, 2)):
            make.add_organization(event=event, organization=body, role=rng.choice(list(OrganizationRole)[:2]))
        for person in rng.sample(people, rng.randint(0, 1)):
            make.add_person(event=event, person=person)
        for plan in rng.sample(plans, rng.randint(0, 1)):
            make.add_framework(event=event, framework=plan)
        for theme in rng.sample(themes, rng.randint(0, 2)):
            make.add_theme(event=event, theme=theme)


def some(values):
    return st.lists(st.sampled_from([*values, "not-recorded"]), max_size=2, unique=True)


questions = st.fixed_dictionaries(
    {},
    optional={
        "country": some(COUNTRIES),
        "country_role": st.lists(st.sampled_from(["host", "took-part", "located-in"]), max_size=2, unique=True),
        "country_match": st.sampled_from(["any", "all", "none"]),
        "region": some(["143", "155"]),
        "region_match": st.sampled_from(["any", "all", "none"]),
        "organization": some(BODIES),
        "organization_role": st.lists(st.sampled_from([*OrganizationRole.values[:2]]), max_size=1),
        "organization_match": st.sampled_from(["any", "all", "none"]),
        "person": some(PEOPLE),
        "theme": some([slug for slug, _pillar in THEMES]),
        "theme_match": st.sampled_from(["any", "all", "none"]),
        "pillar": st.lists(st.sampled_from(["1", "2"]), max_size=2, unique=True),
        "framework": some(PLANS),
        "type": st.lists(st.sampled_from(EventType.values[:3]), max_size=2, unique=True),
        "mode": some([Mode.ONLINE.value]),
        "year": st.lists(st.sampled_from(["2022", "2023"]), max_size=2, unique=True),
        "from": st.sampled_from(["2022-06", "2023", "2022-12-31"]),
        "to": st.sampled_from(["2023-01-01", "2024"]),
        "dates": st.sampled_from(["possible", "certain"]),
        "q": st.sampled_from(["seminar", "-seminar", "UNODC", "Uzbekistan -border", '"border guards"']),
    },
)


def listed(question):
    """The number of records that the database lists: the slow, obvious count."""
    return Selection("events", question).records.count()


@pytest.mark.usefixtures("_record")
@tried(6)
@given(question=questions)
def test_each_choice_is_counted_as_the_database_counts_its_list(question):
    selection = Selection("events", question)
    if selection.errors:  # a period that ends before it begins
        return
    facets = selection.facets()

    assert selection.counts.total == listed(question)
    assert selection.counts.possible == selection.counts.total - listed(certainly(question))
    for facet in facets:
        others = {name: values for name, values in question.items() if name not in own(facet.parameter)}
        for choice in worth_asking([choice for group in facet.groups for choice in group.choices]):
            assert choice.count == listed({**others, facet.parameter: [choice.value]}), (facet.parameter, choice.value)


def worth_asking(choices):
    """Every choice that finds something, and two that find nothing: most codes of the vocabularies do."""
    return [choice for choice in choices if choice.count] + [choice for choice in choices if not choice.count][:2]


def own(parameter):
    return {parameter, f"{parameter}_match"}


def certainly(question):
    return {**question, "dates": "certain"} if {"year", "from", "to"} & {*question} else question


@pytest.mark.usefixtures("_record")
def test_the_busiest_records_are_offered_first():
    facets = {facet.parameter: facet for facet in Selection("events", {"country": "UZ"}).facets()}
    offered = [(choice.value, choice.count) for choice in facets["organization"].groups[0].choices][:-1]

    due = {slug: listed({"country": "UZ", "organization": slug}) for slug in BODIES}
    order = {body.slug: body.pk for body in Organization.objects.all()}
    assert offered == sorted(due.items(), key=lambda pair: (-pair[1], order[pair[0]]))


@pytest.mark.usefixtures("_record")
def test_nothing_is_counted_of_a_question_that_has_no_answer():
    facets = Selection("events", {"country": "XX"}).facets()

    assert {choice.count for facet in facets for group in facet.groups for choice in group.choices} == {None}


@pytest.mark.usefixtures("_record")
def test_a_draft_is_not_counted_beside_any_choice():
    before = counted()
    event = make.make_event(slug="secret", type="conference", status="draft", start="2031")
    make.add_country(event=event, country=Country.objects.get(pk="US"))
    make.add_organization(event=event, organization=make.make_organization(slug="secret-body", name="Secret Body"))

    assert counted() == before


def counted():
    return [(facet.parameter, facet.groups) for facet in Selection("events", {}).facets()]
