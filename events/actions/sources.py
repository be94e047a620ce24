"""New sources."""

from __future__ import annotations

from django.db import transaction

from events.actions.slugs import make_slug
from events.models import Source


@transaction.atomic
def record_source(*, source: Source) -> Source:
    """Save a new source under a slug made from what it is called."""
    source.slug = source.slug or make_slug(record=source)
    source.save()
    return source
