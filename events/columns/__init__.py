"""The published columns of each kind of record, each declared once.

Page tables, CSV, data dictionary and later formats all come from `COLUMNS`. A key, once released, is a promise:
columns are added, never renamed. What no column publishes is named in `classified`.
"""

from __future__ import annotations

from django.db import models

from events.columns.base import Column
from events.columns.event import EVENT_COLUMNS
from events.columns.others import (
    COUNTRY_COLUMNS,
    FRAMEWORK_COLUMNS,
    ORGANIZATION_COLUMNS,
    PERSON_COLUMNS,
    QUOTE_COLUMNS,
    THEME_COLUMNS,
)

__all__ = ["COLUMNS", "Column", "computed"]

COLUMNS: dict[str, list[Column]] = {
    "events": EVENT_COLUMNS,
    "organizations": ORGANIZATION_COLUMNS,
    "people": PERSON_COLUMNS,
    "countries": COUNTRY_COLUMNS,
    "frameworks": FRAMEWORK_COLUMNS,
    "quotes": QUOTE_COLUMNS,
    "themes": THEME_COLUMNS,
}


def computed(records: models.QuerySet, columns: list[Column]) -> models.QuerySet:
    """The records as tuples of the columns' values, in their order."""
    named = {f"column_{column.key}": column.expression() for column in columns}
    rows: models.QuerySet = records.annotate(**named).values_list(*named)
    return rows
