"""Searches that a member of the staff keeps under a name, above the list that they search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.models import SavedSearch
from events.models.saved_search import LONGEST_QUERY

MOMENTARY = (PAGE_VAR, ERROR_FLAG, IS_POPUP_VAR, TO_FIELD_VAR, IS_FACETS_VAR)
"""Parameters that say how a list is looked at, and not what is searched."""


class SavedSearchForm(forms.ModelForm):
    query = forms.CharField(max_length=LONGEST_QUERY, widget=forms.HiddenInput)

    class Meta:
        model = SavedSearch
        fields = ["name", "is_shared"]

    def clean_query(self) -> str:
        query = searched(QueryDict(self.cleaned_data["query"]))
        if not query:
            raise forms.ValidationError(_("Search or filter first: then there is something to keep."))
        return query


class SavedSearchesMixin(admin.ModelAdmin):
    """Offers the searches of a list, keeps the present one, and fails kindly when one is out of date."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        keep, drop = (require_POST(self.admin_site.admin_view(view)) for view in (self.keep_search, self.drop_search))
        return [
            path("searches/", keep, name=f"{name}_keep_search"),
            path("searches/<int:pk>/drop/", drop, name=f"{name}_drop_search"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        offered = SavedSearch.objects.offered_to(request.user).filter(list=self.opts.model_name)
        context = {"searches": offered, "searched": searched(request.GET)}
        outdated = _("This search can't be understood: a filter or a value in it is not known any more.")
        if ERROR_FLAG in request.GET:
            messages.error(request, f"{outdated} {_('Everything is shown.')}")
        try:
            return super().changelist_view(request, context | (extra_context or {}))
        except DisallowedModelAdminLookup:
            messages.error(request, f"{outdated} {_('Everything is shown.')}")
            return HttpResponseRedirect(request.path)

    def keep_search(self, request: HttpRequest) -> HttpResponse:
        """Keep what was searched under a name; one's own search of this name is replaced."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        owner: Any = request.user
        form = SavedSearchForm(request.POST)
        query = searched(QueryDict(request.POST.get("query", "")[:LONGEST_QUERY].replace("\x00", "")))
        if form.is_valid():
            kept = form.cleaned_data
            SavedSearch.objects.update_or_create(
                owner=owner,
                list=self.opts.model_name,
                name=kept["name"],
                defaults={"query": kept["query"], "is_shared": kept["is_shared"]},
            )
            messages.success(request, _("The search “%(name)s” is kept.") % {"name": kept["name"]})
        else:
            problems = [str(problem) for found in form.errors.values() for problem in found]
            messages.error(request, _("The search was not kept: %(problems)s") % {"problems": " ".join(problems)})
        return self._to_list(query)

    def drop_search(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Drop a search of one's own; the searches of others are theirs."""
        search = get_object_or_404(SavedSearch, pk=pk, owner=request.user, list=self.opts.model_name)
        search.delete()
        messages.success(request, _("The search “%(name)s” is dropped.") % {"name": search.name})
        return self._to_list("")

    def _to_list(self, query: str) -> HttpResponse:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(f"{reverse(name)}?{query}".removesuffix("?"))


def searched(parameters: QueryDict) -> str:
    """What an address searches, without the page and the like; '' when it searches nothing."""
    kept = parameters.copy()
    for name in MOMENTARY:
        kept.pop(name, None)
    return kept.urlencode()
