"""What a mark of a picture opens: the same question with one thing more asked, as an address and as a set."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from pyroaring import BitMap

from events.bitmaps import found
from events.filters import EventFilters, Keyed, Repeated
from events.filters.found import Found
from events.selection import Selection
from events.selection.words import ROLE_PARAMETERS, role_words

Pairs = list[tuple[str, str]]


class Question:
    """A selection of events, to be narrowed in many ways. Raises no error: the selection has none."""

    def __init__(self, selection: Selection) -> None:
        assert isinstance(selection.filters, EventFilters)
        self.filters = selection.filters
        self.found: Found = selection.filters.found
        self.pairs: Pairs = parse_qsl(selection.query)
        is_certain = ("dates", "certain") in self.pairs  # said of no period, it says nothing
        self.asked: dict[str, Any] = {
            **selection.filters.form.cleaned_data,
            "dates": "certain" if is_certain else "possible",
        }

    @property
    def events(self) -> BitMap:
        return self.found.events

    def of_key(self, parameter: str, value: Any) -> BitMap:
        """All events that a value of a parameter finds, in the asked roles; `value` is a key of the index."""
        named = self.filters.filters[parameter]
        assert isinstance(named, Keyed)
        return self.found.bitmaps.any_of(named.keys([value], self.asked))

    def number_of(self, parameter: str, value: Any) -> int:
        """How many events of the question a value of a parameter finds."""
        return self.events.intersection_cardinality(self.of_key(parameter, value))

    def role_words(self, parameter: str) -> str:
        """The roles in which a parameter counts, in words; '' for any."""
        return role_words(parameter, self.asked)

    def of_year(self, year: int) -> BitMap:
        """The events of the question that touch a year."""
        named = self.filters.filters["year"]
        assert isinstance(named, Repeated)
        return self.events & found(named.any_of([year], self.asked), self.found.bitmaps)

    def narrowed(self, *steps: tuple[str, str]) -> str | None:
        """The query string that asks for some values besides; None where no address can ask it.

        That is so for a further value beside "any of several" or "none of" values of the same parameter.
        """
        pairs: Pairs | None = self.pairs
        for parameter, value in steps:
            pairs = None if pairs is None else self._with(pairs, parameter, value)
        return None if pairs is None else urlencode(pairs)

    def _with(self, pairs: Pairs, parameter: str, value: str) -> Pairs | None:
        match_name = f"{parameter}_match"
        values = [given for name, given in pairs if name == parameter]
        match = dict(pairs).get(match_name, "any")
        rest = [pair for pair in pairs if pair[0] not in (parameter, match_name)]
        if parameter == "year" or (match == "any" and value in values):
            return [*rest, (parameter, value)]
        if not values:
            return [*rest, (parameter, value), *self._roles(parameter, rest)]
        if match == "none" or (match == "any" and len(values) > 1):
            return None
        together = dict.fromkeys([*values, value])
        return [*rest, *((parameter, one) for one in together), (match_name, "all")]

    def _roles(self, parameter: str, pairs: Pairs) -> Pairs:
        """The asked roles, where the address has left them out because there was nothing to qualify."""
        name = ROLE_PARAMETERS.get(parameter, "")
        if any(pair[0] == name for pair in pairs):
            return []
        return [(name, role) for role in self.asked.get(name) or []]
