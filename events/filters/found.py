"""What was found, as sets in memory: to be counted in any way without asking the database again."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.db.models import Q
from pyroaring import BitMap

from events.bitmaps import found, present
from events.filters.fields import NOT_RECORDED
from events.filters.parameters import Asked, Keyed, Repeated

BATCH = 500


class Found:
    """The public events that some conditions ask for, each condition under the name of its parameter.

    Making it costs one query, and one for each condition on words.
    """

    def __init__(self, asked: Mapping[str, Q]) -> None:
        self.bitmaps = present()
        self._others: dict[str, BitMap] = {}
        self._sets = {name: found(condition, self.bitmaps) for name, condition in asked.items()}

    @cached_property
    def events(self) -> BitMap:
        return self.without("")

    def without(self, parameter: str) -> BitMap:
        """The events that all conditions but this one ask for."""
        others = [events for name, events in self._sets.items() if name != parameter]
        return reduce(and_, others, self.bitmaps.everything)

    def with_value(self, parameter: Repeated, value: Any, asked: Asked) -> int:
        """How many events one value of a parameter finds beside all other parameters, in the asked roles."""
        if value == NOT_RECORDED:
            events = found(parameter.not_recorded(asked), self.bitmaps)
        elif isinstance(parameter, Keyed):
            events = self.bitmaps.any_of(parameter.keys([value], asked))
        else:
            events = found(parameter.any_of([value], asked), self.bitmaps)
        return self._others_of(str(parameter.field_name)).intersection_cardinality(events)

    def most_frequent(self, parameter: Keyed, asked: Asked, limit: int) -> list[int]:
        """Primary keys of the records that the most events beside this parameter name in the asked roles."""
        name = str(parameter.field_name)
        if parameter.kinds(asked) == [(name, "")]:
            return list(_busiest(self.bitmaps.numbered(name), self._others_of(name), limit))
        in_roles = (
            (pk, self.bitmaps.any_of(parameter.keys([pk], asked))) for pk, _events in self.bitmaps.numbered(name)
        )
        some = sorted(in_roles, key=lambda pair: -len(pair[1]))
        return list(_busiest(some, self._others_of(name), limit))

    def busiest(self, kind: str, limit: int, out: Collection[int] = ()) -> dict[int, int]:
        """Primary keys of the records of a kind that the most events name, with their numbers; some left out."""
        best = _busiest(self.bitmaps.numbered(kind), self.events, limit + len(out))
        return dict([pair for pair in best.items() if pair[0] not in out][:limit])

    def _others_of(self, name: str) -> BitMap:
        if name not in self._others:
            self._others[name] = self.without(name)
        return self._others[name]

    def number_of(self, condition: Q) -> int:
        """How many of the events the condition holds for."""
        return self.events.intersection_cardinality(found(condition, self.bitmaps))


def _busiest(known: Sequence[tuple[int, BitMap]], events: BitMap, limit: int) -> dict[int, int]:
    """The records with the most of the events, the busiest first, with their numbers.

    The records come by the number of all their events. Once that is too small for the best, no later one is better.
    """
    best: list[tuple[int, int]] = []
    for start in range(0, len(known), BATCH):
        batch = known[start : start + BATCH]
        if len(best) == limit and len(batch[0][1]) < best[-1][0]:
            break
        counted = [(events.intersection_cardinality(own), -pk) for pk, own in batch]
        best = heapq.nlargest(limit, [*best, *(pair for pair in counted if pair[0])])
    return {-negative: number for number, negative in best}
