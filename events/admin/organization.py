"""Organizations and the other names under which they are found."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from events.admin.base import RecordAdmin
from events.admin.desk_filter import DeskFilter
from events.admin.rows import RowInline
from events.admin.slugged_form import SluggedForm
from events.models import Organization, OrganizationName


class OrganizationNameInline(RowInline, admin.TabularInline):
    model = OrganizationName
    fields = ["name", "kind"]


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    form = SluggedForm
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
        """The body of this very acronym comes first: “UN” is no university."""
        likelihood = Case(When(acronym__iexact=text, then=0), When(name__istartswith=text, then=1), default=2)
        return queryset.order_by(likelihood, "name", "slug")

    def choice_label(self, obj: Organization) -> str:
        return " · ".join(str(part) for part in (obj, obj.get_kind_display(), obj.country_id) if part)
