"""Views that one address may ask only so often: what costs much, and nobody reads page by page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.limits import Asked, FewAtOnce, address_of, asked
from events.views.released import Held

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

LIMITS = {"search": "SEARCHES_PER_MINUTE", "file": "FILES_PER_MINUTE"}
AT_ONCE = FewAtOnce(most=3)  # files of one address: a process has four threads, and who reads slowly keeps one


def limited(what: str, *, takes_a_place: bool = False) -> Callable[[View], View]:
    """429 with a page that says when to come again, for whoever asks for more of `what` in a minute than allowed.

    What takes a place is sent piece by piece, and refused while others are still being sent to that address. Pages take
    none: an office that looks at one of them together is no slow reader.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            found = asked(request, what, getattr(settings, LIMITS[what]))
            if found is None:
                return view(request, *args, **kwargs)
            response = _answer(request, found, lambda: view(request, *args, **kwargs), takes_a_place=takes_a_place)
            for name, value in found.headers.items():
                response.headers[name] = value
            return response

        return wrapper  # type: ignore[return-value]

    return decorate


def _answer(
    request: HttpRequest, found: Asked, view: Callable[[], HttpResponseBase], *, takes_a_place: bool
) -> HttpResponseBase:
    if found.is_too_often:
        return _too_many(request, found)
    return _in_a_place(request, found, view) if takes_a_place else view()


def _in_a_place(request: HttpRequest, found: Asked, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of the view; its address keeps a place until the last piece is sent."""
    with ExitStack() as held:
        if not held.enter_context(AT_ONCE.one_of(address_of(request))):
            return _too_many(request, found)
        response = view()
        if isinstance(response, StreamingHttpResponse):
            pieces = iter(response.streaming_content)  # type: ignore[arg-type]  # nothing here is asynchronous
            response.streaming_content = Held(pieces, held.pop_all())
        return response


def _too_many(request: HttpRequest, found: Asked) -> HttpResponseBase:
    context = {"title": _("Too many requests from your address"), "seconds": found.rest}
    response = render(request, "errors/429.html", context, status=429)
    response.headers["Retry-After"] = str(found.rest)
    return response
