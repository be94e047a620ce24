"""The buttons that take an event a step towards the public or back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import actions
from events.actions.publication import STEPS, Step
from events.models import Event

MOST_PROBLEMS_TOLD = 10


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=Event._meta.get_field("withdrawn_reason").help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def take_step(request: HttpRequest, event: Event, step: Step, reason: str = "") -> Event:
    """Take a step for the person who asks; raise ValidationError or PermissionDenied as the action does."""
    by: Any = request.user
    if step.needs_reason:
        return actions.withdraw_event(event=event, by=by, reason=reason)
    take = {"submit": actions.submit_event, "return": actions.return_event, "publish": actions.publish_event}
    return take[step.key](event=event, by=by)


class EventStepsMixin(admin.ModelAdmin):
    """Steps as buttons on the form of one event and as actions on a list."""

    actions = ["submit_selected", "return_selected", "publish_selected"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<path:object_id>/steps/<slug:key>/", view, name="events_event_step"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, object_id: str, key: str) -> HttpResponse:
        """Take a step by POST. Withdrawing asks for the reason on a page of its own first."""
        event = self.get_object(request, unquote(object_id))
        step = STEPS.get(key)
        if event is None or step is None:
            raise Http404
        if not request.user.has_perm(step.permission):
            raise PermissionDenied(str(step.refusal))
        form = WithdrawalForm(request.POST or None) if step.needs_reason else None
        if request.method != "POST" and form is None:
            return HttpResponseNotAllowed(["POST"])
        if form is not None and not form.is_valid():
            return self._ask_for_reason(request, event, form)
        self._take(request, event, step, form.cleaned_data["reason"] if form else "")
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_event_change", args=[event.pk]))

    def _take(self, request: HttpRequest, event: Event, step: Step, reason: str = "") -> bool:
        try:
            event = take_step(request, event, step, reason)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return False
        status = event.get_status_display()
        self.log_change(request, event, f"{step.label}: {reason}" if reason else str(step.label))
        messages.success(request, _("“%(event)s”: %(status)s.") % {"event": event, "status": status})
        return True

    def _ask_for_reason(self, request: HttpRequest, event: Event, form: WithdrawalForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw the event"),
            "subtitle": str(event),
            "original": event,
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/events/event/withdraw.html", context)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.publish_event")

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        self._take_for_all(request, queryset, STEPS["submit"])

    @admin.action(description=gettext_lazy("Return to draft"), permissions=["publish"])
    def return_selected(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        self._take_for_all(request, queryset, STEPS["return"])

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        self._take_for_all(request, queryset, STEPS["publish"])

    def _take_for_all(self, request: HttpRequest, events: QuerySet[Event], step: Step) -> None:
        """Take the step for each event by itself: one that can't go on does not hold up the others."""
        done, problems = 0, []
        for event in events.in_order_of_time():  # type: ignore[attr-defined]
            try:
                self.log_change(request, take_step(request, event, step), str(step.label))
                done += 1
            except ValidationError as problem:
                problems += problem.messages
        if done:
            told = ngettext("%(step)s: %(count)d event.", "%(step)s: %(count)d events.", done)
            messages.success(request, told % {"step": step.label, "count": done})
        for sentence in problems[:MOST_PROBLEMS_TOLD]:
            messages.error(request, sentence)
        if len(problems) > MOST_PROBLEMS_TOLD:
            left = len(problems) - MOST_PROBLEMS_TOLD
            messages.error(request, _("And %(count)d more that can't take this step.") % {"count": left})
