"""Fields of forms that take dates as people write them, and say how they were understood."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.typed_dates import LONGEST, TypedDates, read_date, read_dates, understood


class TypedDateInput(forms.TextInput):
    """A date in words; below it stands how it was understood, which the script keeps up to date."""

    words = ""  # where the form knows better than the field, as for a range

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        address = reverse_lazy("admin:events_event_entry_dates")
        super().__init__({"class": "vTextField typed-date", "data-typed-date": address, **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        identity = (attrs or {}).get("id", "")
        words = self.words or in_words(str(value or ""))
        return format_html(
            '<span class="typed">{}<output class="understood" for="{}" id="{}_understood">{}</output></span>',
            field,
            identity,
            identity,
            words,
        )


class TypedDateField(forms.CharField):
    """One date, known to the day, the month or the year."""

    widget = TypedDateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_length": LONGEST, "widget": TypedDateInput()})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return stored(text) if text else text


def stored(text: str) -> str:
    """One typed date as it is stored; ValidationError, with the cure, when it is none."""
    try:
        return read_date(text)
    except ValueError as problem:
        raise ValidationError(str(problem), code="typed_date") from None


def stored_range(text: str) -> TypedDates:
    """A typed date or range as it is stored; ValidationError, with the cure, when it is none."""
    try:
        return read_dates(text)
    except ValueError as problem:
        raise ValidationError(str(problem), code="typed_date") from None


def in_words(text: str, end: str = "") -> str:
    """How typed dates are understood; empty when they are not."""
    try:
        dates = read_dates(text)
        until = dates.end or (read_date(end) if end else "")
    except ValueError:
        return ""
    return understood(dates.start, "" if until == dates.start else until)
