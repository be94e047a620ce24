"""What each key of a record may hold: types, codes, lengths and dates, all taken from the model's fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.exchange.shapes import KINDS, FormerSlugs, Group, Kind, Rows, Value, child, field
from events.imports.report import shown
from events.models.base import LONGEST_TEXT, SLUG_PATTERN, WEB_ADDRESS_PATTERN, PartialDateField
from events.partial_dates import PartialDate

Complaint = tuple[str, str, str]  # path, value as it is shown, what was expected
Expectation = Callable[[Any], str]  # '' when the value will do

TEXT = gettext_lazy("expected text")
SLUG = gettext_lazy("expected lower-case letters a to z, digits and single hyphens")
UNREADABLE = re.compile("[\0\ud800-\udfff]")


def complaints(kind: Kind, data: dict[str, Any]) -> Iterator[Complaint]:
    """Everything in a record that is not as the format has it, key by key."""
    yield from _object(kind.model, kind.keys, data, "", kind)


def _object(
    model: type[models.Model], keys: tuple[Any, ...], data: dict[str, Any], path: str, kind: Kind
) -> Iterator[Complaint]:
    known = {key.key: key for key in keys}
    for name in data:
        if name not in known:
            yield _at(path, name), "", _("unknown key; expected %(keys)s") % {"keys": ", ".join(known)}
    for name, key in known.items():
        place = _at(path, name)
        if name in data:
            yield from _value(model, key, data[name], place, kind)
        elif isinstance(key, Value) and is_required(model, key, kind):
            yield place, "", _("is missing; %(expected)s") % {"expected": _expectation(model, key)(None)}


def is_required(model: type[models.Model], value: Value, kind: Kind) -> bool:
    """Whether a key must be there: its column can't be empty, and leaving it out says nothing else."""
    return _is_required(model, value, kind.name)


@cache
def _is_required(model: type[models.Model], value: Value, kind_name: str) -> bool:
    column = field(model, value)
    kind = next(kind for kind in KINDS if kind.name == kind_name)
    is_place_in_list = any(value in rows.values and value.attribute == rows.order for rows in kind.rows)
    return not (column.blank or column.null or value.left_out or is_place_in_list)


def _value(model: type[models.Model], key: Any, value: Any, place: str, kind: Kind) -> Iterator[Complaint]:
    if isinstance(key, Value):
        if wrong := _expectation(model, key)(value):
            yield place, shown(value), wrong
    elif isinstance(key, Group):
        if isinstance(value, dict):
            yield from _object(model, key.values, value, place, kind)
        else:
            yield place, shown(value), _("expected an object")
    elif not isinstance(value, list):
        yield place, shown(value), _("expected a list")
    elif isinstance(key, FormerSlugs):
        for index, each in enumerate(value):
            if wrong := _slug(each):
                yield f"{place}[{index}]", shown(each), wrong
    else:
        yield from _rows(child(kind, key)[0], key, value, place, kind)


def _rows(model: type[models.Model], rows: Rows, found: list[Any], place: str, kind: Kind) -> Iterator[Complaint]:
    for index, row in enumerate(found):
        path = f"{place}[{index}]"
        if rows.is_flat:
            yield from _value(model, rows.values[0], row, path, kind)
        elif isinstance(row, dict):
            yield from _object(model, rows.values, row, path, kind)
        else:
            yield path, shown(row), _("expected an object")


def _at(path: str, key: str) -> str:
    readable = key if key.isidentifier() else shown(key)
    return f"{path}.{readable}" if path else readable


@cache
def _expectation(model: type[models.Model], value: Value) -> Expectation:
    """What a column expects, as a function that answers with the words for it when a value is wrong."""
    column = field(model, value)
    found = _text_of(column)
    if column.is_relation:
        found = _text  # what it refers to is looked up later, when all slugs are known
    elif isinstance(column, ArrayField):
        found = _list_of_codes(_codes(column.base_field))
    elif column.choices:
        found = _code(_codes(column))
    elif isinstance(column, models.IntegerField):
        found = _number(column)
    elif isinstance(column, PartialDateField):
        found = _partial_date
    elif column.name == "slug":
        found = _slug_of_length(column.max_length)
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return str(TEXT)
    if not value:
        return _("expected text; leave the key out when there is none")
    if wrong := UNREADABLE.search(value):
        return _("expected text without the character U+%(code)s") % {"code": f"{ord(wrong[0]):04X}"}
    return ""


def _slug(value: Any) -> str:
    return _text(value) or ("" if re.fullmatch(SLUG_PATTERN, value) else str(SLUG))


def _slug_of_length(longest: int) -> Expectation:
    return lambda value: _slug(value) or _too_long(value, longest)


def _too_long(text: str, longest: int) -> str:
    if len(text) <= longest:
        return ""
    return _("expected at most %(most)d characters; these are %(number)d") % {"most": longest, "number": len(text)}


def _partial_date(value: Any) -> str:
    if not isinstance(value, str):
        return _("expected a date in quotation marks: a year, a month or a day, like 2022, 2022-03 or 2022-03-03")
    try:
        PartialDate.parse(value)
    except ValueError as error:
        return str(error)
    return ""


def _codes(column: Any) -> list[Any]:
    return [code for code, _label in column.choices]


def _code(codes: list[Any]) -> Expectation:
    types = {type(code) for code in codes}
    listed = ", ".join(str(code) for code in codes)
    return lambda value: (
        "" if type(value) in types and value in codes else _("expected one of %(codes)s") % {"codes": listed}
    )


def _list_of_codes(codes: list[Any]) -> Expectation:
    listed = ", ".join(str(code) for code in codes)

    def check(value: Any) -> str:
        is_right = isinstance(value, list) and all(type(each) is str and each in codes for each in value)
        if is_right and len(set(value)) == len(value):
            return ""
        return _("expected a list of %(codes)s, each at most once") % {"codes": listed}

    return check


def _number(column: Any) -> Expectation:
    validators = column.validators
    least = max(each.limit_value for each in validators if isinstance(each, MinValueValidator))
    most = min(each.limit_value for each in validators if isinstance(each, MaxValueValidator))

    def check(value: Any) -> str:
        if type(value) is int and least <= value <= most:
            return ""
        return _("expected a whole number from %(least)d to %(most)d") % {"least": least, "most": most}

    return check


def _text_of(column: Any) -> Expectation:
    longest = column.max_length or LONGEST_TEXT
    validators: list[Any] = [each for each in column.validators if type(each) is RegexValidator]
    patterns = [(each.regex.pattern, str(each.message)) for each in validators]
    if isinstance(column, models.URLField):
        patterns.append((WEB_ADDRESS_PATTERN, _("expected an address that begins with https:// or http://")))

    def check(value: Any) -> str:
        if wrong := _text(value) or _too_long(value, longest):
            return wrong
        if not column.blank and not value.strip():
            return _("expected text, not blanks")
        return next((wrong for pattern, wrong in patterns if not re.fullmatch(pattern, value)), "")

    return check
