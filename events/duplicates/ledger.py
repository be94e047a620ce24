"""Pairs of records that somebody looked at and told apart: they are not asked about again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, Q

from events.models import NotTheSame


def not_the_same(model: type[Model], keys: Iterable[int] | None = None) -> set[frozenset[int | str]]:
    """The pairs of records of a kind that were told apart; only those of some records when keys are given."""
    rows = NotTheSame.objects.filter(kind=model._meta.model_name)
    if keys is not None:
        keys = list(keys)
        if not keys:
            return set()
        rows = rows.filter(Q(first__in=keys) | Q(second__in=keys))
    return {frozenset(pair) for pair in rows.values_list("first", "second")}
