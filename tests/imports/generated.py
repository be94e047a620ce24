"""Random folders of the exchange format, made from the same declarations that reader and writer follow.

Every key of every kind turns up, with and without a value, in all scripts, with line breaks and quotation marks;
a key that is added to the format is taken in by itself.
"""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import strategies as st

from events.choices import Status
from events.exchange.shapes import EVENTS, KINDS, THEMES, FormerSlugs, Group, Kind, Value, child, field, natural_key
from events.imports.schema import is_required
from events.models import Country, Event
from events.models.base import PartialDateField

Record = dict[str, Any]

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12).filter(
    str.strip
)
TRICKY = st.sampled_from(
    ["a\nb", '"', "\\", "a\u2028b", " a ", "a\r\nb", "=1+1", "<b>", "Қирғизистон", "a,b;c", "\ufeff", "0"]
)
PRECISIONS = [4, 7, 10]  # characters of a date to the year, month and day
MODELS = {kind.model: kind for kind in KINDS}


@st.composite
def folders(draw: st.DrawFn) -> dict[Kind, list[Record]]:
    """Records of every kind but the themes, whose vocabulary is loaded; they refer to each other at will."""
    slugs = {
        kind: draw(st.lists(st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True), max_size=4, unique=True))
        for kind in KINDS
    }
    slugs[THEMES] = ["pve", "gender", "victims"]
    return {kind: [draw(_records(kind, slug, slugs)) for slug in slugs[kind]] for kind in KINDS if kind is not THEMES}


@st.composite
def _records(draw: st.DrawFn, kind: Kind, slug: str, slugs: dict[Kind, list[str]]) -> Record:
    # No circles: within a kind a record refers only to what comes before it in the alphabet.
    slugs = {**slugs, kind: [other for other in slugs[kind] if other < slug]}
    record: Record = {}
    for key in kind.keys:
        if isinstance(key, Value):
            found = slug if key.key == "slug" else _value(draw, kind.model, key, kind, slugs)
        elif isinstance(key, Group):
            found = _object(draw, kind.model, key.values, kind, slugs)
        elif isinstance(key, FormerSlugs):
            found = [f"{slug}-was-{number}" for number in range(draw(st.integers(0, 2)))]
        else:
            model, owner = child(kind, key)
            rows = [_object(draw, model, key.values, kind, slugs) for _ in range(draw(st.integers(0, 3)))]
            found = _distinct([row for row in rows if row], key.values, natural_key(model, owner))
            found = [row[key.values[0].key] for row in found] if key.is_flat else found
        if found not in (None, [], {}):
            record[key.key] = found
    return _sound_event(draw, record, slugs) if kind is EVENTS else record


def _object(draw: st.DrawFn, model: type[models.Model], values: tuple[Value, ...], kind: Kind, slugs: Any) -> Record:
    """An object with its required keys and some others; empty when it needs a reference and there is none."""
    found = {value.key: _value(draw, model, value, kind, slugs) for value in values}
    missing = [value for value in values if is_required(model, value, kind) and found[value.key] is None]
    return {} if missing else {key: each for key, each in found.items() if each not in (None, [])}


def _value(draw: st.DrawFn, model: type[models.Model], value: Value, kind: Kind, slugs: dict[Kind, list[str]]) -> Any:
    if not is_required(model, value, kind) and draw(st.booleans()):
        return None
    column = field(model, value)
    strategy: st.SearchStrategy[Any] = st.one_of(TEXT, TRICKY)
    if column.is_relation:
        target = column.related_model
        known = ["UZ", "KG", "XK"] if target is Country else slugs[MODELS[target]]
        strategy = st.sampled_from(known) if known else st.none()
    elif isinstance(column, ArrayField):
        strategy = st.lists(st.sampled_from(_codes(column.base_field)), unique=True)
    elif column.choices:
        strategy = st.sampled_from(_codes(column))
    elif isinstance(column, models.IntegerField):
        strategy = st.integers(1, 300)
    elif isinstance(column, PartialDateField):
        dates = st.dates(date(1900, 1, 1), date(2100, 1, 1))
        strategy = st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from(PRECISIONS))
    elif isinstance(column, models.URLField):
        strategy = st.from_regex(r"https?://[a-zé/?&=#%]{1,20}", fullmatch=True)
    elif column.name == "language":
        strategy = st.sampled_from(["en", "ru", "uz-Cyrl"])
    return draw(strategy)


def _codes(column: Any) -> list[Any]:
    return [code for code, _ in column.choices]


def _distinct(rows: list[Record], values: tuple[Value, ...], unique: tuple[str, ...]) -> list[Record]:
    keys = [value.key for value in values if value.attribute in unique]
    return list({tuple(row.get(key, "") for key in keys): row for row in rows}.values())


def _sound_event(draw: st.DrawFn, event: Record, slugs: dict[Kind, list[str]]) -> Record:
    """Put right what the values of an event may not be together."""
    try:
        Event(start=event["start"], end=event.get("end", "")).clean()
    except ValidationError:
        del event["end"]
    count = event.get("participant_count", {})
    if "number" not in count or "unit" not in count:
        for key in ("number", "unit", "qualifier"):
            count.pop(key, None)
    if not count:
        event.pop("participant_count", None)
    for number, quote in enumerate(event.get("quotes", []), 1):
        quote["number"] = number * draw(st.integers(1, 2)) + 10 * number
        if "speaker" not in quote:
            quote.setdefault("attribution", "A delegate")
    if event.get("status") == Status.WITHDRAWN:
        event.setdefault("withdrawn_reason", "Recorded twice.")
    if event.get("status", Status.PUBLISHED) == Status.PUBLISHED and "citations" not in event:
        event["status"] = Status.DRAFT.value
    return event
