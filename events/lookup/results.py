"""What a look-up answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

EXACT = 100  # the main name, letter by letter
SURE_FROM = 90  # a score from here on is one and the same name; below, it is only like it


class Verdict(StrEnum):
    """What can be done with the answer."""

    SURE = "sure"  # one record, and no doubt: take it
    AMBIGUOUS = "ambiguous"  # several records bear the name: ask which
    CLOSE = "close"  # nobody bears the name, but some are like it: offer them
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Match:
    """A recorded name that the typed one can stand for."""

    pk: int | str
    slug: str  # the record's key in the exchange format: a slug, of a country its alpha-2 code
    label: str  # the record's main name
    name: str  # the name of the record that was met
    score: int  # 0 to 100
    reason: str  # in words
    way: str = ""  # the name of the `Way` in which it was met
    name_kind: str = ""  # what kind of name was met


@dataclass(frozen=True)
class Found:
    """The answer to one typed name."""

    typed: str
    verdict: Verdict
    matches: list[Match] = field(default_factory=list)  # the best first

    @property
    def match(self) -> Match | None:
        """The one record that is meant, when that is sure."""
        return self.matches[0] if self.verdict == Verdict.SURE else None
