"""The lists, and the files of their rows. One view answers for every kind of record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from events.exports import file_response
from events.exports.formats import format_named
from events.exports.tables import table_of
from events.pages import downloads, rows
from events.pages.ways_out import ways_out
from events.selection import Selection
from events.views.limited import limited
from events.views.page import page, reads
from events.views.released import answers_releases


@reads
@answers_releases
def record_list(request: HttpRequest, kind: str) -> HttpResponse:
    """A form without script sends its empty fields too; the reader is led on to the address without them."""
    selection = Selection(kind, request.GET)
    if rows.has_blanks(request.GET) and not selection.errors:
        return redirect(f"{request.path}?{selection.page_query}".removesuffix("?"))
    found = None if selection.errors else rows.page_of(selection)
    return page(
        request,
        f"events/{kind}.html",
        title=selection.description,
        selection=selection,
        found=found,
        facets=selection.facets(),
        along=downloads.of_selection(selection),
        ways_out=ways_out(selection),
    )


@reads
@limited("file", takes_a_place=True)
@answers_releases
def record_file(request: HttpRequest, kind: str, table: str, form: str) -> HttpResponseBase:
    """The records of a list, or what hangs on them, in one of the formats."""
    taken = table_of(kind, table)
    selection = Selection(kind, request.GET, columns=taken.columns)
    return file_response(selection, format_named(form), taken, request.path, is_read=request.method != "HEAD")
