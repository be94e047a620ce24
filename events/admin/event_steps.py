"""The pages on which an event takes a step towards the public or back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions, quality
from events.actions.publication import PUBLISHING, RETURN, STEPS, SUBMIT, WITHDRAWAL, Step, wrong_status
from events.admin.duplicates import duplicates_in_words
from events.choices import Status
from events.models import Event

LONGEST_COMMENT = 5_000
MOST_STEPS_SHOWN = 8
COMMENT_TO_REVIEWER = "_comment_to_reviewer"
SEEN = "seen"

COMMENTS: dict[str, tuple[str | Promise, str | Promise]] = {
    SUBMIT.key: (gettext_lazy("Note to the reviewer"), gettext_lazy("What is open, or what was mended.")),
    RETURN.key: (
        gettext_lazy("What is to be mended"),
        gettext_lazy("The analyst finds these words on the desk and on the form of the event."),
    ),
    PUBLISHING.key: (gettext_lazy("Note"), gettext_lazy("For the staff; readers don't see it.")),
    WITHDRAWAL.key: (
        gettext_lazy("Reason"),
        gettext_lazy(
            "Readers find these words at the event's address, and nothing else of it: name nobody, and do not repeat "
            "what was wrong."
        ),
    ),
}


class StepForm(forms.Form):
    """The words that go with a step, and for publishing what the person has seen."""

    comment = forms.CharField(max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, step: Step, is_work_of_one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        comment: Any = self.fields["comment"]
        comment.label, comment.help_text = COMMENTS[step.key]
        comment.required = step.needs_comment or is_work_of_one
        if step.needs_comment:
            comment.error_messages["required"] = step.silence
        if is_work_of_one:
            comment.label = _("Why nobody else looks at it")
            comment.help_text = _("You entered and submitted it yourself. The reason is kept with the event.")

    def clean_seen(self) -> datetime | None:
        try:
            seen = parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            seen = None
        if seen is None and self.step is PUBLISHING:
            raise ValidationError(_("Please look at the event once more before you publish it."))
        return seen


def take_step(request: HttpRequest, event: Event, step: Step, comment: str = "", seen: Any = None) -> Event:
    """Take a step for the person who asks; raise ValidationError or PermissionDenied as the action does."""
    by: Any = request.user
    if step is WITHDRAWAL:
        return actions.withdraw_event(event=event, by=by, reason=comment)
    if step is PUBLISHING:
        return actions.publish_event(event=event, by=by, comment=comment, seen=seen)
    take = actions.submit_event if step is SUBMIT else actions.return_event
    return take(event=event, by=by, comment=comment)


class EventStepsMixin(admin.ModelAdmin):
    """Steps of one event: a page for each, on which whoever takes it sees what it means."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<path:object_id>/steps/<slug:key>/", view, name="events_event_step"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, object_id: str, key: str) -> HttpResponse:
        """Ask first, and take the step by POST. An event is published only as it was seen on this page."""
        event = self.get_object(request, unquote(object_id))
        step = STEPS.get(key)
        if event is None or step is None:
            raise Http404
        if not request.user.has_perm(step.permission):
            raise PermissionDenied(str(step.refusal))
        if event.status not in step.starts_from:
            messages.error(request, " ".join(wrong_status(event=event, step=step).messages))
        else:
            form = self._step_form(request, event, step)
            if not form.is_bound or not form.is_valid():
                return self._ask(request, event, step, form)
            self._take(request, event, step, form.cleaned_data["comment"], form.cleaned_data["seen"])
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_event_change", args=[event.pk]))

    def _step_form(self, request: HttpRequest, event: Event, step: Step) -> StepForm:
        by: Any = request.user
        alone = step is PUBLISHING and actions.is_work_of_one(event=event, by=by)
        is_sent = request.method == "POST" and (step is not PUBLISHING or SEEN in request.POST)
        return StepForm(request.POST if is_sent else None, step=step, is_work_of_one=alone)

    def _take(self, request: HttpRequest, event: Event, step: Step, comment: str = "", seen: Any = None) -> bool:
        try:
            event = take_step(request, event, step, comment, seen)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return False
        status = event.get_status_display()
        self.log_change(request, event, f"{step.label}: {comment}" if comment else str(step.label))
        told = _("“%(event)s”: %(status)s.") % {"event": event, "status": status}
        desk = reverse(f"{self.admin_site.name}:index")
        messages.success(request, format_html('{} <a href="{}">{}</a>', told, desk, _("Back to the desk")))
        return True

    def _ask(self, request: HttpRequest, event: Event, step: Step, form: StepForm) -> HttpResponse:
        remarks = quality.remarks_on(event, today=timezone.localdate()) if step is PUBLISHING else []
        context = {
            **self.admin_site.each_context(request),
            "title": f"{step.label}?",
            "original": event,
            "opts": self.opts,
            "form": form,
            "step": step,
            "seen": event.updated_at.isoformat(),
            "remarks": remarks,
            "is_possible": not any(remark.forbids for remark in remarks),
            "question": duplicates_in_words(event) if step is PUBLISHING else None,
            "is_again": event.status == Status.WITHDRAWN,
            "taken": steps_taken(event)[:1],
        }
        return TemplateResponse(request, "admin/events/event/step.html", context)


def steps_taken(event: Event) -> Any:
    """The steps that an event took lately, the newest first, each with who took it."""
    return event.steps.select_related("by").newest_first()[:MOST_STEPS_SHOWN]
