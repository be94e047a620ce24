"""Form fields of query parameters: codes, records by slug, partial dates."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events import search
from events.partial_dates import PartialDate

NOT_RECORDED = "not-recorded"


class CodesField(forms.TypedMultipleChoiceField):
    """Several codes of a vocabulary, and `not-recorded` where the filter allows it."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid_choice": _("“%(value)s” is not a known value."),
    }


class YearsField(CodesField):
    """Several years. They are not listed as choices: a form copies its choices for every request."""

    def valid_value(self, value: Any) -> bool:
        return bool(re.fullmatch(r"(19|2\d)\d\d", str(value), re.ASCII))


class RecordsField(forms.ModelMultipleChoiceField):
    """Several records by slug or code, in the order asked; `not-recorded` stands for itself."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid_choice": _("“%(value)s” is not in the record."),
    }

    def clean(self, value: Any) -> list[Any]:  # type: ignore[override]  # in the order asked, unlike a QuerySet
        keys = [key for key in dict.fromkeys(value or []) if key != NOT_RECORDED]
        found = {getattr(row, str(self.to_field_name)): row for row in super().clean(keys)}
        records = [found[key] for key in keys]
        return [*records, NOT_RECORDED] if NOT_RECORDED in (value or []) else records


class PartialDateFormField(forms.Field):
    """A year, a month or a day; None when nothing is asked."""

    def to_python(self, value: Any) -> PartialDate | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class RecordForm(forms.Form):
    """Refuses a search of too many words before it reaches the database."""

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        try:
            search.terms(text or "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return text


class EventForm(RecordForm):
    """Refuses a range that ends before it begins."""

    def clean_to(self) -> PartialDate | None:
        first: PartialDate | None = self.cleaned_data.get("from")
        last: PartialDate | None = self.cleaned_data["to"]
        if first and last and last.latest < first.earliest:
            raise forms.ValidationError(
                _("The period ends (%(to)s) before it begins (%(from)s)."),
                params={"to": last.text, "from": first.text},
            )
        return last
