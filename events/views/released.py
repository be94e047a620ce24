"""Views that can be asked of a release: `?release=2026.12` puts it in force until the whole answer is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from events.releases import as_asked

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Held:
    """The pieces of an answer, with what has to stay as it is until they are sent or nobody wants them any more."""

    def __init__(self, pieces: Iterator[bytes], held: ExitStack) -> None:
        self._pieces, self._held = pieces, held

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        self._held.close()


def answers_releases(view: View) -> View:
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        with ExitStack() as held:
            held.enter_context(as_asked(request.GET))
            response = view(request, *args, **kwargs)
            if isinstance(response, StreamingHttpResponse):
                pieces = iter(response.streaming_content)  # type: ignore[arg-type]  # nothing here is asynchronous
                response.streaming_content = Held(pieces, held.pop_all())
            return response

    return wrapper  # type: ignore[return-value]  # the same arguments and answer
