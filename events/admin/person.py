"""People in public roles and the ways in which their names are written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin, count_of_events, label
from events.admin.desk_filter import DeskFilter
from events.admin.duplicates import ActorForm, DuplicatesMixin
from events.admin.merging import MergingMixin
from events.admin.removal import RemovalMixin
from events.admin.rows import RowInline
from events.models import Person, PersonName, PersonParticipation


class PersonNameInline(RowInline, admin.TabularInline):
    model = PersonName
    fields = ["name", "kind"]


@admin.register(Person)
class PersonAdmin(DuplicatesMixin, MergingMixin, RemovalMixin, RecordAdmin):
    form = ActorForm
    change_form_template = "admin/events/person/change_form.html"
    fieldsets = [(None, {"fields": ["name"]}), (_("Address"), {"fields": ["slug"]})]
    inlines = [PersonNameInline]
    list_display = ["name", "slug", "updated_at"]
    list_filter = [DeskFilter]
    search_fields = ["name"]
    search_help_text = _("The name in any spelling.")
    ordering = ["name", "slug"]

    def for_choices(self, queryset: QuerySet[Person], text: str) -> QuerySet[Person]:
        posts = PersonParticipation.objects.filter(person=OuterRef("pk")).exclude(position="")
        return queryset.annotate(
            latest_post=Subquery(posts.order_by("-event__latest_start").values("position")[:1]),
            event_count=count_of_events(PersonParticipation, "person"),
        ).order_by("-event_count", "name", "slug")

    def choice_label(self, obj: Any) -> str:
        """Namesakes differ by the post that each held last."""
        return label(obj.name, obj.latest_post or obj.slug, events=obj.event_count)
