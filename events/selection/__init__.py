"""Which records a request asks for. Page, file, feed and API all build a `Selection` from the query string.

A selection takes parameters in and gives records, errors, words, choices and links out. It never renders and
never knows the format of the output. With any error it holds no records: never a wider result than asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.bitmaps import PUBLIC, Bitmaps, present, public_by_events, public_by_name, public_numbers
from events.columns import COLUMNS, Column
from events.facets import Choice, Facet, event_facets, find_parameters, record_facets
from events.filters import FILTERS, Cities, EventFilters, RecordFilters, Records, Repeated, Together
from events.models import Country, Event, EventIndex, Framework, Organization, Person, Quote, Theme
from events.models.event_index import through_indexes
from events.releases import current, known_columns, why_not
from events.selection import words
from events.selection.chosen import chosen_columns
from events.selection.orders import BY_DATE, SORTS, in_order
from events.selection.problem import Problem, shown

PAGE_SIZE = 25
FEW = 2000  # events that the database finds by their numbers more quickly than by conditions
FEW_ROWS = 100  # of which a few are shown without asking for their keys first
WHOLE = {"countries": 300, "themes": 100}  # standard lists, read as a whole and under headings
MOST_VALUES = 60  # of one parameter; more is no question that a person asks
MOST_LETTERS = 300  # of one value; slugs and searches are shorter

RECORDS: dict[str, type[models.Model]] = {
    "events": Event,
    "organizations": Organization,
    "people": Person,
    "countries": Country,
    "frameworks": Framework,
    "quotes": Quote,
    "themes": Theme,
}


@dataclass(frozen=True)
class Pill:
    """An active restriction; `query` is the address without it."""

    label: str
    value: str
    query: str


@dataclass(frozen=True)
class Counts:
    """How many records were found, and how many of them lie only possibly in the asked period."""

    total: int
    possible: int


class Selection:
    """The records of one kind that a query string asks for.

    `records` is a public, filtered and ordered QuerySet, not yet evaluated. Building a selection costs one query
    for each parameter that names records by slug.
    """

    def __init__(
        self, kind: str, parameters: QueryDict | Mapping[str, Any], *, columns: list[Column] | None = None
    ) -> None:
        self.kind = kind
        self.release = current()
        self._columns = known_columns(kind, COLUMNS[kind]) if columns is None else columns
        self.parameters = _as_query_dict(parameters)
        self.filters: RecordFilters = FILTERS[kind](
            data=self._filter_data(),
            queryset=RECORDS[kind]._default_manager.public(),  # type: ignore[attr-defined]
        )

    # What was asked

    def _filter_data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.parameters.lists():
            kept = list(dict.fromkeys(value for value in values if value.strip()))
            if kept and not any(_is_unreadable(value) for value in kept):
                data.setlist(name, kept)
        return data

    @cached_property
    def errors(self) -> list[Problem]:
        """Everything wrong with the parameters, in words; empty when they can be answered."""
        problems = [problem for name in self.parameters for problem in self._problems_of(name)]
        for name, errors in self.filters.form.errors.as_data().items():
            for error in errors:
                value = (error.params or {}).get("value", ", ".join(self.parameters.getlist(name)))
                problems.extend(Problem(name, shown(value), message) for message in error.messages)
        return problems

    def _problems_of(self, name: str) -> list[Problem]:
        values = [value for value in self.parameters.getlist(name) if value.strip()]
        known = [*self.filters.filters, "sort", "page", "columns", "release", *find_parameters(self.kind)]
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = _("Did you mean “%s”?") % near[0] if near else _("It can be left out.")
            message = _("This is not a parameter of this list. %(hint)s") % {"hint": hint}
            return [Problem(shown(name), shown(values[0] if values else ""), message)]
        problems = [
            Problem(name, shown(value), _("This value is too long or holds characters that can't be read."))
            for value in values
            if _is_unreadable(value, MOST_LETTERS if name != "columns" else 10 * MOST_LETTERS)
        ]
        if name == "release" and values:
            reason = why_not(values) or ("" if self._columns else _("This table is not in the release."))
            return [Problem(name, shown(", ".join(values)), reason)] if reason else []
        if len(values) > 1 and not self._takes_several(name):
            problems.append(Problem(name, shown(", ".join(values)), _("This parameter can be given only once.")))
        if len(values) > MOST_VALUES:
            message = _("At most %(most)d values can be given.") % {"most": MOST_VALUES}
            number = ngettext("%d value", "%d values", len(values)) % len(values)
            problems.append(Problem(name, number, message))
        if name == "sort" and values and values[0] not in dict(SORTS[self.kind]):
            choices = ", ".join(value for value, _label in SORTS[self.kind])
            problems.append(Problem(name, shown(values[0]), _("Known orders are: %s.") % choices))
        if name == "columns" and not problems:
            problems += chosen_columns(values, self._columns)[1]
        return problems

    def _takes_several(self, name: str) -> bool:
        return name == "columns" or name.endswith("_role") or isinstance(self.filters.filters.get(name), Repeated)

    # What was found

    @cached_property
    def records(self) -> models.QuerySet:
        """The public records that were asked for, in the asked order; none at all when something is wrong."""
        if self.errors:
            return RECORDS[self.kind]._default_manager.none()
        return in_order(self.filters.qs, self.sort)

    @cached_property
    def _certain_q(self) -> Q | None:
        """Which records lie in the asked period under every reading of their dates; None when none is asked."""
        is_dated = isinstance(self.filters, EventFilters) and self.filters.asks_for_a_period
        return self.filters.certain_q() if is_dated else None

    @cached_property
    def counts(self) -> Counts:
        """One query, and one where words are asked for. All organizations and people are counted from their sets."""
        if self.errors:
            return Counts(0, 0)
        if self._is_all_there_is:
            return Counts(len(public_numbers(RECORDS[self.kind], self._bitmaps)), 0)
        if self.kind != "events":
            return Counts(self.filters.qs.count(), 0)
        total = len(self.filters.found.events)
        certain = total if self._certain_q is None else self.filters.found.number_of(self._certain_q)
        return Counts(total, total - certain)

    @cached_property
    def _bitmaps(self) -> Bitmaps:
        return present()

    @property
    def _is_all_there_is(self) -> bool:
        """Whether these are all public organizations or people, which are known from their sets."""
        return RECORDS[self.kind] in PUBLIC and not self.errors and not self.is_filtered

    def page(self) -> Page:
        """The asked page of 25 records, or of all in a standard list; a number that is no page is a 404."""
        number = self.parameters.get("page", "1") or "1"
        paginator = Paginator(self.records, WHOLE.get(self.kind, PAGE_SIZE))
        paginator.__dict__["count"] = self.counts.total  # counted already, with the possible ones
        if not re.fullmatch(r"[1-9]\d{0,8}", number, re.ASCII):
            raise Http404(_("There is no page “%s”.") % shown(number))
        try:
            page = paginator.page(number)
        except EmptyPage:
            message = _("There is no page %(number)s: the list has %(pages)d.")
            raise Http404(message % {"number": number, "pages": paginator.num_pages}) from None
        if self.kind == "events" and self.counts.total:
            page.object_list = self._events(page.start_index() - 1, page.end_index())
        elif self._is_all_there_is:
            page.object_list = self._actors(page.start_index() - 1, page.end_index())
        return page

    def first_events(self, number: int) -> models.QuerySet[Event]:
        """The first events of the list."""
        return self._events(0, number)

    def _events(self, start: int, end: int) -> models.QuerySet[Event]:
        """Whole events from one place in the list to another.

        In an order by dates only the days on which these places fall are asked of the database. Where these hold many
        events, and in another order, the keys come first, for one more query: an offset over keys reads the index
        alone, over whole rows each of them with all that a row shows.
        """
        found, column = self.filters.found, BY_DATE.get(self.sort)
        if column:
            keys, skipped = found.bitmaps.around(found.events, column, start, end, last_first=self.sort == "newest")
        elif self.sort == "countries":
            keys, skipped = found.bitmaps.around_by_countries(found.events, start, end)
        elif self.counts.total <= FEW:
            keys, skipped = found.events, 0
        else:
            return self._listed(self.filters.index, start, end)
        start, end = start - skipped, end - skipped
        if self.sort == "countries" or (column and len(keys) <= FEW_ROWS):
            return in_order(Event.objects.public().filter(pk__in=list(keys)), self.sort)[start:end]
        return self._listed(EventIndex.objects.public().filter(pk__in=list(keys)), start, end)

    def _listed(self, rows: models.QuerySet[EventIndex], start: int, end: int) -> models.QuerySet[Event]:
        with through_indexes():
            listed = list(in_order(rows, self.sort).values_list("pk", flat=True)[start:end])
        return in_order(Event.objects.public().filter(pk__in=listed), self.sort)

    def _actors(self, start: int, end: int) -> models.QuerySet:
        """All public organizations or people from one place in the list to another."""
        model, known = RECORDS[self.kind], public_by_name if self.sort == "name" else public_by_events
        return in_order(model._default_manager.filter(pk__in=known(model, self._bitmaps)[start:end]), self.sort)

    # What it is called

    @cached_property
    def description(self) -> str:
        """The selection as a heading and file name; the plain noun when something is wrong."""
        if self.errors:
            return str(words.NOUNS[self.kind])
        return words.of_release(words.description(self.kind, self.filters), self.release)

    @property
    def columns(self) -> list[Column]:
        """The columns that a file is to have, in the asked order; all of them when none is named."""
        return chosen_columns(self.parameters.getlist("columns"), self._columns)[0]

    @cached_property
    def pills(self) -> list[Pill]:
        if self.errors:
            return []
        released = (
            [Pill(_("Release"), self.release.name, urlencode([*self._asked(), *self._order()]))] if self.release else []
        )
        return released + [
            Pill(one.label, one.words, self._query_without(one.parameter, one.value))
            for one in words.restrictions(self.filters)
        ]

    @property
    def is_filtered(self) -> bool:
        return bool(self._asked())

    @property
    def values(self) -> dict[str, list[str]]:
        """What was typed, for the form to show again."""
        return {name: self.parameters.getlist(name) for name in self.parameters}

    @property
    def page_only(self) -> dict[str, str]:
        """Parameters, with their values, that mean something on a page and nothing to a file."""
        names = {"page", *find_parameters(self.kind)}
        return {name: value for name in sorted(names) if (value := str(self.parameters.get(name, "")).strip())}

    # Where it leads

    @property
    def sort(self) -> str:
        return self.parameters.get("sort") or SORTS[self.kind][0][0]

    @property
    def sorts(self) -> list[Choice]:
        return [Choice(value, str(label), value == self.sort) for value, label in SORTS[self.kind]]

    def _asked(self) -> list[tuple[str, str]]:
        """Parameters that restrict, in the order of the filters, without defaults and blanks."""
        data = self._filter_data()
        cleaned = {} if self.errors else self.filters.form.cleaned_data
        for name, parameter in self.filters.filters.items():
            if isinstance(parameter, Records | Together | Cities) and cleaned.get(name):
                # A record that was asked for by a slug of the past is named by its present one.
                data.setlist(name, [words.key(value) for value in cleaned[name]])
        defaults = {("dates", "possible"), *((f"{name}_match", "any") for name in self.filters.filters)}
        pairs = [(name, value) for name in self.filters.filters for value in data.getlist(name)]
        restricting = {name for name, _value in pairs}
        return [
            (name, value)
            for name, value in pairs
            if (name, value) not in defaults and _qualifies_something(name, restricting)
        ]

    def _query_without(self, parameter: str, value: str) -> str:
        pairs = [pair for pair in self._asked() if pair != (parameter, value)]
        names = {name for name, _value in pairs}
        return self._encoded([pair for pair in pairs if _qualifies_something(pair[0], names)])

    def _encoded(self, pairs: list[tuple[str, str]]) -> str:
        return urlencode([*pairs, *self._order(), *self._as_of()])

    def _order(self) -> list[tuple[str, str]]:
        return [] if self.sort == SORTS[self.kind][0][0] else [("sort", self.sort)]

    def _as_of(self) -> list[tuple[str, str]]:
        return [("release", self.release.name)] if self.release else []

    @cached_property
    def query(self) -> str:
        """The canonical query string: same question, same string. Without the page."""
        return self._encoded(self._asked())

    @property
    def page_query(self) -> str:
        """The canonical query string with what belongs to the page: its number, and words that find choices."""
        return "&".join(part for part in (self.query, urlencode(self.page_only)) if part)

    def link(self, **changes: Any) -> str:
        """The query string with some parameters changed, or dropped when None; back on the first page."""
        kept = [(name, value) for name, value in self._asked() if name not in changes]
        order = [] if "sort" in changes else self._order()
        default = ("sort", SORTS[self.kind][0][0])
        changed = [(name, str(value)) for name, value in changes.items() if value is not None]
        new = [pair for pair in changed if pair not in {default, ("page", "1")}]
        return urlencode([*kept, *order, *self._as_of(), *new])

    def facets(self) -> list[Facet]:
        """The filter panel. See `facets.event_facets` for its queries."""
        if self.kind == "events":
            typed = {name: self.parameters.get(name, "") for name in find_parameters(self.kind)}
            readable = {name: value for name, value in typed.items() if not _is_unreadable(value)}
            return event_facets(self.filters, None if self.errors else self.filters.found, readable)
        return record_facets(self.kind, self.filters)


def _as_query_dict(parameters: QueryDict | Mapping[str, Any]) -> QueryDict:
    if isinstance(parameters, QueryDict):
        return parameters
    return QueryDict(urlencode(parameters, doseq=True))


def _is_unreadable(value: str, most: int = MOST_LETTERS) -> bool:
    return len(value) > most or "\x00" in value or "\ufffd" in value


def _qualifies_something(name: str, restricting: set[str]) -> bool:
    """A role or match without a value of its parameter, or `dates` without a period, says nothing."""
    if name == "dates":
        return bool(restricting & {"year", "from", "to"})
    if name == "country_role":
        return bool(restricting & {"country", "region"})
    for ending in ("_match", "_role"):
        if name.endswith(ending):
            return name.removesuffix(ending) in restricting
    return True
