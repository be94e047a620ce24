"""The rows of an event: sources, places, who took part, what was said, frameworks and themes."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.rows import EventRowInline, RowFormSet
from events.choices import Fact
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


class CitationForm(forms.ModelForm):
    supports = forms.MultipleChoiceField(
        label=gettext_lazy("Supports"),
        choices=Fact.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Citation._meta.get_field("supports").help_text,
    )


class CitationFormSet(RowFormSet):
    def clean(self) -> None:
        super().clean()
        if self.instance.is_public and not self.remaining_forms():
            raise ValidationError(
                _("A published event keeps at least one source. Add another first, or withdraw the event."),
                code="last_source",
            )


class CitationInline(EventRowInline, admin.StackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    autocomplete_fields = ["source"]
    fields = ["source", "supports", "locator", "note"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}
    verbose_name_plural = gettext_lazy("sources: what all of this rests on")


class PlaceInline(EventRowInline, admin.TabularInline):
    model = EventPlace
    autocomplete_fields = ["country"]
    fields = ["city", "country", "venue"]
    verbose_name_plural = gettext_lazy("places: where, the main one first")


class OrganizationInline(EventRowInline, admin.TabularInline):
    model = OrganizationParticipation
    autocomplete_fields = ["organization"]
    fields = ["organization", "role"]
    verbose_name = gettext_lazy("organization that took part")
    verbose_name_plural = gettext_lazy("organizations that took part")


class CountryInline(EventRowInline, admin.TabularInline):
    model = CountryParticipation
    autocomplete_fields = ["country"]
    fields = ["country", "role"]
    verbose_name = gettext_lazy("country that took part")
    verbose_name_plural = gettext_lazy("countries that took part")


class PersonInline(EventRowInline, admin.StackedInline):
    model = PersonParticipation
    autocomplete_fields = ["person", "organization", "country"]
    fields = [("person", "role"), "position", "organization", "country"]
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
    fields = ["framework", "relation", "ordinal"]
    verbose_name = gettext_lazy("framework or outcome")
    verbose_name_plural = gettext_lazy("frameworks and outcomes")


class ThemeInline(EventRowInline, admin.TabularInline):
    model = EventTheme
    autocomplete_fields = ["theme"]
    fields = ["theme"]
    verbose_name = gettext_lazy("theme of the event")
    verbose_name_plural = gettext_lazy("themes: what it was about, the most important first")
