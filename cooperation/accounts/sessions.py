"""Sessions that end: some time after the last request, and some time after the sign-in whatever happens.

What somebody was typing is not lost with the session: the forms of the admin keep it in the browser
(`static/admin-extra/entry/`) until it is saved or its owner signs out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

BEGUN = "signed_in_at"
SEEN = "seen_at"
NOTED_EVERY = 60  # seconds: a write for each page would be one too many


def begin(sender: Any, request: HttpRequest, user: Any, **more: Any) -> None:
    """Note when somebody signs in. Called by Django."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


class EndingSessions:
    """Middleware after that of sessions, users and messages. Readers have no session, and cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self._look(request, int(time.time()))
        return self.get_response(request)

    def _look(self, request: HttpRequest, now: int) -> None:
        begun = request.session.setdefault(BEGUN, now)
        seen = request.session.setdefault(SEEN, now)
        # One that began long after now did so before the clock was set back: it would live until then.
        if abs(now - begun) >= settings.SESSION_HOURS * 3600 or now - seen >= settings.SESSION_IDLE_MINUTES * 60:
            logout(request)
            messages.info(request, _("Your session has ended. Sign in to go on; what you were typing is kept."))
            return
        if now - seen >= NOTED_EVERY or seen > now:
            request.session[SEEN] = now
        if request.session.modified:
            # At once: a connection from which a file streams takes nothing else, so this would wait for ever.
            request.session.save()
            request.session.modified = False
