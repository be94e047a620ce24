"""Two people who edit the same event: the second save is refused, told what changed, and keeps what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.admin.entry.differences import Difference, differences
from events.admin.entry.merge import merged
from events.admin.entry.state import TOKEN, State, kinds_of_rows, state_of
from events.models import Event


@dataclass(frozen=True)
class Conflict:
    """Somebody else has saved the event since the form was loaded."""

    differences: list[Difference] = field(default_factory=list)
    by: str = ""  # who saved last, as far as the log of the admin tells
    at: datetime | None = None

    @property
    def problem(self) -> str:
        if self.differences:
            return _("Nothing is saved yet: somebody else has saved this event since you opened it.")
        return _("Nothing is saved yet: the form does not say in which state it was opened. Look it over, save again.")


class TwoEditorsMixin(admin.ModelAdmin):
    """Compares the state that the form was loaded in with the one in the database, while the event's row is held."""

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        # The state is read before the form reads the event: what changes in between is told, not overwritten.
        request.loaded_state = self._current_state(request, object_id)  # type: ignore[attr-defined]
        if request.method == "POST" and object_id is not None:
            request.conflict = self._conflict(request)  # type: ignore[attr-defined]
        answer: HttpResponse = super()._changeform_view(  # type: ignore[misc]
            request, object_id, form_url, extra_context
        )
        return answer

    def _current_state(self, request: HttpRequest, object_id: str | None) -> State | None:
        if object_id is None:
            return None
        event = self.get_object(request, unquote(object_id))  # when saving, this holds the event's row
        return None if event is None else state_of(self, event.pk)

    def _conflict(self, request: HttpRequest) -> Conflict | None:
        theirs: State | None = request.loaded_state  # type: ignore[attr-defined]
        if theirs is None or not self.has_change_permission(request):
            return None
        base = State.read(request.POST.get(TOKEN, ""), theirs.event)
        if base is None:
            return Conflict()
        if base == theirs:
            return None
        kinds = kinds_of_rows(self)
        request.POST = merged(request.POST, base, theirs, kinds)  # type: ignore[assignment]
        entry = _last_entry(theirs.event)
        return Conflict(
            differences(base, theirs, kinds),
            by=str(entry.user) if entry else "",
            at=entry.action_time if entry else None,
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.conflict = getattr(request, "conflict", None)
        return form


def _last_entry(key: int) -> LogEntry | None:
    kind = ContentType.objects.get_for_model(Event)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(key)).select_related("user")
    return entries.order_by("-action_time").first()
