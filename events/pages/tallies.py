"""What a selection of events adds up to: with whom, when, on what. Every line leads to the events it counts.

Each function costs the number of queries that it names, whatever the number of events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Model, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from events.bitmaps import Bitmaps, present, public_numbers
from events.choices import EventType
from events.models import Country, EventPlace, EventQuerySet, Framework, Organization, Theme
from events.models.event_index import key
from events.pages.charts import BarChart, Column, bar_chart
from events.selection import Selection

LINES = 10
MULTIPLES = 8
MOST_YEARS = 80  # bars; earlier years would make all of them too thin to read


@dataclass(frozen=True)
class Line:
    """A name, the number of events behind it and the query of their list."""

    label: str
    count: int
    query: str
    share: str = "0"  # of the largest count, in per cent, for the bar


@dataclass(frozen=True)
class Multiple:
    """A small chart with its name."""

    line: Line
    chart: BarChart


def joined(query: str, *pairs: tuple[str, str]) -> str:
    """A query string with more parameters, also such as it has already."""
    return "&".join(part for part in (query, urlencode(pairs)) if part)


def events_of(selection: Selection) -> BitMap:
    """The events of a selection, as the set that they are counted in."""
    events: BitMap = selection.filters.found.events
    return events


def _sets(selection: Selection) -> Bitmaps:
    bitmaps: Bitmaps = selection.filters.found.bitmaps
    return bitmaps


def countries(selection: Selection, *, beside: str = "") -> list[Line]:
    """Countries that took part, the most frequent first. One query.

    `beside` leaves out the country that the selection asks for, which must ask in the role "took part".
    """
    pairs = [("country_match", "all")] if beside else [("country_role", "took-part")]
    named = Country.objects.exclude(pk=beside).values_list("pk", "name")
    return _most_frequent(selection, "country", named, lambda code: joined(selection.query, ("country", code), *pairs))


def organizations(selection: Selection, *, beside: str = "", not_of: Country | None = None) -> list[Line]:
    """Organizations that took part; those of one state can be left out. One query, and one to leave out."""
    pairs = [("organization_match", "all")] if beside else []
    out = set(Organization.objects.of_country(not_of).values_list("pk", flat=True)) if not_of else set()
    bodies = Organization.objects.exclude(slug=beside).defer("search")
    best = _busiest(selection, "organization", LINES + 1, out)
    rows = [(body.short_name, body.name, body.slug, best[body.pk]) for body in bodies.filter(pk__in=best)]
    rows.sort(key=lambda row: (-row[3], row[1], row[2]))
    return _lines(
        (label, number, joined(selection.query, ("organization", slug), *pairs))
        for label, _name, slug, number in rows[:LINES]
    )


def frameworks(selection: Selection) -> list[Line]:
    """Frameworks that the events had to do with. One query."""
    best = _busiest(selection, "framework", LINES, set())
    rows = [(title, slug, best[pk]) for pk, title, slug in _titles(best)]
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    return _lines((title, number, joined(selection.query, ("framework", slug))) for title, slug, number in rows)


def _titles(keys: Iterable[int]) -> QuerySet[Framework, tuple[int, str, str]]:
    return Framework.objects.filter(pk__in=list(keys)).values_list("pk", "title", "slug")


def types(selection: Selection) -> list[Line]:
    """Types of event, the most frequent first. No query."""
    named = [(code, str(label)) for code, label in EventType.choices]
    lines = _most_frequent(
        selection, "type", sorted(named), lambda code: joined(selection.query, ("type", code)), limit=len(named)
    )
    return lines


def _most_frequent(
    selection: Selection,
    kind: str,
    named: Iterable[tuple[str, str]],
    address: Callable[[str], str],
    *,
    limit: int = LINES,
) -> list[Line]:
    """Lines of a vocabulary by the number of events, then in its own order of names."""
    bitmaps, events = _sets(selection), events_of(selection)
    rows = [(events.intersection_cardinality(bitmaps.any_of([key(kind, code)])), label, code) for code, label in named]
    order = 2 if kind == "type" else 1
    rows = sorted((row for row in rows if row[0]), key=lambda row: (-row[0], row[order]))
    return _lines((label, number, address(code)) for number, label, code in rows[:limit])


def _busiest(selection: Selection, kind: str, limit: int, out: set[int]) -> dict[int, int]:
    """Primary keys of the records of a kind that most of the events name, with the number of these events."""
    found_events = selection.filters.found
    counted: dict[int, int] = found_events.busiest(kind, limit, out)
    return counted


def located_in(selection: Selection, country: Country) -> int:
    """How many of the events took place in the country. No query."""
    return events_of(selection).intersection_cardinality(_sets(selection).any_of([key("place", country.code)]))


def cities(country: Country) -> list[tuple[str, int]]:
    """Cities of the country in which public events took place. One query."""
    rows = EventPlace.objects.filter(EventQuerySet.public_q("event__"), country=country).exclude(city="")
    counted = rows.values_list("city").annotate(number=Count("event", distinct=True)).order_by("-number", "city")
    return list(counted[:LINES])


def bodies_of(country: Country, selection: Selection) -> list[Any]:
    """The public organizations of a state, the busiest first, each with its `event_count`. One query.

    One more where something has changed since it was last asked who is public.
    """
    bitmaps = _sets(selection)
    public = public_numbers(Organization, bitmaps)
    bodies: list[Any] = [body for body in Organization.objects.of_country(country).defer("search") if body.pk in public]
    for body in bodies:
        body.event_count = len(bitmaps.any_of([key("organization", body.pk)]))
    return sorted(bodies, key=lambda body: (-body.event_count, body.name, body.pk))


def roles(selection: Selection, name: str, record: Model, vocabulary: type[TextChoices]) -> list[Line]:
    """How often the record acted in which role, in the order of the vocabulary. No query."""
    bitmaps = _sets(selection)
    numbers = [(role, len(bitmaps.any_of([key(name, record.pk, role.value)]))) for role in vocabulary]
    return _lines(
        (str(role.label), number, joined(selection.query, (f"{name}_role", role.value)))
        for role, number in numbers
        if number
    )


def met(selection: Selection, kind: str) -> int:
    """How many different records of a kind that has numbers hang on the events. No query."""
    events = events_of(selection)
    return sum(events.intersect(each) for _pk, each in _sets(selection).numbered(kind))


def countries_met(selection: Selection) -> int:
    """How many different countries took part in the events. One query."""
    bitmaps, events = _sets(selection), events_of(selection)
    codes = Country.objects.values_list("pk", flat=True)
    return sum(events.intersect(bitmaps.any_of([key("country", code)])) for code in codes)


def per_year(
    selection: Selection, *, today: date, title: str, located_in: Country | None = None, plot: int = 150
) -> BarChart | None:
    """Events of each year that they touch; with a country, those held there apart. None without events. No query."""
    bitmaps, events = _sets(selection), events_of(selection)
    parts, series = [events], [_("Events")]
    if located_in:
        here = bitmaps.any_of([key("place", located_in.code)])
        parts, series = [events & here, events - here], [_("In %(country)s") % {"country": located_in.name}]
        series.append(_("Elsewhere or online"))
    touched = [year for year in bitmaps.years_touched if events.intersect(bitmaps.touching(year))]
    years = _years(touched, today)
    if not years:
        return None
    columns = [
        _year_column(
            year,
            tuple(part.intersection_cardinality(bitmaps.touching(year)) for part in parts),
            tuple(series),
            selection.query,
            today,
        )
        for year in years
    ]
    return bar_chart(title, columns, series=tuple(series), plot=plot)


def themes(selection: Selection) -> list[Line]:
    """Themes of the events. One query."""
    named = list(Theme.objects.values_list("pk", "name"))
    return _most_frequent(
        selection, "theme", named, lambda slug: joined(selection.query, ("theme", slug)), limit=len(named)
    )


def themes_per_year(selection: Selection, *, today: date) -> list[Multiple]:
    """The most frequent themes, each with a small chart of the years that its events touch; all on one scale.

    One query.
    """
    bitmaps, events = _sets(selection), events_of(selection)
    named = Theme.objects.values_list("pk", "name")
    sets = [(slug, name, events & bitmaps.any_of([key("theme", slug)])) for slug, name in named]
    themed = [row for row in sets if row[2]]
    years = _years([year for year in bitmaps.years_touched if any(_in(year, row[2], bitmaps) for row in themed)], today)
    top = sorted(themed, key=lambda row: (-len(row[2]), row[1]))[:MULTIPLES]
    counts = {slug: [_in(year, own, bitmaps) for year in years] for slug, _name, own in top}
    tallest = max((max(numbers, default=0) for numbers in counts.values()), default=1)
    return [
        Multiple(
            Line(name, len(own), joined(selection.query, ("theme", slug))),
            bar_chart(
                _("%(theme)s, events per year") % {"theme": name},
                [
                    _year_column(year, (number,), ("",), joined(selection.query, ("theme", slug)), today)
                    for year, number in zip(years, counts[slug], strict=True)
                ],
                plot=42,
                tallest=tallest,
                is_small=True,
            ),
        )
        for slug, name, own in top
    ]


def _in(year: int, events: BitMap, bitmaps: Bitmaps) -> int:
    return events.intersection_cardinality(bitmaps.touching(year))


def busiest(selection: Selection, records: QuerySet, kind: str, *, limit: int) -> list[Any]:
    """The records that most of the events name, each with its `event_count`. One query; two for countries."""
    if kind == "country":
        codes = records.values_list("pk", flat=True)
        bitmaps, events = _sets(selection), events_of(selection)
        numbers = {code: events.intersection_cardinality(bitmaps.any_of([key(kind, code)])) for code in codes}
        best = dict(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
        counts: dict[Any, int] = {code: number for code, number in best.items() if number}
    else:
        counts = _busiest(selection, kind, limit, set())
    named = records.in_bulk(list(counts))
    for pk, number in counts.items():
        named[pk].event_count = number
    return [named[pk] for pk in counts]


def set_event_counts(records: list[Any], kind: str, attribute: str) -> None:
    """Give each record its number of public events, for lists that are read whole. One query."""
    bitmaps = present()
    for record in records:
        setattr(record, attribute, len(bitmaps.any_of([key(kind, record.pk)])))


def _lines(found: Iterable[tuple[str, int, str]]) -> list[Line]:
    rows = list(found)
    most = max((count for _label, count, _query in rows), default=1)
    return [Line(label, count, query, f"{100 * count / most:.1f}") for label, count, query in rows]


def _years(found: list[int], today: date) -> range:
    """Every year from the first event to this one, so that years without events show as well."""
    if not found:
        return range(0)
    last = max(*found, today.year)
    return range(max(min(found), last - MOST_YEARS + 1), last + 1)


def _year_column(year: int, values: tuple[int, ...], series: tuple[str, ...], query: str, today: date) -> Column:
    is_incomplete = year >= today.year
    total = sum(values)
    words = ngettext("%(year)d: %(number)d event", "%(year)d: %(number)d events", total)
    told = words % {"year": year, "number": total}
    if len(values) > 1:
        parts: Any = zip(series, values, strict=True)
        told += " (" + ", ".join(f"{name}: {value}" for name, value in parts) + ")"
    if is_incomplete:
        told = _("%(count)s so far, year incomplete") % {"count": told}
    return Column(str(year), values, told, joined(query, ("year", str(year))), is_incomplete)
