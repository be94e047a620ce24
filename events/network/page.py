"""What the page of a network shows: its numbers, its strongest ties, its most central actors. Ready for a template.

Costs at most three queries beside those of the network: the names of organizations, countries and people shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from events.network.gathered import Actor, Network
from events.network.picture import actors_drawn, drawable, least_to_draw, picture_of
from events.network.question import NetworkQuestion

TIES = 50  # of a page
CENTRAL = 25  # actors in the table


@dataclass(frozen=True)
class TieRow:
    """A tie, with the query of its events."""

    rank: int
    first: Actor
    second: Actor
    events: int
    shared: str
    years: str
    share: str  # of the strongest tie's weight, in per cent, for the bar
    query: str


@dataclass(frozen=True)
class ActorRow:
    """An actor with its measures, and the query of its events."""

    actor: Actor
    degree: int
    events: int
    shared: str
    betweenness: str
    query: str


class NetworkPage:
    """All that the page shows of a question that has no errors."""

    def __init__(self, question: NetworkQuestion) -> None:
        self.question = question
        self.network = Network(question)
        self.ties = self._page()
        start = max(0, self.ties.start_index() - 1)
        shown = self.network.strongest[start : self.ties.end_index()].tolist()
        self.is_core = self.number_of_ties > 0 and not drawable(self.network)
        central = actors_drawn(self.network)
        ends = [int(end) for tie in shown for end in (self.network.ties.first[tie], self.network.ties.second[tie])]
        self._named = self.network.named(dict.fromkeys([*central.tolist(), *ends]))
        self.ties.object_list = [self._tie(rank, tie) for rank, tie in enumerate(shown, start + 1)]
        self.central = [self._actor(int(number)) for number in central]
        self.picture = picture_of(self.network, self._named) if self.number_of_ties else None

    def _page(self) -> Page:
        paginator = Paginator(range(len(self.network.ties)), TIES)
        try:
            return paginator.page(self.question.page)
        except EmptyPage:
            message = _("There is no page %(number)s: the list has %(pages)d.")
            raise Http404(message % {"number": self.question.page, "pages": paginator.num_pages}) from None

    @property
    def number_of_events(self) -> int:
        return self.network.number_of_events

    @property
    def number_of_actors(self) -> int:
        """Those that have a tie."""
        return len(self.network.joined)

    @property
    def number_of_ties(self) -> int:
        return len(self.network.ties)

    @cached_property
    def least_to_draw(self) -> int | None:
        """How many shared events make a network that is too large one that can be drawn."""
        return least_to_draw(self.network)

    @property
    def query_to_draw(self) -> str:
        return self.question.link(least=self.least_to_draw)

    @property
    def is_whole(self) -> bool:
        """Whether the picture has a line for each tie."""
        return self.picture is not None and len(self.picture.lines) == self.number_of_ties

    @property
    def most_central(self) -> list[ActorRow]:
        return self.central[:CENTRAL]

    @property
    def less_central(self) -> list[ActorRow]:
        return [] if self.is_core else self.central[CENTRAL:]

    @property
    def has_betweenness(self) -> bool:
        return self.network.measures.betweenness is not None

    @cached_property
    def _heaviest(self) -> float:
        return float(self.network.weights.max())

    def events_query(self, *actors: Actor) -> str:
        """The query of the events of the selection in which all of the actors took part."""
        together = urlencode([("together", actor.key) for actor in actors])
        return "&".join(part for part in (self.question.events_query, together) if part)

    def _tie(self, rank: int, at: int) -> TieRow:
        ties = self.network.ties
        first, second = (self._named[int(end[at])] for end in (ties.first, ties.second))
        return TieRow(
            rank,
            first,
            second,
            int(ties.events[at]),
            f"{ties.shared[at]:.2f}",
            years_in_words(int(ties.first_year[at]), int(ties.last_year[at])),
            f"{100 * self.network.weights[at] / self._heaviest:.1f}",
            self.events_query(first, second),
        )

    def _actor(self, number: int) -> ActorRow:
        measures, actor = self.network.measures, self._named[number]
        betweenness = "" if measures.betweenness is None else f"{measures.betweenness[number]:.3f}"
        return ActorRow(
            actor,
            int(measures.degree[number]),
            int(measures.events[number]),
            f"{measures.shared[number]:.1f}",
            betweenness,
            self.events_query(actor),
        )


def years_in_words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
