"""How often one address may ask the API: `events.limits`, in the way of the framework."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from events.limits import Asked, asked


class PerAddress(BaseThrottle):
    """So many requests a minute for each network address; one query. A limit of 0 is none."""

    def allow_request(self, request: Request, view: Any) -> bool:
        found = self.counted(request._request)
        if found is None:
            return True
        self.rest = found.rest
        request._request.limit_headers = found.headers
        return not found.is_too_often

    def counted(self, request: HttpRequest) -> Asked | None:
        return asked(request, "api", settings.API_REQUESTS_PER_MINUTE)

    def wait(self) -> int:
        return self.rest


class AsAFile(PerAddress):
    """The same for what costs as much as a file, counted with those."""

    def counted(self, request: HttpRequest) -> Asked | None:
        return asked(request, "file", settings.FILES_PER_MINUTE)
