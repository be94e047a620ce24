"""Reading a feed and a calendar back with the libraries of their formats."""

import feedparser
from icalendar import Calendar


def calendar_of(response):
    return Calendar.from_ical(response.content)


def components_of(response):
    """Events, and notes without a date, by title."""
    return {str(one["SUMMARY"]): one for one in calendar_of(response).walk() if one.name in ("VEVENT", "VJOURNAL")}


def slugs_of_calendar(response):
    return [str(one["URL"]).rstrip("/").rsplit("/", 1)[-1] for one in components_of_all(response)]


def components_of_all(response):
    return [one for one in calendar_of(response).walk() if one.name in ("VEVENT", "VJOURNAL")]


def feed_of(response):
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    return found


def slugs_of_feed(response):
    return [entry.link.rstrip("/").rsplit("/", 1)[-1] for entry in feed_of(response).entries]
