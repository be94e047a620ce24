"""What a table is, and what is wrong with its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.imports.limits import MOST_COLUMNS
from events.imports.report import shown


@dataclass(frozen=True)
class Row:
    """A row that holds something, with the number of its first line, and what makes it unreadable as such."""

    number: int
    cells: list[str]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """A heading and rows of text cells."""

    headings: list[str]
    first_line: int  # where the heading stands
    rows: Callable[[], Iterator[Row]]  # from the first one, as often as it is called
    notes: tuple[str, ...] = ()

    def heading_problems(self) -> Iterator[str]:
        """Why nothing can be said about the rows."""
        if not any(self.headings):
            yield _("is empty; expected a heading and a row for each event")
            return
        if len(self.headings) > MOST_COLUMNS:
            number = len(self.headings)
            told = ngettext(
                "%(count)d column; expected at most %(most)d", "%(count)d columns; expected at most %(most)d", number
            )
            yield told % {"count": number, "most": MOST_COLUMNS}
            return
        seen: dict[str, int] = {}
        for number, heading in enumerate(self.headings, 1):
            if heading and heading in seen:
                told = _(
                    "the heading %(heading)s stands over columns %(first)d and %(second)d; rename or delete one of them"
                )
                yield told % {"heading": shown(heading), "first": seen[heading], "second": number}
            seen.setdefault(heading, number)
        if next(self.rows(), None) is None:
            yield _("holds a heading and no rows; expected a row for each event")


def without_empty_end(cells: list[str]) -> list[str]:
    """The cells up to the last one that holds something."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
