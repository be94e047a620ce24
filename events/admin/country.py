"""Countries: a standard list with the names under which they are found."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin
from events.admin.rows import RowInline
from events.models import Country, CountryName


class CountryNameInline(RowInline, admin.TabularInline):
    model = CountryName
    fields = ["name", "language", "kind"]
    ordering = ("language", "name", "pk")


@admin.register(Country)
class CountryAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["name", ("code", "alpha3", "numeric")]}),
        (
            _("Region (UN M49)"),
            {
                "fields": [
                    ("region", "region_code"),
                    ("subregion", "subregion_code"),
                    ("intermediate_region", "intermediate_region_code"),
                ]
            },
        ),
        (_("Point on the map"), {"fields": [("latitude", "longitude")]}),
    ]
    inlines = [CountryNameInline]
    list_display = ["name", "code", "alpha3", "region", "subregion"]
    list_filter = ["region", "subregion"]
    search_fields = ["name"]
    search_help_text = _("Names in ten languages, and codes.")
    ordering = ["name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []

    def for_choices(self, queryset: QuerySet[Country], text: str) -> QuerySet[Country]:
        """The country of this very code comes first, then those whose own name begins so."""
        is_code = Q(code__iexact=text) | Q(alpha3__iexact=text)
        return queryset.order_by(Case(When(is_code, then=0), When(name__istartswith=text, then=1), default=2), "name")

    def choice_label(self, obj: Country) -> str:
        return f"{obj.name} ({obj.code})"
