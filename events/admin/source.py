"""Sources on which the record rests."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin, count_of_events, label
from events.admin.merging import MergingMixin
from events.admin.slugged_form import SluggedForm
from events.models import Citation, Source


@admin.register(Source)
class SourceAdmin(MergingMixin, RecordAdmin):
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

    def for_choices(self, queryset: QuerySet[Source], text: str) -> QuerySet[Source]:
        """The source that was recorded last comes first: it is mostly the one at hand."""
        counted = queryset.annotate(event_count=count_of_events(Citation, "source"))
        return counted.order_by("-created_at", "title", "slug")

    def choice_label(self, obj: Any) -> str:
        return label(obj.title, obj.publisher, obj.published, events=obj.event_count)
