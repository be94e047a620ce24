"""Frameworks: what cooperation runs under or produces."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin
from events.admin.slugged_form import SluggedForm
from events.models import Framework


@admin.register(Framework)
class FrameworkAdmin(RecordAdmin):
    form = SluggedForm
    fieldsets = [
        (None, {"fields": ["title", ("acronym", "kind"), ("date", "reference"), "part_of", "summary"]}),
        (_("Address"), {"fields": ["slug"]}),
    ]
    autocomplete_fields = ["part_of"]
    list_display = ["title", "acronym", "kind", "date", "part_of", "updated_at"]
    list_select_related = ["part_of"]
    list_filter = ["kind"]
    search_fields = ["title"]
    search_help_text = _("Words of the title, the acronym, the document number.")
    ordering = ["title", "slug"]

    def choice_label(self, obj: Framework) -> str:
        return " · ".join(str(part) for part in (obj, obj.get_kind_display(), obj.date[:4]) if part)
