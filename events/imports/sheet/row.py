"""A row beside the event that is recorded: which cells say something new, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from events.imports.names import Finder
from events.lookup import Kind

Record = dict[str, Any]
CellProblem = tuple[str, str, str]  # column, value, what is wrong with it


# Columns that say one thing, and those that say it as well; a template has them all.
ALIKE = (
    ("country_roles", "countries", "country_names"),
    ("organization_roles", "organizations", "organization_names", "organizers"),
    ("person_roles", "people", "person_names"),
    ("sources", "source_urls"),
)
SAID_TWICE: list[tuple[tuple[str, ...], tuple[str, ...]]] = [(columns, columns) for columns in ALIKE]
SAID_TWICE += [(("places",), ("cities", "place_countries")), (("cities", "place_countries", "venues"), ("places",))]


@dataclass
class Row:
    """The cells of a row by our columns, and the recorded event in the words of the site's own file.

    A cell that says what the file would say changes nothing. So what a cell can't hold is not lost: positions of
    people, numbers in a series, links to events that are not public yet.
    """

    line: int
    cells: dict[str, str]  # of the columns that the file has
    finder: Finder
    stored: Record = field(default_factory=dict)  # empty for a new event
    stored_cells: dict[str, str] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    formulas: frozenset[str] = frozenset()  # columns whose cell a spreadsheet would run

    def cell(self, key: str) -> str:
        """What the event says here after the import, whether the file has the column or not."""
        return self.cells.get(key, self.stored_cells.get(key, ""))

    def differs(self, key: str) -> bool:
        return key in self.cells and self.cells[key] != self.stored_cells.get(key, "")

    def leave_out_what_others_say(self) -> None:
        """An empty cell says nothing where another column that says the same thing is filled."""
        for columns, others in SAID_TWICE:
            if any(self.cells.get(other) for other in others):
                for key in columns:
                    if not self.cells.get(key, "filled"):
                        del self.cells[key]

    def first_that_differs(self, keys: Iterable[str]) -> str:
        return next((key for key in keys if self.differs(key)), "")

    def wrong(self, key: str, value: str, told: object) -> None:
        self.problems.append((key, value, str(told)))

    def slug_of(self, kind: Kind, typed: str, column: str) -> str:
        """The slug that a name stands for; '' when that is not sure, and then the column is wrong."""
        try:
            return self.finder.slug(kind, typed, self.line)
        except ValueError as error:
            self.wrong(column, typed, error)
            return ""


def as_compared(text: str) -> str:
    """A stored text as a cell would show it: blanks around it and kinds of line ends say nothing."""
    return text.replace("\r\n", "\n").strip()
