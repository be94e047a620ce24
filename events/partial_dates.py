"""Dates at the precision that is known: `2022`, `2022-03` or `2022-03-03` (ISO 8601, reduced precision).

A partial date stands for the days from `earliest` to `latest`. The database computes the same two bounds with
the functions `partial_date_earliest` and `partial_date_latest`; `tests/test_partial_dates.py` holds the two
against each other.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from events.choices import DatePrecision

PATTERN = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A date of which the year, the month or the day is the last part known."""

    text: str  # as stored
    earliest: date  # first day it can stand for
    latest: date  # last day it can stand for
    precision: DatePrecision

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO text; raise ValueError with a sentence for the person who typed it."""
        match = PATTERN.fullmatch(text)
        if not match:
            raise ValueError(
                _("“%(text)s” is not a date: write a year, a month or a day, like 2022, 2022-03 or 2022-03-03.")
                % {"text": text[:40]}
            )
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return cls(text, date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
        last = monthrange(year, month)[1]
        if day is None:
            return cls(text, date(year, month, 1), date(year, month, last), DatePrecision.MONTH)
        if day > last:
            raise ValueError(
                _("“%(text)s” is not a date: %(month)s %(year)s has %(last)d days.")
                % {"text": text, "month": MONTHS[month], "year": year, "last": last}
            )
        return cls(text, date(year, month, day), date(year, month, day), DatePrecision.DAY)


def validate_partial_date(text: str) -> None:
    """Model and form validator: `PartialDate.parse`, with its sentence as the message."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        raise ValidationError(str(error), code="partial_date") from None


def in_words(start: str, end: str = "") -> str:
    """A date or range as people write it, never more exact than what is stored.

    `2022-03-03`, `2022-03-04` becomes "3–4 March 2022"; `2022-03` becomes "March 2022". Text that is no
    partial date is returned as it is, because a page must still open when a row was written past the checks.
    """
    try:
        first = PartialDate.parse(start)
        last = PartialDate.parse(end) if end and end != start else None
    except ValueError:
        return "–".join(part for part in (start, end) if part)
    if last is None:
        return _words(first)
    both_days = first.precision == last.precision == DatePrecision.DAY
    same_year = first.earliest.year == last.earliest.year
    if both_days and same_year and first.earliest.month == last.earliest.month:
        return f"{first.earliest.day}–{_words(last)}"
    if same_year and DatePrecision.YEAR not in (first.precision, last.precision):
        return f"{_words(first, with_year=False)} – {_words(last)}"
    return f"{_words(first)} – {_words(last)}"


def _words(value: PartialDate, with_year: bool = True) -> str:
    year = f" {value.earliest.year}" if with_year else ""
    month = MONTHS[value.earliest.month]
    if value.precision == DatePrecision.DAY:
        return f"{value.earliest.day} {month}{year}"
    if value.precision == DatePrecision.MONTH:
        return f"{month}{year}"
    return year.strip()
