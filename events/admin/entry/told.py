"""What is said after an event was saved: how typed dates were understood, and where its sources are cited already."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from events.admin.entry.addresses import events_citing
from events.admin.entry.quote_lists import QuoteList
from events.admin.entry.quotes import doubts_in_words
from events.models import Citation, Event
from events.typed_dates import understood

MOST_EVENTS = 5


def tell_after_saving(request: HttpRequest, event: Event, formsets: list[Any], quoted: QuoteList) -> None:
    """Say what a person without script has not been told while typing."""
    if request.POST.get("start", "").strip() != event.start:
        messages.info(request, _("The dates were understood as: %(words)s.") % {"words": in_words(event)})
    if doubts := doubts_in_words(quoted):
        messages.warning(request, doubts)
    for formset in formsets:
        if formset.model is Citation:
            for citation in formset.new_objects:
                _tell_where_cited(request, event, citation)


def in_words(event: Event) -> str:
    return understood(event.start, event.end)


def _tell_where_cited(request: HttpRequest, event: Event, citation: Citation) -> None:
    others = events_citing(citation.source).exclude(pk=event.pk)[:MOST_EVENTS]
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a> ({})',
        ((reverse("admin:events_event_change", args=[other.pk]), other, other.date_in_words) for other in others),
    )
    if links:
        told = _("“%(source)s” is cited by other events, too:") % {"source": citation.source}
        messages.info(request, format_html("{} {}", told, links))
