"""Rows that hang on a record: forms below its form, in the order in which they were entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from events.admin.entry.choices import ChosenRecords, RecordSelect
from events.admin.entry.copies import ROWS, original_of, rows_of
from events.admin.entry.dates import TypedDateField
from events.admin.entry.order import OrderedRowForm
from events.models import Event
from events.models.base import LONGEST_TEXT, PartialDateField

PUBLISH = "events.publish_event"


class RowFormSet(BaseInlineFormSet):
    """Numbers the rows as they stand, and says in the model's words which rows are there twice."""

    model: type[Model]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = ChosenRecords(self)

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        self.chosen.tell(form)

    def clean(self) -> None:
        super().clean()
        if any(field.name == "sort_order" for field in self.model._meta.fields):
            self._number(self.remaining_forms())

    def remaining_forms(self) -> list[ModelForm]:
        """The forms of rows that will be there when this is saved."""
        deleted = set(self.deleted_forms) if self.is_valid_so_far() else set()
        return [form for form in self.forms if form not in deleted and (form.instance.pk or form.has_changed())]

    def is_valid_so_far(self) -> bool:
        return all(hasattr(form, "cleaned_data") for form in self.forms)

    def _number(self, forms: list[ModelForm]) -> None:
        """Rows keep the numbers that they have or were given, because only changed rows are saved; others follow."""
        given = {form: form.cleaned_data.get("sort_order") for form in forms if hasattr(form, "cleaned_data")}
        numbers = [
            form.instance.sort_order if number is None and form.instance.pk else number
            for form, number in given.items()
        ]
        last = max((number for number in numbers if number is not None), default=-1)
        for form, number in zip(given, numbers, strict=True):
            if number is None:
                last += 1
            form.instance.sort_order = last if number is None else number

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        for constraint in self.model._meta.total_unique_constraints:
            if set(constraint.fields) == set(unique_check):
                return str(constraint.violation_error_message)
        return str(super().get_unique_error_message(unique_check))


class QuietRelationsMixin(admin.options.BaseModelAdmin):
    """Beside a choice stand the buttons that add a record and change it: deleting one is no part of a form.

    Texts are held to the length that the database can search.
    """

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.TextField):
            kwargs.setdefault("max_length", LONGEST_TEXT)
        if isinstance(db_field, PartialDateField):
            kwargs.setdefault("form_class", TypedDateField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class RowInline(QuietRelationsMixin, admin.options.InlineModelAdmin):
    """Rows of any record. A new record shows one empty row of each kind, a saved one only what it has."""

    formset = RowFormSet
    view_on_site = False
    ordering: ClassVar[tuple[str, ...]] = ("sort_order", "pk")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class EventRowInline(RowInline):
    """Rows of an event. What readers have seen is taken away by reviewers only."""

    form: type[ModelForm] = OrderedRowForm

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A copy starts with the rows of the event it is made from."""
        extra = super().get_extra(request, obj, **kwargs)
        copied = original_of(request) if obj is None else None
        return max(extra, len(rows_of(self.model, copied))) if copied and self.model in ROWS else extra

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and may_take_away_from(request, obj)


def may_take_away_from(request: HttpRequest, event: Event | None) -> bool:
    """Whether this person may delete rows of an event: once published, only reviewers may."""
    return event is None or event.published_at is None or request.user.has_perm(PUBLISH)
