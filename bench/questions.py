"""What visitors ask of the event list: a fixed mixture of addresses in which every parameter occurs.

Values are those of a public event drawn by chance, so that frequent actors are asked for often and combinations
find something. The seed makes the mixture the same on every run over the same data.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.db.models import Max
from django.http import QueryDict

from events.choices import CountryRole, DatePrecision, EventState, Mode, OrganizationRole, Pillar, Region
from events.models import Country, Event
from events.selection import Selection

LIST = "/events/"
PAGE_SIZE = 25
MANY = ("country", "region", "organization", "theme", "pillar", "type", "person", "framework")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Question:
    category: str
    path: str


class Asker:
    """Draws public events and asks for what they hold."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.last_pk = Event.objects.aggregate(last=Max("pk"))["last"]
        self.pages = Event.objects.public().count() // PAGE_SIZE
        self.countries = list(Country.objects.order_by("pk").values_list("pk", flat=True))

    def questions(self, number: int) -> list[Question]:
        """So many questions, of all categories in turn."""
        return list(islice(self._in_turn(), number))

    def _in_turn(self) -> Iterator[Question]:
        singles = list(self._parameters())
        at = 0
        while True:
            yield self._question("no filter", [("page", str(self.rng.choice([1, 1, 2, 3])))])
            for _ in range(4):  # each parameter in its turn
                yield self._question("one filter", self._values(self._event(), [singles[at % len(singles)]]))
                at += 1
            for size, category in ((2, "two filters"), (2, "two filters"), (3, "three filters"), (5, "five filters")):
                yield self._question(category, self._values(self._event(), self.rng.sample(singles, size)))
            yield self._question("roles", self._roles())
            yield self._question("all of", self._matching("all"))
            yield self._question("none of", self._matching("none"))
            yield self._question("any of many", self._any())
            yield self._question("words", self._words())
            yield self._question("words and filters", [*self._words(), *self._values(self._event(), ["country"])])
            yield self._question("dates", self._dates())
            yield self._question("not recorded", self._not_recorded())
            yield self._question("deep page", [("page", str(self.rng.randint(self.pages // 2, self.pages)))])
            yield self._question("sorted", [("sort", self.rng.choice(["oldest", "title"])), *self._dates()])

    def _question(self, category: str, pairs: Pairs) -> Question:
        return Question(category, f"{LIST}?{urlencode(list(dict.fromkeys(pairs)))}")

    def _event(self) -> Event:
        """A public event; one that is not is passed over."""
        drawn = Event.objects.public().filter(pk__gte=self.rng.randint(1, self.last_pk)).order_by("pk").first()
        return drawn or Event.objects.public().order_by("pk").first()

    def _parameters(self) -> dict[str, Callable[[Event], list[str]]]:
        """How to find values of each parameter in an event."""

        def of(relation: str, column: str) -> Callable[[Event], list[str]]:
            return lambda event: list(
                getattr(event, relation).order_by("sort_order").values_list(column, flat=True).distinct()
            )

        return {
            "country": of("country_participations", "country_id"),
            "organization": of("organization_participations", "organization__slug"),
            "theme": of("event_themes", "theme_id"),
            "year": lambda event: [str(event.year)],
            "type": lambda event: [event.type],
            "person": of("person_participations", "person__slug"),
            "framework": of("event_frameworks", "framework__slug"),
            "pillar": of("event_themes", "theme__pillar"),
            "region": of("country_participations", "country__subregion_code"),
            "mode": lambda event: [event.mode],
            "state": lambda event: [self.rng.choice(EventState.values)],
            "precision": lambda event: [self.rng.choice(DatePrecision.values)],
        }

    def _values(self, event: Event, names: list[str]) -> Pairs:
        """One value for each parameter, of this event where it has one."""
        pairs = []
        for name in names:
            values = [str(value) for value in self._parameters()[name](event) if value not in ("", None)]
            pairs.append((name, self.rng.choice(values) if values else self._fallback(name)))
        return pairs

    def _fallback(self, name: str) -> str:
        choices = {"country": self.countries, "region": Region.values, "pillar": Pillar.values, "mode": Mode.values}
        return str(self.rng.choice(choices[name])) if name in choices else "not-recorded"

    def _several(self, name: str, number: int) -> Pairs:
        """Values of one parameter: those of one event, then of others."""
        found: dict[str, None] = {}
        for _ in range(6):
            values = self._parameters()[name](self._event())
            found |= dict.fromkeys(str(value) for value in values if value not in ("", None))
            if len(found) >= number:
                break
        return [(name, value) for value in list(found)[:number]]

    def _roles(self) -> Pairs:
        name, roles = self.rng.choice(
            [
                ("country", [*CountryRole.values, "took-part", "located-in"]),
                ("organization", OrganizationRole.values),
            ]
        )
        return [*self._several(name, self.rng.choice([1, 2])), (f"{name}_role", self.rng.choice(roles))]

    def _matching(self, match: str) -> Pairs:
        name = self.rng.choice(MANY)
        return [*self._several(name, self.rng.choice([2, 3])), (f"{name}_match", match)]

    def _any(self) -> Pairs:
        return [*self._several(self.rng.choice(MANY), 8), *self._several("country", 4)]

    def _words(self) -> Pairs:
        """One to three words or a phrase out of an event's title, summary or the name of an organization."""
        event = self._event()
        names = event.organization_participations.values_list("organization__name", flat=True)
        words = re.findall(r"\w{3,}", self.rng.choice([event.title, event.summary, *names[:1]]))[:40] or ["Tashkent"]
        at, number = self.rng.randrange(len(words)), self.rng.choice([1, 1, 2, 3])
        text = " ".join(words[at : at + number])
        asked = [("q", self.rng.choice([text, text, text, f'"{text}"', f"{text} -training"]))]
        # Of “and” alone nothing can be asked; the site says so.
        return self._words() if Selection("events", QueryDict(urlencode(asked))).errors else asked

    def _dates(self) -> Pairs:
        event = self._event()
        first = event.year or 2015
        last = first + self.rng.choice([0, 1, 5])
        ranges = [
            [("from", str(first)), ("to", str(last))],
            [("from", f"{first}-03")],
            [("to", f"{last}-06-15")],
            [("year", str(year)) for year in range(first, last + 1)],
        ]
        return [*self.rng.choice(ranges), ("dates", self.rng.choice(["possible", "certain"]))]

    def _not_recorded(self) -> Pairs:
        name = self.rng.choice(["country", "organization", "person", "theme", "framework", "mode"])
        return [(name, "not-recorded"), *self._values(self._event(), ["year"])]
