"""Two records that look alike and are not the same."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from events.models import NotTheSame


@transaction.atomic
def tell_apart(*, first: Any, second: Any, by: User, reason: str = "") -> NotTheSame:
    """Keep that two records are not the same, so that nobody is asked again. Told twice, the first word stands."""
    low, high = sorted([first.pk, second.pk])
    pair, _made = NotTheSame.objects.get_or_create(
        kind=first._meta.model_name,
        first=low,
        second=high,
        defaults={"decided_by": by, "reason": reason.strip()},
    )
    return pair
