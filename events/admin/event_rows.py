"""The rows of an event: sources, places, who took part, what was said, frameworks and themes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.entry.order import OrderedRowForm
from events.admin.entry.sources import CitationForm
from events.admin.rows import EventRowInline, RowFormSet
from events.lookup.letters import bare_address
from events.models import (
    Citation,
    CountryParticipation,
    EventFramework,
    EventPlace,
    EventTheme,
    OrganizationParticipation,
    PersonParticipation,
    Quote,
)


class CitationFormSet(RowFormSet):
    def clean(self) -> None:
        super().clean()
        self._share_new_sources()
        if self.instance.is_public and not self.remaining_forms():
            raise ValidationError(
                _("A published event keeps at least one source. Add another first, or withdraw the event."),
                code="last_source",
            )

    def _share_new_sources(self) -> None:
        """An address that is given in two rows makes one source, cited at two places in it."""
        made: dict[str, Any] = {}
        cited: set[tuple[str, str]] = set()
        form: Any
        for form in self.remaining_forms():
            if (source := getattr(form, "new_source", None)) is None:
                continue
            address = bare_address(source.url)
            form.new_source = made.setdefault(address, source)
            place = (address, form.cleaned_data.get("locator", ""))
            if place in cited:
                form.add_error("address", _("This source is already cited there."))
            cited.add(place)


class CitationInline(EventRowInline, admin.StackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": ["address"], "classes": ["new-row-only"]}),
        (None, {"fields": ["source"]}),
        (
            gettext_lazy("A source that is not recorded yet"),
            {
                "fields": ["new_title", ("new_publisher", "new_kind"), ("new_published", "new_language")],
                "classes": ["new-row-only", "new-source"],
            },
        ),
        (None, {"fields": ["supports", ("locator", "sort_order"), "note"]}),
    ]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}
    verbose_name_plural = gettext_lazy("sources: what all of this rests on")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        form: Any = formset.form
        form.may_add_source = request.user.has_perm("events.add_source")
        return formset


class PlaceInline(EventRowInline, admin.TabularInline):
    model = EventPlace
    autocomplete_fields = ["country"]
    fields = ["city", "country", "venue", "sort_order"]
    verbose_name_plural = gettext_lazy("places: where, the main one first")


class OrganizationInline(EventRowInline, admin.TabularInline):
    model = OrganizationParticipation
    autocomplete_fields = ["organization"]
    fields = ["organization", "role", "sort_order"]
    verbose_name = gettext_lazy("organization that took part")
    verbose_name_plural = gettext_lazy("organizations that took part")


class CountryInline(EventRowInline, admin.TabularInline):
    model = CountryParticipation
    autocomplete_fields = ["country"]
    fields = ["country", "role", "sort_order"]
    verbose_name = gettext_lazy("country that took part")
    verbose_name_plural = gettext_lazy("countries that took part")


class PersonRowForm(OrderedRowForm):
    """Whose name was removed on request needs none again: the post stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.person_id is None and (field := self.fields.get("person")):
            field.required = False
            field.help_text = _("The name was removed on request. Leave this empty.")


class PersonInline(EventRowInline, admin.StackedInline):
    model = PersonParticipation
    form = PersonRowForm
    autocomplete_fields = ["person", "organization", "country"]
    fields = [("person", "role", "sort_order"), "position", ("organization", "country")]
    verbose_name = gettext_lazy("person who took part")
    verbose_name_plural = gettext_lazy("people who took part")


class QuoteInline(EventRowInline, admin.StackedInline):
    model = Quote
    ordering = ("number",)
    autocomplete_fields = ["speaker", "organization", "source"]
    fields = [
        "text",
        "language",
        "translation",
        "speaker",
        "attribution",
        "organization",
        ("source", "locator"),
    ]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}
    verbose_name_plural = gettext_lazy("quotes: what was said, word for word")


class FrameworkInline(EventRowInline, admin.TabularInline):
    model = EventFramework
    autocomplete_fields = ["framework"]
    fields = ["framework", "relation", "ordinal", "sort_order"]
    verbose_name = gettext_lazy("framework or outcome")
    verbose_name_plural = gettext_lazy("frameworks and outcomes")


class ThemeInline(EventRowInline, admin.TabularInline):
    model = EventTheme
    autocomplete_fields = ["theme"]
    fields = ["theme", "sort_order"]
    verbose_name = gettext_lazy("theme of the event")
    verbose_name_plural = gettext_lazy("themes: what it was about, the most important first")
