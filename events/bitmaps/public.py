"""Which sources, organizations and people are public, as sets in memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from pyroaring import BitMap

from events.bitmaps.conditions import numbers
from events.bitmaps.shelf import Bitmaps
from events.models import Organization, Person, Source

PUBLIC: set[type[Model]] = {Organization, Person, Source}


def public_numbers(model: Any, bitmaps: Bitmaps) -> BitMap:
    """The numbers of all public records of a kind in `PUBLIC`. A query when something has changed, else none.

    Triggers note the events of which quotes, citations and those who appear change (migrations 0028 and 0029), as those
    of which anything else does; so no record becomes public, or ceases to be, without a note.
    """
    return bitmaps.remembered(("public", model), lambda: numbers(model.objects.public()))


def public_by_name(model: Any, bitmaps: Bitmaps) -> Sequence[int]:
    """The same numbers in the order of the names. One query more when something has changed.

    Asked for the first few public ones by name, PostgreSQL gathers everybody who takes part in anything.
    """

    def asked() -> array[int]:
        public = public_numbers(model, bitmaps)
        return array("I", [pk for pk in model.objects.by_name().values_list("pk", flat=True) if pk in public])

    return bitmaps.remembered(("by name", model), asked)


def public_by_events(model: Any, bitmaps: Bitmaps) -> Sequence[int]:
    """The same numbers, the busiest first, then by their number."""
    busy = [pk for pk, _events in bitmaps.numbered(str(model._meta.model_name))]
    return [*busy, *(public_numbers(model, bitmaps) - BitMap(busy))]
