"""CSV: UTF-8 with a byte-order mark, because Excel takes a file without one for the system's old encoding.

A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection); lists are joined
with "; ". There is no room in it for anything but the rows: what was asked stands in its name and its headers.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from events.exports.rows import Source, csv_rows


def write(source: Source) -> Iterator[bytes]:
    yield codecs.BOM_UTF8 + ",".join(column.key for column in source.columns).encode() + b"\n"
    yield from csv_rows(source)
