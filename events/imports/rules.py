"""What the values of one record may be together. Where a model's `clean()` has the rule, it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from events.choices import Status
from events.exchange.shapes import EVENTS, Kind, Rows, child, columns_of, field, natural_key
from events.imports.report import shown
from events.imports.schema import Complaint
from events.models import Event, Quote

CLEANED = {"slug", "start", "end", "participant_count"}  # the keys that `Event.clean` has something to say about


def broken_rules(kind: Kind, data: dict[str, Any], wrong: set[str]) -> Iterator[Complaint]:
    """What is wrong with a record as a whole, as far as it can be said without the keys that are `wrong`."""
    sound = {key: value for key, value in data.items() if key not in wrong}
    for rows in kind.rows:
        if rows.key in sound:
            yield from _repeated_rows(kind, rows, sound[rows.key])
    if kind.former_slugs:
        yield from _repeated_former_slugs(sound)
    if kind is EVENTS:
        yield from _event_as_a_whole(sound)
        yield from _publication(sound, wrong)
        for index, quote in enumerate(sound.get("quotes", [])):
            words = Quote(attribution=quote.get("attribution", ""), speaker_id="speaker" in quote or None)
            yield from _refusals(words, {"attribution": f"quotes[{index}].attribution"}, {})


def _repeated_rows(kind: Kind, rows: Rows, found: list[Any]) -> Iterator[Complaint]:
    """Two rows that the table would hold only once."""
    model, owner = child(kind, rows)
    unique = natural_key(model, owner)
    keys = [value.key for value in rows.values if value.attribute in unique]
    seen: dict[tuple[Any, ...], int] = {}
    for index, row in enumerate(found):
        if not rows.is_flat and _names_nobody(model, rows, row):
            continue
        if rows.order in unique:
            identity: tuple[Any, ...] = (row.get(keys[0], index + 1),)
        else:
            identity = (row,) if rows.is_flat else tuple(row.get(key, "") for key in keys)
        if identity in seen:
            told = _("the same %(keys)s as in %(first)s; expected each once")
            told %= {"keys": _(" and ").join(keys), "first": f"{rows.key}[{seen[identity]}]"}
            yield f"{rows.key}[{index}]", shown(identity[0] if len(identity) == 1 else list(identity)), told
        seen.setdefault(identity, index)


def _names_nobody(model: type[models.Model], rows: Rows, row: dict[str, Any]) -> bool:
    """Whether the name was removed: of such rows there can be several alike."""
    unique = [value for value in rows.values if value.attribute in natural_key(model, "")]
    return any(field(model, value).null and value.key not in row for value in unique)


def _repeated_former_slugs(sound: dict[str, Any]) -> Iterator[Complaint]:
    seen = {sound.get("slug")}
    for index, slug in enumerate(sound.get("former_slugs", [])):
        if slug in seen:
            yield (
                f"former_slugs[{index}]",
                shown(slug),
                _("expected each former slug once, and not the slug of today"),
            )
        seen.add(slug)


def _event_as_a_whole(sound: dict[str, Any]) -> Iterator[Complaint]:
    """Dates and counts that don't go together, in the words of `Event.clean`."""
    fields: dict[str, Any] = {}
    paths: dict[str, str] = {}
    for key in EVENTS.keys:
        for value in columns_of(key) if key.key in CLEANED else ():
            is_own = value is key
            found = sound if is_own else sound.get(key.key, {})
            paths[value.attribute] = value.key if is_own else f"{key.key}.{value.key}"
            if value.key in found:
                fields[value.attribute] = found[value.key]
    yield from _refusals(Event(**fields), paths, fields)


def _refusals(instance: Any, paths: dict[str, str], values: dict[str, Any]) -> Iterator[Complaint]:
    try:
        instance.clean()
    except ValidationError as error:
        for attribute, messages in error.message_dict.items():
            value = shown(values[attribute]) if attribute in values else ""
            for message in messages:
                yield paths[attribute], value, message


def _publication(sound: dict[str, Any], wrong: set[str]) -> Iterator[Complaint]:
    status = sound.get("status", Status.PUBLISHED)
    if {"status", "citations"}.isdisjoint(wrong) and status == Status.PUBLISHED and not sound.get("citations"):
        yield "citations", "", _("is missing; a published event needs at least one source")
    if "withdrawn_reason" not in wrong and status == Status.WITHDRAWN and not sound.get("withdrawn_reason"):
        yield "withdrawn_reason", "", _("is missing; a withdrawn event needs a reason that readers can be told")
