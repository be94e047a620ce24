"""Reports of errors to Sentry, where SENTRY_DSN is set; else its package is not loaded."""

from __future__ import annotations

from typing import Any

from events.away import is_away


def begin(dsn: str) -> None:
    """Send errors there: what broke and where, with no body, cookie, address, user or value of a variable."""
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn=dsn,
        integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
        auto_enabling_integrations=False,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=_without_the_question,
    )


def _without_the_question(event: Any, hint: dict[str, Any]) -> Any:
    """What somebody searched for is nobody's business, and headers say who it was. A database that is away is no error
    of the code: health tells of it once, and not each request."""
    if is_away((hint.get("exc_info") or [None] * 2)[1]):
        return None
    request = event.get("request", {})
    for key in ("query_string", "headers", "cookies", "env", "data"):
        request.pop(key, None)
    if "url" in request:
        request["url"] = request["url"].partition("?")[0]
    return event
