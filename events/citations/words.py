"""A citation in words, as a footnote would have it. Nothing here asks the database."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Model
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Framework, Quote

MARKS = '“«„"'


def address_of(record: Model) -> str:
    """The permanent address of a record, in full."""
    return f"{settings.SITE_URL}{record.get_absolute_url()}"  # type: ignore[attr-defined]


def record_words(record: Model, today: date) -> str:
    """“Seminar”, Tashkent, 14–15 May 2024. In: Cooperation Tracker, https://…, accessed on 1 March 2026.

    Of an event the places have to be there, of a quote its event and speaker.
    """
    where = _("In: Cooperation Tracker, %(address)s, accessed on %(today)s.")
    return f"{_named(record)} {where % {'address': address_of(record), 'today': formatted(today, 'j F Y')}}"


def number_in_words(kind: str, number: int) -> str:
    """How many records of a list, in words."""
    words = {
        "events": ngettext("%d event", "%d events", number),
        "organizations": ngettext("%d organization", "%d organizations", number),
        "people": ngettext("%d person", "%d people", number),
        "countries": ngettext("%d country or territory", "%d countries and territories", number),
        "frameworks": ngettext("%d framework", "%d frameworks", number),
        "quotes": ngettext("%d quote", "%d quotes", number),
        "themes": ngettext("%d theme", "%d themes", number),
    }
    return words[kind] % number


def selection_words(description: str, counted: str, address: str, today: date, *, is_released: bool = False) -> str:
    """Cooperation Tracker (2026). Events with Uzbekistan (212 events). https://…, accessed on 1 March 2026.

    What is of a release, made on `today`, stays as it is, whenever it is looked at.
    """
    if is_released:
        told = {"year": today.year, "words": description, "counted": counted, "address": address}
        return _("Cooperation Tracker (%(year)d). %(words)s (%(counted)s). %(address)s.") % told
    return _("Cooperation Tracker (%(year)d). %(words)s (%(counted)s). %(address)s, accessed on %(today)s.") % {
        "year": today.year,
        "words": description,
        "counted": counted,
        "address": address,
        "today": formatted(today, "j F Y"),
    }


def _named(record: Model) -> str:
    if isinstance(record, Event):
        places = [place.city or place.country.name for place in record.places.all()][:1]
        return f"{', '.join([in_marks(record.title), *places, record.date_in_words])}."
    if isinstance(record, Quote):
        who = record.speaker.name if record.speaker else record.attribution
        return f"{who}, {record.event.date_in_words}: {in_marks(record.text)}"
    if isinstance(record, Framework) and record.date:
        return f"{in_marks(str(record))}, {record.date_in_words}."
    return f"{in_marks(str(record))}."


def in_marks(text: str) -> str:
    """Words in quotation marks, unless they bring their own."""
    text = text.strip()
    return text if text[:1] in MARKS else f"“{text}”"
