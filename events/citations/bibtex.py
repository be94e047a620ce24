"""BibTeX, for LaTeX with BibTeX or biblatex: texts with everything that LaTeX would obey made harmless.

Titles stand in braces of their own, so that no style changes the case of names in them. `year` and `month` are for
BibTeX, `date` is for biblatex, which knows ranges and dates of which the day is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from events.citations.entry import Bibliography, Entry, Kind, clean, parts

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HARMLESS = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})


def write(bibliography: Bibliography) -> Iterator[str]:
    for entry in bibliography.entries:
        is_report = entry.kind == Kind.REPORT and entry.publisher
        fields = [f"  {name} = {value}," for name, value in _fields(entry, bibliography.accessed) if value]
        yield "\n".join([f"@{'techreport' if is_report else 'misc'}{{{entry.key},", *fields, "}", "", ""])


def _fields(entry: Entry, accessed: date) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_text(entry.title)}}}"
    authors = " and ".join(_text(author) for author in entry.authors)
    yield "author", f"{{{authors}}}" if authors else ""
    if entry.dates:
        known = parts(entry.dates[0])
        yield "year", f"{{{known[0]}}}"
        yield "month", MONTHS[known[1] - 1] if len(known) > 1 else ""
        yield "date", f"{{{'/'.join(value.text for value in entry.dates)}}}"
    is_report = entry.kind == Kind.REPORT
    yield "institution", _text(entry.publisher) if is_report else ""
    yield "howpublished", "" if is_report else _text(entry.container or entry.publisher)
    yield "type", _text(entry.genre)
    yield "url", f"{{{clean(entry.url).translate(IN_ADDRESS)}}}" if entry.url else ""
    yield "urldate", f"{{{accessed.isoformat()}}}" if entry.url else ""
    in_words = _("Accessed on %s.") % accessed.isoformat() if entry.url else ""
    yield "note", _text(" ".join(part for part in (entry.place, *entry.notes, in_words) if part))
    yield "abstract", _text(entry.abstract)
    yield "keywords", _text(", ".join(keyword.replace(",", " ") for keyword in entry.keywords))
    yield "language", "" if entry.language == "en" else _text(entry.language)


def _text(text: str) -> str:
    """The text in braces, '' for none."""
    line = clean(text).translate(HARMLESS)
    return f"{{{line}}}" if line else ""
