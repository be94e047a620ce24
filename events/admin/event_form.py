"""The form of an event, in the order in which an analyst reads a press release."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.actions import make_slug
from events.admin.change_reason import ReasonForm
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
    CountryInline,
    PersonInline,
    HOW_MANY,
    QuoteInline,
    WHAT_FOR,
    FrameworkInline,
    ThemeInline,
    RELATED,
    ADDRESS,
)
FIELDSETS: Any = [part for part in READING_ORDER if isinstance(part, tuple)]
INLINES: Any = [part for part in READING_ORDER if isinstance(part, type)]


class EventForm(ReasonForm, SluggedForm):
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
