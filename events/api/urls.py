"""The addresses of the API. The version is part of them: what programs rely on changes only under a new one."""

from django.urls import path, re_path

from events.api import document, networks, reference, views
from events.api.records import KINDS

app_name = "api"

KEYS = {"countries": "<slug:code>/", "quotes": "<slug:event>/<int:number>/"}

urlpatterns = [
    path("", reference.reference, name="reference"),
    path("v1/", views.Index.as_view(), name="index"),
    *(path(f"v1/{kind}/", views.RecordList.as_view(kind=kind), name=kind) for kind in KINDS),
    *(
        path(
            f"v1/{kind}/{KEYS.get(kind, '<slug:slug>/')}", views.RecordDetail.as_view(kind=kind), name=singular.singular
        )
        for kind, singular in KINDS.items()
    ),
    path("v1/facets/", views.Facets.as_view(), name="facets"),
    path("v1/network/", networks.NetworkOfEvents.as_view(), name="network"),
    path("v1/openapi.json", document.OpenApi.as_view(), name="openapi"),
    # Not every other address: one that lacks its last slash is led on to the one that has it.
    re_path(r"^v1/(.*/|.*\..*)$", views.Nothing.as_view(), name="nothing"),
]
