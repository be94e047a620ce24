"""The addresses of all public pages, for search engines: an index, and parts of at most as many as one may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse

from events.models import Country, Event, Framework, Organization, Person, Quote, Theme
from events.views.limited import limited
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
    "compare",
    "named-list",
    "changes",
    "data",
    "about",
)
MOST = 50_000  # addresses that one file may hold, and parts that an index may have, by the sitemap protocol
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

RECORDS: dict[str, Callable[[], QuerySet[Any]]] = {
    "countries": lambda: Country.objects.in_the_record().by_name(),
    "themes": lambda: Theme.objects.public().by_pillar(),
    "organizations": lambda: Organization.objects.public().by_name(),
    "frameworks": lambda: Framework.objects.public().by_title(),
    "people": lambda: Person.objects.public().by_name(),
    "events": lambda: Event.objects.public().in_reading_order(),
    "quotes": lambda: Quote.objects.public().select_related("event").in_reading_order(),
}


@reads
def index(request: HttpRequest) -> StreamingHttpResponse:
    """The parts that there are. Seven queries."""
    parts = [("pages", 1)]
    for kind, records in RECORDS.items():
        parts += [(kind, number + 1) for number in range(-(-records().count() // MOST))]
    paths = (reverse("events:sitemap-part", args=part) for part in parts)
    return _xml("sitemapindex", "sitemap", paths)


@reads
@limited("file", takes_a_place=True)
def part(request: HttpRequest, kind: str, number: int) -> StreamingHttpResponse:
    """The addresses of one kind, streamed. One query, and one for its being there."""
    if kind == "pages" and number == 1:
        return _xml("urlset", "url", (reverse(f"events:{name}") for name in PAGES))
    if kind not in RECORDS or not 1 <= number <= MOST:
        raise Http404
    records = RECORDS[kind]()[(number - 1) * MOST : number * MOST]
    if not records.exists():
        raise Http404
    return _xml("urlset", "url", (record.get_absolute_url() for record in records.iterator()))


def _xml(root: str, element: str, paths: Iterable[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(_document(root, element, paths), content_type="application/xml; charset=utf-8")


def _document(root: str, element: str, paths: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    for path in paths:
        yield f"<{element}><loc>{escape(settings.SITE_URL + path)}</loc></{element}>\n"
    yield f"</{root}>\n"
