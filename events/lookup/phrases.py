"""Many patterns replaced in a text one after the other, of which only those are tried that its words can begin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

MARK = re.compile(r"\(\?:|[()|?]|\[[^\]]*\]|.")


class Phrases:
    """Patterns over bare words apart by one space, with what stands for each.

    The patterns know letters, spaces, `[sz]`, `(...)`, `|` and `?`, so that all that one can match can be listed: it is
    tried where the first word of that stands in the text. Titles by the thousand were read by a hundred patterns each.
    """

    def __init__(self, rules: Iterable[tuple[str, str]], around: str = r"\b(?:%s)\b") -> None:
        self.rules = [(re.compile(around % pattern), stands) for pattern, stands in rules]
        self._begun_by: dict[str, list[int]] = defaultdict(list)
        for number, (pattern, _stands) in enumerate(rules):
            for word in {phrase.split(" ")[0] for phrase in phrases_of(pattern)}:
                self._begun_by[word].append(number)

    def replaced(self, text: str) -> str:
        """The text after all patterns, in their order."""
        last, waiting = -1, self._waiting(text)
        while waiting:
            last = min(waiting)
            pattern, stands = self.rules[last]
            changed = pattern.sub(stands, text)
            if changed != text:
                text, waiting = changed, self._waiting(changed)
            waiting = {number for number in waiting if number > last}
        return text

    def _waiting(self, text: str) -> set[int]:
        found: set[int] = set()
        for word in self._begun_by.keys() & text.split():
            found.update(self._begun_by[word])
        return found


def phrases_of(pattern: str) -> Iterator[str]:
    """Everything that a pattern can match."""
    marks = MARK.findall(pattern)[::-1]
    found = _alternatives(marks)
    if marks:
        raise ValueError(pattern)
    return iter(found)


def _alternatives(marks: list[str]) -> list[str]:
    found: list[str] = []
    pieces: list[list[str]] = []
    while marks and marks[-1] != ")":
        mark = marks.pop()
        if mark == "|":
            found += map("".join, product(*pieces))
            pieces = []
        elif mark == "?":
            pieces[-1] = ["", *pieces[-1]]
        elif mark in ("(", "(?:"):
            pieces.append(_alternatives(marks))
            marks.pop()
        else:
            pieces.append(list(mark.strip("[]")))
    return [*found, *map("".join, product(*pieces))]
