"""What is answered when something fails: 503 and when to come again while the database is away, else 500.

Called by Django for whatever fails anywhere, in a view or in the middleware around it. Nothing here asks the database.
"""

from __future__ import annotations

import sys

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.api.base import away as api_away
from events.away import SOON, is_away, reason
from events.views.errors import server_error

API, SIGN_IN = "/api/v1/", "/accounts/"


def failed(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    if error is None or not is_away(error):
        return server_error(request)
    response = _in_words(request)
    response["Retry-After"], response["Cache-Control"] = str(SOON), "no-store"
    # Told in the log, unless another database answers in the end.
    response.database_is_away = reason(error)  # type: ignore[attr-defined]
    return response


def _in_words(request: HttpRequest) -> HttpResponse:
    """In the form that is asked for: the API's own, a page, or plain text in the place of a file."""
    if request.path.startswith(API):
        return api_away()
    title = _("The record cannot be reached at the moment")
    if not request.path.endswith("/"):
        soon = ngettext("Ask again in %(seconds)d second.", "Ask again in %(seconds)d seconds.", SOON) % {
            "seconds": SOON
        }
        return HttpResponse(f"{title}. {soon}\n", status=503, content_type="text/plain; charset=utf-8")
    context = {
        "title": title,
        "address": request.get_full_path(),
        "is_question": request.method in {"GET", "HEAD"},
        "typed": _typed(request),
    }
    return HttpResponse(render_to_string("errors/503.html", context), status=503)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that was sent, to be sent again from the page, with its mark against forgery as it came.

    None where that would not do: a file cannot be put back, and what somebody signs in with has no place on a page.
    """
    try:
        is_secret = request.path.startswith(SIGN_IN) or any("password" in name for name in request.POST)
        if request.method != "POST" or is_secret or request.FILES:
            return []
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, BadRequest, SuspiciousOperation, MultiPartParserError):
        return []  # what came cannot be read
