"""The columns of a few records by their keys. The SELECT of thirty columns is written once, not for each request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F

from events.columns.base import Column
from events.models.written import KEYS, IsOneOf, Written
from events.releases import site

STATEMENTS = 50  # a reader who takes other columns each time pays for the writing


def rows_of(model: type[models.Model], keys: Sequence[Any], columns: Sequence[Column]) -> list[Any]:
    """The public records with these keys, each as its key and the values of the columns; in no order. One query."""
    return _written(model, tuple(columns), site()).rows({KEYS: list(keys)}) if keys else []


@lru_cache(maxsize=STATEMENTS)
def _written(model: type[models.Model], columns: tuple[Column, ...], where: str) -> Written:
    """`where` is the address of the site, which stands among the parameters."""
    named = {f"column_{column.key}": column.expression() for column in columns}
    public = model._default_manager.public()  # type: ignore[attr-defined]
    return Written(public.filter(IsOneOf(F("pk"))).annotate(**named).values_list("pk", *named))
