"""Every error of the API in one shape: problem details (RFC 9457) that say what is wrong and the cure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rest_framework import status
from rest_framework.exceptions import APIException, MethodNotAllowed, NotFound, Throttled
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from events.away import SOON
from events.models.event_queryset import Withdrawal
from events.selection.problem import Problem

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: ("parameters", gettext_lazy("The parameters cannot be answered")),
    404: ("not-found", gettext_lazy("There is nothing at this address")),
    405: ("method", gettext_lazy("The API can only be read")),
    410: ("withdrawn", gettext_lazy("This event was withdrawn")),
    429: ("limit", gettext_lazy("Too many requests")),
    500: ("server", gettext_lazy("Something went wrong on our side")),
    503: ("away", gettext_lazy("The record cannot be reached at the moment")),
}
"""The anchor of each kind of error on the page about the API, and its name."""


class ProblemRenderer(JSONRenderer):
    """JSON under the media type of problem details."""

    media_type = MEDIA_TYPE
    charset = None


class WrongParametersError(APIException):
    """Parameters that cannot be answered, each with what is wrong with it."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(str(problem) for problem in self.problems))


class AwayError(APIException):
    """The database is away, so nothing can be answered."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    wait = SOON


class WithdrawnError(APIException):
    """The event was public once; readers are told when and why it was withdrawn."""

    status_code = status.HTTP_410_GONE

    def __init__(self, withdrawal: Withdrawal) -> None:
        self.withdrawal = withdrawal
        super().__init__(withdrawal.reason)


def problem(error: Exception) -> Response:
    """The answer to an error. What is not foreseen is ours, and says nothing of itself."""
    if isinstance(error, Http404 | PermissionDenied):
        error = NotFound()
    code = error.status_code if isinstance(error, APIException) and error.status_code in TITLES else 500
    anchor, title = TITLES[code]
    body: dict[str, Any] = {
        "type": f"{settings.SITE_URL}{reverse('api:reference')}#{anchor}",
        "title": str(title),
        "status": code,
        "detail": _detail(code, error),
        "problems": [],
    }
    response = Response(body, status=code)
    if isinstance(error, WrongParametersError):
        body["problems"] = [
            {"parameter": each.parameter, "value": each.value, "message": each.message} for each in error.problems
        ]
    elif isinstance(error, WithdrawnError):
        body["reason"] = error.withdrawal.reason
        body["withdrawn_at"] = error.withdrawal.at
    elif isinstance(error, Throttled | AwayError):
        response["Retry-After"] = str(error.wait)
    elif isinstance(error, MethodNotAllowed):
        response["Allow"] = "GET, HEAD, OPTIONS"
    return response


def _detail(code: int, error: Exception) -> str:
    if isinstance(error, WrongParametersError | WithdrawnError):
        return str(error.detail)
    if isinstance(error, Throttled | AwayError):
        seconds = int(error.wait or 1)
        told = "Wait %(seconds)d second before you ask again.", "Wait %(seconds)d seconds before you ask again."
        return ngettext(*told, seconds) % {"seconds": seconds}
    return {
        404: _("It may never have been here, or not be public."),
        405: _("Ask with GET or HEAD."),
    }.get(code, _("The error was noted. Try again later."))
