"""Two actors side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.models import Country
from events.pages import comparison, rows
from events.selection import Selection
from events.views.page import page, reads
from events.views.released import answers_releases


@reads
@answers_releases
def compare(request: HttpRequest) -> HttpResponse:
    """Without two names the page is the form that asks for them."""
    selection = Selection("events", request.GET)
    if rows.has_blanks(request.GET) and not selection.errors:
        return redirect(f"{request.path}?{selection.query}".removesuffix("?"))
    found, first = comparison.comparison(selection), comparison.first_of(selection)
    return page(
        request,
        "pages/compare.html",
        title=found.title if found else _("Compare two countries or two organizations"),
        selection=selection,
        found=found,
        problems=comparison.problems(selection),
        offered=comparison.offered(first),
        first=first.pk if isinstance(first, Country) else getattr(first, "slug", ""),
    )
