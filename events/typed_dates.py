"""Dates as people write them, read into partial dates: `11-12 March 2025`, `March 2022`, `11 марта 2025 года`.

Nothing is guessed: what can be read in two ways, or lacks its year, is refused in a sentence that says what to write
instead. Names of months and weekdays come from Babel (CLDR) in the languages of the sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from unicodedata import normalize

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from events.choices import DatePrecision
from events.month_names import month_of, weekdays
from events.partial_dates import PartialDate, in_words

FIELDS = ("day", "month", "year")
LONGEST = 80  # letters; more is a text with a date somewhere in it
SHOWN = 40  # letters of what was typed that a sentence repeats

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
WORDS_OF_A_RANGE = frozenset(["to", "until", "till", "through", "thru", "по", "до", "gacha", "дейін"])
WORDS_OF_A_PAIR = frozenset(["&", "and", "und", "et", "и", "va", "ва", "және", "y"])
FILLERS = frozenset(
    """
    from on in of the between de le du du al el a с со в во на год года году г гг year yil yili yilda yilning йил йили
    йилда йилнинг жыл жылы жылғы жылдың жылдын соли сол kuni kunlari куни кунлари күні күндері число числа
    """.split()  # noqa: SIM905 - as a list it would fill a page
)

TOKEN = re.compile(
    r"""
    (?P<iso>(?<![0-9])[12][0-9]{3}-[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9]))
    | (?P<year_first>(?<![0-9])[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}(?![0-9]))
    | (?P<dotted>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9]))
    | (?P<dotted_short>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}(?![0-9]))
    | (?P<month_year>[0-9]{1,2}\.[0-9]{4}(?![0-9]))
    | (?P<day_month>[0-9]{1,2}\.[0-9]{1,2}\.?(?![0-9]))
    | (?P<slashed>[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?![0-9]))
    | (?P<year>(?<![0-9])[0-9]{4}(?![0-9]))
    | (?P<number>(?<![0-9])[0-9]{1,2}(?![0-9])(?:st|nd|rd|th)?)
    | (?P<between>[-/&])
    | (?P<word>[^\W\d_]+(?:['ʻʼ‘’`][^\W\d_]+)*)
    | (?P<space>[\s,.]+)
    | (?P<other>.)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class TypedDates:
    """A date, or the first and last date of a range, as they are stored, and in words."""

    start: str
    end: str  # '' when it is the same as the start
    words: str


@dataclass(frozen=True)
class Side:
    """What stands on one side of a dash; None is what it leaves out."""

    day: int | None = None
    month: int | None = None
    year: int | None = None

    def completed_by(self, other: Side) -> Side:
        """“11” in “11-12 March 2025” takes month and year from the other side."""
        month = self.month if self.month or not self.day else other.month
        return replace(self, month=month, year=self.year or other.year)


def read_dates(text: str) -> TypedDates:
    """Read a date or a range; raise ValueError with one sentence that says what is wrong and what to write."""
    typed = " ".join(text.split())
    if not typed:
        raise ValueError(_("Write a date, like 11-12 March 2025, March 2022 or 2022-03-03."))
    if len(typed) > LONGEST or "\x00" in text:
        raise _not_understood(typed)
    sides, is_pair = _sides(typed)
    if len(sides) > 2 or not all(sides):
        raise _not_understood(typed)
    parts = [_side(tokens, typed) for tokens in sides]
    if len(parts) == 1:
        start = _partial(parts[0], typed)
        return TypedDates(start.text, "", understood(start.text))
    first, last = parts
    if not first.year and last == Side(year=last.year):
        raise _not_understood(typed)
    start, end = _partial(first.completed_by(last), typed), _partial(last.completed_by(first), typed)
    _check_order(start, end, is_pair, typed)
    until = "" if end.text == start.text else end.text
    return TypedDates(start.text, until, understood(start.text, until))


def read_date(text: str) -> str:
    """Read one date; raise ValueError, with a sentence, when it is none or a range."""
    dates = read_dates(text)
    if dates.end:
        told = _("“%(text)s” is a range of dates: write a single date here, like %(start)s.")
        raise ValueError(told % {"text": text.strip()[:SHOWN], "start": dates.start})
    return dates.start


def understood(start: str, end: str = "") -> str:
    """How stored dates are understood: “11 to 12 March 2025, known to the day”."""
    known = {
        DatePrecision.DAY: _("known to the day"),
        DatePrecision.MONTH: _("known to the month"),
        DatePrecision.YEAR: _("known to the year"),
    }
    precisions = [PartialDate.parse(date).precision for date in (start, end) if date]
    words = re.sub(r"\s*–\s*", f" {_('to')} ", in_words(start, end))
    if len(set(precisions)) == 1:
        return f"{words}, {known[precisions[0]]}"
    told = _("%(dates)s, the start %(start)s, the end %(end)s")
    return told % {"dates": words, "start": known[precisions[0]], "end": known[precisions[1]]}


def _not_understood(typed: str) -> ValueError:
    told = _("“%(text)s” is not a date that can be read: write it like 11-12 March 2025, March 2022 or 2022-03-03.")
    return ValueError(told % {"text": typed.replace("\x00", "")[:SHOWN]})


Token = tuple[str, str]


def _sides(typed: str) -> tuple[list[list[Token]], bool]:
    """The tokens before and after the dash, and whether the two were joined by “and”."""
    folded = normalize("NFKC", typed).casefold().translate(DASHES)
    sides: list[list[Token]] = [[]]
    is_pair = False
    for kind, token in _tokens(_without_hyphens_in_words(folded)):
        is_pair = is_pair or token in WORDS_OF_A_PAIR
        if kind == "between" or token in WORDS_OF_A_RANGE or token in WORDS_OF_A_PAIR:
            sides.append([])
        else:
            sides[-1].append((kind, token))
    return sides, is_pair


def _tokens(folded: str) -> list[Token]:
    """The telling parts of a text: without spaces, fillers and weekdays."""
    found = [(str(match.lastgroup), match[0]) for match in TOKEN.finditer(folded)]
    return [(kind, token) for kind, token in found if kind != "space" and not (kind == "word" and _is_idle(token))]


def _is_idle(word: str) -> bool:
    return month_of(word) is None and (word in FILLERS or word in weekdays())


def _without_hyphens_in_words(folded: str) -> str:
    """`2025-yil 11-mart` and `11-march-2025` hold no range; `march 11-april 2` does."""

    def joined(match: re.Match[str]) -> str:
        starts_anew = month_of(match[1]) and any(month_of(word) for word in re.findall(r"[^\W\d_]+", before(match)))
        return f"-{match[1]}" if starts_anew else f" {match[1]}"

    def before(match: re.Match[str]) -> str:
        return folded[: match.start()]

    spaced = re.sub(r"(?<=\d)-([^\W\d_]+)", joined, folded)
    return re.sub(r"(?<=[^\W\d_])-(?=\d{4}(?!\d))", " ", spaced)


def _side(tokens: list[Token], typed: str) -> Side:
    found = [_read(kind, token, typed) for kind, token in tokens]
    side = Side()
    for part in found:
        if any(getattr(part, name) is not None and getattr(side, name) is not None for name in FIELDS):
            _explain_two_days(side, part, typed)
            raise _not_understood(typed)
        side = replace(side, **{name: value for name in FIELDS if (value := getattr(part, name)) is not None})
    return side


def _explain_two_days(side: Side, part: Side, typed: str) -> None:
    """`11 March 25` has two numbers that could be days: the second is a year cut short."""
    if part == Side(day=part.day) and side.day and side.month and not side.year:
        told = _("“%(text)s” has no year of four digits: write it like 11 March 2025.")
        raise ValueError(told % {"text": typed[:SHOWN]})


def _read(kind: str, token: str, typed: str) -> Side:
    numbers = [int(number) for number in re.findall(r"[0-9]+", token)]
    if kind == "word" and (month := month_of(token)):
        return Side(month=month)
    if kind == "slashed":
        return _slashed(token, numbers, typed)
    if kind == "dotted_short":
        told = _("“%(text)s” has no year of four digits: write it like 12.03.2025.")
        raise ValueError(told % {"text": typed[:SHOWN]})
    if kind in ("iso", "year_first"):
        year, month, *day = numbers
        return Side(day[0] if day else None, month, year)
    orders = {
        "dotted": ("day", "month", "year"),
        "month_year": ("month", "year"),
        "day_month": ("day", "month"),
        "year": ("year",),
        "number": ("day",),
    }
    if kind not in orders:
        raise _not_understood(typed)
    return Side(**dict(zip(orders[kind], numbers, strict=True)))


def _slashed(token: str, numbers: list[int], typed: str) -> Side:
    """`13/04/2025` can be read in one way only, `03/04/2025` in two."""
    first, second, year = numbers
    if year < 1000:
        told = _("“%(text)s” has no year of four digits: write it like 12.03.2025.")
        raise ValueError(told % {"text": typed[:SHOWN]})
    if first <= 12 and second <= 12 and first != second:
        told = _("“%(text)s” can be read in two ways: write %(one)s or %(other)s, whichever is meant.")
        one, other = f"{first} {MONTHS.get(second)} {year}", f"{second} {MONTHS.get(first)} {year}"
        raise ValueError(told % {"text": token, "one": one, "other": other})
    return Side(second, first, year) if second > 12 else Side(first, second, year)


def _partial(side: Side, typed: str) -> PartialDate:
    """The date of a side as it is stored, or in words why it is none."""
    shown = {"text": typed[:SHOWN]}
    if side.year is None:
        raise ValueError(_("“%(text)s” has no year: add it, like 11-12 March 2025.") % shown)
    if side.day is not None and side.month is None:
        raise ValueError(_("“%(text)s” has a day without a month: write it like 11-12 March 2025.") % shown)
    if side.month is not None and not 1 <= side.month <= 12:
        told = _("“%(text)s” has a month %(month)d, and there are twelve: write it like 11 March 2025 or 2025-03-11.")
        raise ValueError(told % {**shown, "month": side.month})
    if not 1000 <= side.year <= 2999:
        raise ValueError(_("“%(text)s” has a year that can't be recorded: write one from 1000 to 2999.") % shown)
    if side.day is not None and side.month is not None:
        month = PartialDate.parse(f"{side.year}-{side.month:02}")
        if not 1 <= side.day <= month.latest.day:
            told = _("“%(text)s” is not a date: %(month)s has %(last)d days; write one of them.")
            raise ValueError(told % {**shown, "month": in_words(month.text), "last": month.latest.day})
    numbers = [f"{side.year}", *(f"{part:02}" for part in (side.month, side.day) if part is not None)]
    return PartialDate.parse("-".join(numbers))


def _check_order(start: PartialDate, end: PartialDate, is_pair: bool, typed: str) -> None:
    if end.latest < start.earliest:
        told = _("In “%(text)s” the end, %(end)s, lies before the start, %(start)s: write the earlier date first.")
        raise ValueError(told % {"text": typed[:SHOWN], "end": in_words(end.text), "start": in_words(start.text)})
    if is_pair and end.earliest - start.latest > timedelta(days=1):
        told = _(
            "“%(text)s” names two days apart: write the first and the last day with a dash, like 11-12 March 2025."
        )
        raise ValueError(told % {"text": typed[:SHOWN]})
