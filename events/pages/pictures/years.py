"""Events per year: all of them in one chart, and by type or theme in small ones that share a scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from events.choices import DatePrecision, EventType
from events.models import Theme
from events.models.event_index import key
from events.pages.charts import BarChart, Column, bar_chart
from events.pages.pictures.narrow import Question

MULTIPLES = 8
MOST_YEARS = 80  # bars; earlier years would make all of them too thin to read


@dataclass(frozen=True)
class Year:
    """The events of the question that touch a year, and of these those whose day is not known.

    No date is known less well than to its year, so that an event is never only possibly in a year.
    """

    year: int
    events: BitMap
    vague: BitMap
    is_incomplete: bool


@dataclass(frozen=True)
class Part:
    """The events with one type or theme."""

    value: str
    label: str
    count: int
    query: str | None  # of the pictures of this part alone
    chart: BarChart | None = None  # None for those that are named only


@dataclass(frozen=True)
class Split:
    """The same years once for each of the most frequent types or themes, all on one scale; the others named."""

    parameter: str
    drawn: tuple[Part, ...]
    named: tuple[Part, ...]
    years: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[str, list[Column]]]:
        """The numbers as a table: a row for each year, a column for each chart."""
        charts = [part.chart for part in self.drawn if part.chart]
        return [(label, [chart.bars[place].column for chart in charts]) for place, label in enumerate(self.years)]


def years_of(question: Question, today: date) -> list[Year]:
    """Every year from the first that the events touch to this one; only those asked for where some are asked."""
    vague = question.found.bitmaps.any_of(key("precision", one) for one in DatePrecision if one != DatePrecision.DAY)
    found = [_year(question, year, vague, today) for year in _asked_years(question, today)]
    touched = [year.year for year in found if year.events]
    if not touched:
        return []
    last = max(touched[-1], today.year)
    return [year for year in found if touched[0] <= year.year <= last][-MOST_YEARS:]


def _asked_years(question: Question, today: date) -> list[int]:
    """The years that can hold events of the question, in order.

    An event that was asked for by its year may touch another one, but no address asks for both years together.
    """
    known = question.found.bitmaps.years
    if not known:
        return []
    last = max(known[-1] + 1, today.year)
    first_day, last_day = question.filters.period
    first = max(known[0], first_day.year if first_day else 0)
    last = min(last, last_day.year if last_day else last)
    asked = question.asked["year"]
    return [year for year in range(first, last + 1) if not asked or year in asked]


def _year(question: Question, year: int, vague: BitMap, today: date) -> Year:
    events = question.of_year(year)
    return Year(year, events, events & vague, year >= today.year)


def per_year(question: Question, years: list[Year]) -> BarChart | None:
    """All events of each year, those whose day is not known drawn apart; None without events."""
    if not years:
        return None
    columns = [_column(question, year, question.events) for year in years]
    return bar_chart(_("Events per year"), columns, series=(_("Events"),), plot=190)


def by_type(question: Question, years: list[Year]) -> Split:
    values = [(kind.value, str(kind.label)) for kind in EventType]
    return _split(question, years, "type", values)


def by_theme(question: Question, years: list[Year]) -> Split:
    """One query."""
    return _split(question, years, "theme", Theme.objects.public().by_pillar().values_list("pk", "name"))


@dataclass(frozen=True)
class _Value:
    """A type or theme, with its events in the whole record and their number in the question."""

    value: str
    label: str
    events: BitMap
    count: int


def _split(question: Question, years: list[Year], parameter: str, values: Iterable[tuple[str, str]]) -> Split:
    found = [_value(question, parameter, value, label) for value, label in values]
    ranked = sorted((one for one in found if one.count), key=lambda one: (-one.count, one.label))
    drawn, named = ranked[:MULTIPLES], ranked[MULTIPLES:]
    numbers = (year.events.intersection_cardinality(one.events) for year in years for one in drawn)
    tallest = max(numbers, default=1)
    parts = tuple(
        _part(question, parameter, one, _small_chart(question, years, parameter, one, tallest)) for one in drawn
    )
    rest = tuple(_part(question, parameter, one, None) for one in named)
    return Split(parameter, parts, rest, tuple(str(year.year) for year in years))


def _value(question: Question, parameter: str, value: str, label: str) -> _Value:
    events = question.of_key(parameter, value)
    return _Value(value, label, events, question.events.intersection_cardinality(events))


def _part(question: Question, parameter: str, one: _Value, chart: BarChart | None) -> Part:
    return Part(one.value, one.label, one.count, question.narrowed((parameter, one.value)), chart)


def _small_chart(question: Question, years: list[Year], parameter: str, one: _Value, tallest: int) -> BarChart:
    columns = [_column(question, year, one.events, (parameter, one.value)) for year in years]
    title = _("%(part)s, events per year") % {"part": one.label}
    return bar_chart(title, columns, plot=52, tallest=tallest, is_small=True)


def _column(question: Question, year: Year, events: BitMap, *steps: tuple[str, str]) -> Column:
    number = year.events.intersection_cardinality(events)
    vague = year.vague.intersection_cardinality(events)
    words = ngettext("%(year)d: %(number)d event", "%(year)d: %(number)d events", number)
    told = words % {"year": year.year, "number": number}
    if vague:
        told = _("%(count)s, of %(number)d the day is not known") % {"count": told, "number": vague}
    if year.is_incomplete:
        told = _("%(count)s so far, year incomplete") % {"count": told}
    query = question.narrowed(*steps, ("year", str(year.year)))
    return Column(str(year.year), (number,), told, query, year.is_incomplete, vague)
