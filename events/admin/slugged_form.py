"""Forms of records with slugs: an empty slug is made from what the record is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.actions import make_slug


class SluggedForm(forms.ModelForm):
    """A form in which the slug may be left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # a person who may only look has no fields
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Leave it empty, and one is made. It is the permanent key and last part of the address: "
                "lower-case letters, digits and hyphens. After a change the old address leads to the new one."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "slug" in cleaned and not cleaned["slug"]:
            cleaned["slug"] = self.instance.slug or self.suggested_slug(cleaned)
        return cleaned

    def suggested_slug(self, cleaned: dict[str, Any]) -> str:
        return make_slug(record=self._as_typed(cleaned))

    def _as_typed(self, cleaned: dict[str, Any]) -> Any:
        """The record without its relations, as far as the form is filled in rightly."""
        model = self._meta.model
        columns = {field.name for field in model._meta.concrete_fields if not field.is_relation}
        return model(**{name: value for name, value in cleaned.items() if name in columns and value is not None})
