"""Events of a file looked for among the recorded ones: actors by name as typed, line by line, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from events.duplicates.events import Candidate, candidates_of
from events.duplicates.facts import EventFacts
from events.duplicates.judgment import LIKELY_FROM
from events.duplicates.typed import TypedEvents

LONGEST_LINE = 1_000_000  # letters
AS_GOOD = 12  # of several recorded events that a line can be, those so near the best in score are told as well
AT_A_TIME = 300


@dataclass(frozen=True)
class Looked:
    """What was found for one line."""

    line: int
    matches: list[Candidate] = field(default_factory=list)  # judged to be the same event, the best first
    offered: list[Candidate] = field(default_factory=list)  # only like it
    problem: str = ""  # why the line is no event


def read(lines: Iterable[str]) -> Iterator[tuple[int, Any]]:
    """Line number and value of each line that is not blank; a sentence in place of what is no JSON."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            yield number, ValueError(_("the line is longer than %(most)d letters") % {"most": LONGEST_LINE})
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            yield number, ValueError(_("the line is no JSON object"))


def matches(events: Iterable[Any], *, numbers: Iterable[int] | None = None) -> Iterator[Looked]:
    """For each event, in its order, the recorded ones that are the same. Reads a few hundred at a time."""
    typed = TypedEvents()
    numbered = iter(zip(numbers, events, strict=True) if numbers is not None else enumerate(events, 1))
    while batch := list(islice(numbered, AT_A_TIME)):
        read_in = [(number, _facts(typed, data, number)) for number, data in batch]
        facts = [found for _number, found in read_in if isinstance(found, EventFacts)]
        likely = candidates_of(facts, from_score=LIKELY_FROM)
        for number, found in read_in:
            if isinstance(found, EventFacts):
                yield _looked(number, next(likely))
            else:
                yield Looked(number, problem=str(found))


def _facts(typed: TypedEvents, data: Any, number: int) -> EventFacts | ValueError:
    if isinstance(data, ValueError):
        return data
    try:
        return typed.facts(data, f"line {number}")
    except ValueError as problem:
        return problem


def _looked(number: int, likely: list[Candidate]) -> Looked:
    """A line is one event: beside the best match only those are told that are as good."""
    same = [match for match in likely if match.is_same and match.score >= likely[0].score - AS_GOOD]
    return Looked(number, same, [match for match in likely if match not in same])
