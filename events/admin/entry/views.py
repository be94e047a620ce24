"""Addresses that the script of the event's form asks. They answer in JSON, to staff who may change events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from events.admin.entry.addresses import events_citing, source_at, suggested_by_host
from events.admin.entry.countries import not_found_in_words
from events.admin.entry.country_lists import LONGEST, read_countries
from events.admin.entry.new_records import new_record
from events.admin.entry.quotes import quotes
from events.lookup.letters import bare_address
from events.models import Source
from events.typed_dates import read_date, read_dates

MOST_EVENTS = 8
LONGEST_ADDRESS = 1000


class EntryViewsMixin(admin.ModelAdmin):
    """The form's own questions, beside the pages of the event admin."""

    def get_urls(self) -> list[URLPattern]:
        def asked(view: Callable[..., JsonResponse]) -> Any:
            return self.admin_site.admin_view(self._for_editors(view))

        return [
            path("entry/dates/", asked(require_GET(dates)), name="events_event_entry_dates"),
            path("entry/source/", asked(require_GET(source)), name="events_event_entry_source"),
            path("entry/new/<slug:model_name>/", asked(new_record), name="events_event_entry_new"),
            path("entry/countries/", asked(require_POST(countries)), name="events_event_entry_countries"),
            path("entry/quotes/", asked(require_POST(quotes)), name="events_event_entry_quotes"),
            *super().get_urls(),
        ]

    def _for_editors(self, view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
        def guarded(request: HttpRequest, **named: str) -> JsonResponse:
            if not (self.has_add_permission(request) or self.has_change_permission(request)):
                raise PermissionDenied
            return view(request, **named)

        return guarded


def dates(request: HttpRequest) -> JsonResponse:
    """How a typed date is understood, or why it is not; `single` takes no range."""
    text = request.GET.get("text", "")
    try:
        if "single" in request.GET:
            text = read_date(text)
        found = read_dates(text)
    except ValueError as problem:
        return JsonResponse({"problem": str(problem)})
    return JsonResponse({"start": found.start, "end": found.end, "words": found.words})


def source(request: HttpRequest) -> JsonResponse:
    """The source of an address, and which events cite it; of a new one what its site suggests."""
    address = request.GET.get("address", "").strip()
    if len(address) > LONGEST_ADDRESS or "\x00" in address or not bare_address(address):
        return JsonResponse({"source": None, "events": [], "suggested": {}, "is_address": False})
    found = source_at(address)
    return JsonResponse(
        {
            "is_address": True,
            "source": {"id": found.pk, "text": str(found)} if found else None,
            "events": citing(found) if found else [],
            "suggested": {} if found else suggested_by_host(address),
        }
    )


def citing(found: Source) -> list[dict[str, Any]]:
    """The events that cite a source, as the form shows them."""
    return [
        {
            "id": event.pk,
            "title": event.title,
            "date": event.date_in_words,
            "status": event.get_status_display(),
            "url": reverse("admin:events_event_change", args=[event.pk]),
        }
        for event in events_citing(found)[:MOST_EVENTS]
    ]


def countries(request: HttpRequest) -> JsonResponse:
    """The countries of a pasted list, and the names that were not found."""
    listed = read_countries(request.POST.get("text", "")[:LONGEST])
    return JsonResponse(
        {
            "found": [{"id": country.pk, "text": str(country)} for country in listed.found],
            "unknown": list(listed.unknown),
            "problem": not_found_in_words(listed) if listed.unknown else "",
        }
    )
