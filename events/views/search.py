"""The search of the whole record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.pages.found import Search
from events.views.limited import limited
from events.views.page import page, reads


@reads
@limited("search")
def search(request: HttpRequest) -> HttpResponse:
    """An exact name leads straight to its record."""
    asked = Search(request.GET)
    if asked.leads_to:
        return redirect(asked.leads_to)
    title = _("“%s” in the whole record") % asked.text if asked.question else _("Search the record")
    return page(request, "pages/search.html", title=title, asked=asked)
