"""Events that may be the same as one that was just entered."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Citation, Event, EventPlace

MOST_SHOWN = 3


def possible_duplicates(event: Event) -> QuerySet[Event]:
    """Other events that can have been on the same days, in the same city or told by the same source."""
    cities = event.places.exclude(city="").values("city")
    same_city = EventPlace.objects.filter(event=OuterRef("pk"), city__in=cities)
    same_source = Citation.objects.filter(event=OuterRef("pk"), source__in=event.citations.values("source"))
    same_days = Event.objects.possibly_between_q(event.earliest_start, event.latest_end)
    others = Event.objects.exclude(pk=event.pk).filter(same_days)
    return others.filter(Exists(same_city) | Exists(same_source)).in_reading_order()


def duplicates_in_words(event: Event) -> SafeString | None:
    """A question to the analyst, with links; None when there is nothing to ask. The event must be fresh."""
    found = possible_duplicates(event)[:MOST_SHOWN]
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a> ({})',
        ((reverse("admin:events_event_change", args=[other.pk]), other, other.date_in_words) for other in found),
    )
    return format_html("{} {}", _("Is this event recorded twice? Please compare:"), links) if links else None
