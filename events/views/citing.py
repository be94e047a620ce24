"""Single records for reference managers: `/events/<slug>.ris` and its kin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.choices import FormerSlugKind
from events.citations.entries import record_of
from events.citations.formats import citation_format
from events.exports.citations import record_response
from events.models import Event, Framework
from events.views.page import follows_former_slugs, reads
from events.views.withdrawal import tells_of_withdrawal


@reads
@tells_of_withdrawal
@follows_former_slugs(FormerSlugKind.EVENT, Event, "events:event-citation")
def event(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = record_of("events", slug)
    return record_response("events", found, citation_format(form), slug, timezone.localdate())


@reads
@follows_former_slugs(FormerSlugKind.FRAMEWORK, Framework, "events:framework-citation")
def framework(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = record_of("frameworks", slug)
    return record_response("frameworks", found, citation_format(form), slug, timezone.localdate())


@reads
@tells_of_withdrawal
@follows_former_slugs(FormerSlugKind.EVENT, Event, "events:quote-citation")
def quote(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    found = record_of("quotes", slug, number)
    return record_response("quotes", found, citation_format(form), f"{slug}-{number}", timezone.localdate())
