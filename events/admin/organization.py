"""Organizations and the other names under which they are found."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin, count_of_events, label
from events.admin.desk_filter import DeskFilter
from events.admin.duplicates import ActorForm, DuplicatesMixin
from events.admin.merging import MergingMixin
from events.admin.rows import RowInline
from events.models import Organization, OrganizationName, OrganizationParticipation


class OrganizationNameInline(RowInline, admin.TabularInline):
    model = OrganizationName
    fields = ["name", "kind"]


@admin.register(Organization)
class OrganizationAdmin(DuplicatesMixin, MergingMixin, RecordAdmin):
    form = ActorForm
    fieldsets = [
        (None, {"fields": ["name", ("acronym", "kind"), "country", "parent", "website"]}),
        (_("Address"), {"fields": ["slug"]}),
    ]
    inlines = [OrganizationNameInline]
    autocomplete_fields = ["country", "parent"]
    list_display = ["name", "acronym", "kind", "country", "parent", "updated_at"]
    list_select_related = ["country", "parent"]
    list_filter = [DeskFilter, "kind", ("country", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name"]
    search_help_text = _("The name, an acronym, a former name, a translation.")
    ordering = ["name", "slug"]

    def for_choices(self, queryset: QuerySet[Organization], text: str) -> QuerySet[Organization]:
        """The body of this very acronym comes first: “UN” is no university. Of others the busiest."""
        likelihood = Case(When(acronym__iexact=text, then=0), When(name__istartswith=text, then=1), default=2)
        counted = queryset.select_related("parent").annotate(
            event_count=count_of_events(OrganizationParticipation, "organization")
        )
        return counted.order_by(likelihood, "-event_count", "name", "slug")

    def choice_label(self, obj: Any) -> str:
        larger = _("part of %(body)s") % {"body": obj.parent.short_name} if obj.parent else ""
        return label(obj, obj.get_kind_display(), obj.country_id, larger, events=obj.event_count)
