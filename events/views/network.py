"""Who cooperates with whom: the network of a selection."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.network.files import FORMATS, Format, network_file
from events.network.page import NetworkPage
from events.network.question import NetworkQuestion
from events.pages import rows
from events.views.limited import limited
from events.views.page import page, reads
from events.views.released import answers_releases


@reads
@limited("file", takes_a_place=True)
@answers_releases
def network_download(request: HttpRequest, form: Format) -> HttpResponseBase:
    return network_file(NetworkQuestion(request.GET), form, request.path, is_read=request.method != "HEAD")


@reads
@limited("file")
@answers_releases
def network(request: HttpRequest) -> HttpResponse:
    """A form without script sends its empty fields too; the reader is led on to the address without them.

    The page costs what its file costs, and counts as one.
    """
    question = NetworkQuestion(request.GET)
    if rows.has_blanks(request.GET) and not question.errors:
        return redirect(f"{request.path}?{question.query}".removesuffix("?"))
    return page(
        request,
        "pages/network.html",
        title=question.title,
        description=_("Actors joined by the events that they shared, with the strongest ties and the most central."),
        selection=question,
        formats=FORMATS,
        found=None if question.errors else NetworkPage(question),
    )
