"""Files of exactly what a selection holds. A format knows nothing of HTTP, a selection nothing of formats."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.exports.beginning import AtOnce
from events.exports.export import Export, Refusal
from events.exports.formats import Format
from events.exports.rows import snapshot
from events.exports.tables import Table
from events.selection import Selection
from events.selection.problem import Problem

__all__ = ["file_response", "refusal"]

CHUNK = 64 * 1024  # bytes collected before they are sent: fewer, larger writes


def file_response(
    selection: Selection, form: Format, table: Table, path: str, *, is_read: bool = True
) -> HttpResponseBase:
    """The selection as a file; 400 in plain words when it can't be answered.

    The first rows are fetched before anything is sent, so that a failing query is an error and no short file. None are
    where nobody reads them, for whoever asks for the headers alone.
    """
    if wrong := refusal(selection, takes_columns=form.takes_columns):
        return wrong
    release = selection.release
    export = Export(selection, table, path, release.made_at if release else timezone.now())
    if reason := form.refusal(export):
        return refused(reason)
    content = begun(pieces(form, export)) if is_read else ()
    response = StreamingHttpResponse(content, content_type=form.media_type)
    name = f"{export.file_stem}-{export.at:%Y-%m-%d}{_rows_in_name(form, export)}.{form.name}"
    response["Content-Disposition"] = f'{"attachment" if form.is_attachment else "inline"}; filename="{name}"'
    response["X-Selection"] = export.address
    response["X-Release"] = export.release
    if form.takes_tables:
        response["X-Rows"] = str(export.number)
    return response


def _rows_in_name(form: Format, export: Export) -> str:
    """How many rows, where a file is nothing but rows: a CSV has no other place that outlasts the download."""
    return f"-{export.number}-{'row' if export.number == 1 else 'rows'}" if form.takes_tables else ""


def refused(refusal: Refusal) -> HttpResponse:
    text = refusal.message if refusal.message.endswith("\n") else f"{refusal.message}\n"
    return HttpResponse(text, status=refusal.status, content_type="text/plain; charset=utf-8")


def refusal(selection: Selection, *, takes_columns: bool = False) -> HttpResponse | None:
    """The answer to a request that no file can be made for, None where one can."""
    problems = [*selection.errors, *_useless(selection, takes_columns)]
    return refused(Refusal(400, "".join(f"{problem}\n" for problem in problems))) if problems else None


def _useless(selection: Selection, takes_columns: bool) -> list[Problem]:
    """Parameters that mean something on a page, or in other formats, only."""
    message = _("This parameter belongs to the page; a file holds all rows. Leave it out.")
    problems = [Problem(name, value, message) for name, value in selection.page_only.items()]
    if "columns" in selection.parameters and not takes_columns:
        message = _("Columns can't be chosen in this format. Leave it out.")
        problems.append(Problem("columns", "", message))
    return problems


def pieces(form: Format, export: Export) -> Iterator[bytes]:
    """The file, all of its tables as they were at one moment, in pieces of a good size."""
    buffer = bytearray()
    with snapshot():
        if form.takes_tables:
            # Before the rows are asked for: until they are read, the connection answers nothing else.
            export.count()
        for piece in form.write(export):
            buffer += piece
            if len(buffer) >= CHUNK or isinstance(piece, AtOnce):
                yield bytes(buffer)
                buffer.clear()
    yield bytes(buffer)


def begun(rest: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, of which the first is there already: what can fail at once fails here."""
    return _all(next(rest, b""), rest)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """A generator, because closing one ends the query at once when a reader leaves in the middle."""
    yield first
    yield from rest
