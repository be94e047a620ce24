"""The controlled vocabulary of themes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from events.admin.base import RecordAdmin
from events.models import Theme


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    fields = ["name", "slug", "pillar"]
    list_display = ["name", "slug", "pillar"]
    list_filter = ["pillar"]
    search_fields = ["name"]
    ordering = ["pillar", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []
