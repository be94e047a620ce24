"""Quotes, each also found with its event."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.actions import number_quotes
from events.admin.base import RecordAdmin
from events.admin.change_reason import ChangeReasonMixin, ReasonForm
from events.admin.rows import may_take_away_from
from events.models import Quote


@admin.register(Quote)
class QuoteAdmin(ChangeReasonMixin, RecordAdmin):
    form = ReasonForm
    change_form_template = "admin/events/quote/change_form.html"
    fieldsets = [
        (None, {"fields": ["event", "text", "language", "translation"]}),
        (_("Who said it"), {"fields": ["speaker", "attribution", "organization"]}),
        (_("Where it is printed"), {"fields": [("source", "locator")]}),
    ]
    autocomplete_fields = ["event", "speaker", "organization", "source"]
    list_display = ["__str__", "number", "speaker", "attribution", "event", "language"]
    list_select_related = ["event", "speaker"]
    list_filter = ["language", "event__status"]
    search_fields = ["text"]
    search_help_text = _("Words of the quote or of its translation.")
    ordering = ["-event__latest_start", "event__slug", "number"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Event and number are the quote's permanent address."""
        return ["event", "number"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fieldsets
        first, *others = self.fieldsets
        return [(None, {"fields": [("event", "number"), *first[1]["fields"][1:]]}), *others]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_take_away_from(request, obj.event))

    def save_model(self, request: HttpRequest, obj: Quote, form: ModelForm, change: bool) -> None:
        if change:
            obj.save()
        else:
            number_quotes(event=obj.event, quotes=[obj])
