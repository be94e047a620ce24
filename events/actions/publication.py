"""The steps of an event on its way to the public and back.

    draft -> in review -> published <-> withdrawn
      ^----------|

Each step locks the event's row before it looks at it, so that of two people who press a button at the same
time the second is told what the first has done. Each leaves an `EventStep` behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import Status, StepKind
from events.history.context import How, recorded
from events.models import Event, EventStep
from events.models.step import SPOKEN

CHANGE = "events.change_event"
PUBLISH = "events.publish_event"


@dataclass(frozen=True)
class Step:
    """One way in which an event's publication can change."""

    kind: StepKind
    label: str | Promise  # what the person who takes it reads on the button
    starts_from: tuple[Status, ...]
    leads_to: Status
    permission: str
    refusal: str | Promise  # told to who may not take it
    silence: str | Promise = ""  # told to who takes it without the word that it needs

    @property
    def key(self) -> str:
        return self.kind.value

    @property
    def needs_comment(self) -> bool:
        return self.kind in SPOKEN

    def is_open_to(self, user: User, status: str) -> bool:
        return status in self.starts_from and user.has_perm(self.permission)


SUBMIT = Step(
    StepKind.SUBMIT,
    gettext_lazy("Submit for review"),
    (Status.DRAFT,),
    Status.IN_REVIEW,
    CHANGE,
    gettext_lazy("Only people who can change events submit them."),
)
RETURN = Step(
    StepKind.RETURN,
    gettext_lazy("Return to draft"),
    (Status.IN_REVIEW,),
    Status.DRAFT,
    PUBLISH,
    gettext_lazy("Only reviewers return events."),
    gettext_lazy("Write what is to be mended before it can be published."),
)
PUBLISHING = Step(
    StepKind.PUBLISH,
    gettext_lazy("Publish"),
    (Status.IN_REVIEW, Status.WITHDRAWN),
    Status.PUBLISHED,
    PUBLISH,
    gettext_lazy("Only reviewers publish events."),
)
WITHDRAWAL = Step(
    StepKind.WITHDRAW,
    gettext_lazy("Withdraw"),
    (Status.PUBLISHED,),
    Status.WITHDRAWN,
    PUBLISH,
    gettext_lazy("Only reviewers withdraw events."),
    gettext_lazy("Write why the event is withdrawn, in words fit for readers."),
)
STEPS = {step.key: step for step in (SUBMIT, RETURN, PUBLISHING, WITHDRAWAL)}


def possible_steps(*, event: Event, by: User) -> list[Step]:
    """The steps that this person could take now. It asks no database about the event."""
    return [step for step in STEPS.values() if step.is_open_to(by, event.status)]


@transaction.atomic
def submit_event(*, event: Event, by: User, comment: str = "") -> Event:
    """Hand a draft to the reviewers."""
    return _take(_locked(event, SUBMIT, by), SUBMIT, by, comment)


@transaction.atomic
def return_event(*, event: Event, by: User, comment: str) -> Event:
    """Hand an event back to the analysts, with what is to be mended."""
    return _take(_locked(event, RETURN, by), RETURN, by, comment)


@transaction.atomic
def publish_event(*, event: Event, by: User, comment: str = "", seen: datetime | None = None) -> Event:
    """Show an event to everybody. It needs a source. The day of the first publication is kept.

    `seen` is when the event had been saved last as the person saw it: what was changed since is not published
    unseen. Who entered and submitted it alone writes why nobody else looked at it.
    """
    locked = _locked(event, PUBLISHING, by)
    if seen is not None and locked.updated_at != seen:
        raise ValidationError(_("“%(event)s” was changed since you looked.") % {"event": locked}, code="changed")
    if not locked.citations.exists():
        raise ValidationError(
            _("“%(event)s” has no source: an event is published only when at least one source is cited.")
            % {"event": locked},
            code="no_source",
        )
    if not comment.strip() and is_work_of_one(event=locked, by=by):
        raise ValidationError(
            _("Nobody but you has seen “%(event)s”: write why you publish it without a second person.")
            % {"event": locked},
            code="own_work",
        )
    locked.published_at = locked.published_at or timezone.now()
    locked.published_by = by
    locked.withdrawn_reason = ""
    return _take(locked, PUBLISHING, by, comment, "published_at", "published_by", "withdrawn_reason")


@transaction.atomic
def withdraw_event(*, event: Event, by: User, reason: str) -> Event:
    """Take an event out of the public record, with a reason in words that readers are told."""
    locked = _locked(event, WITHDRAWAL, by)
    locked.withdrawn_reason = reason.strip()
    return _take(locked, WITHDRAWAL, by, reason, "withdrawn_reason")


def touch_event(*, event: Event) -> None:
    """Note that what hangs on an event has changed: readers see the day, and who looked before has to look again."""
    Event.objects.filter(pk=event.pk).update(updated_at=timezone.now())


def record_change(*, event: Event, by: User, reason: str) -> None:
    """Keep why an event was changed while everybody could see it."""
    EventStep.objects.create(event=event, step=StepKind.CHANGE, by=by, comment=reason.strip())


def is_work_of_one(*, event: Event, by: User) -> bool:
    """Whether this person entered and submitted the event and nobody else did. One query.

    An event whose hands are not known, such as an imported one, is nobody's own.
    """
    return event.pk in works_of_one(events=[event], by=by)


def works_of_one(*, events: Iterable[Event], by: User) -> set[int]:
    """The keys of those events that nobody but this person has entered and submitted. One query."""
    events = list(events)
    submissions = EventStep.objects.filter(event__in=events, step=StepKind.SUBMIT).order_by("pk")
    submitter = dict(submissions.values_list("event", "by"))  # the last one of each event
    return {event.pk for event in events if {event.created_by_id, submitter.get(event.pk)} - {None} == {by.pk}}


def wrong_status(*, event: Event, step: Step) -> ValidationError:
    """Why a step can't be taken by an event whose status it does not start from."""
    return ValidationError(
        _("“%(event)s” can't take the step “%(step)s”: its status is “%(status)s”.")
        % {"event": event, "step": step.label, "status": event.get_status_display()},
        code="wrong_status",
    )


def _locked(event: Event, step: Step, by: User) -> Event:
    """The event's row as it is now, locked; or why the step can't be taken."""
    if not by.has_perm(step.permission):
        raise PermissionDenied(str(step.refusal))
    locked = Event.objects.select_for_update().get(pk=event.pk)
    if locked.status not in step.starts_from:
        raise wrong_status(event=locked, step=step)
    return locked


def _take(event: Event, step: Step, by: User, comment: str, *fields: str) -> Event:
    """Save the event's new status and who brought it there."""
    if step.needs_comment and not comment.strip():
        raise ValidationError(str(step.silence), code="no_comment")
    event.status = step.leads_to
    with recorded(by=by, why=comment, how=How.STEP):
        event.save(update_fields=["status", "updated_at", *fields])
    EventStep.objects.create(event=event, step=step.kind, by=by, comment=comment.strip())
    return event
