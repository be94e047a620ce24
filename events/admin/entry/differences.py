"""What somebody else has changed in an event since a form of it was loaded, field by field and in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from events.admin.entry.state import Kind, State, Values
from events.models import Event

LONGEST = 300  # letters of a text that is shown
NAMED_BY = {
    "citations": ("source",),
    "places": ("city", "country"),
    "organization_participations": ("organization",),
    "country_participations": ("country",),
    "person_participations": ("person",),
    "quotes": ("text",),
    "event_frameworks": ("framework",),
    "event_themes": ("theme",),
}


@dataclass(frozen=True)
class Difference:
    """One thing that was changed: a field, or a whole row that was added or removed."""

    where: str
    before: str
    after: str


class Words:
    """Values as people read them. The records that are named are asked for at once, one query for each kind."""

    def __init__(self) -> None:
        self._wanted: dict[type[Model], set[str]] = defaultdict(set)
        self._found: dict[type[Model], dict[str, str]] = {}

    def want(self, model: type[Model], values: Values) -> None:
        for name, value in values.items():
            column = model._meta.get_field(name)
            if isinstance(column, ForeignKey) and value:
                self._wanted[column.related_model].add(value)

    def load(self) -> None:
        for model, keys in self._wanted.items():
            records = model._default_manager.filter(pk__in=keys)
            self._found[model] = {str(record.pk): str(record) for record in records}

    def of(self, model: type[Model], name: str, value: Any) -> str:
        column: Any = model._meta.get_field(name)
        if not value:
            return str(_("nothing"))
        if isinstance(column, ForeignKey):
            return self._found.get(column.related_model, {}).get(value, str(value))
        texts = value if isinstance(value, list) else [value]
        return ", ".join(_chosen(column, text) for text in texts)


def _chosen(column: Field, text: str) -> str:
    choices = dict(column.flatchoices or getattr(getattr(column, "base_field", None), "flatchoices", []))
    return Truncator(str(choices.get(text, text))).chars(LONGEST)


def differences(base: State, theirs: State, kinds: list[Kind]) -> list[Difference]:
    """What differs between two states of an event, the event's own fields first."""
    words = Words()
    for state in (base, theirs):
        words.want(Event, state.fields)
        for kind in kinds:
            for values in state.rows.get(kind.prefix, {}).values():
                words.want(kind.model, values)
    words.load()
    found = [
        Difference(_label(Event, name), words.of(Event, name, base.fields.get(name)), words.of(Event, name, value))
        for name, value in theirs.fields.items()
        if value != base.fields.get(name)
    ]
    for kind in kinds:
        found += _rows(kind, base.rows.get(kind.prefix, {}), theirs.rows.get(kind.prefix, {}), words)
    return found


def _rows(kind: Kind, base: dict[str, Values], theirs: dict[str, Values], words: Words) -> Iterator[Difference]:
    called = capfirst(str(kind.model._meta.verbose_name))
    for key, before in base.items():
        name = f"{called}: {_name(kind, before, words)}"
        if key not in theirs:
            yield Difference(name, _whole(kind, before, words), str(_("removed")))
            continue
        for field, value in theirs[key].items():
            if value != before.get(field):
                where = f"{name}, {kind.model._meta.get_field(field).verbose_name}"  # type: ignore[union-attr]
                yield Difference(
                    where, words.of(kind.model, field, before.get(field)), words.of(kind.model, field, value)
                )
    for key, after in theirs.items():
        if key not in base:
            yield Difference(f"{called}: {_name(kind, after, words)}", str(_("nothing")), _whole(kind, after, words))


def _name(kind: Kind, values: Values, words: Words) -> str:
    parts = [words.of(kind.model, name, values[name]) for name in NAMED_BY[kind.prefix] if values.get(name)]
    return Truncator(", ".join(parts)).chars(80)


def _whole(kind: Kind, values: Values, words: Words) -> str:
    shown = [name for name, value in values.items() if value and name != "sort_order"]
    return ", ".join(words.of(kind.model, name, values[name]) for name in shown)


def _label(model: type[Model], name: str) -> str:
    return capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
