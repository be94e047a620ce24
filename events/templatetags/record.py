"""How single facts of the record are written on a page. Nothing here asks the database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events import partial_dates
from events.models import CountryName, Event, EventPlace, Quote
from events.pages import event_rows

register = template.Library()


@register.simple_tag
def when(event: Event) -> SafeString:
    """The date of an event in words, machine-readable at the precision that is known."""
    return format_html('<time datetime="{}">{}</time>', event.start, event.date_in_words)


@register.filter
def in_words(text: str | None) -> str:
    """A partial date as people write it."""
    return partial_dates.in_words(text) if text else ""


@register.filter
def whole_ranges(text: str) -> SafeString:
    """Text of which no range of years is broken between two lines."""
    parts = re.split(r"([0-9]{4}–[0-9]{4})", str(text))
    pairs = (
        (format_html('<span class="nowrap">{}</span>', part) if place % 2 else part,)
        for place, part in enumerate(parts)
    )
    return format_html_join("", "{}", pairs)


@register.filter
def unknown_part(event: Event) -> str:
    """What of the start is not known, in words; '' when the day is."""
    return event_rows.unknown_part(event.precision)


@register.filter
def where(event: Event) -> str:
    """The places of an event that came with them."""
    return event_rows.places_in_words([(place.city, place.country.name) for place in event.places.all()], event.mode)


@register.filter
def place_in_words(place: EventPlace) -> str:
    """“Tashkent, Uzbekistan”."""
    return event_rows.place_in_words(place.city, place.country.name)


@register.filter
def language_name(tag: str) -> str:
    """The name of a language in the reader's own; the tag itself where nobody has named it."""
    try:
        names = Locale.parse(get_language() or "en", sep="-").languages
        return str(names.get(tag.partition("-")[0], tag)).capitalize()
    except (ValueError, UnknownLocaleError):
        return tag


@register.filter
def without(query: str, name: str) -> list[tuple[str, str]]:
    """The same without one parameter, for the form that sets it anew."""
    return [pair for pair in parse_qsl(query) if pair[0] != name]


@register.filter
def of(values: dict[str, Any], name: str) -> str:
    """The first value typed for a parameter."""
    return next(iter(values.get(name, [])), "")


@register.simple_tag
def absolute(path: str, query: str = "") -> str:
    """The address as others should write it down."""
    return f"{settings.SITE_URL}{path}" + (f"?{query}" if query else "")


@register.simple_tag
def contact() -> str:
    """The mail address of the operators, '' when none is set."""
    return getattr(settings, "CONTACT_EMAIL", "")


@register.filter
def in_panel_order(choices: list[Any], parameter: str) -> list[Any]:
    """Choices with those picked on top, so that a long list never hides them, and those that find nothing last.

    Years stay in their own order, which is how one looks for them.
    """
    if parameter == "year":
        return choices
    return sorted(choices, key=lambda choice: (not choice.selected, choice.count == 0 and not choice.selected))


@register.filter
def any_selected(choices: list[Any]) -> bool:
    return any(choice.selected for choice in choices)


@register.inclusion_tag("components/pagination.html")
def pagination(page: Any, selection: Any) -> dict[str, Any]:
    """Where one is and where one can go: first, last and the neighbors."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    steps = [
        {"number": number, "query": selection.link(page=number)} if isinstance(number, int) else {"number": None}
        for number in numbers
    ]
    return {
        "page": page,
        "steps": steps,
        "previous": selection.link(page=page.number - 1),
        "next": selection.link(page=page.number + 1),
    }


@register.filter
def in_quotation_marks(text: str) -> str:
    """Words as quoted: in marks, unless they bring their own."""
    text = text.strip()
    return text if text[:1] in '“«„"' else f"“{text}”"


@register.simple_tag
def with_dates(selection: Any, meaning: str) -> str:
    """The query of the same selection with its period read in another way: certain, or possible."""
    return str(selection.link(dates=None if meaning == "possible" else meaning))


@register.filter
def leaves_out_possible(selection: Any) -> bool:
    """Whether events that lie only possibly in the asked period were asked to be left out."""
    return not selection.errors and ("dates", "certain") in parse_qsl(selection.query)


@register.filter
def is_common(facet: Any) -> bool:
    """Whether most readers filter by it: these stand open."""
    return facet.parameter in {"country", "organization", "theme", "type"}


@register.filter
def leftover(query: str, facets: list[Any]) -> list[tuple[str, str]]:
    """Parameters that the fields of a form do not send, to be sent along unseen."""
    shown = {"q", "sort", *(facet.parameter for facet in facets)}
    return [pair for pair in parse_qsl(query) if pair[0] not in shown]


@dataclass(frozen=True)
class Run:
    """Numbers that follow each other."""

    first: int
    last: int


@register.filter
def runs(numbers: list[int]) -> list[Run]:
    """Numbers in order, three or more in a row as one run: a fact with seven sources needs no seven marks."""
    found: list[Run] = []
    for number in numbers:
        if found and found[-1].last == number - 1:
            found[-1] = Run(found[-1].first, number)
        else:
            found.append(Run(number, number))
    return [
        part
        for run in found
        for part in ([Run(run.first, run.first), Run(run.last, run.last)] if run.last == run.first + 1 else [run])
    ]


@register.filter
def attribution_beside_name(quote: Quote) -> str:
    """The attribution without the speaker's name, which stands before it as a link."""
    name = quote.speaker.name if quote.speaker else ""
    return quote.attribution.removeprefix(name).lstrip(", ")


@register.filter
def distinct_names(names: Iterable[CountryName]) -> list[CountryName]:
    """Names, each spelling once: several languages share many."""
    return list({name.name: name for name in reversed(list(names))}.values())[::-1]
