"""The lists, and the files of their rows. One view answers for every kind of record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from events.exports import csv_response
from events.pages import rows
from events.selection import Selection
from events.views.page import page, reads


@reads
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
    )


@reads
def record_csv(request: HttpRequest, kind: str) -> HttpResponseBase:
    return csv_response(Selection(kind, request.GET))
