"""The page of a network: its numbers are those of the events behind them, and it says what is wrong."""

import re
from html import unescape

import networkx as nx
import pytest
from django.core.management import call_command
from django.http import QueryDict
from networkx.algorithms import bipartite

from events.models import CountryParticipation, Event, OrganizationParticipation, PersonParticipation
from events.network.gathered import Network
from events.network.page import NetworkPage
from events.network.question import NetworkQuestion
from events.selection import Selection
from tests import factories as make
from tests.test_exchange import SAMPLE
from tests.test_selection import record

__all__ = ["record"]

pytestmark = pytest.mark.django_db

ROWS = {"organization": OrganizationParticipation, "country": CountryParticipation, "person": PersonParticipation}
KEYS = {"organization": "organization__slug", "country": "country_id", "person": "person__slug"}
SELECTIONS = [
    "actors=all",
    "actors=countries&weight=plain",
    "country=UZ&country=KZ&organization=unodc&organization=osce&from=2019&to=2024",
    "region=143&country_role=host&organization_role=organizer&organization=unrcca&actors=all",
    "type=training&type_match=none&year=2022&least=2",
]


def ask(query):
    question = NetworkQuestion(QueryDict(query))
    assert question.errors == []
    return question


def page_of(query):
    return NetworkPage(ask(query))


def ties_by_name(query):
    """Every tie with both weights, by the names of its actors in addresses."""
    network = Network(ask(query))
    named = network.named(network.joined)
    ties = network.ties
    rows = zip(ties.first.tolist(), ties.second.tolist(), ties.events.tolist(), ties.shared.tolist(), strict=True)
    return {frozenset({named[one].key, named[other].key}): (events, shared) for one, other, events, shared in rows}


def two_sided(events, kinds):
    """Who took part, straight from the tables, as a graph of two sides."""
    graph = nx.Graph()
    for kind in kinds:
        rows = ROWS[kind].objects.filter(event__in=events.values("pk")).values_list("event_id", KEYS[kind])
        graph.add_edges_from((event, f"{kind}.{key}") for event, key in rows)
    return graph, [node for node in graph if isinstance(node, str)]


@pytest.fixture
def sample(db):
    call_command("import_events", str(SAMPLE), verbosity=0)


def test_the_network_of_the_sample_is_that_of_networkx(sample):
    ours = ties_by_name("actors=all")
    graph, actors = two_sided(Event.objects.public(), ROWS)
    plain = bipartite.weighted_projected_graph(graph, actors)
    shared = bipartite.collaboration_weighted_projected_graph(graph, actors)

    assert len(ours) == plain.number_of_edges() > 3_000
    assert {pair: events for pair, (events, _shared) in ours.items()} == {
        frozenset({one, other}): weight for one, other, weight in plain.edges(data="weight")
    }
    assert {pair: weight for pair, (_events, weight) in ours.items()} == pytest.approx(
        {frozenset({one, other}): weight for one, other, weight in shared.edges(data="weight")}
    )


def test_centrality_in_the_sample_is_that_of_networkx(sample):
    network = Network(ask("country=UZ&actors=organizations"))
    named = network.named(network.joined)
    events = Selection("events", {"country": "UZ"}).records
    graph = bipartite.weighted_projected_graph(*two_sided(events, ["organization"]))
    graph.remove_nodes_from([actor for actor, degree in list(graph.degree()) if not degree])

    betweenness = network.measures.betweenness
    assert betweenness is not None
    ours = {actor.key: betweenness[number] for number, actor in named.items()}
    assert ours == pytest.approx(nx.betweenness_centrality(graph))
    assert {actor.key: network.measures.degree[number] for number, actor in named.items()} == dict(graph.degree())


def test_each_number_of_the_sample_is_that_of_the_list_it_opens(sample):
    for query in SELECTIONS:
        page = page_of(query)
        rows = [*page.ties, *page.central]

        assert len(page.ties) > 3
        for row in rows:
            number = row.events if hasattr(row, "rank") else row.actor.events
            assert Selection("events", QueryDict(row.query)).counts.total == number, row.query


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


def test_each_tie_on_the_page_leads_to_its_events(client, record):
    page = client.get("/network/?year=2022").content.decode()
    (found,) = re.findall(r'<a href="(/events/[^"]+)" aria-label="2 events with UNODC and Kazakhstan"', page)
    address = unescape(found)

    assert address == "/events/?year=2022&together=organization.unodc&together=country.KZ"
    answer = client.get(address).content.decode()
    assert re.findall(r">(\d+) events<", answer) == ["2"]
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
