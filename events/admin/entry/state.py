"""What an event and its rows are like at a moment, as the form of the event would send it.

The form carries the state in which it was loaded, signed. When it comes back, that tells what the person who typed
has changed, and what somebody else has changed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from events.models import Event

TOKEN = "loaded_state"  # noqa: S105 - the name of a hidden field
SALT = "events.admin.entry.state"

Values = dict[str, Any]  # field -> text, or a list of texts where several can be chosen


@dataclass(frozen=True)
class Kind:
    """One kind of rows of the form."""

    prefix: str  # of its names in the form
    model: type[Model]
    fields: tuple[str, ...]
    ordering: tuple[str, ...]


@dataclass(frozen=True)
class State:
    event: int
    fields: Values = field(default_factory=dict)
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)  # prefix -> key of the row -> values

    def signed(self) -> str:
        return signing.dumps([self.event, self.fields, self.rows], salt=SALT, compress=True)

    @classmethod
    def read(cls, token: str, event: int) -> State | None:
        """The state that a form of this event carried; None when it is not one that was handed out."""
        try:
            state = cls(*signing.loads(token, salt=SALT))
        except signing.BadSignature:
            return None
        return state if state.event == event else None


def kinds_of_rows(admin: ModelAdmin) -> list[Kind]:
    """The rows of the form, as its inlines declare them."""
    kinds = []
    for inline in admin.inlines:
        model: type[Model] = inline.model
        names = flatten_fieldsets(inline.fieldsets) if inline.fieldsets else inline.fields
        link: Any = model._meta.get_field("event")
        ordering: Any = inline.ordering
        kinds.append(Kind(link.remote_field.get_accessor_name(), model, tuple(columns(model, names)), ordering))
    return kinds


def columns(model: type[Model], names: Any) -> list[str]:
    """Those of the names that are fields of the model."""
    found = []
    for name in names:
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        found.append(name)
    return found


def state_of(admin: ModelAdmin, key: Any) -> State | None:
    """The event's state in the database, in one query for the event and one for each kind of rows."""
    names = columns(Event, flatten_fieldsets(admin.fieldsets or ()))
    values = Event.objects.filter(pk=key).values(*names).first()
    if values is None:
        return None
    rows = {
        kind.prefix: {
            str(row.pop("pk")): {name: as_sent(value) for name, value in row.items()}
            for row in kind.model._default_manager.filter(event=key).order_by(*kind.ordering).values("pk", *kind.fields)
        }
        for kind in kinds_of_rows(admin)
    }
    return State(int(key), {name: as_sent(value) for name, value in values.items()}, rows)


def as_sent(value: Any) -> Any:
    """A value as a form sends it."""
    if isinstance(value, list):
        return sorted(str(part) for part in value)
    return "" if value is None else tidy(str(value))


def tidy(text: str) -> str:
    """What tells texts of a form apart: browsers send line ends of their own, and the form strips the ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
