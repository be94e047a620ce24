"""The reason that a change of a published event needs: asked for at the form, kept with the event's steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.admin.preview import BUTTON as PREVIEW
from events.history.context import add_reason
from events.models import Event

FIELD = "change_reason"
ROWS_HAVE_CHANGED = "_rows_have_changed"
LONGEST_REASON = 2_000


def event_behind(record: Any) -> Event | None:
    """The event whose page a form changes: the record itself, or the one that a quote is of, if that is chosen."""
    if isinstance(record, Event):
        return record
    return record.event if record.event_id else None


class ReasonForm(forms.ModelForm):
    """A form that asks why, when readers already see what it changes. Nothing changed needs no reason."""

    change_reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Readers see this event already, and what you save at once. Say what was wrong or what is new, and where "
            "that comes from; the staff finds it in the history."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = event_behind(self.instance)
        if event is not None and not (event.pk and event.is_public):
            self.fields.pop(FIELD, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        event = cleaned.get("event") or event_behind(self.instance)
        is_asked = FIELD in self.fields and FIELD not in self.errors and PREVIEW not in self.data
        is_seen = event is not None and event.is_public
        if is_asked and is_seen and not cleaned.get(FIELD) and self.changes_something():
            problem = _("Readers see this event: write why it changes.")
            self.add_error(FIELD, ValidationError(problem, code="no_reason"))
        return cleaned

    def changes_something(self) -> bool:
        """Whether the form or a row below it differs from what is saved."""
        have_rows_changed: Callable[[], bool] = getattr(self.instance, ROWS_HAVE_CHANGED, bool)
        return bool(set(self.changed_data) - {FIELD}) or have_rows_changed()


class ChangeReasonMixin(admin.ModelAdmin):
    """Lets the form know of the rows below it, and keeps the reason when something was changed."""

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        """The only moment at which Django has the record and its rows and has not yet checked either."""
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        setattr(obj, ROWS_HAVE_CHANGED, lambda: any(formset.has_changed() for formset in formsets))
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        add_reason(form.cleaned_data.get(FIELD, ""))
        super().save_model(request, obj, form, change)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The reason goes with all that is written from here on."""
        add_reason(form.cleaned_data.get(FIELD, ""))
        return super().save_form(request, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if event_behind(form.instance) is not form.instance:
            actions.touch_event(event=form.instance.event)
        reason, event, by = form.cleaned_data.get(FIELD, ""), event_behind(form.instance), request.user
        if reason and event is not None and event.is_public and form.changes_something():
            actions.record_change(event=event, by=by, reason=reason)  # type: ignore[arg-type]
