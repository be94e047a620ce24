"""Which organizations, people and frameworks are judged to be the same."""

import pytest

from events.choices import NameKind
from events.duplicates.actors import Actors
from events.duplicates.suggest import for_names
from events.lookup import Kind
from events.models import NotTheSame
from tests.factories import (
    add_organization,
    add_person,
    make_country,
    make_event,
    make_framework,
    make_organization,
    make_organization_name,
    make_person,
)

pytestmark = pytest.mark.django_db


def pairs(kind):
    return {frozenset({pair.first.label, pair.second.label}) for pair in Actors(kind).pairs()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("United Nations Office on Drugs and Crime", "UN Office on Drugs & Crime"),
        ("Shanghai Cooperation Organization", "Shanghai Coperation Organisation"),
        ("Ministry of Foreign Affairs of the Kyrgyz Republic", "Kyrgyz Foreign Ministry"),
        ("Geneva Centre for Security Policy", "The Geneva Center for Security Policy"),
    ],
)
def test_a_body_under_two_names_is_found(one, other):
    make_organization(name=one)
    make_organization(name=other)

    assert pairs(Kind.ORGANIZATION) == {frozenset({one, other})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNODC Regional Office for Central Asia", "UNODC Regional Office for South Asia"),
        ("Ministry of Justice of Tajikistan", "Ministry of Justice of Turkmenistan"),
        ("National Security Council of Kazakhstan", "National Security Committee of Kazakhstan"),
        ("Council of Europe", "European Council"),
    ],
)
def test_bodies_that_differ_by_a_word_are_not_the_same(one, other):
    make_organization(name=one)
    make_organization(name=other)

    assert pairs(Kind.ORGANIZATION) == set()


def test_an_acronym_alone_does_not_make_two_bodies_one():
    make_organization(name="Anti-Terrorism Council of the Philippines", acronym="ATC")
    make_organization(name="Airport Training Corporation", acronym="ATC")

    assert pairs(Kind.ORGANIZATION) == set()


def test_bodies_of_two_states_or_at_one_table_are_not_the_same():
    for code in ("KG", "TJ"):
        make_organization(name="State Committee for National Security", country=make_country(code=code))
    event = make_event()
    for number in (1, 2):
        body = make_organization(name="Regional Centre against Terrorism" + " " * number)
        add_organization(event=event, organization=body)

    assert pairs(Kind.ORGANIZATION) == set()


def test_a_translation_that_is_recorded_as_a_name_leads_to_the_other_record():
    sco = make_organization(name="Shanghai Cooperation Organization")
    make_organization_name(organization=sco, name="Шанхайская организация сотрудничества", kind=NameKind.TRANSLATION)
    make_organization(name="Шанхайская Организация Сотрудничества")

    assert len(pairs(Kind.ORGANIZATION)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vladimir Voronkov", "Владимир Иванович Воронков"),
        ("Sirojiddin Muhriddin", "Sirojiddin Mukhriddin"),
        ("Abdulaziz Kamilov", "Abdul Aziz Kamilov"),
        ("Alina L. Romanowski", "Romanowski Alina"),
    ],
)
def test_a_person_in_two_spellings_is_found(one, other):
    make_person(name=one)
    make_person(name=other)

    assert pairs(Kind.PERSON) == {frozenset({one, other})}


def test_people_of_one_family_or_at_one_event_are_not_the_same():
    make_person(name="Hamad bin Khalifa Al Thani")
    make_person(name="Tamim bin Hamad Al Thani")
    event = make_event()
    for name in ("Abdulla Yusupov", "Abdullah Yusupov"):
        add_person(event=event, person=make_person(name=name))

    assert pairs(Kind.PERSON) == set()


def test_frameworks_of_other_years_and_phases_are_not_the_same():
    make_framework(title="Ashgabat Declaration", date="2011-11-30")
    make_framework(title="The Ashgabat Declaration", date="2017-06-13")
    make_framework(title="Joint Programme for Central Asia, Phase III")
    make_framework(title="Joint Programme for Central Asia, Phase IV")
    make_framework(title="UN Global Counter-Terrorism Strategy")
    make_framework(title="United Nations Global Counterterrorism Strategy")

    assert pairs(Kind.FRAMEWORK) == {
        frozenset({"UN Global Counter-Terrorism Strategy", "United Nations Global Counterterrorism Strategy"})
    }


def test_a_framework_typed_by_a_part_of_its_title_is_offered_and_not_taken_for_the_same():
    plan = make_framework(title="Joint Plan of Action for the Implementation of the Strategy in Central Asia")
    make_framework(title="Plan for Border Guards")

    found = for_names(Kind.FRAMEWORK, [("Joint Plan of Action", "main")], sort="declaration")

    assert [(each.pk, each.is_same, each.reasons[-1]) for each in found] == [
        (plan.pk, False, "typed by a part of its title")
    ]


def test_a_pair_that_was_told_apart_is_not_asked_about_again():
    one, other = make_person(name="Amina Mohammed"), make_person(name="Amina Muhammed")
    assert len(pairs(Kind.PERSON)) == 1

    NotTheSame.objects.create(kind="person", first=one.pk, second=other.pk)

    assert pairs(Kind.PERSON) == set()
