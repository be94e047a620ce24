"""Which sources, organizations and people are public, as sets in memory."""

from __future__ import annotations

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
