"""Which sources are public, as a set in memory."""

from __future__ import annotations

from pyroaring import BitMap

from events.bitmaps.conditions import numbers
from events.bitmaps.shelf import Bitmaps
from events.models import Source


def public_sources(bitmaps: Bitmaps) -> BitMap:
    """The numbers of all sources that a public event cites. A query when something has changed, else none.

    Triggers note the events whose citations and quotes change (migration 0028), as those of which anything else does.
    """
    return bitmaps.remembered("public sources", lambda: numbers(Source.objects.public()))
