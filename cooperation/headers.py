"""Headers that no package sets, and what browsers report of pages that broke the rules."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from events.limits import asked

log = logging.getLogger("cooperation.csp")

LARGEST_REPORT = 10_000  # bytes
REPORTS_PER_MINUTE = 20  # of one address: a page has one fault or none


class OwnResources:
    """Middleware: other sites may link to what is here, and ask the API, but not build our pages into theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_open = "Access-Control-Allow-Origin" in response.headers
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin")
        return response


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Log what a browser refused on one of our pages: which rule, what, where; not who, nor what was asked."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_REPORT:
        return HttpResponse(status=413)
    found = asked(request, "report", REPORTS_PER_MINUTE)
    if found is not None and found.is_too_often:
        return HttpResponse(status=429, headers=found.headers)
    try:
        report = json.loads(request.body)["csp-report"]
        told = {name: str(report.get(name, "")).partition("?")[0][:300] for name in ("blocked-uri", "document-uri")}
        rule = str(report.get("effective-directive") or report.get("violated-directive") or "")[:100]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return HttpResponse(status=400)
    if told["document-uri"].startswith(f"{settings.SITE_URL}/"):
        log.warning(
            "A page broke the rules: %s", rule, extra={"blocked": told["blocked-uri"], "page": told["document-uri"]}
        )
    return HttpResponse(status=204)
