"""Selections under a name: pasted as the address of a list, and refused where that list would show an error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from events.models import NamedSelection
from events.releases import as_asked
from events.selection import Selection


class NamedSelectionForm(forms.ModelForm):
    class Meta:
        model = NamedSelection
        fields = ["title", "slug", "note", "query"]

    def clean_query(self) -> str:
        """The canonical query of the pasted address."""
        pasted = self.cleaned_data["query"].replace("\x00", "")
        asked = QueryDict(pasted.partition("?")[2] or pasted.rpartition("/")[2])
        with as_asked(asked):
            selection = Selection("events", asked)
            if selection.errors:
                raise forms.ValidationError([str(problem) for problem in selection.errors])
            if not selection.query:
                raise forms.ValidationError(_("This address asks for every event: filter the list first."))
            return selection.query


@admin.register(NamedSelection)
class NamedSelectionAdmin(admin.ModelAdmin):
    form = NamedSelectionForm
    list_display = ["title", "slug", "query"]
    search_fields = ["title", "slug"]
    ordering = ["title"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The address is permanent: readers have it in their calendars."""
        return ["slug"] if obj else []
