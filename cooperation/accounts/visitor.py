"""Where a request comes from and which account it names, as far as that can be believed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address: what the proxy saw, where there is one, else what the server sees.

    A visitor can write anything into X-Forwarded-For; the proxy puts what it saw itself last.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.TRUST_PROXY and forwarded:
        return str(forwarded).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def account_named(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries to get into: that of the check of a password, else that of the form."""
    return str((credentials or {}).get("username") or request.POST.get("login", ""))
