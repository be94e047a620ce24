"""Pictures of any selection of events."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.pages import rows
from events.pages.pictures import pictures_of
from events.pages.ways_out import ways_out
from events.releases import today
from events.selection import Selection
from events.views.page import page, reads
from events.views.released import answers_releases


@reads
@answers_releases
def event_pictures(request: HttpRequest, kind: str) -> HttpResponse:
    """What belongs to a page of the list means nothing here; the reader is led on to the address without it."""
    selection = Selection(kind, request.GET)
    if not selection.errors and (selection.page_only or rows.has_blanks(request.GET)):
        return redirect(f"{request.path}?{selection.query}".removesuffix("?"))
    return page(
        request,
        "events/pictures.html",
        title=_("%(events)s: pictures") % {"events": selection.description},
        selection=selection,
        pictures=pictures_of(selection, today=today()),
        ways_out=ways_out(selection),
    )
