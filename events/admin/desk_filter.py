"""The filter by which the lists of the admin show all that a list of the desk holds."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import desk


class DeskFilter(SimpleListFilter):
    title = _("list of the desk")
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [(desk_list.key, desk_list.heading) for desk_list in desk.lists_of(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        desk_list = desk.LISTS.get(self.value() or "")
        if desk_list is None or desk_list.model is not queryset.model:
            raise IncorrectLookupParameters
        user: Any = request.user
        return desk_list.select(queryset, user, timezone.localdate())
