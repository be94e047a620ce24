"""What a selection of events adds up to: with whom, when, on what. Every line leads to the events it counts.

Each function costs the number of queries that it names, whatever the number of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import BooleanField, Count, Exists, Model, OuterRef, QuerySet, TextChoices, Value
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import EventType
from events.models import (
    Country,
    CountryParticipation,
    EventFramework,
    EventPlace,
    EventQuerySet,
    EventTheme,
    Organization,
    OrganizationParticipation,
)
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
    return urlencode([*parse_qsl(query), *pairs])


def of_events(selection: Selection) -> QuerySet:
    """The events as a subquery, without their order."""
    return selection.records.order_by().values("pk")


def countries(selection: Selection, *, beside: str = "") -> list[Line]:
    """Countries that took part, the most frequent first. One query.

    `beside` leaves out the country that the selection asks for, which must ask in the role "took part".
    """
    rows = CountryParticipation.objects.filter(event__in=of_events(selection)).exclude(country=beside)
    found = _counted(rows, "country", "country__name")
    pairs = [("country_match", "all")] if beside else [("country_role", "took-part")]
    return _lines(
        (row["country__name"], row["number"], joined(selection.query, ("country", row["country"]), *pairs))
        for row in found
    )


def organizations(selection: Selection, *, beside: str = "", not_of: Country | None = None) -> list[Line]:
    """Organizations that took part; those of one state can be left out. One query."""
    rows = OrganizationParticipation.objects.filter(event__in=of_events(selection))
    rows = rows.exclude(organization__slug=beside)
    if not_of:
        rows = rows.exclude(organization__country=not_of)
    names = ("organization__slug", "organization__acronym", "organization__name", "organization__country")
    pairs = [("organization_match", "all")] if beside else []
    return _lines(
        (
            _short_name(row),
            row["number"],
            joined(selection.query, ("organization", row["organization__slug"]), *pairs),
        )
        for row in _counted(rows, *names, order="organization__name")
    )


def frameworks(selection: Selection) -> list[Line]:
    """Frameworks that the events had to do with. One query."""
    rows = EventFramework.objects.filter(event__in=of_events(selection))
    found = _counted(rows, "framework__slug", "framework__title")
    return _lines(
        (
            row["framework__title"],
            row["number"],
            joined(selection.query, ("framework", row["framework__slug"])),
        )
        for row in found
    )


def types(selection: Selection) -> list[Line]:
    """Types of event. One query."""
    found = selection.records.order_by().values("type").annotate(number=Count("pk")).order_by("-number", "type")
    return _lines(
        (str(EventType(row["type"]).label), row["number"], joined(selection.query, ("type", row["type"])))
        for row in found
    )


def cities(country: Country) -> list[tuple[str, int]]:
    """Cities of the country in which public events took place. One query."""
    rows = EventPlace.objects.filter(EventQuerySet.public_q("event__"), country=country).exclude(city="")
    return [(row["city"], row["number"]) for row in _counted(rows, "city")]


def roles(
    selection: Selection, rows: type[Model], name: str, record: Model, vocabulary: type[TextChoices]
) -> list[Line]:
    """How often the record acted in which role, in the order of the vocabulary. One query."""
    public = rows._default_manager.filter(EventQuerySet.public_q("event__"), **{name: record})
    counts = dict(public.values_list("role").annotate(number=Count("event", distinct=True)).order_by())
    return _lines(
        (str(role.label), counts[role.value], joined(selection.query, (f"{name}_role", role.value)))
        for role in vocabulary
        if role.value in counts
    )


def met(selection: Selection, rows: type[Model], name: str) -> int:
    """How many different records of one kind hang on the events. One query."""
    found = rows._default_manager.filter(event__in=of_events(selection))
    return int(found.aggregate(number=Count(name, distinct=True))["number"])


def per_year(
    selection: Selection, *, today: date, title: str, located_in: Country | None = None, plot: int = 150
) -> BarChart | None:
    """Events of each year that they touch; with a country, those held there apart. None without events. One query."""
    here = EventPlace.objects.filter(event=OuterRef("pk"), country=located_in)
    mark = Exists(here) if located_in else Value(True, output_field=BooleanField())
    found = selection.records.order_by().annotate(here=mark, last=ExtractYear("latest_end"))
    counts: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for row in found.values("year", "last", "here").annotate(number=Count("pk")).order_by():
        for year in range(row["year"], row["last"] + 1):
            counts[row["here"]][year] += row["number"]
    years = _years([*counts[True], *counts[False]], today)
    if not years:
        return None
    series: tuple[str, ...] = (_("Events"),)
    if located_in:
        series = (_("In %(country)s") % {"country": located_in.name}, _("Elsewhere or online"))
    columns = [
        _year_column(
            year, tuple(counts[side][year] for side in (True, False)[: len(series)]), series, selection.query, today
        )
        for year in years
    ]
    return bar_chart(title, columns, series=series, plot=plot)


def themes(selection: Selection) -> list[Line]:
    """Themes of the events. One query."""
    rows = EventTheme.objects.filter(event__in=of_events(selection))
    return _lines(
        (row["theme__name"], row["number"], joined(selection.query, ("theme", row["theme"])))
        for row in _counted(rows, "theme", "theme__name", limit=0)
    )


def themes_per_year(selection: Selection, *, today: date) -> list[Multiple]:
    """The most frequent themes, each with a small chart of the years that its events touch; all on one scale.

    One query.
    """
    rows = EventTheme.objects.filter(event__in=of_events(selection)).annotate(last=ExtractYear("event__latest_end"))
    found = rows.values("theme", "theme__name", "event__year", "last").annotate(number=Count("event")).order_by()
    totals: Counter[tuple[str, str]] = Counter()
    counts: dict[tuple[str, str], Counter[int]] = {}
    for row in found:
        theme = row["theme"], row["theme__name"]
        totals[theme] += row["number"]
        by_year = counts.setdefault(theme, Counter())
        for year in range(row["event__year"], row["last"] + 1):
            by_year[year] += row["number"]
    years = _years([year for by_year in counts.values() for year in by_year], today)
    top = sorted(totals, key=lambda theme: (-totals[theme], theme[1]))[:MULTIPLES]
    tallest = max((max(counts[theme].values()) for theme in top), default=1)
    return [
        Multiple(
            Line(name, totals[slug, name], joined(selection.query, ("theme", slug))),
            bar_chart(
                _("%(theme)s, events per year") % {"theme": name},
                [
                    _year_column(
                        year, (counts[slug, name][year],), ("",), joined(selection.query, ("theme", slug)), today
                    )
                    for year in years
                ],
                plot=42,
                tallest=tallest,
                is_small=True,
            ),
        )
        for slug, name in top
    ]


def busiest(records: QuerySet, rows: type[Model], name: str, *, limit: int) -> list[Any]:
    """The records that most public events name, each with its `event_count`. Two queries.

    One pass over all rows: counting for each record apart takes many times as long on a large record.
    """
    public = rows._default_manager.filter(EventQuerySet.public_q("event__"))
    counts = dict(_counted(public, name, limit=limit).values_list(name, "number"))
    found = records.in_bulk(list(counts))
    for key, number in counts.items():
        found[key].event_count = number
    return [found[key] for key in counts]


def set_event_counts(records: list[Any], rows: type[Model], name: str, attribute: str) -> None:
    """Give each record its number of public events, for lists that are read whole. One query."""
    public = rows._default_manager.filter(EventQuerySet.public_q("event__"))
    counts = dict(_counted(public, name, limit=0).order_by().values_list(name, "number"))
    for record in records:
        setattr(record, attribute, counts.get(record.pk, 0))


def _counted(rows: QuerySet, *names: str, order: str = "", limit: int = LINES) -> QuerySet:
    """Group by a record and count its events once each, the most frequent first. A theme stands once per event."""
    found: QuerySet = rows.values(*names).annotate(number=Count("event", distinct=rows.model is not EventTheme))
    found = found.order_by("-number", order or names[-1], names[0])
    return found[:limit] if limit else found


def _short_name(row: dict[str, Any]) -> str:
    """What rows call the organization, by the model's own rule."""
    return Organization(
        name=row["organization__name"], acronym=row["organization__acronym"], country_id=row["organization__country"]
    ).short_name


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
