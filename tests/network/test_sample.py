"""The network of the sample: what another library makes of the same rows, and what the lists behind it hold."""

import networkx as nx
import pytest
from django.core.management import call_command
from django.http import QueryDict
from networkx.algorithms import bipartite

from events.models import CountryParticipation, Event, OrganizationParticipation, PersonParticipation
from events.network.gathered import Network
from events.selection import Selection
from tests.network.asking import ask, page_of, ties_by_name
from tests.test_exchange import SAMPLE

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


def two_sided(events, kinds):
    """Who took part, straight from the tables, as a graph of two sides."""
    graph = nx.Graph()
    for kind in kinds:
        rows = ROWS[kind].objects.filter(event__in=events.values("pk")).values_list("event_id", KEYS[kind])
        graph.add_edges_from((event, f"{kind}.{key}") for event, key in rows)
    return graph, [node for node in graph if isinstance(node, str)]


@pytest.fixture(scope="module", autouse=True)
def _sample(once):
    once(lambda: call_command("import_events", str(SAMPLE), verbosity=0))


def test_the_network_of_the_sample_is_that_of_networkx():
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


def test_centrality_in_the_sample_is_that_of_networkx():
    network = Network(ask("country=TM&actors=organizations"))
    named = network.named(network.joined)
    events = Selection("events", {"country": "TM"}).records
    graph = bipartite.weighted_projected_graph(*two_sided(events, ["organization"]))
    graph.remove_nodes_from([actor for actor, degree in list(graph.degree()) if not degree])

    betweenness = network.measures.betweenness
    assert betweenness is not None
    ours = {actor.key: betweenness[number] for number, actor in named.items()}
    assert ours == pytest.approx(nx.betweenness_centrality(graph))
    assert {actor.key: network.measures.degree[number] for number, actor in named.items()} == dict(graph.degree())


def test_each_number_of_the_sample_is_that_of_the_list_it_opens():
    for query in SELECTIONS:
        page = page_of(query)
        rows = [*page.ties.object_list[:9], *page.central[:3]]

        assert len(page.ties) > 3
        for row in rows:
            number = row.events if hasattr(row, "rank") else row.actor.events
            assert Selection("events", QueryDict(row.query)).counts.total == number, row.query
