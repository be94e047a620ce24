"""An event as the start of the next one of its series: the form of a new event, filled in from an earlier one.

Nothing is saved until the form is. What belongs to the earlier event alone stays behind: its dates, its sources,
what was said and how many came.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.admin.entry.numbers import counted_on
from events.models import (
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventTheme,
    OrganizationParticipation,
    PersonParticipation,
)

COPY_OF = "copy_of"
FIELDS = ("title", "original_title", "type", "mode", "part_of")
ROWS: dict[Any, tuple[str, ...]] = {
    EventPlace: ("city", "country", "venue"),
    OrganizationParticipation: ("organization", "role"),
    CountryParticipation: ("country", "role"),
    PersonParticipation: ("person", "role", "position", "organization", "country"),
    EventFramework: ("framework", "relation", "ordinal"),
    EventTheme: ("theme",),
}


def original_of(request: HttpRequest) -> Event | None:
    """The event that the form asked for is to be a copy of."""
    key = request.GET.get(COPY_OF, "")
    if request.method != "GET" or not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    if not hasattr(request, "copied_event"):
        request.copied_event = Event.objects.filter(pk=key).first()  # type: ignore[attr-defined]
    event: Event | None = request.copied_event  # type: ignore[attr-defined]
    return event


def rows_of(model: Any, event: Event) -> list[dict[str, Any]]:
    """The rows of one kind as the new form starts with them. A number in a series becomes the next one."""
    rows = list(model._default_manager.filter(event=event).order_by("sort_order", "pk").values(*ROWS[model]))
    rows = [row for row in rows if row.get("person", ...) is not None]  # a post without a name stays with its event
    for row in rows:
        if row.get("ordinal"):
            row["ordinal"] += 1
    return rows


class CopyMixin(admin.ModelAdmin):
    """`add/?copy_of=KEY` opens the form of a new event that is filled in from another one."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        event = original_of(request)
        if event is None:
            return initial
        told = _(
            "A copy of “%(event)s”, not saved yet. Dates, sources, quotes, counts and summary are left out; "
            "look through who took part."
        )
        messages.info(request, told % {"event": event})
        copied = {name: getattr(event, f"{name}_id" if name == "part_of" else name) for name in FIELDS}
        numbers = list(filter(None, event.event_frameworks.values_list("ordinal", flat=True)))
        copied["title"] = counted_on(event.title, numbers)
        return {**initial, **copied, "follow_up_to": event.pk}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if (event := original_of(request)) and obj.pk is None and inline.model in ROWS:
            kwargs["initial"] = rows_of(inline.model, event)
        return kwargs
