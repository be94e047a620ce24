"""The public page of a record as readers will see it, shown to the staff before it is public.

The page itself is asked for, from the same view, in a transaction in which the record is public; the transaction is
undone. So a preview can't differ from the page, and nobody else ever sees its state.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from events.choices import Status
from events.models import Event, Quote
from events.naming import NAMED_BY, named_by_q, names_q

BUTTON = "_preview"


@dataclass(frozen=True)
class Preview:
    """What the bar above a previewed page says; the page finds it as `request.preview`."""

    note: str
    back: str  # the form in the admin
    links: list[tuple[str, str]] = field(default_factory=list)  # pages that become public at the same time


class PreviewMixin(admin.ModelAdmin):
    """A preview of what is saved at an address of its own, and of what is typed by a button of the form."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<path:object_id>/preview/", self.preview_view, name=name), *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page of the saved record. To everybody but the staff there is no such address."""
        if not self.admin_site.has_permission(request) or not self._has_page():
            raise Http404
        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        with undone():
            return self._preview(request, record)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save what is typed, show the page and undo the saving; with errors the form says them as ever."""
        extra = {"preview_button": BUTTON if self._has_page() else ""} | (extra_context or {})
        if request.method != "POST" or BUTTON not in request.POST or not self._has_page():
            return super().changeform_view(request, object_id, form_url, extra)
        with undone():
            response = super().changeform_view(request, object_id, form_url, extra)
            record = getattr(request, "previewed", None)
            if record is None:
                return response
            request._messages = default_storage(request)  # type: ignore[attr-defined]
            return self._preview(request, record)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        request.previewed = form.instance  # type: ignore[attr-defined]

    def _has_page(self) -> bool:
        return self.model in (Event, Quote, *NAMED_BY)

    def _preview(self, request: HttpRequest, record: Any) -> HttpResponse:
        back = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if self.model._default_manager.filter(pk=record.pk).exists():
            back = request.path.removesuffix("preview/")
        preview = Preview(back=back, **_publish(record, request.GET.get("event", "")))
        try:
            response = public_page(request, record.get_absolute_url(), preview)
        except Http404:
            context = {**self.admin_site.each_context(request), "title": _("Preview"), "record": record, "back": back}
            response = render(request, "admin/events/no_preview.html", context)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written in the block is taken back at its end, before anybody else could see it."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def public_page(request: HttpRequest, address: str, preview: Preview) -> HttpResponse:
    """What the public view of an address answers to a reader who has not signed in."""
    reader = HttpRequest()
    reader.method = "GET"
    reader.META = {name: value for name, value in request.META.items() if name.startswith("SERVER_")}
    reader.path = reader.path_info = address
    reader.user = AnonymousUser()
    reader.preview = preview  # type: ignore[attr-defined]
    reader.resolver_match = match = resolve(address)
    response: HttpResponse = match.func(reader, *match.args, **match.kwargs)
    return response


def _publish(record: Any, event_key: str) -> dict[str, Any]:
    """Make public what the record needs to be so; return what the bar is to say."""
    if isinstance(record, Event | Quote):
        event = record if isinstance(record, Event) else record.event
        links = list(_newcomers(event))
        _make_public(Event.objects.filter(pk=event.pk))
        return {"note": _("This is how readers will see it once the event is published."), "links": links}
    naming = Event.objects.filter(names_q(record))
    if event_key.isascii() and event_key.isdecimal() and len(event_key) < 19:
        number = _make_public(naming.filter(pk=event_key))
    else:
        number = _make_public(naming.filter(status__in=[Status.DRAFT, Status.IN_REVIEW]))
    if number:
        return {"note": _("This is how readers will see it once its unpublished events (%d) are published.") % number}
    return {"note": _("This is how readers see it, with what is typed in the form.")}


def _make_public(events: QuerySet[Event]) -> int:
    return events.update(status=Status.PUBLISHED, published_at=Coalesce(F("published_at"), Now()))


def _newcomers(event: Event) -> Iterator[tuple[str, str]]:
    """Records that become public with this event, each with the address of its preview. Three queries."""
    for model in NAMED_BY:
        records: Any = model._default_manager
        for record in (
            records.filter(named_by_q(model, event)).exclude(pk__in=records.public().values("pk")).order_by("pk")
        ):
            address = reverse(f"admin:events_{record._meta.model_name}_preview", args=[record.pk])
            yield str(record), f"{address}?event={event.pk}"
