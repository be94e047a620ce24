"""The admin's site: its name, the desk, and choices that tell namesakes apart.

It stands beside the package `admin` and not in it: the models are registered with the site when that package is
imported, and the site has to be there before.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import desk
from events.actions.publication import PUBLISH
from events.models import SavedSearch


class TrackerAutocompleteView(AutocompleteJsonView):
    """Offers records in the words of their admin, where that has words for them, and the likeliest first."""

    model_admin: Any
    term: str

    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        text = self.term.replace("\x00", "").strip()
        if not hasattr(self.model_admin, "for_choices"):
            return found
        likeliest: list[Any] = []
        if text and not found.exists():
            found = self.model_admin.similar(self.model_admin.get_queryset(self.request), text)
            likeliest = [*found.query.order_by]
        arranged: QuerySet = self.model_admin.for_choices(found, text)
        return arranged.order_by(*likeliest) if likeliest else arranged

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if label := getattr(self.model_admin, "choice_label", None):
            result["text"] = label(obj)
        return result


class TrackerAdminSite(admin.AdminSite):
    site_header = _("Cooperation Tracker")
    site_title = _("Cooperation Tracker")
    index_title = _("Your desk")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: what waits for this person, then what of the record wants care."""
        user: Any = request.user
        lists = desk.desk_of(user, today=timezone.localdate())
        if user.has_perm(PUBLISH):  # others wait for a reviewer
            lists.sort(key=lambda rows: rows.desk_list.key != "waiting")
        context = {
            "work": [rows for rows in lists if not rows.desk_list.is_quality],
            "quality": [rows for rows in lists if rows.desk_list.is_quality],
            "searches": searches_with_addresses(self, SavedSearch.objects.offered_to(user)),
        }
        return super().index(request, context | (extra_context or {}))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site has one sign-in, and it is not the admin's own, which knows no second factor."""
        if self.has_permission(request):
            return redirect(f"{self.name}:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse(f"{self.name}:index"))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        view: Any = TrackerAutocompleteView.as_view(admin_site=self)
        answer: HttpResponse = view(request)
        return answer


def searches_with_addresses(site: admin.AdminSite, searches: Iterable[SavedSearch]) -> list[tuple[SavedSearch, str]]:
    """Searches with the address of their list; those of a list that is no more are left out."""
    found = []
    for search in searches:
        with suppress(NoReverseMatch):
            address = reverse(f"{site.name}:events_{search.list}_changelist")
            found.append((search, f"{address}?{search.query}"))
    return found
