"""JSON, one document or one object a line. Nothing recorded is null, lists are arrays, dates are ISO 8601.

The rows come ready from the database. How many they are is known when the last one is written, so it stands at the
end of the document; a file that breaks off has no end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from events.exports.export import Export
from events.exports.rows import json_rows


def write(export: Export) -> Iterator[bytes]:
    """`{"about": {...}, "records": [...], "rows": 2}`."""
    yield b'{"about": %s,\n"records": [' % json.dumps(export.about, ensure_ascii=False).encode()
    number = 0
    for number, row in enumerate(json_rows(export), start=1):
        yield (b",\n" if number > 1 else b"\n") + row.rstrip(b"\n")
    yield b'\n],\n"rows": %d}\n' % number


def write_lines(export: Export) -> Iterator[bytes]:
    return json_rows(export)
