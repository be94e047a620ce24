"""The public addresses. They are a promise: nouns, plural, lower-case; a moved page redirects."""

from django.urls import path

from events import sitemaps
from events.views import changes, details, home, lists, pages

app_name = "events"

LISTS = [
    ("event", "events"),
    ("organization", "organizations"),
    ("person", "people"),
    ("country", "countries"),
    ("framework", "frameworks"),
    ("quote", "quotes"),
    ("theme", "themes"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *(path(f"{kind}/", lists.record_list, {"kind": kind}, name=f"{name}-list") for name, kind in LISTS),
    *(path(f"{kind}.csv", lists.record_csv, {"kind": kind}, name=f"{name}-csv") for name, kind in LISTS),
    path("events/<slug:slug>/", details.event_detail, name="event-detail"),
    path("organizations/<slug:slug>/", details.organization_detail, name="organization-detail"),
    path("people/<slug:slug>/", details.person_detail, name="person-detail"),
    path("countries/<slug:code>/", details.country_detail, name="country-detail"),
    path("frameworks/<slug:slug>/", details.framework_detail, name="framework-detail"),
    path("quotes/<slug:slug>/<int:number>/", details.quote_detail, name="quote-detail"),
    path("themes/<slug:slug>/", details.theme_detail, name="theme-detail"),
    path("changes/", changes.changes, name="changes"),
    path("changes.atom", changes.feed, name="changes-feed"),
    path("data/", pages.data, name="data"),
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
]
