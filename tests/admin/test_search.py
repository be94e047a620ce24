"""What a typed name finds in lists and choices of the admin."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
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
        "A. Karimov · Minister",
        "A. Karimov · a-karimov-2",
    ]
    assert choices(analyst, "personparticipation", "person", "Каримов") == ["A. Karimov · Minister"]


def test_choices_cost_the_same_for_one_and_for_three(analyst: Client, django_assert_num_queries):
    for number in (1, 2):
        for _ in range(number):
            make_organization(name="Ministry", country=make_country(code="UZ"))
        # the session, the user, the permissions of the user and of the groups, the count, the page
        with django_assert_num_queries(6):
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
