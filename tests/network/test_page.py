"""The page of a network: its numbers are those of the events behind them, and it says what is wrong."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from events.network.question import NetworkQuestion
from tests import factories as make
from tests.network.asking import ask, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def test_the_strongest_ties_come_first(record):
    ties = [(tie.first.key, tie.second.key, tie.events, tie.shared, tie.years) for tie in page_of("").ties]

    assert ties == [
        ("organization.unodc", "country.KZ", 2, "1.33", "2022"),
        ("organization.unodc", "organization.isrs", 1, "0.33", "2022"),
        ("organization.unodc", "country.UZ", 1, "0.33", "2022"),
        ("organization.isrs", "country.KZ", 1, "0.33", "2022"),
        ("organization.isrs", "country.UZ", 1, "0.33", "2022"),
        ("country.KZ", "country.UZ", 1, "0.33", "2022"),
    ]


def test_the_size_of_an_event_is_that_of_the_asked_actors(record):
    ties = [(tie.first.key, tie.second.key, tie.events, tie.shared) for tie in page_of("actors=countries").ties]

    assert ties == [("country.KZ", "country.UZ", 1, "1.00")]


def test_an_actor_with_two_roles_took_part_once(record):
    make.add_organization(event=record["both"], organization=make.Organization.objects.get(slug="isrs"), role="host")

    assert page_of("actors=organizations").ties.object_list[0].events == 1


def test_the_page_tells_what_it_counted(client, record):
    page = client.get("/network/?country=KZ&actors=countries").content.decode()

    told = " ".join(re.sub(r"<[^>]+>", "", page.split('role="status">')[1].split("</p>")[0]).split())
    assert told == "1 tie between 2 countries, from 2 events."
    assert "<h1>Who cooperates with whom: Events with Kazakhstan</h1>" in page
    assert 'aria-label="1 event with Kazakhstan and Uzbekistan"' in page


def test_the_page_says_how_to_cite_the_network(client, record):
    page = client.get("/network/?country=KZ&actors=countries").content.decode()
    cited = unescape(page.split('<p class="words">')[1].split("</p>")[0])

    assert "Who cooperates with whom: Events with Kazakhstan (2 events)." in cited
    assert "/network/?country=KZ&actors=countries, accessed on" in cited


def test_a_list_of_events_offers_the_files_of_its_network(client, record):
    page = unescape(client.get("/events/?country=KZ").content.decode())

    assert re.findall(r'<a href="(/network\.[^"]+)" rel="nofollow">(\w+)</a>', page) == [
        ("/network.graphml?country=KZ", "GraphML"),
        ("/network.gexf?country=KZ", "GEXF"),
    ]


def test_each_tie_on_the_page_leads_to_its_events(client, record):
    page = client.get("/network/?year=2022").content.decode()
    (found,) = re.findall(r'<a href="(/events/[^"]+)" aria-label="2 events with UNODC and Kazakhstan"', page)
    address = unescape(found)

    assert address == "/events/?year=2022&together=organization.unodc&together=country.KZ"
    answer = client.get(address).content.decode()
    assert re.findall(r'id="counts">(\d+) events<', answer) == ["2"]
    assert "Events, 2022, in which UNODC and Kazakhstan took part" in answer


WRONG = [
    ("weight=heavy", "weight: Known values are: shared, plain."),
    ("weight=plain&weight=shared", "weight: This parameter can be given only once."),
    ("actors=countries&actors=ships", "actors: Known values are: organizations, countries, people, all."),
    ("least=0", "least: Write a whole number from 1 to 999999."),
    ("least=-1", "least: Write a whole number from 1 to 999999."),
    ("least=many", "least: Write a whole number from 1 to 999999."),
    ("least=٣", "least: Write a whole number from 1 to 999999."),
    ("least=1&least=2", "least: This parameter can be given only once."),
    ("page=0", "page: Write a whole number from 1 to 999999."),
    ("page=x", "page: Write a whole number from 1 to 999999."),
    ("country=XX", "country: “XX” is not in the record. Values are slugs and codes, as in the addresses of the pages."),
    ("contry=UZ", "contry: This is not a parameter of this list. Did you mean “country”?"),
    ("find_person=a", "find_person: This parameter belongs to the list of events. Leave it out."),
]


@pytest.mark.parametrize(("query", "message"), WRONG, ids=[query for query, _message in WRONG])
def test_a_wrong_question_is_explained_and_nothing_is_drawn(client, record, query, message):
    assert [str(problem) for problem in NetworkQuestion(QueryDict(query)).errors] == [message]
    page = client.get(f"/network/?{query}").content.decode()

    assert "This question cannot be answered" in page
    assert "together=" not in page


def test_a_page_past_the_end_is_a_404_that_leads_back(client, record):
    answer = client.get("/network/?country=UZ&page=9")

    assert answer.status_code == 404
    assert 'href="/network/?country=UZ"' in answer.content.decode()


@pytest.mark.parametrize("query", ["country=UZ&q=&actors=all&least=2", "actors=people&weight=&from=2022"])
def test_blank_fields_of_a_form_lead_to_the_address_without_them(client, record, query):
    answer = client.get(f"/network/?{query}")

    assert answer.status_code == 302
    kept = QueryDict(answer["Location"].partition("?")[2])
    assert kept.dict() == {name: value for name, value in QueryDict(query).items() if value}


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("actors=countries&actors=organizations&weight=shared&least=1&page=1&sort=oldest", ""),
        ("least=3&actors=people&actors=countries&actors=organizations&country=UZ", "country=UZ&actors=all&least=3"),
        ("weight=plain&actors=people&sort=title", "actors=people&weight=plain"),
    ],
)
def test_the_same_question_has_the_same_address(record, query, canonical):
    assert ask(query).query == canonical


def test_a_pill_is_dropped_from_the_network(record):
    pills = ask("country=UZ&year=2022&least=2&actors=all").pills

    assert [pill.query for pill in pills] == ["year=2022&actors=all&least=2", "country=UZ&actors=all&least=2"]


def test_a_selection_without_ties_says_so_and_offers_a_way_out(client, record):
    page = client.get("/network/?country=UZ&least=7").content.decode()

    assert "no two shared 7 events of this selection" in page
    assert 'href="/network/?country=UZ"' in page
    assert 'href="/network/?least=7"' in page


def test_a_selection_without_events_has_no_network(client, record):
    page = client.get("/network/?year=1999").content.decode()

    assert "No two actors are joined here" in page


def test_names_are_never_read_as_markup(client):
    event = make.make_event()
    body = make.make_organization(slug="hostile", name='<script>alert(1)</script>"', acronym="")
    make.add_organization(event=event, organization=body)
    make.add_country(event=event)

    page = client.get("/network/").content.decode()

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;" in page
