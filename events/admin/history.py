"""The history of a record in the admin: its timeline, an earlier state seen whole, and that state restored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.restore import is_different, obstacles, restore_event
from events.history.outline import Outline
from events.history.states import Entry
from events.history.timeline import Timeline, changes_between
from events.history.whole import whole
from events.models import SNAPSHOTS, Event

ON_A_PAGE = 50


class RestoreForm(forms.Form):
    """Why, and the last change that whoever restores has seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Why the event becomes again what it was. Needed when readers see it already."),
    )


class TimelineMixin(admin.ModelAdmin):
    """In place of Django's list of what was done in the admin: every change, however it was made."""

    timeline_template = "admin/events/history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if self.model not in SNAPSHOTS or record is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        items: Any = Timeline(record)
        page: Any = Paginator(items, ON_A_PAGE).get_page(request.GET.get("page"))
        context = self._about(request, record, _("History")) | {"page": page, "items": page.object_list}
        return TemplateResponse(request, self.timeline_template, context | (extra_context or {}))

    def _about(self, request: HttpRequest, record: Model, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(record),
            "original": record,
            "opts": self.opts,
            "can_see_states": isinstance(record, Event),
        }


class EventHistoryMixin(TimelineMixin):
    """An earlier state of an event has a page of its own, from which it is restored."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.state_view)
        return [
            path("<path:object_id>/history/<int:number>/", view, name="events_event_state"),
            *super().get_urls(),
        ]

    def state_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404
        if not self.has_view_or_change_permission(request, event):
            raise PermissionDenied
        outline = Outline(event)
        place = outline.place_of(number)
        if place is None:
            raise Http404
        [entry], [last] = outline.entries(place, place + 1), outline.entries(len(outline) - 1, len(outline))
        form = RestoreForm(request.POST or None, initial={"seen": last.number})
        if request.method == "POST" and form.is_valid() and self._restore(request, event, entry, form):
            return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_event_history", args=[event.pk]))
        return self._show_state(request, event, entry, last, form)

    def _restore(self, request: HttpRequest, event: Event, entry: Entry, form: RestoreForm) -> bool:
        by: Any = request.user
        told = form.cleaned_data
        try:
            restored = restore_event(event=event, number=entry.number, by=by, why=told["why"], seen=told["seen"])
        except ValidationError as problem:
            form.add_error(None, problem)
            return False
        sentence = _("“%(event)s” is again what it was on %(day)s.")
        messages.success(request, sentence % {"event": restored, "day": f"{entry.made_at:%Y-%m-%d %H:%M}"})
        return True

    def _show_state(
        self, request: HttpRequest, event: Event, entry: Entry, last: Entry, form: RestoreForm
    ) -> HttpResponse:
        by: Any = request.user
        can_restore = self.has_change_permission(request, event)
        differs = is_different(last.after, entry.after)
        context = self._about(request, event, _("An earlier state")) | {
            "entry": entry,
            "parts": whole(Event, entry.after),
            "form": form,
            "can_restore": can_restore and differs,
            "differs": differs,
            "obstacles": obstacles(event=event, now=last.after, target=entry.after, by=by, why="-") if differs else [],
            "changes": changes_between(Event, last.after, entry.after) if differs else [],
        }
        return TemplateResponse(request, "admin/events/event/state.html", context)
