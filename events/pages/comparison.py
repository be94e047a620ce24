"""Two countries or two organizations side by side: what each did, what both did together, counted from the sets.

Every number is that of the list that it leads to. A part whose parameter the question asks for already is left out:
one more value of it would widen the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import Model
from django.utils.translation import gettext as _
from pyroaring import BitMap

from events.bitmaps import found, present
from events.choices import CountryRole, EventType, OrganizationRole
from events.filters import NOT_RECORDED
from events.models import Country, Organization, Theme
from events.pages.tallies import LINES, events_of, joined
from events.releases import current
from events.selection import Selection
from events.selection.problem import Problem
from events.selection.words import of_release

OFFERED = 100  # organizations that the form names; others are compared by their address
ROLES: dict[str, Any] = {"country": CountryRole, "organization": OrganizationRole}


@dataclass(frozen=True)
class Number:
    """How many events, and the query of their list."""

    count: int
    query: str


@dataclass(frozen=True)
class Row:
    """One thing, counted for the first, for both together and for the second."""

    label: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Part:
    """A table of rows of one kind."""

    anchor: str
    title: str
    head: str
    rows: list[Row]


@dataclass(frozen=True)
class Comparison:
    """Two actors, their selections with that of both in between, and the tables."""

    names: tuple[str, str]
    addresses: tuple[str, str]
    totals: Row
    parts: list[Part]

    @property
    def title(self) -> str:
        words = _("%(first)s and %(second)s side by side") % {"first": self.names[0], "second": self.names[1]}
        return of_release(words, current())


def compared(selection: Selection) -> tuple[str, list[Model]]:
    """The parameter of which the question names two values, with these; '' when there is none."""
    asked = {} if selection.errors else selection.filters.form.cleaned_data
    for name in ROLES:
        values = [value for value in asked.get(name, []) if value != NOT_RECORDED]
        if len(values) == len(asked.get(name, [])) == 2:
            return name, values
    return "", []


def first_of(selection: Selection) -> Model | None:
    """The one actor that is named and waits for another to be compared with."""
    asked = {} if selection.errors else selection.filters.form.cleaned_data
    named = [value for name in ROLES for value in asked.get(name, [])]
    return named[0] if len(named) == 1 and isinstance(named[0], Model) else None


def problems(selection: Selection) -> list[Problem]:
    """What is wrong with a question; nothing is wrong with one that was not asked yet, or by half."""
    was_asked = set(selection.parameters) - {"release"}
    if selection.errors or not was_asked or compared(selection)[0] or first_of(selection):
        return selection.errors
    message = _("Name two countries, or two organizations: country=UZ&country=KZ.")
    return [Problem("country, organization", "", message)]


def comparison(selection: Selection) -> Comparison | None:
    """None when the question does not name two. Three queries, two for each side and five for the tables."""
    name, actors = compared(selection)
    if not name:
        return None
    rest = [pair for pair in parse_qsl(selection.query) if pair[0] not in ("sort", name, f"{name}_match")]
    sides = [_asking(rest, name, [actor]) for actor in actors]
    trio = Trio(name, (sides[0], _asking(rest, name, actors), sides[1]), actors)
    parts = [trio.years(), trio.roles(), trio.themes(), trio.types(), trio.countries(), trio.organizations()]
    return Comparison(
        names=(_name(actors[0]), _name(actors[1])),
        addresses=(_address(actors[0]), _address(actors[1])),
        totals=Row(_("Events"), tuple(Number(one.counts.total, one.query) for one in trio.selections)),
        parts=[part for part in parts if part and part.rows],
    )


def offered(first: Model | None = None) -> dict[str, list[tuple[str, str]]]:
    """What the form names: countries of the record, and the busiest organizations. Three queries."""
    countries = Country.objects.in_the_record().by_name().values_list("code", "name")
    busiest = [pk for pk, _events in present().numbered("organization")[:OFFERED]]
    bodies = Organization.objects.filter(pk__in=busiest).defer("search")
    named = {body.slug: body.short_name for body in [*bodies, *([first] if isinstance(first, Organization) else [])]}
    return {"country": list(countries), "organization": sorted(named.items(), key=lambda pair: pair[1].casefold())}


def _asking(rest: list[tuple[str, str]], name: str, actors: list[Model]) -> Selection:
    asked: dict[str, list[str]] = {}
    for parameter, value in [*rest, *((name, _key(actor)) for actor in actors)]:
        asked.setdefault(parameter, []).append(value)
    selection = Selection("events", {**asked, f"{name}_match": ["all"]} if len(actors) > 1 else asked)
    assert not selection.errors  # parts of a question that had none
    return selection


def _key(actor: Any) -> str:
    return str(getattr(actor, "slug", actor.pk))


def _name(actor: Any) -> str:
    return str(getattr(actor, "short_name", actor))


def _address(actor: Any) -> str:
    return str(actor.get_absolute_url())


class Trio:
    """The selections of the first, of both and of the second; counts the same thing in each."""

    def __init__(self, name: str, selections: tuple[Selection, ...], actors: list[Model]) -> None:
        self.name, self.selections, self.actors = name, selections, actors
        self.filters = selections[1].filters
        self.asked = self.filters.form.cleaned_data
        self.bitmaps = self.filters.found.bitmaps
        self.events = [events_of(one) for one in selections]

    def years(self) -> Part | None:
        years = reversed(self.bitmaps.years)
        return self._part("year", _("Per year"), _("Year"), [(year, str(year)) for year in years])

    def themes(self) -> Part | None:
        named = list(Theme.objects.public().by_pillar().values_list("pk", "name"))
        return self._part("theme", _("On what"), _("Theme"), named, busiest_first=True)

    def types(self) -> Part | None:
        return self._part(
            "type",
            _("Types of event"),
            _("Type"),
            [(code, str(label)) for code, label in EventType.choices],
            busiest_first=True,
        )

    def countries(self) -> Part | None:
        own = [actor.pk for actor in self.actors]
        named = Country.objects.by_name().exclude(pk__in=own if self.name == "country" else [])
        codes = list(named.values_list("code", "name"))
        return self._part("country", _("With which countries"), _("Country"), codes, busiest_first=True, limit=LINES)

    def organizations(self) -> Part | None:
        """The busiest of either side; each of them is then counted on both."""
        own = {actor.pk for actor in self.actors} if self.name == "organization" else set()
        best = {pk for one in self.selections for pk in one.filters.found.busiest("organization", LINES, own)}
        bodies = Organization.objects.filter(pk__in=best).defer("search")
        named = [(body, body.short_name) for body in sorted(bodies, key=_name)]
        title, head = _("With which organizations"), _("Organization")
        return self._part("organization", title, head, named, busiest_first=True, limit=LINES)

    def roles(self) -> Part | None:
        """In which roles each of the two acted; of both together there is no role."""
        parameter = f"{self.name}_role"
        if self.asked.get(parameter):
            return None
        rows = []
        for role in ROLES[self.name]:
            numbers = [self._in_role(place, role.value, parameter) for place in (0, 2)]
            if any(number.count for number in numbers):
                rows.append(Row(str(role.label), (numbers[0], Number(0, ""), numbers[1])))
        return Part("roles", _("In which roles"), _("Role"), rows)

    def _in_role(self, place: int, role: str, parameter: str) -> Number:
        actor = self.actors[min(place, 1)]
        keys = self.filters.filters[self.name].keys([actor], {**self.asked, parameter: [role]})
        query = joined(self.selections[place].query, (parameter, role))
        return Number(self.events[place].intersection_cardinality(self.bitmaps.any_of(keys)), query)

    def _part(
        self,
        parameter: str,
        title: str,
        head: str,
        named: Iterable[tuple[Any, str]],
        *,
        busiest_first: bool = False,
        limit: int | None = None,
    ) -> Part | None:
        if self.asked.get(parameter) and parameter != self.name:
            return None
        either = self.events[0] | self.events[2]
        sets = [(value, label, self._set(parameter, value)) for value, label in named]
        sets = [row for row in sets if either.intersect(row[2])]
        if busiest_first:
            sets.sort(key=lambda row: -either.intersection_cardinality(row[2]))
        query = self._query_of(parameter)
        rows = [
            Row(label, tuple(self._number(place, events, query(place, value)) for place in (0, 1, 2)))
            for value, label, events in sets[:limit]
        ]
        return Part(parameter, title, head, rows)

    def _set(self, parameter: str, value: Any) -> BitMap:
        return found(self.filters.filters[parameter].any_of([value], self.asked), self.bitmaps)

    def _number(self, place: int, events: BitMap, query: str) -> Number:
        return Number(self.events[place].intersection_cardinality(events), query)

    def _query_of(self, parameter: str) -> Callable[[int, Any], str]:
        """A third actor beside one or both is joined to them; anything else is a condition of its own."""
        match = [(f"{parameter}_match", "all")] if parameter == self.name else []

        def query(place: int, value: Any) -> str:
            text = _key(value) if isinstance(value, Model) else str(value)
            own = [] if place == 1 else match
            return joined(self.selections[place].query, (parameter, text), *own)

        return query
