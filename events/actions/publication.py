"""The steps of an event on its way to the public and back.

    draft -> in review -> published <-> withdrawn
      ^----------|

Each step locks the event's row before it looks at it, so that of two people who press a button at the same
time the second is told what the first has done.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import Status
from events.models import Event

CHANGE = "events.change_event"
PUBLISH = "events.publish_event"


@dataclass(frozen=True)
class Step:
    """One way in which an event's publication can change."""

    key: str
    label: str | Promise  # what the person who takes it reads on the button
    starts_from: tuple[Status, ...]
    leads_to: Status
    permission: str
    refusal: str | Promise  # told to who may not take it
    needs_reason: bool = False

    def is_open_to(self, user: User, status: str) -> bool:
        return status in self.starts_from and user.has_perm(self.permission)


SUBMIT = Step(
    "submit",
    gettext_lazy("Submit for review"),
    (Status.DRAFT,),
    Status.IN_REVIEW,
    CHANGE,
    gettext_lazy("Only people who can change events submit them."),
)
RETURN = Step(
    "return",
    gettext_lazy("Return to draft"),
    (Status.IN_REVIEW,),
    Status.DRAFT,
    PUBLISH,
    gettext_lazy("Only reviewers return events."),
)
PUBLISHING = Step(
    "publish",
    gettext_lazy("Publish"),
    (Status.IN_REVIEW, Status.WITHDRAWN),
    Status.PUBLISHED,
    PUBLISH,
    gettext_lazy("Only reviewers publish events."),
)
WITHDRAWAL = Step(
    "withdraw",
    gettext_lazy("Withdraw"),
    (Status.PUBLISHED,),
    Status.WITHDRAWN,
    PUBLISH,
    gettext_lazy("Only reviewers withdraw events."),
    needs_reason=True,
)
STEPS = {step.key: step for step in (SUBMIT, RETURN, PUBLISHING, WITHDRAWAL)}


def possible_steps(*, event: Event, by: User) -> list[Step]:
    """The steps that this person could take now. It asks no database about the event."""
    return [step for step in STEPS.values() if step.is_open_to(by, event.status)]


@transaction.atomic
def submit_event(*, event: Event, by: User) -> Event:
    """Hand a draft to the reviewers."""
    return _save(_locked(event, SUBMIT, by), SUBMIT)


@transaction.atomic
def return_event(*, event: Event, by: User) -> Event:
    """Hand an event back to the analysts."""
    return _save(_locked(event, RETURN, by), RETURN)


@transaction.atomic
def publish_event(*, event: Event, by: User) -> Event:
    """Show an event to everybody. It needs a source. The day of the first publication is kept."""
    locked = _locked(event, PUBLISHING, by)
    if not locked.citations.exists():
        raise ValidationError(
            _("“%(event)s” has no source: an event is published only when at least one source is cited.")
            % {"event": locked},
            code="no_source",
        )
    locked.published_at = locked.published_at or timezone.now()
    locked.published_by = by
    locked.withdrawn_reason = ""
    return _save(locked, PUBLISHING, "published_at", "published_by", "withdrawn_reason")


@transaction.atomic
def withdraw_event(*, event: Event, by: User, reason: str) -> Event:
    """Take an event out of the public record, with a reason in words that readers can be told."""
    locked = _locked(event, WITHDRAWAL, by)
    if not reason.strip():
        raise ValidationError(_("Write why the event is withdrawn, in words fit for readers."), code="no_reason")
    locked.withdrawn_reason = reason.strip()
    return _save(locked, WITHDRAWAL, "withdrawn_reason")


def _locked(event: Event, step: Step, by: User) -> Event:
    """The event's row as it is now, locked; or why the step can't be taken."""
    if not by.has_perm(step.permission):
        raise PermissionDenied(str(step.refusal))
    locked = Event.objects.select_for_update().get(pk=event.pk)
    if locked.status not in step.starts_from:
        raise ValidationError(
            _("“%(event)s” can't take the step “%(step)s”: its status is “%(status)s”.")
            % {"event": locked, "step": step.label, "status": locked.get_status_display()},
            code="wrong_status",
        )
    return locked


def _save(event: Event, step: Step, *fields: str) -> Event:
    event.status = step.leads_to
    event.save(update_fields=["status", "updated_at", *fields])
    return event
