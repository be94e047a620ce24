"""Single records for reference managers: `/events/<slug>.ris` and its kin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import FormerSlugKind
from events.citations.entries import record_of
from events.citations.formats import citation_format
from events.exports import refused
from events.exports.citations import record_response
from events.exports.export import Refusal
from events.models import Event, Framework
from events.selection.problem import Problem, shown
from events.views.page import follows_former_slugs, reads
from events.views.withdrawal import tells_of_withdrawal

View = Callable[..., HttpResponse]


def takes_no_parameters(view: View) -> View:
    """A record is cited as it is now: `release` and all else would be passed over in silence."""

    @wraps(view)
    def wrapper(request: HttpRequest, **named: Any) -> HttpResponse:
        message = _("This is not a parameter of this address. It can be left out.")
        wrong = [Problem(shown(name), "", message) for name in request.GET]
        if wrong:
            return refused(Refusal(400, "".join(f"{problem}\n" for problem in wrong)))
        return view(request, **named)

    return wrapper


@reads
@takes_no_parameters
@tells_of_withdrawal
@follows_former_slugs(FormerSlugKind.EVENT, Event, "events:event-citation")
def event(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = record_of("events", slug)
    return record_response("events", found, citation_format(form), slug, timezone.localdate())


@reads
@takes_no_parameters
@follows_former_slugs(FormerSlugKind.FRAMEWORK, Framework, "events:framework-citation")
def framework(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = record_of("frameworks", slug)
    return record_response("frameworks", found, citation_format(form), slug, timezone.localdate())


@reads
@takes_no_parameters
@tells_of_withdrawal
@follows_former_slugs(FormerSlugKind.EVENT, Event, "events:quote-citation")
def quote(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    found = record_of("quotes", slug, number)
    return record_response("quotes", found, citation_format(form), f"{slug}-{number}", timezone.localdate())
