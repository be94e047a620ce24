"""A question as the statements of a search take it: what it means in each way of writing words, worked out once.

The statements are those of `conditions`, written once for each shape of a question and filled with its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.postgres.search import SearchQueryCombinable
from django.db.models import F, Model

from events.models.base import NAMES, PROSE
from events.models.written import KEYS, IsOneOf, Slot, Values, WordsIn, Written, as_texts
from events.search import marks
from events.search.conditions import Alternatives, asked_in, configs_of, named_so
from events.search.grammar import Question

CONFIGS = ((NAMES,), (NAMES, PROSE), (PROSE,))
IN_PROSE, IN_NAMES, IN_QUOTES = Slot("marked in prose"), Slot("marked in names"), Slot("marked in quotes")
STATEMENTS = 200  # few questions have a shape of their own

Shape = tuple[tuple[bool, ...], ...]  # of each list of alternatives, which are excluded
Marking = Callable[[Slot], WordsIn | None]
Made = Callable[[Any, Marking], Any]
"""What a statement selects of some records; the words to mark are None where all are excluded."""


class Words:
    """The words of a question. The first question that they are part of costs a query more."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def found(self, model: type[Model], made: Made, values: Values | None = None) -> list[dict[str, Any]]:
        """What `made` selects of the records of a model in whose names the words stand. One query."""
        return _of_found(model, made, self._shape, self._is_marked).named_rows({**self._values, **(values or {})})

    def listed(self, model: type[Model], made: Made, keys: Iterable[Any]) -> list[dict[str, Any]]:
        """What `made` selects of the records with these keys. One query."""
        return _of_listed(model, made, self._is_marked).named_rows({**self._values, KEYS: list(keys)})

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], Alternatives]:
        return {configs: asked_in(configs, self.question) for configs in CONFIGS}

    @cached_property
    def _shape(self) -> Shape:
        return tuple(tuple(is_excluded for _query, is_excluded in ones) for ones in self._asked[CONFIGS[0]])

    @property
    def _is_marked(self) -> bool:
        return IN_NAMES in self._values

    @cached_property
    def _values(self) -> Values:
        queries: dict[Slot, SearchQueryCombinable] = {
            _slot(configs, at, number): query
            for configs, asked in self._asked.items()
            for at, ones in enumerate(asked)
            for number, (query, _is_excluded) in enumerate(ones)
        }
        marked = {
            IN_PROSE: marks.wanted_in_prose(self.question),
            IN_NAMES: marks.wanted_in_names(self.question),
            IN_QUOTES: marks.wanted_in_names(self.question, PROSE),
        }
        queries |= {slot: query for slot, query in marked.items() if query is not None}
        return dict(zip(queries, as_texts(list(queries.values())), strict=True))


@lru_cache(maxsize=STATEMENTS)
def _of_found(model: type[Model], made: Made, shape: Shape, is_marked: bool) -> Written:
    configs = configs_of(model)
    asked: Alternatives = [
        [(WordsIn(_slot(configs, at, number)), is_excluded) for number, is_excluded in enumerate(ones)]
        for at, ones in enumerate(shape)
    ]
    return Written(made(model._default_manager.filter(*named_so(model, asked)), _marking(is_marked)))


@lru_cache(maxsize=STATEMENTS)
def _of_listed(model: type[Model], made: Made, is_marked: bool) -> Written:
    return Written(made(model._default_manager.filter(IsOneOf(F("pk"))), _marking(is_marked)))


def _slot(configs: tuple[str, ...], at: int, number: int) -> Slot:
    return Slot(f"{'+'.join(configs)} {at} {number}")


def _marking(is_marked: bool) -> Marking:
    return lambda slot: WordsIn(slot) if is_marked else None
