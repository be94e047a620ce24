"""A state of a record laid out whole, for people: its own facts, and each row that hung on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.text import capfirst

from events.history.differences import ORDER
from events.history.names import Names, references_of
from events.history.states import ROWS, Fields, State
from events.history.words import Teller, field_of


@dataclass(frozen=True)
class Part:
    """Rows of one kind. Each row is a list of what is said of it: label and value."""

    heading: str
    rows: list[list[tuple[str, str]]] = field(default_factory=list)


def whole(root: type[Model], state: State) -> list[Part]:
    """Everything that is recorded in a state, in the order of reading. Two queries."""
    models = (root, *ROWS.get(root, ()))
    references = {
        reference for model in models for row in state.of(model).values() for reference in references_of(model, row)
    }
    teller = Teller(Names(references))
    parts = []
    for model in models:
        rows = sorted(state.of(model).items(), key=lambda item: (item[1].get(ORDER, item[1].get("number", 0)), item[0]))
        heading = str(model._meta.verbose_name if model is root else model._meta.verbose_name_plural)
        if rows:
            parts.append(Part(capfirst(heading), [_said(teller, model, row) for _pk, row in rows]))
    return parts


def _said(teller: Teller, model: type[Model], row: Fields) -> list[tuple[str, str]]:
    said = []
    for column, value in _in_model_order(model, row):
        described = field_of(model, column)
        words = teller.value(described, value)
        if words and column not in (ORDER, "published_at"):
            said.append((capfirst(described.verbose_name), words))
    return said


def _in_model_order(model: type[Model], row: Fields) -> list[tuple[str, object]]:
    return [(each.attname, row[each.attname]) for each in model._meta.concrete_fields if each.attname in row]
