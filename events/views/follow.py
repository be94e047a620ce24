"""A selection as a feed and as a calendar, for whoever follows it. Who has it already is told so (304)."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from events.exports import refusal
from events.feeds import atom, calendar
from events.feeds.followed import last_change
from events.releases import name as release_in_force
from events.selection import Selection
from events.selection.words import file_stem
from events.views.limited import limited
from events.views.page import reads
from events.views.released import answers_releases

FORMS: dict[str, Any] = {"atom": atom, "ics": calendar}


@reads
@limited("file")
@answers_releases
def events(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    selection = Selection(kind, request.GET)
    page, feed = (
        f"{settings.SITE_URL}{path}?{selection.query}".removesuffix("?")
        for path in (reverse("events:event-list"), request.path)
    )
    return follow(request, selection, form, title=selection.description, page=page, feed=feed)


def follow(request: HttpRequest, selection: Selection, form: str, *, title: str, page: str, feed: str) -> HttpResponse:
    """The feed or calendar of a selection; 400 in plain words when it can't be answered."""
    if wrong := refusal(selection):
        return wrong
    body = FORMS[form].write(selection, title=title, page=page, feed=feed)
    response = HttpResponse(body, content_type=FORMS[form].MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file_stem(title, selection.release)}.{form}"'
    response["X-Selection"], response["X-Release"] = feed, release_in_force()
    return kept(request, response, body)


def kept(request: HttpRequest, response: HttpResponse, body: bytes) -> HttpResponse:
    """The response with its marks, or 304 for whoever has this one already: the tag alone decides.

    A moment would not do: a transaction can end long after the one that it bears, and a clock be set back.
    """
    etag, changed = quote_etag(sha256(body).hexdigest()[:32]), last_change()
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    return get_conditional_response(request, etag=etag, response=response) or response
