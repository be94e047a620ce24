"""What stands at the address of an event that was withdrawn: that it was, when, and the reason for readers.

Nothing else of it, not even the title, which may be what was wrong. An event that was never public is a 404.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.models import Event
from events.views.page import View, page


def tells_of_withdrawal(view: View) -> View:
    """Answer 410 Gone with the notice at every address that belongs to a withdrawn event, old or new."""

    @wraps(view)
    def wrapper(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        try:
            return view(request, slug, **rest)
        except Http404:
            withdrawal = Event.objects.withdrawal(slug)
            if withdrawal is None:
                raise
        title = _("This event was withdrawn")
        return page(request, "events/withdrawn.html", title=title, status=410, withdrawal=withdrawal)

    return wrapper
