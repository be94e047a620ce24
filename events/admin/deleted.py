"""Deleted events in the admin: the list of them, the history of each, and the way to bring one back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from events.actions.restore import DELETE, bring_back_event, obstacles
from events.choices import Status
from events.history.deleted import deletions, last_state, told
from events.history.states import State
from events.history.timeline import timeline
from events.history.whole import whole
from events.models import Event

ON_A_PAGE = 50
LARGEST_KEY = 2**63 - 1


class DeletedEventsMixin(admin.ModelAdmin):
    """For those who may delete events: what is deleted is seen by nobody else."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name="events_event_deleted"),
            path("deleted/<int:key>/", view(self.deleted_event_view), name="events_event_deleted_one"),
            *super().get_urls(),
        ]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        _check(request)
        page = Paginator(deletions(), ON_A_PAGE).get_page(request.GET.get("page"))
        context = self._on_deleted(request, _("Deleted events")) | {"page": page, "rows": told(list(page.object_list))}
        return TemplateResponse(request, "admin/events/event/deleted.html", context)

    def deleted_event_view(self, request: HttpRequest, key: int) -> HttpResponse:
        _check(request)
        last = last_state(key) if key <= LARGEST_KEY else None
        if last is None:
            raise Http404
        by: Any = request.user
        event = Event(pk=key, status=Status.DRAFT, title=last.after.of(Event)[key]["title"])
        problems = obstacles(event=event, now=State(), target=last.after, by=by)
        if request.method == "POST":
            try:
                event = bring_back_event(key=key, by=by, why=request.POST.get("why", "").replace("\x00", "")[:2_000])
            except ValidationError as problem:
                problems = problem.messages
            else:
                messages.success(request, _("“%(event)s” is there again, as a draft.") % {"event": event})
                return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_event_change", args=[key]))
        context = self._on_deleted(request, _("A deleted event")) | {
            "subtitle": event.title,
            "original": event,
            "obstacles": problems,
            "items": timeline(event),
            "parts": whole(Event, last.after),
        }
        return TemplateResponse(request, "admin/events/event/deleted_one.html", context)

    def _on_deleted(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "can_see_states": False}


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(DELETE):
        raise PermissionDenied
