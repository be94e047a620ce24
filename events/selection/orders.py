"""The orders in which each list can be read."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

BY_DATE = {"newest": "latest_start", "oldest": "earliest_start"}
"""The date by which an order of events begins."""

NAME = ("name", gettext_lazy("Name"))
BUSY = ("events", gettext_lazy("Number of events"))
SORTS: dict[str, list[tuple[str, Any]]] = {
    "events": [
        ("newest", gettext_lazy("Date, latest first")),
        ("oldest", gettext_lazy("Date, earliest first")),
        ("title", gettext_lazy("Title")),
        ("countries", gettext_lazy("Number of countries that took part")),
    ],
    "organizations": [NAME, BUSY],
    "people": [NAME, BUSY],
    "countries": [("region", gettext_lazy("Region")), NAME, BUSY],
    "frameworks": [("title", gettext_lazy("Title")), ("events", gettext_lazy("Number of events"))],
    "quotes": [("newest", gettext_lazy("Date, latest first"))],
    "themes": [("pillar", gettext_lazy("Pillar")), ("events", gettext_lazy("Number of events"))],
}
"""The orders of each list, the first one by default."""


def in_order(records: Any, sort: str) -> models.QuerySet:
    """The records in one of `SORTS`; the last key is unique, so that pages never overlap."""
    if sort == "events":
        busiest: models.QuerySet = records.with_event_counts().order_by("-event_count", "pk")
        return busiest
    orders = {
        "newest": "in_reading_order",
        "countries": "by_number_of_countries",
        "oldest": "in_order_of_time",
        "name": "by_name",
        "pillar": "by_pillar",
        "region": "by_region",
        "title": "by_title",
    }
    ordered: models.QuerySet = getattr(records, orders[sort])()
    return ordered
