"""What is asked for when a file is asked for: a selection, one of its tables, some of its columns, at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from events.columns import Column
from events.exports.rows import Statement
from events.exports.tables import Table
from events.releases import name as release_in_force
from events.selection import Selection
from events.selection.words import file_stem

LICENSE = "CC-BY-4.0"
LICENSE_TITLE = "Creative Commons Attribution 4.0 International (CC BY 4.0)"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Refusal:
    """Why a file can't be made, in words, with the status that goes with it."""

    status: int
    message: str


@dataclass(frozen=True)
class Export:
    """One file to be written. `path` is its address without the parameters."""

    selection: Selection
    table: Table
    path: str
    at: datetime
    all_columns: bool = False

    @property
    def columns(self) -> list[Column]:
        return self.table.columns if self.all_columns else self.selection.columns

    def statement(self) -> Statement:
        return self.table.statement(self.selection.records, self.columns)

    @cached_property
    def number(self) -> int:
        """How many rows the file has."""
        return self.table.number_of(self.selection)

    def count(self) -> int:
        """Count the rows now, among what is asked at one moment; then `number` asks nothing."""
        return self.number

    @property
    def title(self) -> str:
        """The selection in words, with the table that was taken of it: “Events with Uzbekistan: participations”."""
        words = self.selection.description
        return words if self.table.hanging is None else f"{words}: {str(self.table.label).lower()}"

    @property
    def release(self) -> str:
        return release_in_force()

    @property
    def file_stem(self) -> str:
        table = "" if self.table.hanging is None else self.table.name
        return file_stem(self.selection.description, self.selection.release, table)

    @property
    def query(self) -> str:
        """The canonical query string, with the columns where not all were asked for."""
        keys = [column.key for column in self.columns]
        chosen = "" if self.columns == self.table.columns else f"columns={','.join(keys)}"
        return "&".join(part for part in (self.selection.query, chosen) if part)

    @property
    def address(self) -> str:
        """Where the same can be asked again."""
        return f"{settings.SITE_URL}{self.path}{'?' if self.query else ''}{self.query}"

    @cached_property
    def about(self) -> dict[str, Any]:
        """What every file says of itself, as far as it is known before its rows are."""
        return {
            "title": self.title,
            "source": "Cooperation Tracker",
            "table": self.table.name,
            "asked": self.address,
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "release": self.release,
            "license": LICENSE_TITLE,
            "license_url": LICENSE_URL,
            "cite": self.citation,
            "dictionary": f"{settings.SITE_URL}/data/",
        }

    @property
    def citation(self) -> str:
        """How to name this file in a paper. What is of a release stays as it is, whenever it is looked at."""
        if self.selection.release:
            return _("Cooperation Tracker (%(year)d). %(words)s. %(address)s.") % {
                "year": self.at.year, "words": self.title, "address": self.address,
            }  # fmt: skip
        day = f"{self.at.day} {self.at:%B %Y}"
        return _("Cooperation Tracker (%(year)d). %(words)s. %(address)s, accessed on %(day)s.") % {
            "year": self.at.year, "words": self.title, "address": self.address, "day": day,
        }  # fmt: skip
