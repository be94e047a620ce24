"""The rows of a list's page, with what each of them shows. A fixed number of queries, whatever the rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from events.bitmaps import present
from events.filters import EventFilters
from events.pages.event_rows import event_rows
from events.pages.posts import set_latest_posts
from events.pages.releases import told_since
from events.pages.tallies import set_event_counts
from events.selection import Selection

COUNTED: dict[str, list[tuple[str, str]]] = {
    "organizations": [("organization", "event_count")],
    "people": [("person", "event_count")],
    "countries": [("country", "event_count"), ("place", "located_count")],
    "frameworks": [("framework", "event_count")],
    "themes": [("theme", "event_count")],
}
"""The kinds of keys by which the numbers of events of a list's rows are counted."""


def page_of(selection: Selection) -> Page:
    """The asked page; a number past the end is a 404."""
    page = selection.page()
    rows: Any = page.object_list
    if isinstance(selection.filters, EventFilters):
        rows = event_rows(rows, selection.filters.certain_q() if selection.counts.possible else None)
    elif selection.kind == "quotes":
        rows = rows.with_relations()
    if selection.kind == "organizations":
        rows = rows.select_related("country")
    listed: Any = list(rows)
    if selection.release and selection.kind == "events":
        listed = told_since(listed, selection.release)
    for numbers in COUNTED.get(selection.kind, []):
        set_event_counts(listed, *numbers)
    if selection.kind == "people":
        set_latest_posts(listed, present())
    page.object_list = listed
    return page


def has_blanks(parameters: QueryDict) -> bool:
    """Whether a form sent fields that were left empty."""
    return any(not value.strip() for _name, values in parameters.lists() for value in values)
