"""Dated releases: their pages and their files."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from events.models import Release, ReleaseFile
from events.models.release import NAME_PATTERN
from events.pages import structured
from events.pages.releases import of_release
from events.views.limited import limited
from events.views.page import page, reads


@reads
def release_list(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('events:data')}#releases")


@reads
def release_detail(request: HttpRequest, name: str) -> HttpResponse:
    release = _named(name)
    shown = of_release(release)
    return page(
        request,
        "pages/release.html",
        title=_("Release %s") % release.name,
        description=_("The public record as it was at one moment, with files, checksums and what changed."),
        shown=shown,
        structured=structured.of_release(shown),
    )


@reads
def release_checksums(request: HttpRequest, name: str) -> HttpResponse:
    """As `sha256sum --check` reads them."""
    release = _named(name)
    lines = [f"{file.sha256}  {file.name}\n" for file in release.files.order_by("pk")]
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")


def _named(name: str) -> Release:
    if not re.fullmatch(NAME_PATTERN, name):  # NUL and what else no name can hold
        raise Http404
    return get_object_or_404(Release, name=name)


@reads
@limited("file", takes_a_place=True)
def release_file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """A file as it was made. Who has it already is told so (304)."""
    files = ReleaseFile.objects.select_related("release")
    found = get_object_or_404(files, release=_named(name), name=file.replace("\x00", ""))
    tag = f'"{found.sha256}"'
    if known := get_conditional_response(request, etag=tag):
        return known
    response = StreamingHttpResponse(found.content(), content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Content-Length"] = str(found.size)
    response["X-Release"] = found.release.name
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=3600"
    return response
