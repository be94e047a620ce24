"""How central each actor of a network is. Plain mathematics: knows no database.

Three measures, as textbooks define them (L. C. Freeman, Centrality in social networks, Social Networks 1, 1978):
degree, the number of others that an actor is joined to; strength, the sum of the weights of its ties; betweenness,
the share of shortest paths between two others on which it lies, a tie being one step whatever its weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.network.ties import Ties

if TYPE_CHECKING:
    from numpy import ndarray

MOST_STEPS = 40_000_000  # actors times ties up to which betweenness is computed: some half a second


@dataclass(frozen=True)
class Measures:
    """One entry for each actor. Betweenness lies between 0 and 1; it is None for a network too large for it."""

    degree: ndarray
    events: ndarray  # strength, each shared event counting 1
    shared: ndarray  # strength, each shared event counting by its size
    betweenness: ndarray | None


def measured(ties: Ties, number_of_actors: int) -> Measures:
    """The measures of actors 0 to `number_of_actors`; those without a tie are part of no path."""
    import numpy as np

    ends = np.concatenate([ties.first, ties.second])
    return Measures(
        np.bincount(ends, minlength=number_of_actors),
        np.bincount(ends, np.tile(ties.events, 2), number_of_actors).astype(int),
        np.bincount(ends, np.tile(ties.shared, 2), number_of_actors),
        _betweenness(ties, number_of_actors),
    )


def _betweenness(ties: Ties, number_of_actors: int) -> ndarray | None:
    """Of actors that have a tie. In one thread, so that sums come out the same each time."""
    import numpy as np
    import rustworkx

    joined = np.unique(np.concatenate([ties.first, ties.second]))
    if len(joined) * len(ties) > MOST_STEPS:
        return None
    pairs = zip(np.searchsorted(joined, ties.first), np.searchsorted(joined, ties.second), strict=True)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(joined)))
    graph.add_edges_from_no_data([(int(one), int(other)) for one, other in pairs])
    found = rustworkx.betweenness_centrality(graph, normalized=True, parallel_threshold=number_of_actors + 1)
    betweenness = np.zeros(number_of_actors)
    betweenness[joined] = [found[at] for at in range(len(joined))]
    return betweenness
