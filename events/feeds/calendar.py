"""iCalendar (RFC 5545): the events of a selection on the days on which they were, and on no other.

An event of which the first day is known is a VEVENT of whole days. One of which only the month or the year is known
stands in no day: it is a VJOURNAL without a date, which calendars keep to themselves, and the description of the
calendar says how many there are.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from events.choices import DatePrecision, EventState
from events.citations.entry import clean
from events.feeds.followed import Followed, as_of, followed, site
from events.releases import current
from events.selection import Selection

if TYPE_CHECKING:
    from icalendar import Event, Journal

MOST = 2000
MEDIA_TYPE = "text/calendar; charset=utf-8"
STATUS = {
    EventState.HELD: "CONFIRMED",
    EventState.ANNOUNCED: "TENTATIVE",
    EventState.POSTPONED: "CANCELLED",
    EventState.CANCELLED: "CANCELLED",
}


def write(selection: Selection, *, title: str, page: str, feed: str) -> bytes:
    """The calendar of a selection whose list is at `page`. The count, and two queries."""
    from icalendar import Calendar  # an eighth of a second at every start, of processes that are asked for no calendar

    events = followed(selection.first_events(MOST)) if selection.counts.total else []
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Cooperation Tracker//Selection of events//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name, description = clean(title), clean(_described(events, selection.counts.total, page))
    for key, value in (("name", name), ("x-wr-calname", name), ("description", description)):
        calendar.add(key, value)
    calendar.add("x-wr-caldesc", description)
    calendar.add("url", page)
    calendar.add("source", feed)
    if changed := max((event.changed_at for event in events), default=None):
        calendar.add("last-modified", changed)
    if current() is None:
        calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _described(events: list[Followed], total: int, page: str) -> str:
    """What the calendar holds and what it does not."""
    if total > len(events):
        words = ngettext(
            "The first %(shown)d of %(total)d event, in the order of the list.",
            "The first %(shown)d of %(total)d events, in the order of the list.",
            total,
        )
        first = words % {"shown": len(events), "total": total}
    else:
        first = ngettext("%d event.", "%d events.", total) % total
    undated = sum(not _is_dated(event) for event in events)
    rest = (
        ngettext(
            "Of %d of them the day is not known: it stands on no day, and in this file as a note without a date.",
            "Of %d of them the day is not known: they stand on no day, and in this file as notes without a date.",
            undated,
        )
        % undated
        if undated
        else ""
    )
    return " ".join(part for part in (first, rest, as_of(), page) if part)


def _is_dated(event: Followed) -> bool:
    return event.start.precision == DatePrecision.DAY


def _component(event: Followed) -> Event | Journal:
    from icalendar import Event, Journal

    component = Event() if _is_dated(event) else Journal()
    component.add("uid", f"event-{event.key}@{site()}")
    component.add("dtstamp", event.changed_at)
    component.add("created", event.published_at)
    component.add("last-modified", event.changed_at)
    component.add("summary", clean(event.title))
    component.add("description", "\n".join([*(clean(line) for line in event.lines), event.address]))
    component.add("url", event.address)
    if event.themes:
        component.add("categories", [clean(theme) for theme in event.themes])
    if isinstance(component, Event):
        _place_and_days(component, event)
    elif event.state == EventState.CANCELLED:
        component.add("status", "CANCELLED")
    return component


def _place_and_days(component: Event, event: Followed) -> None:
    component.add("dtstart", event.start.earliest)
    component.add("dtend", _after(event))
    component.add("status", STATUS[EventState(event.state)])
    component.add("transp", "TRANSPARENT")  # nobody who follows a calendar is busy because of it
    if event.where:
        component.add("location", clean(event.where))
    point = next(((one["latitude"], one["longitude"]) for one in event.places if one["latitude"] is not None), None)
    if point:
        component.add("geo", (float(point[0]), float(point[1])))


def _after(event: Followed) -> date:
    """The day after the last one that is known: where only the month of the end is known, that is the first one."""
    last = event.end if event.end and event.end.precision == DatePrecision.DAY else event.start
    return last.earliest + timedelta(days=1)
