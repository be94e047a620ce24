"""The network of a selection: who took part, taken from the sets of events, and the actors by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from pyroaring import BitMap

from events.bitmaps import Bitmaps
from events.filters.actors import KINDS, actor_key
from events.models import Country
from events.models.event_index import key
from events.network.measures import Measures, measured
from events.network.question import NetworkQuestion
from events.network.ties import Participations, Ties, ties_of

if TYPE_CHECKING:
    from numpy import ndarray

FIELDS = {
    "organization": ("slug", "name", "acronym", "kind", "country_id"),
    "country": ("code", "name"),
    "person": ("slug", "name"),
}
"""What is told of actors of each kind."""


@dataclass(frozen=True)
class Actor:
    """An actor as pages and files name it."""

    kind: str
    record: Any
    events: int  # of the selection in which it took part

    @property
    def key(self) -> str:
        return actor_key(self.kind, str(getattr(self.record, KINDS[self.kind][1])))

    @property
    def name(self) -> str:
        return str(self.record.name)

    @property
    def short_name(self) -> str:
        return str(getattr(self.record, "short_name", self.record.name))

    @property
    def full_name(self) -> str:
        """Begins with the name that pictures show: who speaks to a browser says what stands there."""
        return self.name if self.name.startswith(self.short_name) else f"{self.short_name}, {self.name}"

    @property
    def country(self) -> str:
        """The code of a country itself, or of the state whose body it is; '' for all others."""
        return str(self.record.pk if self.kind == "country" else getattr(self.record, "country_id", None) or "")

    @property
    def address(self) -> str:
        return reverse(f"events:{self.kind}-detail", args=[getattr(self.record, KINDS[self.kind][1])])


class Network:
    """Actors and ties of a question that has no errors. Actors are numbers until somebody asks for names.

    Making it costs one query, two where countries are actors, and one for each condition on words.
    """

    def __init__(self, question: NetworkQuestion) -> None:
        self.question = question
        found = question.selection.filters.found
        self.number_of_events = len(found.events)
        self._keys: list[tuple[str, Any]] = []
        took_part = self._participations(found.bitmaps, found.events)
        self.events_of_actors = _counted(took_part)
        self.ties: Ties = ties_of(took_part).of_at_least(question.least)

    def _participations(self, bitmaps: Bitmaps, events: BitMap) -> Participations:
        import numpy as np

        numbers = np.array(events.to_array(), np.int64)
        rows: list[ndarray] = []
        for kind in self.question.kinds:
            for pk, of_actor in _sets(kind, bitmaps):
                shared = of_actor & events
                if shared:
                    rows.append(np.searchsorted(numbers, np.array(shared.to_array(), np.int64)))
                    self._keys.append((kind, pk))
        actors = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])
        taken = np.concatenate(rows) if rows else np.empty(0, np.int64)
        return Participations(taken, actors, _years(bitmaps, events, numbers), len(rows))

    @cached_property
    def measures(self) -> Measures:
        return measured(self.ties, len(self._keys))

    @cached_property
    def joined(self) -> ndarray:
        """The numbers of the actors that have a tie."""
        import numpy as np

        return np.unique(np.concatenate([self.ties.first, self.ties.second]))

    @property
    def number_without_ties(self) -> int:
        return len(self._keys) - len(self.joined)

    @cached_property
    def weights(self) -> ndarray:
        """The asked weight of each tie."""
        return self.ties.events if self.question.weight == "plain" else self.ties.shared

    @cached_property
    def strength(self) -> ndarray:
        """The asked strength of each actor."""
        return self.measures.events if self.question.weight == "plain" else self.measures.shared

    @cached_property
    def strongest(self) -> ndarray:
        """The places of all ties, the strongest first; equal ones by their other weight, then by their actors."""
        import numpy as np

        other = self.ties.shared if self.question.weight == "plain" else self.ties.events
        return np.lexsort((self.ties.second, self.ties.first, -other, -self.weights.round(9)))

    @cached_property
    def most_central(self) -> ndarray:
        """The actors that have a tie, by strength, then degree."""
        import numpy as np

        measures = self.measures
        order = np.lexsort((-measures.degree[self.joined], -self.strength[self.joined].round(9)))
        return self.joined[order]

    def named(self, actors: Iterable[int]) -> dict[int, Actor]:
        """Actors by their numbers. One query for each kind among them."""
        wanted = [int(one) for one in actors]
        records = {}
        for kind in dict.fromkeys(self._keys[one][0] for one in wanted):
            pks = [self._keys[one][1] for one in wanted if self._keys[one][0] == kind]
            found = KINDS[kind][0]._default_manager.only(*FIELDS[kind]).in_bulk(pks)
            records.update({(kind, pk): record for pk, record in found.items()})
        return {
            one: Actor(self._keys[one][0], records[self._keys[one]], int(self.events_of_actors[one])) for one in wanted
        }


def _sets(kind: str, bitmaps: Bitmaps) -> Iterator[tuple[Any, BitMap]]:
    """The actors of a kind, each with its events in any role. One query for countries."""
    if kind != "country":
        yield from bitmaps.numbered(kind)
        return
    for code in Country.objects.order_by("code").values_list("code", flat=True):
        yield code, bitmaps.any_of([key("country", code)])


def _years(bitmaps: Bitmaps, events: BitMap, numbers: ndarray) -> ndarray:
    """The year in which each event began."""
    import numpy as np

    years = np.zeros(len(numbers), np.int16)
    before = BitMap()
    for year in bitmaps.years:
        until = bitmaps.until("latest_start", date(year, 12, 31)) & events
        years[np.searchsorted(numbers, np.array((until - before).to_array(), np.int64))] = year
        before = until
    return years


def _counted(took_part: Participations) -> ndarray:
    import numpy as np

    return np.bincount(took_part.actors, minlength=took_part.number_of_actors)
