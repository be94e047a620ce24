"""What the headings of spreadsheets meant, remembered by the set of headings."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from events.imports.wrong_file import PROBLEM
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
    """The set of headings; a file of wrong rows has the headings of the file that it came from."""
    theirs = sorted(heading for heading in headings if heading != PROBLEM)
    return hashlib.sha256(json.dumps(theirs).encode()).hexdigest()
