"""“Cite this”, on the page of each record and of each selection. Nothing here asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from events.citations.formats import CITATION_FORMATS, CITED
from events.citations.words import address_of, number_in_words, record_words, selection_words
from events.models import Event, Framework, Quote
from events.network.question import NetworkQuestion
from events.selection import Selection

register = template.Library()


@dataclass(frozen=True)
class Form:
    """One of the formats, and where the file lies."""

    label: str
    purpose: Any
    url: str


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite_record(context: dict[str, Any], record: Model, heading: str) -> dict[str, Any]:
    """Of an event the places have to be there, of a quote its event and speaker. A preview has no files yet."""
    is_preview = getattr(context.get("request"), "preview", None)
    return {
        "heading": heading,
        "words": record_words(record, context["today"]),
        "address": address_of(record),
        "forms": [] if is_preview else _forms_of(record),
        "level": "h2",
    }


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite_selection(
    context: dict[str, Any], selection: Selection, path: str, heading: str, shown_as: str = ""
) -> dict[str, Any]:
    """Costs what the count of the selection costs, where that is not known yet.

    `shown_as` is the title of a page that shows a selection in another way than as a list, which has files of its own.
    """
    query = f"?{selection.query}".removesuffix("?")
    address = f"{settings.SITE_URL}{path}{query}"
    stem = path.rstrip("/")
    is_cited = selection.kind in CITED and not shown_as
    return {
        "heading": heading,
        "words": _words_of(selection, shown_as or selection.description, address, context["today"]),
        "address": address,
        "forms": [Form(one.label, one.purpose, f"{stem}.{one.name}{query}") for one in CITATION_FORMATS if is_cited],
        "level": "h2" if shown_as else "h3",
    }


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite_network(context: dict[str, Any], question: NetworkQuestion, path: str, heading: str) -> dict[str, Any]:
    """A network is cited with the number of events that it joins; what they are is cited at their list."""
    address = f"{settings.SITE_URL}{path}?{question.query}".removesuffix("?")
    words = _words_of(question.selection, question.title, address, context["today"])
    return {"heading": heading, "words": words, "address": address, "forms": [], "level": "h2"}


def _words_of(selection: Selection, description: str, address: str, today: date) -> str:
    release = selection.release
    counted = number_in_words(selection.kind, selection.counts.total)
    day = release.made_at.date() if release else today
    return selection_words(description, counted, address, day, is_released=bool(release))


def _forms_of(record: Model) -> list[Form]:
    if isinstance(record, Quote):
        where = {"slug": record.event.slug, "number": record.number}
        view = "events:quote-citation"
    elif isinstance(record, Event | Framework):
        where = {"slug": record.slug}
        view = "events:event-citation" if isinstance(record, Event) else "events:framework-citation"
    else:
        return []
    return [Form(one.label, one.purpose, reverse(view, kwargs=where | {"form": one.name})) for one in CITATION_FORMATS]
