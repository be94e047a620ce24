"""Sources on which the record rests."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin
from events.admin.slugged_form import SluggedForm
from events.models import Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SluggedForm
    fieldsets = [
        (None, {"fields": ["url", "title", "publisher", ("kind", "published", "language")]}),
        (_("Key"), {"fields": ["slug"]}),
    ]
    list_display = ["title", "publisher", "kind", "published", "language"]
    list_filter = ["kind", "language"]
    search_fields = ["title"]
    search_help_text = _("Words of the title, the publisher, the address.")
    ordering = ["title", "slug"]

    def choice_label(self, obj: Source) -> str:
        return " · ".join(part for part in (obj.title, obj.publisher, obj.published) if part)
