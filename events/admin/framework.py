"""Frameworks: what cooperation runs under or produces."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin, count_of_events, label
from events.admin.duplicates import ActorForm, DuplicatesMixin
from events.admin.merging import MergingMixin
from events.models import EventFramework, Framework


@admin.register(Framework)
class FrameworkAdmin(DuplicatesMixin, MergingMixin, RecordAdmin):
    form = ActorForm
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

    def for_choices(self, queryset: QuerySet[Framework], text: str) -> QuerySet[Framework]:
        """The framework of this very acronym or document number comes first, of others the busiest."""
        is_meant = Q(acronym__iexact=text) | Q(reference__iexact=text)
        likelihood = Case(When(is_meant, then=0), When(title__istartswith=text, then=1), default=2)
        counted = queryset.select_related("part_of").annotate(event_count=count_of_events(EventFramework, "framework"))
        return counted.order_by(likelihood, "-event_count", "title", "slug")

    def choice_label(self, obj: Any) -> str:
        larger = _("part of %(framework)s") % {"framework": obj.part_of} if obj.part_of else ""
        return label(obj, obj.get_kind_display(), obj.date[:4], larger, events=obj.event_count)
