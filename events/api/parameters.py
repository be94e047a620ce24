"""Parameters, columns and answers as JSON Schema (2020-12), read off the filters and the registry of columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.api.questions import LARGEST_PAGE, PAGE_SIZE
from events.columns import COLUMNS, Column
from events.columns.base import DATE, INTEGER, LIST, NUMBER, PARTIAL_DATE, URL
from events.facets import find_parameters
from events.filters import FILTERS, NOT_RECORDED, Repeated, Together
from events.filters.actors import KINDS as ACTORS
from events.filters.actors import SEPARATOR
from events.filters.meanings import meaning
from events.filters.parameters import PeriodEnd, Records, Years
from events.models.base import SLUG_PATTERN
from events.models.release import NAME_PATTERN
from events.partial_dates import PATTERN
from events.selection import MOST_LETTERS, MOST_VALUES
from events.selection.orders import SORTS

Schema = dict[str, Any]
Parameter = tuple[str, str, Schema]  # name, meaning, values

PARTIAL_DATE_PATTERN = f"^{PATTERN.pattern}$"
RELEASE = {"type": "string", "pattern": NAME_PATTERN}
SLUG = {"type": "string", "pattern": SLUG_PATTERN}


def of_selection(kind: str) -> Iterator[Parameter]:
    """What a selection can be asked: the same as on the page."""
    for name, parameter in FILTERS[kind].base_filters.items():
        yield name, meaning(kind, name), _values(parameter)
    orders = [value for value, _label in SORTS[kind]]
    yield "sort", _("The order; the first one by default."), {"type": "string", "enum": orders, "default": orders[0]}
    yield "release", _("A dated release to answer from; the record as it is now without it."), RELEASE


def of_list(kind: str) -> Iterator[Parameter]:
    yield from of_selection(kind)
    yield of_fields(kind)
    limit = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
    yield "limit", _("How many records are answered at a time."), limit
    yield "cursor", _("Where to go on: the cursor in `next` of the answer before."), {"type": "string"}


def of_facets() -> Iterator[Parameter]:
    yield from of_selection("events")
    for name in sorted(find_parameters("events")):
        narrowed = name.removeprefix("find_")
        yield name, _("Words that find choices for %s; it restricts nothing.") % narrowed, {"type": "string"}


def of_fields(kind: str) -> Parameter:
    names = {"type": "array", "items": {"type": "string", "enum": [column.key for column in COLUMNS[kind]]}}
    return "fields", _("The fields to answer, with commas between; without it, all."), names


def of_key(name: str) -> Parameter:
    if name == "code":
        return name, _("ISO 3166-1 alpha-2."), {"type": "string", "pattern": "^[A-Z]{2}$"}
    if name == "number":
        return name, _("The number of the quote within its event."), {"type": "integer", "minimum": 1}
    return name, _("The permanent key of the record."), SLUG


def _values(parameter: Any) -> Schema:
    """The values that a parameter takes, read off the filter itself."""
    if isinstance(parameter, Years):
        return _several({"type": "string", "pattern": r"^(19|2\d)\d\d$"})
    if isinstance(parameter, Together):
        return _several({"type": "string", "pattern": rf"^({'|'.join(ACTORS)})\{SEPARATOR}[A-Za-z0-9-]+$"})
    if isinstance(parameter, PeriodEnd):
        return {"type": "string", "pattern": PARTIAL_DATE_PATTERN}
    if isinstance(parameter, Records):
        shape = r"[A-Z]{2}" if parameter.key == "code" else SLUG_PATTERN.strip("^$")
        return _several({"type": "string", "pattern": f"^({shape}|{NOT_RECORDED})$"})
    if "choices" not in parameter.extra:
        text = {"type": "string", "maxLength": parameter.extra.get("max_length", MOST_LETTERS)}
        return _several(text) if isinstance(parameter, Repeated) else text
    codes = {"type": "string", "enum": [str(value) for value, _label in parameter.extra["choices"]()]}
    return _several(codes) if issubclass(parameter.field_class, forms.MultipleChoiceField) else codes


def _several(items: Schema) -> Schema:
    return {"type": "array", "items": items, "maxItems": MOST_VALUES}


# Answers


def record(kind: str) -> Schema:
    """A record with all its fields. With `fields` it has those alone, so none is required."""
    return {"type": "object", "properties": {column.key: _field(column) for column in COLUMNS[kind]}}


def _field(column: Column) -> Schema:
    kinds: dict[str, Schema] = {
        LIST: {"type": "array", "items": {"type": "string"}},
        INTEGER: {"type": ["integer", "null"]},
        NUMBER: {"type": ["number", "null"]},
        DATE: {"type": ["string", "null"], "format": "date"},
        PARTIAL_DATE: {"type": ["string", "null"], "pattern": PARTIAL_DATE_PATTERN},
        URL: {"type": ["string", "null"]},
    }
    shape = kinds.get(column.datatype, {"type": ["string", "null"]})
    said = {"title": str(column.label), "description": str(column.description)}
    if column.codes is None or column.datatype == LIST:
        return {**shape, **said}
    return {**shape, **said, "enum": [*column.codes.values, None]}
