"""Pages that are no lists and no records: about, data, and what machines ask for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events.pages import codebook, downloads, structured
from events.pages.releases import all_releases
from events.views.page import page, reads


@reads
def about(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "pages/about.html",
        title=_("About"),
        description=_("What is recorded and what is not, how, under which terms, and how to ask for a correction."),
    )


@reads
def data(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "pages/data.html",
        title=_("Data"),
        description=_("Everything that can be downloaded, what each column means and what each code means."),
        offers=downloads.of_everything(),
        files=codebook.files(),
        releases=all_releases(),
        vocabularies=codebook.vocabularies(),
        structured=structured.of_data(),
    )


@reads
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; lists with filters are endless and say nothing new."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /*?",
        f"Sitemap: {settings.SITE_URL}{reverse('events:sitemap')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
