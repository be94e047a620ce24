"""What every address of the API has in common: JSON for everybody, limits, conditional requests, other origins."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events.api.described import Described
from events.api.limits import PerAddress
from events.api.parameters import Parameter
from events.api.problems import AwayError, ProblemRenderer, problem
from events.away import is_away
from events.models import Release
from events.releases import as_asked, current

log = logging.getLogger("events.api")

EXPOSED = "ETag, Last-Modified, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
FROM_OTHER_ORIGINS = {
    "Access-Control-Allow-Origin": "*",  # without cookies: nothing here depends on who asks
    "Access-Control-Expose-Headers": EXPOSED,
}
PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def away() -> HttpResponse:
    """The answer of every address while the database is away, made outside of any view."""
    answer: Any = problem(AwayError())
    answer.accepted_renderer, answer.accepted_media_type = ProblemRenderer(), ProblemRenderer.media_type
    answer.renderer_context = {}
    for name, value in FROM_OTHER_ORIGINS.items():
        answer[name] = value
    rendered: HttpResponse = answer.render()
    return rendered


def answers_releases(get: Any) -> Any:
    """A `get` that answers from the release that `release` names."""

    @wraps(get)
    def wrapper(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        with as_asked(request.query_params):
            self.release = current()
            response: Response = get(self, request, *args, **kwargs)
            return response

    return wrapper


class AlwaysJson(BaseContentNegotiation):
    """There is one representation: a browser that would rather have a page gets it too."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class ReadView(APIView):
    """An address that can be read. A subclass says with `get` what it answers."""

    authentication_classes: list[type] = []
    permission_classes: list[type] = []
    parser_classes: list[type] = []
    renderer_classes = [JSONRenderer]
    throttle_classes = [PerAddress]
    content_negotiation_class = AlwaysJson
    http_method_names = ["get", "head", "options"]
    metadata_class = None

    # What the document says of it
    schema: Described | None = Described()
    operation: Any = ""
    tag: Any = ""
    answers: Any = ""  # the name of an object
    summary: Any = ""
    says: Any = ""
    moves = False  # whether a former key leads on
    release: Release | None = None  # the one that was asked

    def key(self) -> list[Parameter]:
        return []

    def takes(self) -> list[Parameter]:
        return []

    def errors(self) -> list[int]:
        return [400, 429]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        assert isinstance(answer, Response)
        response = self._conditional(request, answer.render())
        for name, value in {**FROM_OTHER_ORIGINS, **getattr(request, "limit_headers", {})}.items():
            response[name] = value
        return response

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204, headers=PREFLIGHT)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count the request, but not the question of a browser whether it may ask."""
        if request.method != "OPTIONS":
            super().initial(request, *args, **kwargs)

    def http_method_not_allowed(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise MethodNotAllowed(str(request.method))

    def handle_exception(self, exc: Exception) -> Response:
        if is_away(exc):
            raise exc  # answered in one place, whatever it breaks
        response = problem(exc)
        if response.status_code == 500 and not isinstance(exc, APIException):
            if settings.DEBUG:
                raise exc
            log.error("The API failed at %s", self.request.path, exc_info=exc)
            got_request_exception.send(sender=type(self), request=self.request)
        response.exception = True
        self.request.accepted_renderer = ProblemRenderer()
        self.request.accepted_media_type = ProblemRenderer.media_type
        return response

    def last_modified(self) -> datetime | None:
        """When the events from which is answered changed last, where the answer is made from events."""
        return None

    def _conditional(self, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
        """The answer with its tag, or 304 when the reader has it already: the tag alone decides.

        A new name of an actor changes answers and no event, and a transaction can end long after the moment that it
        bears: a reader who asks by `If-Modified-Since` gets the whole answer, which is always right.
        """
        if response.status_code != 200:
            return response
        tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = tag
        response["Cache-Control"] = "no-cache"  # keep it, and ask each time whether it is still right
        changed = self.last_modified()
        if changed is not None:
            response["Last-Modified"] = http_date(changed.timestamp())
        return get_conditional_response(request, etag=tag, response=response) or response
