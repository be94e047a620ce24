"""Which account a request names, for the lock on guessing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def account_named(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries to get into: that of the check of a password, else that of the form."""
    return str((credentials or {}).get("username") or request.POST.get("login", ""))
