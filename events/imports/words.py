"""Values of the exchange format in words, for the preview of an import."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.exchange.shapes import EVENTS, child, field
from events.models import Event

LABELS: dict[str, str | Promise] = {
    "places": gettext_lazy("places"),
    "participant_count": gettext_lazy("participants"),
    "countries": gettext_lazy("countries"),
    "organizations": gettext_lazy("organizations"),
    "people": gettext_lazy("people"),
    "quotes": gettext_lazy("quotes"),
    "frameworks": gettext_lazy("frameworks"),
    "citations": gettext_lazy("sources"),
    "former_slugs": gettext_lazy("former slugs"),
}
# What each kind of row is called by; the rest stands after it.
MAIN = {"places": "city", "quotes": "text"}


def label(key: str) -> str:
    """What a key of an event is called on the form."""
    if key in LABELS:
        return capfirst(str(LABELS[key]))
    try:
        column: Any = Event._meta.get_field(key)
    except FieldDoesNotExist:
        return key
    return capfirst(str(column.verbose_name))


def in_words(key: str, value: Any) -> list[str]:
    """A value as lines: one, or one for each row of a list; none where there is nothing."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, dict):
        return [_count(value)]
    if isinstance(value, list):
        return [_row(key, each) for each in value]
    return [_of_column(Event, key, value)]


def _count(count: dict[str, Any]) -> str:
    parts = [_code("participant_qualifier", count.get("qualifier")), str(count.get("number", ""))]
    parts += [_code("participant_unit", count.get("unit"))]
    words = " ".join(part for part in parts if part)
    return " – ".join(part for part in (words, count.get("note", "")) if part)


def _code(name: str, value: Any) -> str:
    return _of_column(Event, name, value).lower() if value else ""


def _row(key: str, row: Any) -> str:
    """`unodc, Organizer`; what is no row of ours is shown as it is."""
    rows = next((each for each in EVENTS.rows if each.key == key), None)
    if rows is None or not isinstance(row, dict):
        return str(row)
    model = child(EVENTS, rows)[0]
    told = []
    for value in rows.values:  # in the order of the format: the database keeps none
        found = row.get(value.key)
        if value.key == "supports" and found:
            told.append(_("for %s") % ", ".join(found))
        elif found not in (None, ""):
            told.append(_of_column(model, field(model, value).name, found))
    return ", ".join(told)


def _of_column(model: type[models.Model], name: str, value: Any) -> str:
    """A code by its label, anything else as it is."""
    column: Any = model._meta.get_field(name)
    labels = dict(column.flatchoices) if getattr(column, "choices", None) else {}
    return str(labels.get(value, value))
