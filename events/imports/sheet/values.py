"""Cells that stand for themselves: texts and codes, dates, and the participant count."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from events.choices import CountQualifier, CountUnit, EventState, EventType, Mode, Status
from events.imports.sheet.cells import code_of, count_of
from events.imports.sheet.row import Record, Row
from events.models import Event
from events.models.base import SLUG_PATTERN
from events.partial_dates import PATTERN
from events.typed_dates import read_dates

CODED: dict[str, type[models.Choices]] = {"type": EventType, "state": EventState, "mode": Mode, "status": Status}
LINKS = ("part_of", "follow_up_to")
COUNT_KEYS = {"number": "participant_count", "unit": "participant_unit", "qualifier": "participant_qualifier"}


def read_value(row: Row, key: str) -> Any:
    """The value of a cell that is a key of the record; None for an empty one, or one that is wrong."""
    cell = row.cell(key)
    if not cell:
        return None
    if key in LINKS:
        return _event(row, key, cell)
    if key in CODED:
        return _code(row, key, CODED[key])
    return cell


def _code(row: Row, key: str, choices: type[models.Choices]) -> str | None:
    cell = row.cell(key)
    try:
        return code_of(choices, cell) if cell else None
    except ValueError as error:
        row.wrong(key, cell, error)
        return None


def _event(row: Row, key: str, cell: str) -> str | None:
    """The slug of another event, of which the title may be given."""
    if re.fullmatch(SLUG_PATTERN, cell):
        return cell
    slugs = list(Event.objects.filter(title__iexact=cell).order_by("slug").values_list("slug", flat=True)[:5])
    if len(slugs) == 1:
        return slugs[0]
    if slugs:
        row.wrong(key, cell, _("several events have this title; write the slug of one: %s") % ", ".join(slugs))
    else:
        row.wrong(key, cell, _("no event has this title; write its slug"))
    return None


def read_dates_of(row: Row) -> Record:
    """`start` and `end`. A range in the start needs no end; an end that says the same as the start is left out."""
    start = _dates(row, "start")
    last = _dates(row, "end")
    end = (last[1] or last[0]) if last else ""
    if start and start[1]:  # a range
        if row.differs("end") and end and end != start[1]:
            row.wrong("end", row.cell("end"), _("the start says another end, %s; write one of them") % start[1])
        end = start[1]
    found = {"start": start[0] if start else None, "end": end or None}
    if found["end"] == found["start"]:
        found["end"] = None
    return found


def _dates(row: Row, key: str) -> tuple[str, str] | None:
    cell = row.cell(key)
    if not cell:
        return None
    if not re.fullmatch(r"[12]\d{3}-0[1-9]-[0-2]\d", cell) or not PATTERN.fullmatch(cell):
        try:
            found = read_dates(cell)
        except ValueError as error:
            row.wrong(key, cell, error)
            return None
        return found.start, found.end
    return cell, ""


def read_count(row: Row) -> Record:
    """The participant count as an object. What the number's cell says in words fills columns that are empty."""
    group: Record = {
        "unit": _code(row, "participant_unit", CountUnit),
        "qualifier": _code(row, "participant_qualifier", CountQualifier),
        "note": row.cell("participant_note") or None,
    }
    cell = row.cell("participant_count")
    if cell:
        try:
            number, qualifier, unit = count_of(cell)
        except ValueError as error:
            row.wrong("participant_count", cell, error)
        else:
            group["number"] = number
            for key, said in (("qualifier", qualifier), ("unit", unit)):
                column = COUNT_KEYS[key]
                if said and row.cell(column) and row.differs("participant_count") and group[key] != said:
                    told = _("the count says %(other)s, this column %(own)s; write it once")
                    row.wrong(column, row.cell(column), told % {"other": said, "own": group[key]})
                group[key] = group[key] or said or None
    ordered = ("number", "unit", "qualifier", "note")
    return {"participant_count": {key: group[key] for key in ordered if group.get(key)} or None}
