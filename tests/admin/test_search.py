"""What a typed name finds in lists and choices of the admin."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    add_organization,
    add_person,
    make_country,
    make_event,
    make_organization,
    make_organization_name,
    make_person,
    make_person_name,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


def choices(client: Client, model: str, field: str, term: str) -> list[str]:
    """What the form of a model offers for a field when this is typed."""
    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "events", "model_name": model, "field_name": field, "term": term},
    )
    assert response.status_code == 200
    return [choice["text"] for choice in response.json()["results"]]


@pytest.mark.parametrize("term", ["Kyrgyz Republic", "Кыргызстан", "KGZ", "kg", "kyrgyzst"])
def test_country_is_offered_under_all_its_names(term: str, analyst: Client):
    assert choices(analyst, "countryparticipation", "country", term)[0] == "Kyrgyzstan (KG)"


def test_organization_is_offered_under_other_names_without_regard_to_accents(analyst: Client):
    council = make_organization(name="Council of Europe", acronym="CoE", kind="intergovernmental")
    make_organization_name(organization=council, name="Conseil Épée")
    make_organization(name="Conservatory")

    assert choices(analyst, "organizationparticipation", "organization", "conseil epee") == [
        "Council of Europe (CoE) · Intergovernmental organization"
    ]


def test_organization_of_the_very_acronym_is_offered_first(analyst: Client):
    make_organization(name="Academy of Unity", kind="academic")
    make_organization(name="United Nations", acronym="UN")

    assert choices(analyst, "organizationparticipation", "organization", "un") == [
        "United Nations (UN) · United Nations entity",
        "Academy of Unity · Academic institution",
    ]


def test_national_bodies_of_one_name_are_told_apart_by_country(analyst: Client):
    for code in ("KZ", "UZ"):
        make_organization(name="Ministry of Justice", kind="government", country=make_country(code=code))

    assert choices(analyst, "organizationparticipation", "organization", "justice") == [
        "Ministry of Justice · Government · KZ",
        "Ministry of Justice · Government · UZ",
    ]


def test_people_of_one_name_are_told_apart_by_their_latest_post(analyst: Client):
    minister = make_person(slug="a-karimov", name="A. Karimov")
    make_person_name(person=minister, name="А. Каримов")
    make_person(slug="a-karimov-2", name="A. Karimov")
    add_person(event=make_event(start="2020"), person=minister, position="Deputy Minister")
    add_person(event=make_event(start="2024"), person=minister, position="Minister")

    assert choices(analyst, "personparticipation", "person", "karimov") == [
        "A. Karimov · Minister · 2 events",
        "A. Karimov · a-karimov-2",
    ]
    # A word in another script finds names in Latin letters too.
    assert choices(analyst, "personparticipation", "person", "Каримов") == [
        "A. Karimov · Minister · 2 events",
        "A. Karimov · a-karimov-2",
    ]


def test_choices_cost_the_same_for_one_and_for_three(analyst: Client, django_assert_num_queries):
    for number in (1, 2):
        for _ in range(number):
            make_organization(name="Ministry", country=make_country(code="UZ"))
        # the session, the user, the permissions of the user and of the groups, is there any, the count, the page
        with django_assert_num_queries(7):
            choices(analyst, "organizationparticipation", "organization", "ministry")


def test_search_for_too_many_words_is_explained(analyst: Client):
    make_event(title="word " * 20)

    response = analyst.get(reverse("admin:events_event_changelist"), {"q": "word " * 20})

    assert [str(message) for message in response.context["messages"]] == [
        "A search takes at most 12 words; this one has 20."
    ]
    assert list(response.context["cl"].result_list) == []


def test_nul_in_a_term_is_no_letter(analyst: Client):
    make_organization(name="Ministry")

    assert choices(analyst, "organizationparticipation", "organization", "mini\x00stry") == [
        "Ministry · United Nations entity"
    ]


@pytest.mark.parametrize(
    "term", ["Kirgystan", "Kyrgizstan", "Кыргызская Республика", "Qirgʻiziston"], ids=["short", "z", "Russian", "Uzbek"]
)
def test_misspelled_country_is_offered(term: str, analyst: Client):
    assert choices(analyst, "countryparticipation", "country", term)[0] == "Kyrgyzstan (KG)"


@pytest.mark.parametrize(
    ("field", "term", "expected"),
    [
        ("person", "Voronkof", ["Vladimir Voronkov"]),
        ("person", "Voronkof Wladimir", ["Vladimir Voronkov"]),
        ("person", "Gerhman", ["Natalia Gherman"]),
        ("person", "Vasilenko", []),
        ("organization", "mfa kazak", ["Ministry of Foreign Affairs of the Republic of Kazakhstan"]),
        ("organization", "mfa uzb", []),
        ("organization", "\x00", ["Ministry of Foreign Affairs of the Republic of Kazakhstan"]),
    ],
)
def test_a_word_of_a_name_with_a_slip_is_enough_for_an_offer(field, term, expected, analyst: Client):
    make_person(name="Vladimir Voronkov")
    make_person(name="Natalia Gherman")
    make_organization(name="Ministry of Foreign Affairs of the Republic of Kazakhstan", kind="government")

    assert [label.partition(" · ")[0] for label in choices(analyst, "personparticipation", field, term)] == expected


def test_misspelled_organization_is_offered_when_nothing_else_is(analyst: Client):
    make_organization(name="United Nations Office on Drugs and Crime", acronym="UNODC", kind="un-entity")
    make_organization(name="Academy of Law", kind="academic")

    assert choices(analyst, "organizationparticipation", "organization", "Untied Nations Ofice on Drugs") == [
        "United Nations Office on Drugs and Crime (UNODC) · United Nations entity"
    ]


def test_person_is_offered_in_another_script(analyst: Client):
    make_person(slug="voronkov", name="Vladimir Voronkov")

    assert choices(analyst, "personparticipation", "person", "Воронков Владимир") == ["Vladimir Voronkov · voronkov"]


def test_namesakes_are_told_apart_by_kind_country_parent_and_events(analyst: Client):
    kazakhstan = make_country(code="KZ")
    government = make_organization(name="Government", kind="government", country=kazakhstan)
    busy = make_organization(name="Border Service", kind="government", country=kazakhstan, parent=government)
    make_organization(name="Border Service", kind="government", country=make_country(code="UZ"))
    for _number in range(2):
        add_organization(event=make_event(), organization=busy)

    assert choices(analyst, "organizationparticipation", "organization", "border") == [
        "Border Service · Government · KZ · part of Government · 2 events",
        "Border Service · Government · UZ",
    ]


def test_choice_costs_the_same_for_one_record_and_for_five(analyst: Client):
    def queries(count: int) -> int:
        for number in range(count):
            parent = make_organization(name=f"Parent {count} {number}")
            make_organization(name=f"Service{count} {number}", parent=parent)
        with CaptureQueriesContext(connection) as asked:
            assert len(choices(analyst, "organizationparticipation", "organization", f"service{count}")) == count
        return len(asked)

    assert queries(5) == queries(1)
