"""How often one address may ask the API: `events.limits`, in the way of the framework."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from events.limits import asked


class PerAddress(BaseThrottle):
    """So many requests a minute for each network address; one query. A limit of 0 is none."""

    def allow_request(self, request: Request, view: Any) -> bool:
        found = asked(request._request, "api", settings.API_REQUESTS_PER_MINUTE)
        if found is None:
            return True
        self.rest = found.rest
        request._request.limit_headers = found.headers
        return not found.is_too_often

    def wait(self) -> int:
        return self.rest
