"""Which public events have what, as sets in memory: how a list, its facets and its pictures are counted.

A set of event numbers for each key of the index (`EventIndex.keys`) and for each day of its dates. The sets are
a copy: each process makes one when it is first asked and keeps it in step with the database at every question
(docs/decisions/0019). Layers, each importing only from those left of it: `shelf < kept < follow, conditions < public`.
"""

from events.bitmaps.conditions import Packed, found, numbers, unpacked
from events.bitmaps.follow import present
from events.bitmaps.public import PUBLIC, public_by_events, public_by_name, public_numbers
from events.bitmaps.shelf import Bitmaps

__all__ = [
    "PUBLIC",
    "Bitmaps",
    "Packed",
    "found",
    "numbers",
    "present",
    "public_by_events",
    "public_by_name",
    "public_numbers",
    "unpacked",
]
