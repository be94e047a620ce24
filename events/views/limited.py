"""Views that one address may ask only so often: what costs much, and nobody reads page by page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.limits import Asked, asked

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

LIMITS = {"search": "SEARCHES_PER_MINUTE", "file": "FILES_PER_MINUTE"}


def limited(what: str) -> Callable[[View], View]:
    """429 with a page that says when to come again, for whoever asks for more of `what` in a minute than allowed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            found = asked(request, what, getattr(settings, LIMITS[what]))
            if found is None:
                return view(request, *args, **kwargs)
            if found.is_too_often:
                context = {"title": _("Too many requests from your address"), "seconds": found.rest}
                return _with(render(request, "errors/429.html", context, status=429), found)
            return _with(view(request, *args, **kwargs), found)

        return wrapper  # type: ignore[return-value]

    return decorate


def _with(response: HttpResponseBase, found: Asked) -> HttpResponseBase:
    for name, value in found.headers.items():
        response.headers[name] = value
    return response
