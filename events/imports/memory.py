"""What the headings of spreadsheets meant, remembered by the set of headings."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from events.models import HeadingMemory


def remembered(headings: list[str]) -> dict[str, str]:
    """What these headings meant the last time; nothing when they are met for the first time."""
    memory = HeadingMemory.objects.filter(key=_key(headings)).first()
    return dict(memory.mapping) if memory else {}


def remember(*, headings: list[str], mapping: dict[str, str], by: Any = None) -> None:
    """Keep what these headings mean, for the next file that has them."""
    if mapping:
        values = {"headings": headings, "mapping": mapping, "used_by": by}
        HeadingMemory.objects.update_or_create(key=_key(headings), defaults=values)


def _key(headings: list[str]) -> str:
    return hashlib.sha256(json.dumps(sorted(headings)).encode()).hexdigest()
