"""The form of an event, in the order in which an analyst reads a press release."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.actions import make_slug
from events.admin.change_reason import ReasonForm
from events.admin.duplicates import AsksOnceForm
from events.admin.entry.countries import CountryListForm
from events.admin.entry.dates import TypedDateInput, in_words, stored_range
from events.admin.entry.quotes import QuoteListForm
from events.admin.entry.two_editors import Conflict
from events.admin.event_rows import (
    CitationInline,
    CountryInline,
    FrameworkInline,
    OrganizationInline,
    PersonInline,
    PlaceInline,
    QuoteInline,
    ThemeInline,
)
from events.admin.slugged_form import SluggedForm
from events.models import Country

WHAT = (_("What"), {"fields": ["title", "original_title", ("type", "state")]})
WHEN = (_("When"), {"fields": [("start", "end"), "date_note"]})
COUNTRY_LIST = (
    _("Countries, as a list"),
    {"fields": [("country_list", "country_list_role")], "classes": ["country-list-part"]},
)
QUOTE_LIST = (
    _("What was said, as text"),
    {
        "fields": ["quote_list_paragraph", "quote_list", "quote_list_took_part"],
        "classes": ["quote-list-part"],
    },
)
HOW = (_("How they met"), {"fields": ["mode"]})
HOW_MANY = (
    _("How many took part"),
    {"fields": [("participant_qualifier", "participant_count", "participant_unit"), "participant_note"]},
)
WHAT_FOR = (_("What for, and what came of it"), {"fields": ["summary"]})
RELATED = (_("Related events"), {"fields": ["part_of", "follow_up_to"]})
ADDRESS = (_("Address"), {"fields": ["slug"]})

# The source comes first: it lies open beside the form, and everything below is read out of it.
READING_ORDER = (
    CitationInline,
    WHAT,
    WHEN,
    PlaceInline,
    HOW,
    OrganizationInline,
    COUNTRY_LIST,
    CountryInline,
    PersonInline,
    HOW_MANY,
    QUOTE_LIST,
    QuoteInline,
    WHAT_FOR,
    FrameworkInline,
    ThemeInline,
    RELATED,
    ADDRESS,
)
FIELDSETS: Any = [part for part in READING_ORDER if isinstance(part, tuple)]
INLINES: Any = [part for part in READING_ORDER if isinstance(part, type)]


class EventForm(AsksOnceForm, ReasonForm, CountryListForm, QuoteListForm, SluggedForm):
    """The event itself. A range that is typed as the start fills the end."""

    start = forms.CharField(
        label=_("Start"),
        widget=TypedDateInput({"data-until": "end"}),
        help_text=_("As the source writes it: 11-12 March 2025, March 2022, 2022-03. Nothing is guessed."),
    )

    typed_end = ""  # the end of a range that was typed as the start
    conflict: Conflict | None = None  # somebody else has saved meanwhile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "start" in self.fields:  # a person who may only look has no fields
            self.fields["end"].help_text = _("Only where it differs; a range typed as the start fills it.")
            widget: Any = self.fields["start"].widget
            widget.words = in_words(*(str(self[name].value() or "") for name in ("start", "end")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.conflict is not None:
            self.add_error(None, forms.ValidationError(self.conflict.problem, code="conflict"))
        return cleaned

    def clean_start(self) -> str:
        dates = stored_range(self.cleaned_data["start"])
        self.typed_end = dates.end
        return dates.start

    def clean_end(self) -> str:
        """A range in the start and another end beside it contradict each other."""
        typed: str = self.cleaned_data["end"]
        if typed and self.typed_end and typed != self.typed_end:
            told = _("The start is a range that ends on %(end)s: leave the end empty, or write one day as the start.")
            raise forms.ValidationError(told % {"end": self.typed_end}, code="two_ends")
        return typed or self.typed_end

    def suggested_slug(self, cleaned: dict[str, Any]) -> str:
        """The place is part of the slug, and it stands in the first row of the places."""
        city = self.data.get("places-0-city", "")
        country = Country.objects.filter(pk=self.data.get("places-0-country", "").replace("\x00", "")).first()
        return make_slug(record=self._as_typed(cleaned), city=city, country=country.name if country else "")


def in_reading_order(adminform: Any, inline_formsets: list[Any]) -> list[dict[str, Any]]:
    """The parts of the form as the template shows them, each a fieldset or an inline."""
    fieldsets = iter(adminform)
    inlines = {type(formset.opts): formset for formset in inline_formsets}
    parts = [
        {"fieldset": next(fieldsets)} if isinstance(part, tuple) else {"inline": inlines.get(part)}
        for part in READING_ORDER
    ]
    return [part for part in parts if any(part.values())]
