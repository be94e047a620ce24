"""A form that comes back after somebody else has saved: what they changed joins what was typed, and nothing is lost.

A field that only one of the two has changed takes the change. Where both have changed it, what was typed stays, and
the form says what the other one wrote. It is saved only when the person who typed has seen it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.http import QueryDict

from events.admin.entry.state import TOKEN, Kind, State, Values, as_sent, tidy

MANAGED = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
MOST_ROWS = 2000  # the form itself refuses more


def merged(post: QueryDict, base: State, theirs: State, kinds: list[Kind]) -> QueryDict:
    """What the form would send if it had been loaded after the other one's save, with the same typed into it."""
    data = post.copy()
    data.pop(TOKEN, None)
    for name, value in theirs.fields.items():
        if name in data and tidy(str(data[name])) == base.fields.get(name, ""):
            data[name] = value
    for kind in kinds:
        if f"{kind.prefix}-TOTAL_FORMS" in data:
            _merge_rows(data, kind, base.rows.get(kind.prefix, {}), theirs.rows[kind.prefix])
    data._mutable = False
    return data


def _merge_rows(data: QueryDict, kind: Kind, base: dict[str, Values], theirs: dict[str, Values]) -> None:
    sent = _take_rows(data, kind.prefix)
    mine = {row["id"][0]: row for row in sent if row.get("id", [""])[0]}
    there = [_merged_row(kind, key, mine.get(key), base.get(key), values) for key, values in theirs.items()]
    new = [row for row in sent if not row.get("id", [""])[0] and not _is_among(kind, row, theirs, base)]
    for key, row in mine.items():
        if key in base and key not in theirs and "DELETE" not in row and _values(kind, row) != base[key]:
            new.append({**row, "id": [""]})  # they deleted what was changed here
    for number, row in enumerate([*there, *new]):
        for name, values in row.items():
            data.setlist(f"{kind.prefix}-{number}-{name}", values)
    data[f"{kind.prefix}-TOTAL_FORMS"] = str(len(there) + len(new))
    data[f"{kind.prefix}-INITIAL_FORMS"] = str(len(there))


Row = dict[str, list[Any]]


def _take_rows(data: QueryDict, prefix: str) -> list[Row]:
    """The rows that were sent, taken out of the data."""
    try:
        total = min(int(str(data[f"{prefix}-TOTAL_FORMS"])), MOST_ROWS)
    except ValueError:
        total = 0
    rows: list[Row] = [{} for _number in range(max(total, 0))]
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        number, _dash, field = name.removeprefix(f"{prefix}-").partition("-")
        if number in MANAGED:
            continue
        values = data.pop(name)
        if number.isdecimal() and len(number) < 10 and int(number) < len(rows):
            rows[int(number)][field] = values
    return rows


def _values(kind: Kind, row: Row) -> Values:
    """The values of a row in the form of a state."""
    return {name: _value(kind, row, name) for name in kind.fields}


def _value(kind: Kind, row: Row, name: str) -> Any:
    values = row.get(name, [])
    if _is_list(kind, name):
        return as_sent(list(values))
    return tidy(str(values[-1])) if values else ""


def _is_list(kind: Kind, name: str) -> bool:
    """Whether several values can be chosen; browsers send nothing when none is."""
    return isinstance(kind.model._meta.get_field(name), ArrayField)


def _merged_row(kind: Kind, key: str, mine: Row | None, base: Values | None, theirs: Values) -> Row:
    """A row that is there: as the other one left it, with what was changed here."""
    row: Row = {} if mine is None else dict(mine)
    row["id"] = [key]
    for name, value in theirs.items():
        sent = mine is not None and (name in mine or _is_list(kind, name))
        if mine is None or base is None or not sent or _value(kind, mine, name) == base.get(name):
            row[name] = value if isinstance(value, list) else [value]
    return row


def _is_among(kind: Kind, row: Row, theirs: dict[str, Values], base: dict[str, Values]) -> bool:
    """Whether the other one has added the very same row."""
    added = [values for key, values in theirs.items() if key not in base]
    mine = _values(kind, row)
    return any({**values, "sort_order": ""} == {**mine, "sort_order": ""} for values in added)
