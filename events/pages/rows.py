"""The rows of a list's page, with what each of them shows. A fixed number of queries, whatever the rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from events.filters import EventFilters
from events.pages.event_rows import event_rows
from events.pages.releases import told_since
from events.pages.tallies import set_event_counts
from events.selection import Selection

WHOLE: dict[str, list[tuple[str, str]]] = {
    "countries": [("country", "event_count"), ("place", "located_count")],
    "themes": [("theme", "event_count")],
}
"""Lists read whole, with the kinds of keys by which their numbers of events are counted."""


def page_of(selection: Selection) -> Page:
    """The asked page; a number past the end is a 404."""
    page = selection.page()
    rows: Any = page.object_list
    if isinstance(selection.filters, EventFilters):
        rows = event_rows(rows, selection.filters.certain_q() if selection.counts.possible else None)
    elif selection.kind == "quotes":
        rows = rows.with_relations()
    elif selection.kind not in WHOLE:
        rows = rows.with_event_counts()
    if selection.kind == "people":
        rows = rows.with_latest_post()
    if selection.kind == "organizations":
        rows = rows.select_related("country")
    page.object_list = list(rows)
    if selection.release and selection.kind == "events":
        page.object_list = told_since(page.object_list, selection.release)
    for numbers in WHOLE.get(selection.kind, []):
        set_event_counts(page.object_list, *numbers)
    return page


def has_blanks(parameters: QueryDict) -> bool:
    """Whether a form sent fields that were left empty."""
    return any(not value.strip() for _name, values in parameters.lists() for value in values)
