"""What a browser sends when a form of the admin is filled in."""

from typing import Any

from django.contrib import admin

from events.admin.entry.state import TOKEN, state_of
from events.models import Event

PREFIXES = [
    "citations", "places", "organization_participations", "country_participations", "person_participations",
    "quotes", "event_frameworks", "event_themes",
]  # fmt: skip


def event_form(*, event: Event | None = None, rows: dict[str, list[dict[str, Any]]] | None = None, **fields: Any):
    """The fields of an event's form, loaded just now. A row with an `id` is one that is there already."""
    data: dict[str, Any] = {
        "title": "Seminar on returnees",
        "type": "seminar",
        "state": "held",
        "start": "2024-05-14",
        "slug": event.slug if event else "",
        **loaded_state(event),
        **fields,
    }
    if event is not None and event.is_public:
        data.setdefault("change_reason", "A later press release says more.")
    for prefix in PREFIXES:
        data |= _rows(prefix, (rows or {}).get(prefix, []), event)
    return data


def loaded_state(event: Event | None) -> dict[str, str]:
    """The hidden field by which the form of a recorded event says in which state it was loaded."""
    state = state_of(admin.site.get_model_admin(Event), event.pk) if event else None
    return {TOKEN: state.signed()} if state else {}


def name_rows(names: list[dict[str, Any]], owner: Any = None) -> dict[str, Any]:
    return _rows("names", names, owner)


def _rows(prefix: str, rows: list[dict[str, Any]], owner: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        if owner is not None:
            data[f"{prefix}-{number}-{owner._meta.model_name}"] = owner.pk
    return data
