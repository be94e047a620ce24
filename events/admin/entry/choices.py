"""Choices among records: what is chosen in all rows of a form is asked for once, not once for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.forms import BaseFormSet, ModelForm

DELAY = 120  # milliseconds after a letter before the server is asked


class RecordSelect(AutocompleteSelect):
    """A choice among records that shows the form again, too, when what was sent can be no key at all."""

    chosen: ChosenRecords | None = None

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        records = self.field.remote_field.model._meta
        return {**attrs, "data-ajax--delay": DELAY, "data-offers": records.model_name}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        keys = [key for key in value if can_be_a_key(self.field, key)]
        if self.chosen is None:
            return super().optgroups(name, keys, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for key in keys:
            if label := self.chosen.label(self.field, self.choices.queryset, key):
                options.append(self.create_option(name, key, label, True, len(options)))
        return [(None, options, 0)]


class ChosenRecords:
    """The records that are chosen in the rows of a formset: one query for each field, whatever the number of rows."""

    def __init__(self, formset: BaseFormSet) -> None:
        self._formset = formset
        self._labels: dict[str, dict[str, str]] = {}

    def tell(self, form: ModelForm) -> None:
        """Let the choices of a row ask here."""
        for field in form.fields.values():
            widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
            if isinstance(widget, RecordSelect):
                widget.chosen = self

    def label(self, field: Field, queryset: Any, key: str) -> str:
        if field.name not in self._labels:
            self._labels[field.name] = self._load(field, queryset)
        return self._labels[field.name].get(str(key), "")

    def _load(self, field: Field, queryset: Any) -> dict[str, str]:
        values = {str(form[field.name].value() or "") for form in self._formset.forms if field.name in form.fields}
        keys = [value for value in values if value and can_be_a_key(field, value)]
        return {str(record.pk): str(record) for record in queryset.filter(pk__in=keys)} if keys else {}


def can_be_a_key(field: Any, key: Any) -> bool:
    """Whether the database could be asked for this key at all."""
    try:
        field.target_field.to_python(key)
    except ValidationError:
        return False
    return "\x00" not in str(key)
