"""The steps that events take by an import: many at a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from events.choices import StepKind
from events.models import EventStep


@transaction.atomic
def record_steps(*, events: Iterable[int], step: StepKind, by: User, comment: str = "") -> None:
    """Keep that events, given by their keys, took a step, as if it had been taken by hand."""
    rows = [EventStep(event_id=key, step=step, by=by, comment=comment.strip()) for key in events]
    EventStep.objects.bulk_create(rows, batch_size=500)
