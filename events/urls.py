"""The public addresses. They are a promise: nouns, plural, lower-case; a moved page redirects."""

from collections.abc import Iterator

from django.urls import URLPattern, path, register_converter

from events import sitemaps
from events.citations.formats import CitationForm
from events.exports.formats import formats_of
from events.exports.tables import tables_of
from events.network.files import FORMATS as NETWORK_FORMATS
from events.views import (
    changes,
    citing,
    compare,
    details,
    follow,
    home,
    lists,
    named,
    network,
    pages,
    pictures,
    releases,
)
from events.views.search import search

app_name = "events"
register_converter(CitationForm, "citation")

LISTS = [
    ("event", "events"),
    ("organization", "organizations"),
    ("person", "people"),
    ("country", "countries"),
    ("framework", "frameworks"),
    ("quote", "quotes"),
    ("theme", "themes"),
]


def files() -> Iterator[URLPattern]:
    """`/events.csv`, and `/events/participations.csv` for what hangs on events: every list in each of its formats."""
    for name, kind in LISTS:
        for form in formats_of(kind):
            for table in tables_of(kind) if form.takes_tables else tables_of(kind)[:1]:
                is_list = table.name == kind
                address = f"{kind}.{form.name}" if is_list else f"{kind}/{table.name}.{form.name}"
                url = f"{name}-{form.name}" if is_list else f"{name}-{table.name}-{form.name}"
                asked = {"kind": kind, "table": table.name, "form": form.name}
                yield path(address, lists.record_file, asked, name=url)


urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search, name="search"),
    *(path(f"{kind}/", lists.record_list, {"kind": kind}, name=f"{name}-list") for name, kind in LISTS),
    *files(),
    path("events/pictures/", pictures.event_pictures, {"kind": "events"}, name="event-pictures"),
    path("events.atom", follow.events, {"kind": "events", "form": "atom"}, name="event-atom"),
    path("events.ics", follow.events, {"kind": "events", "form": "ics"}, name="event-ics"),
    path("s/", named.named_selections, name="named-list"),
    path("s/<slug:slug>/", named.named_selection, name="named-selection"),
    path("s/<slug:slug>.atom", named.followed, {"form": "atom"}, name="named-atom"),
    path("s/<slug:slug>.ics", named.followed, {"form": "ics"}, name="named-ics"),
    path("events/<slug:slug>.<citation:form>", citing.event, name="event-citation"),
    path("frameworks/<slug:slug>.<citation:form>", citing.framework, name="framework-citation"),
    path("quotes/<slug:slug>/<int:number>.<citation:form>", citing.quote, name="quote-citation"),
    path("events/<slug:slug>/", details.event_detail, name="event-detail"),
    path("organizations/<slug:slug>/", details.organization_detail, name="organization-detail"),
    path("people/<slug:slug>/", details.person_detail, name="person-detail"),
    path("countries/<slug:code>/", details.country_detail, name="country-detail"),
    path("frameworks/<slug:slug>/", details.framework_detail, name="framework-detail"),
    path("quotes/<slug:slug>/<int:number>/", details.quote_detail, name="quote-detail"),
    path("themes/<slug:slug>/", details.theme_detail, name="theme-detail"),
    path("network/", network.network, name="network"),
    *(
        path(f"network.{form.name}", network.network_download, {"form": form}, name=f"network-{form.name}")
        for form in NETWORK_FORMATS
    ),
    path("compare/", compare.compare, name="compare"),
    path("changes/", changes.changes, name="changes"),
    path("changes.atom", changes.feed, name="changes-feed"),
    path("data/", pages.data, name="data"),
    path("data/releases/", releases.release_list, name="data-releases"),
    path("data/releases/<str:name>/", releases.release_detail, name="data-release"),
    path("data/releases/<str:name>/SHA256SUMS", releases.release_checksums, name="data-checksums"),
    path("data/releases/<str:name>/<str:file>", releases.release_file, name="data-file"),
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/<slug:kind>/<int:number>/", sitemaps.part, name="sitemap-part"),
]
