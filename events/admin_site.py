"""The admin's site: its name, and choices that tell namesakes apart.

It stands beside the package `admin` and not in it: the models are registered with the site when that package is
imported, and the site has to be there before.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class TrackerAutocompleteView(AutocompleteJsonView):
    """Offers records in the words of their admin, where that has words for them, and the likeliest first."""

    model_admin: Any
    term: str

    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        arranged = getattr(self.model_admin, "for_choices", None)
        return arranged(found, self.term.replace("\x00", "").strip()) if arranged else found

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if label := getattr(self.model_admin, "choice_label", None):
            result["text"] = label(obj)
        return result


class TrackerAdminSite(admin.AdminSite):
    site_header = _("Cooperation Tracker")
    site_title = _("Cooperation Tracker")
    index_title = _("The record")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        view: Any = TrackerAutocompleteView.as_view(admin_site=self)
        answer: HttpResponse = view(request)
        return answer
