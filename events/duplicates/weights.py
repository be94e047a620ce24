"""What one fact says of two events, and how much the actors that they share tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from events.duplicates.facts import EventFacts
from events.duplicates.titles import Title, take_apart

IMPOSSIBLE = -50.0  # points after which nothing else is looked at


class Point(NamedTuple):
    """What one fact says."""

    points: float
    reason: str


@dataclass(frozen=True)
class Weights:
    """How much a shared actor tells: nothing much, if it takes part in every tenth event."""

    organizations: dict[int, float] = field(default_factory=dict)
    people: dict[int, float] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)  # by country
    frameworks: dict[int, float] = field(default_factory=dict)
    frequent: frozenset[int] = frozenset()  # organizations of very many events
    mentions: dict[tuple[str, ...], str] = field(default_factory=dict)  # names of actors in titles
    titles: dict[int | str, Title] = field(default_factory=dict)  # taken apart before

    def titles_of(self, first: EventFacts, second: EventFacts) -> tuple[Title, Title]:
        """Both titles without the words that places and shared actors hold already."""
        # Where one has no place, its title may name it.
        words = frozenset() if first.is_placeless or second.is_placeless else first.place_words | second.place_words
        words |= {f"#o{key}" for key in first.organizations & second.organizations & self.frequent}
        words |= {f"@{code.lower()}" for code in first.countries & second.countries}
        return self.title(first).without(words), self.title(second).without(words)

    @cached_property
    def known_to_all(self) -> frozenset[str]:
        """What stands in titles for organizations of very many events."""
        return frozenset(f"#o{key}" for key in self.frequent)

    def title(self, event: EventFacts) -> Title:
        """The title taken apart, once."""
        if event.key not in self.titles:
            self.titles[event.key] = take_apart(event.title, self.mentions, self.known_to_all)
        return self.titles[event.key]
