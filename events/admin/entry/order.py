"""The order of rows: a number that is typed, or that the buttons up and down write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class OrderedRowForm(forms.ModelForm):
    """A row with its place among the others. A row that is added without one comes last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("sort_order"):
            field.required = False
            field.label = _("Order")
            field.help_text = ""
            field.widget = forms.NumberInput(attrs={"class": "row-order", "min": 0})
            if self.instance.pk is None:
                self.initial["sort_order"] = field.initial = None

    def clean_sort_order(self) -> int | None:
        """A place that was not sent stays as it is."""
        name = self.add_prefix("sort_order")
        if self.fields["sort_order"].widget.value_omitted_from_data(self.data, self.files, name):
            return self.instance.sort_order if self.instance.pk else None
        number: int | None = self.cleaned_data["sort_order"]
        return number

    @cached_property
    def changed_data(self) -> list[str]:
        """A place that was not sent, or is all that a new row has, is no change."""
        changed = [name for name in super().changed_data if not self._is_idle(name)]
        return [] if self.instance.pk is None and changed == ["sort_order"] else changed

    def _is_idle(self, name: str) -> bool:
        field = self.fields[name]
        return name == "sort_order" and field.widget.value_omitted_from_data(
            self.data, self.files, self.add_prefix(name)
        )
