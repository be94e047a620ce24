"""The addresses of all public pages, for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse

from events.models import Country, Event, Framework, Organization, Person, Quote, Theme
from events.views.page import reads

PAGES = (
    "home",
    "event-list",
    "organization-list",
    "person-list",
    "country-list",
    "framework-list",
    "quote-list",
    "theme-list",
    "changes",
    "data",
    "about",
)
MOST = 50_000  # addresses that one file may hold, by the sitemap protocol


@reads
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """Streamed, for the record may be long. Eight queries."""
    return StreamingHttpResponse(_document(), content_type="application/xml; charset=utf-8")


def _document() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for number, path in enumerate(_paths()):
        if number == MOST:
            break
        yield f"<url><loc>{escape(settings.SITE_URL + path)}</loc></url>\n"
    yield "</urlset>\n"


def _paths() -> Iterator[str]:
    for name in PAGES:
        yield reverse(f"events:{name}")
    for country in Country.objects.in_the_record().by_name():
        yield country.get_absolute_url()
    for theme in Theme.objects.public().by_pillar():
        yield theme.get_absolute_url()
    for records in (
        Organization.objects.public().by_name(),
        Framework.objects.public().by_title(),
        Person.objects.public().by_name(),
        Event.objects.public().in_reading_order(),
        Quote.objects.public().select_related("event").in_reading_order(),
    ):
        for record in records.iterator():
            yield record.get_absolute_url()
