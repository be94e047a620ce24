"""What of an event is compared with another, in one shape for recorded events and for typed ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from events.duplicates.places import City
from events.duplicates.subjects import subjects_of
from events.duplicates.titles import words_of, words_of_text
from events.duplicates.vocabulary import stem


@dataclass(frozen=True, eq=False)
class EventFacts:
    """An event reduced to what tells it from others. Actors are primary keys; of a name that may be several
    records, all of them stand in the set."""

    key: int | str  # the primary key of a recorded event, anything else for one that is not recorded
    title: str
    type: str
    # The first and last day on which it can have started and ended.
    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date
    slug: str = ""
    original_title: str = ""
    summary: str = ""
    mode: str = ""
    cities: frozenset[City] = frozenset()
    place_countries: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()
    organizations: frozenset[int] = frozenset()
    larger_bodies: frozenset[int] = frozenset()  # to which the organizations belong
    countries: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    frameworks: dict[int, int | None] = field(default_factory=dict)  # with the number in the series
    sources: frozenset[int] = frozenset()
    themes: frozenset[str] = frozenset()
    count: tuple[int, str] | None = None
    names: tuple[str, ...] = ()  # of everybody and everything that takes part
    theme_names: tuple[str, ...] = ()
    relatives: frozenset[int] = frozenset()  # the events that it is part of or follows up

    @property
    def has_days(self) -> bool:
        """Whether its first and its last day are known."""
        return self.earliest_start == self.latest_start and self.earliest_end == self.latest_end

    @cached_property
    def place_words(self) -> frozenset[str]:
        """Words of a title that the place holds already."""
        cities = {stem(word) for city in self.cities for word in city.name.split()}
        return frozenset(cities | {f"@{code.lower()}" for code in self.place_countries})

    @cached_property
    def text_words(self) -> frozenset[str]:
        """The stems of all words of title and summary."""
        return words_of_text(f"{self.title} {self.original_title}") | words_of_text(self.summary)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """All words that what is known of the event holds: names of those who took part as well."""
        words = self.text_words | self.place_words
        words |= {word for name in self.names for word in words_of_text(name)}
        words |= {f"@{code.lower()}" for code in self.countries}
        return words | {f"#o{key}" for key in self.organizations} | {f"#f{key}" for key in self.frameworks}

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What it is about by its words and themes."""
        texts = (self.title, self.original_title, self.summary, *self.theme_names)
        return subjects_of(word for text in texts for word in words_of(text))

    @property
    def is_placeless(self) -> bool:
        return not self.place_countries
