"""New records, with the slug that is made from what they are called."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from events.actions.slugs import Record, make_slug

RECORD = TypeVar("RECORD", bound=Record)


@transaction.atomic
def add_record(*, record: RECORD) -> RECORD:
    """Save a new record; where it has no slug yet, under one that is free."""
    record.slug = record.slug or make_slug(record=record)
    record.save()
    return record
