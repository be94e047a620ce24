"""Typing a word in the filter panel and submitting the form without script offers what the word finds."""

import re

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def _two_organizations():
    """Two organizations, of which a word finds one."""
    isrs = make.make_organization(slug="isrs", name="Institute for Strategic Studies", acronym="ISRS")
    make.add_organization(event=make.make_event(slug="seminar"), organization=isrs)
    unodc = make.make_organization(slug="unodc", name="Office on Drugs and Crime", acronym="UNODC")
    make.add_organization(event=make.make_event(slug="workshop"), organization=unodc)


@pytest.mark.usefixtures("_two_organizations")
def test_words_typed_into_the_panel_outlive_the_empty_fields_beside_them(client):
    response = client.get("/events/?q=&from=&to=&find_organization=ISRS&find_person=+", follow=True)

    offered = re.findall(r'name="organization" value="([^"]*)"', response.content.decode())
    assert response.redirect_chain == [("/events/?find_organization=ISRS", 302)]
    assert offered == ["isrs", "not-recorded"]


def test_countries_are_offered_by_any_of_their_names_beside_those_asked_for(client):
    for code in ("UZ", "KZ", "DE"):
        make.add_country(event=make.make_event(), country=make.make_country(code=code))
    queries = ["", "find_country=Allemagne", "find_country=узбек&country=KZ", "find_country=nowhere"]
    found = [[code for code, _none in offered(client, f"/events/?{query}", "country")] for query in queries]

    assert [sorted(codes) for codes in found] == [
        ["DE", "KZ", "UZ", "not-recorded"],
        ["DE", "not-recorded"],
        ["KZ", "UZ", "not-recorded"],
        ["not-recorded"],
    ]


def test_an_empty_field_does_not_lead_back_to_the_first_page(client):
    for number in range(30):
        make.make_event(slug=f"event-{number}")

    response = client.get("/events/?q=&page=2")

    assert (response.status_code, response.headers["Location"]) == (302, "/events/?page=2")


def test_no_word_of_a_list_is_passed_over_however_many_there_are(client):
    words = [f"word{number}" for number in range(13)]
    body = make.make_organization(name=" ".join(words))
    make.add_organization(event=make.make_event(), organization=body)
    questions = ["-".join(words), "-".join([*words[:-1], "nowhere"])]

    found = [b"".join(client.get(f"/organizations.csv?q={each}").streaming_content) for each in questions]

    assert [len(content.splitlines()) for content in found] == [2, 1]


def offered(client, address, parameter):
    """The choices of a parameter in the order of the panel, each with whether it stands back."""
    page = client.get(address).content.decode()
    found = re.findall(rf'<label class="([^"]*)"><input type="checkbox" name="{parameter}" value="([^"]*)"', page)
    return [(value, "choice-none" in style) for style, value in found]


def test_choices_that_find_nothing_stand_back_behind_the_others(client):
    make.make_event(type="training")

    first, second, *rest = offered(client, "/events/?type=launch&type=training", "type")
    alone = offered(client, "/events/", "type")

    assert {first, second} == {("launch", False), ("training", False)}
    assert {stands_back for _value, stands_back in rest} == {True}
    assert [value for value, stands_back in alone if not stands_back] == ["training"]
    assert alone[0] == ("training", False)


def test_years_stay_in_their_order_whatever_they_find(client):
    for start in ("2020", "2022"):
        make.make_event(start=start)

    found = offered(client, "/events/?year=2020", "year")

    assert found == [("2022", False), ("2021", True), ("2020", False)]
