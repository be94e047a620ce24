"""Old addresses. The database writes them when a slug changes; here they can be looked at, and given free."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from events.admin.base import RecordAdmin
from events.models import FormerSlug


@admin.register(FormerSlug)
class FormerSlugAdmin(RecordAdmin):
    list_display = ["slug", "kind", "object_id"]
    list_filter = ["kind"]
    search_fields = ["slug"]
    ordering = ["kind", "slug"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return queryset.filter(slug__contains=search_term.replace("\x00", "")), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
