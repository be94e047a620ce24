"""RIS, as Zotero, EndNote, Mendeley and Citavi read it: a tag and a value on each line.

Only tags that Zotero has a field for are used with a type; any other would be imported as a note. A document is a
report: of the generic type (GEN) Zotero makes an article of a journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.citations.entry import Bibliography, Entry, Kind, clean
from events.partial_dates import PartialDate

TYPES = {
    Kind.RECORD: "ELEC",
    Kind.DATA_SET: "DATA",
    Kind.WEB_PAGE: "ELEC",
    Kind.NEWS: "NEWS",
    Kind.REPORT: "RPRT",
    Kind.SPEECH: "ELEC",
    Kind.DOCUMENT: "RPRT",
}
WITH_PUBLISHER = (Kind.DATA_SET, Kind.REPORT, Kind.DOCUMENT)
WITHOUT_GENRE = (Kind.DATA_SET, Kind.NEWS)  # Zotero would take theirs for a DOI, the type says it already


def write(bibliography: Bibliography) -> Iterator[str]:
    for entry in bibliography.entries:
        lines = [f"{tag}  - {text}" for tag, value in _tags(entry, bibliography.accessed) if (text := clean(value))]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def _tags(entry: Entry, accessed: date) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[entry.kind]
    yield "ID", entry.key
    yield "TI", entry.title
    for author in entry.authors:
        yield "AU", author.replace(",", "")  # a comma would part it into last and first name
    has_publisher = entry.kind in WITH_PUBLISHER
    yield "T2", entry.container or ("" if has_publisher else entry.publisher)
    yield "PB", entry.publisher if has_publisher else ""
    if entry.dates:
        yield "PY", str(entry.dates[0].earliest.year)
        yield "DA", in_slashes(entry.dates[0])
    yield "M3", "" if entry.kind in WITHOUT_GENRE else entry.genre
    yield "AB", entry.abstract
    yield "LA", entry.language
    yield "UR", entry.url
    if entry.url:
        yield "Y2", f"{accessed:%Y/%m/%d}/"
    for keyword in entry.keywords:
        yield "KW", keyword.replace(";", ",")  # readers part keywords there
    if entry.place:
        yield "N1", entry.place
    for note in entry.notes:
        yield "N1", note


def in_slashes(value: PartialDate) -> str:
    """`2024/05/14/`, or `2024/05//` when only the month is known."""
    known = value.text.split("-")
    return "/".join([*known, *[""] * (3 - len(known)), ""])
