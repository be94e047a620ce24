"""One entry of a bibliography, whatever the format. Its texts are clean: one line each, nothing but what is seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from events.partial_dates import PartialDate

DATABASE = "Cooperation Tracker"


class Kind(Enum):
    """What an entry stands for; each format has a type of its own for it."""

    RECORD = "record"  # a page of this database
    DATA_SET = "data set"  # a selection
    WEB_PAGE = "web page"
    NEWS = "news"
    REPORT = "report"
    SPEECH = "speech"
    DOCUMENT = "document"  # known without an address


@dataclass(frozen=True)
class Entry:
    """What is known of the thing cited; '' and () for what is not."""

    kind: Kind
    key: str  # stable, of a-z, 0-9 and hyphens
    title: str
    start: str = ""  # partial dates
    end: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""  # the work in which it stands
    publisher: str = ""
    place: str = ""
    genre: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    notes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def dates(self) -> list[PartialDate]:
        """The start, and the end where it is another; [] where no date is known."""
        return [PartialDate.parse(text) for text in (self.start, self.end) if text]


@dataclass(frozen=True)
class Bibliography:
    """The entries of one file, and the day on which it was asked for: the day of access."""

    entries: Iterable[Entry]
    accessed: date


def clean(text: str) -> str:
    """The text as one line: no break of a line in any script, no control character.

    A format that lives by lines takes what follows a break for its own words.
    """
    unruly = ("Cc", "Cs", "Zl", "Zp")
    kept = (letter for letter in text if letter.isspace() or unicodedata.category(letter) not in unruly)
    return " ".join("".join(kept).split())


def parts(value: PartialDate) -> list[int]:
    """Year, month and day, as many of them as are known."""
    return [int(part) for part in value.text.split("-")]
