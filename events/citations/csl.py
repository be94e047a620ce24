"""CSL JSON, the form in which citation processors, Zotero and pandoc pass entries on.

`event-date` and `event-place` say when and where the event was; `issued`, which every style prints, says the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from events.citations.entry import Bibliography, Entry, Kind, clean, parts

TYPES = {
    Kind.RECORD: "webpage",
    Kind.DATA_SET: "dataset",
    Kind.WEB_PAGE: "webpage",
    Kind.NEWS: "article-newspaper",
    Kind.REPORT: "report",
    Kind.SPEECH: "speech",
    Kind.DOCUMENT: "document",
}


def write(bibliography: Bibliography) -> Iterator[str]:
    """One array, an entry a line."""
    before = "[\n"
    for entry in bibliography.entries:
        yield before + json.dumps(item(entry, bibliography.accessed), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def item(entry: Entry, accessed: date) -> dict[str, Any]:
    """The entry with what is known of it, and no key for what is not."""
    dates = {"date-parts": [parts(value) for value in entry.dates]}
    is_record = entry.kind == Kind.RECORD
    stands_alone = entry.kind in (Kind.REPORT, Kind.DATA_SET)
    container = entry.container or ("" if stands_alone else entry.publisher)
    found = {
        "title": clean(entry.title),
        "author": [{"literal": clean(author)} for author in entry.authors],
        "container-title": clean(container),
        "publisher": "" if entry.publisher == container else clean(entry.publisher),  # styles print both
        "genre": clean(entry.genre),
        "issued": dates if entry.dates else {},
        "event-date": dates if entry.dates and is_record else {},
        "event-place": clean(entry.place),
        "URL": clean(entry.url),
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]} if entry.url else {},
        "abstract": clean(entry.abstract),
        "language": entry.language,
        "keyword": ", ".join(clean(keyword).replace(",", " ") for keyword in entry.keywords),
        "note": " ".join(clean(note) for note in entry.notes),
    }
    return {"id": entry.key, "type": TYPES[entry.kind]} | {name: value for name, value in found.items() if value}
