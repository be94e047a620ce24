"""Selections under names of their own: all of them; of each its page, its feed and its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from events.models import NamedSelection
from events.pages.event_rows import event_rows
from events.releases import as_asked
from events.selection import Selection
from events.selection.words import of_release
from events.views.follow import follow
from events.views.limited import limited
from events.views.page import page, reads

SHOWN = 10


@reads
def named_selections(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "events/named_selections.html",
        title=_("Named selections"),
        description=_(
            "Questions that are asked often, each under a short address that stays: to read, cite and follow."
        ),
        found=NamedSelection.objects.by_title(),
    )


@reads
def named_selection(request: HttpRequest, slug: str) -> HttpResponse:
    named = get_object_or_404(NamedSelection, slug=slug)
    with _selected(request, named) as selection:
        found = [] if selection.errors or not selection.counts.total else event_rows(selection.first_events(SHOWN))
        return page(
            request,
            "events/named_selection.html",
            title=of_release(named.title, selection.release),
            description=named.note,
            named=named,
            asked=selection,
            found=found,
            record_shown=named,
        )


@reads
@limited("file")
def followed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    named = get_object_or_404(NamedSelection, slug=slug)
    with _selected(request, named) as selection:
        title = of_release(named.title, selection.release)
        own = f"?{request.GET.urlencode()}".removesuffix("?")
        page = f"{settings.SITE_URL}{named.get_absolute_url()}{own}"
        return follow(request, selection, form, title=title, page=page, feed=f"{settings.SITE_URL}{request.path}{own}")


@contextmanager
def _selected(request: HttpRequest, named: NamedSelection) -> Iterator[Selection]:
    """What is kept under the name. It can be asked of a release; the name says all else."""
    if set(request.GET) - {"release"}:
        raise BadRequest
    asked = QueryDict(named.query, mutable=True)
    if "release" in request.GET:
        asked.setlist("release", request.GET.getlist("release"))
    with as_asked(asked):
        yield Selection("events", asked)
