"""Two actors side by side: every number is that of the list it leads to."""

import random
import re
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.bitmaps import present
from events.choices import CountryRole, EventType, OrganizationRole
from events.models import Country
from events.selection import Selection
from tests import factories as make
from tests.views.reading import words
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def _record():
    """Thirty events of four countries and three bodies in changing roles; a third of them drafts."""
    rng = random.Random(11)
    bodies = [make.make_organization(slug=slug, name=slug.upper()) for slug in ("unodc", "osce", "isrs")]
    theme = make.make_theme(slug="pve")
    for number in range(30):
        event = make.make_event(
            title=f"Event {number}",
            start=rng.choice(["2022", "2022-12-30", "2023-01", "2024-05"]),
            end="",
            type=rng.choice(list(EventType)[:3]),
            status=rng.choice(["published", "published", "draft"]),
        )
        for code in rng.sample(["UZ", "KZ", "TJ", "DE"], rng.randint(0, 3)):
            make.add_country(event=event, country=Country.objects.get(pk=code), role=rng.choice(list(CountryRole)[:2]))
        if rng.random() < 0.5:
            make.add_place(event=event, country=Country.objects.get(pk=rng.choice(["UZ", "KZ"])))
        for body in rng.sample(bodies, rng.randint(0, 3)):
            make.add_organization(event=event, organization=body, role=rng.choice(list(OrganizationRole)[:2]))
        if rng.random() < 0.5:
            make.add_theme(event=event, theme=theme)


@pytest.mark.usefixtures("_record")
@pytest.mark.parametrize(
    "question",
    [
        "country=UZ&country=KZ",
        "organization=unodc&organization=osce",
        "country=UZ&country=KZ&theme=pve&from=2022-06",
        "country=UZ&country=KZ&year=2022&dates=certain",
        "organization=unodc&organization=osce&organization_role=organizer",
        "country=UZ&country=KZ&country_role=took-part&type=" + EventType.values[0],
    ],
)
def test_every_number_is_that_of_the_list_it_leads_to(client, question):
    page = client.get(f"/compare/?{question}").content.decode()

    numbers = re.findall(r'<a href="/events/\?([^"]*)">(\d+)</a>', page)
    assert len(numbers) > 4
    for query, number in numbers:
        asked = Selection("events", QueryDict(unescape(query)))
        assert (asked.errors, asked.records.count()) == ([], int(number)), query


def test_two_countries_stand_side_by_side_with_what_they_share(client):
    make_whole_event(number=1)
    alone = make.make_event(start="2023", type="training")
    make.add_country(event=alone, country=make.make_country(code="UZ"), role="host")

    text = words(client.get("/compare/?country=UZ&country=KZ").content.decode())

    assert "Uzbekistan and Kazakhstan side by side" in text
    assert "Uzbekistan 2 Both together 1 Kazakhstan 1" in text or "2 Uzbekistan 1 Both together 1 Kazakhstan" in text
    assert "2024 1 1 1 2023 1 0 0" in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("country=UZ&country=KZ&country=TJ", "Name two countries, or two organizations"),
        ("country=UZ&organization=body-1", "Name two countries, or two organizations"),
        ("country=UZ&country=not-recorded", "Name two countries, or two organizations"),
        ("country=UZ&country=XX", "This question cannot be answered"),
        ("colour=red", "This is not a parameter of this list"),
    ],
)
def test_a_question_that_names_no_two_says_what_is_wrong(client, question, told):
    make_whole_event(number=1)

    response = client.get(f"/compare/?{question}")

    assert response.status_code == 200
    assert told in words(response.content.decode())
    assert "table-compare" not in response.content.decode()


def test_the_form_alone_asks_for_two_and_leads_on_without_its_empty_fields(client):
    make_whole_event(number=1)

    form, sent = client.get("/compare/"), client.get("/compare/?country=UZ&country=KZ&organization=&q=")

    assert "This question cannot be answered" not in form.content.decode()
    assert (sent.status_code, sent.headers["Location"]) == (302, "/compare/?country=UZ&country=KZ")


def test_an_unpublished_body_compares_as_one_that_never_was(client):
    make_whole_event(number=1)
    hidden = make.make_organization(slug="hidden", name="Hidden")
    make.add_organization(event=make.make_event(status="draft"), organization=hidden)

    there, nowhere = (
        client.get(f"/compare/?organization=body-1&organization={slug}").content.decode()
        for slug in ("hidden", "nowhere")
    )

    assert there.replace("hidden", "nowhere") == nowhere


@pytest.mark.parametrize("question", ["country=UZ&country=KZ", "organization=body-1&organization=shared-body"])
def test_comparing_costs_the_same_for_one_event_and_three(client, question):
    present()
    costs = []
    for number in (1, 2, 3):
        make_whole_event(number=number)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/compare/?{question}")
        costs.append(len(queries))

    # The two names for each of three questions, the sets for each; what the tables name, what the form offers. With one
    # event only, no third body is named.
    assert costs[1] == costs[2] <= 16


@pytest.mark.parametrize(
    ("question", "chosen"),
    [
        ("country=UZ", '<option value="UZ" selected>'),
        ("country=UZ&country=UZ", '<option value="UZ" selected>'),
        ("organization=body-1", '<option value="body-1" selected>'),
    ],
)
def test_one_actor_waits_for_another_to_be_compared_with(client, question, chosen):
    make_whole_event(number=1)
    page = client.get(f"/compare/?{question}").content.decode()

    assert re.findall(r'<option value="[^"]+" selected>', page) == [chosen]
    assert "With whom?" in page
    assert "cannot be answered" not in page


def test_the_page_of_an_actor_leads_to_pictures_network_and_comparison(client):
    make_whole_event(number=1)
    country, person = (client.get(address).content.decode() for address in ("/countries/UZ/", "/people/shared-person/"))

    for address in ("/events/pictures/?country=UZ", "/network/?country=UZ", "/compare/?country=UZ"):
        assert f'href="{address}"' in country
    assert 'href="/network/?person=shared-person"' in person
    assert "/compare/?" not in person
