"""The ways out of a question that finds nothing: what is found without each of its restrictions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.citations.words import number_in_words
from events.selection import Selection

MOST = 8  # restrictions that are tried; each costs what building and counting a selection costs
PERIOD = {"from": None, "to": None, "dates": None}


@dataclass(frozen=True)
class WayOut:
    """The question without one of its restrictions."""

    dropped: str
    query: str
    total: int
    found: str  # “40 events”


def ways_out(selection: Selection) -> list[WayOut]:
    """Those that find something, most first; none of a question that finds something itself or cannot be answered."""
    if selection.errors or selection.counts.total:
        return []
    ways = [_way(selection, dropped, query) for dropped, query in _without_each(selection)]
    return sorted((way for way in ways if way.total), key=lambda way: -way.total)


def _without_each(selection: Selection) -> Iterator[tuple[str, str]]:
    """Each restriction as pages name it, and the query string without it; both ends of a period at once too."""
    pills = selection.pills[1:] if selection.release else selection.pills  # a release restricts nothing
    for pill in pills[:MOST]:
        yield _("%(label)s: %(value)s") % {"label": pill.label, "value": pill.value}, pill.query
    if {"from", "to"} <= set(selection.values):
        yield _("From and To"), selection.link(**PERIOD)


def _way(selection: Selection, dropped: str, query: str) -> WayOut:
    total = Selection(selection.kind, QueryDict(query)).counts.total
    return WayOut(dropped, query, total, number_in_words(selection.kind, total))
