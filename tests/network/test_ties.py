"""Ties and measures, counted a second time by networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from events.network import ties as module
from events.network.measures import measured
from events.network.ties import Participations, ties_of
from tests.effort import tried

events_with_actors = st.lists(st.sets(st.integers(0, 11), max_size=7), max_size=25)


def participations(events, *, years=None, actors=12):
    rows = [(number, actor) for number, who in enumerate(events) for actor in who]
    taken = np.array(rows, np.int64).reshape(-1, 2)
    return Participations(taken[:, 0], taken[:, 1].astype(np.int32), np.array(years or [2020] * len(events)), actors)


def two_sided(events):
    """Events and actors as networkx has them: a graph of two sides."""
    graph = nx.Graph()
    graph.add_nodes_from([*range(12), "an event of nobody"])
    graph.add_edges_from((actor, f"event {number}") for number, who in enumerate(events) for actor in who)
    return graph


def weights(ties, name):
    values = getattr(ties, name).tolist()
    return dict(zip(zip(ties.first.tolist(), ties.second.tolist(), strict=True), values, strict=True))


def edges(graph):
    return {tuple(sorted(pair)): weight for *pair, weight in graph.edges(data="weight")}


@given(events=events_with_actors)
def test_both_weights_are_those_of_networkx(events):
    ties = ties_of(participations(events))

    assert weights(ties, "events") == edges(bipartite.weighted_projected_graph(two_sided(events), range(12)))
    theirs = edges(bipartite.collaboration_weighted_projected_graph(two_sided(events), range(12)))
    assert weights(ties, "shared") == pytest.approx(theirs)


@given(events=events_with_actors)
def test_measures_are_those_of_networkx(events):
    ties = ties_of(participations(events))
    graph = bipartite.collaboration_weighted_projected_graph(two_sided(events), range(12))
    measures = measured(ties, 12)

    assert measures.degree.tolist() == [degree for _actor, degree in sorted(graph.degree())]
    assert measures.shared.tolist() == pytest.approx([one for _actor, one in sorted(graph.degree(weight="weight"))])
    graph.remove_nodes_from([actor for actor, degree in list(graph.degree()) if not degree])
    theirs = nx.betweenness_centrality(graph)
    assert measures.betweenness is not None
    assert {actor: measures.betweenness[actor] for actor in theirs} == pytest.approx(theirs)


@tried(25)
@given(events=events_with_actors, at_once=st.integers(1, 60))
def test_counting_in_parts_gives_the_same(events, at_once):
    whole = ties_of(participations(events))
    usual, module.AT_ONCE = module.AT_ONCE, at_once
    try:
        in_parts = ties_of(participations(events))
    finally:
        module.AT_ONCE = usual

    assert weights(in_parts, "events") == weights(whole, "events")
    assert weights(in_parts, "shared") == pytest.approx(weights(whole, "shared"))


def test_an_event_of_n_actors_adds_one_over_n_minus_one_to_each_pair():
    ties = ties_of(participations([{0, 1}, {0, 1, 2, 3, 4}]))

    assert weights(ties, "shared")[0, 1] == 1.25
    assert weights(ties, "shared")[3, 4] == 0.25
    assert weights(ties, "events")[0, 1] == 2


def test_a_tie_knows_the_years_of_its_first_and_last_event():
    ties = ties_of(participations([{0, 1}, {0, 1}, {1, 2}], years=[2021, 2004, 2019]))

    assert weights(ties, "first_year") == {(0, 1): 2004, (1, 2): 2019}
    assert weights(ties, "last_year") == {(0, 1): 2021, (1, 2): 2019}


def test_ties_of_few_events_can_be_left_out():
    ties = ties_of(participations([{0, 1}, {0, 1}, {1, 2}])).of_at_least(2)

    assert weights(ties, "events") == {(0, 1): 2}


@pytest.mark.parametrize("events", [[], [{3}], [set(), {1}]], ids=["no event", "one alone", "nobody"])
def test_without_two_actors_there_is_no_tie(events):
    ties = ties_of(participations(events))

    assert len(ties) == 0
    assert measured(ties, 12).degree.tolist() == [0] * 12


def test_an_event_of_200_actors_joins_each_with_each():
    ties = ties_of(participations([set(range(200))], actors=200))

    assert len(ties) == 19_900
    assert measured(ties, 200).shared.tolist() == pytest.approx([1] * 200)
    assert measured(ties, 200).betweenness.tolist() == [0] * 200


def test_betweenness_of_a_network_that_is_too_large_is_not_computed(monkeypatch):
    monkeypatch.setattr("events.network.measures.MOST_STEPS", 5)

    assert measured(ties_of(participations([{0, 1, 2}])), 12).betweenness is None
