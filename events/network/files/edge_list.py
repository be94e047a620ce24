"""The ties as CSV, one a line. Gephi, igraph and pandas read `source`, `target` and `weight` as they stand.

UTF-8 with a byte-order mark and defused cells, like every CSV of this site. What was asked, when, and how many ties
there are stands in the name of the file and in its headers: a comment would be a line of data to most programs.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from events.exports.rows import FORMULA
from events.network.files.taken import TIE, Taken

ACTOR = ("name", "kind", "country")
HEADER = [
    "source",
    "target",
    *TIE,
    *(f"{end}_{name}" for end in ("source", "target") for name in ACTOR),
]


def write(taken: Taken) -> Iterator[str]:
    yield codecs.BOM_UTF8.decode() + _line(HEADER)
    for first, second, row in taken.tie_rows():
        ends = [getattr(actor, name) for actor in (first, second) for name in ACTOR]
        yield _line([first.key, second.key, *row.values(), *map(_defused, ends)])


def _defused(cell: str) -> str:
    """A text without its power over spreadsheets."""
    return re.sub(FORMULA, r"'\1", cell)


def _line(cells: list) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
