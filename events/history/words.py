"""Differences as sentences: what was added, removed or changed, with before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import partial_dates
from events.choices import Status
from events.history.differences import Difference, Reordered
from events.history.names import Names
from events.history.states import ROWS, Fields, State
from events.models import (
    Citation,
    CountryName,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventTheme,
    OrganizationName,
    OrganizationParticipation,
    PersonName,
    PersonParticipation,
    Quote,
)
from events.models.base import PartialDateField

LONGEST = 120  # characters of a text that a sentence quotes from
STAFF_ONLY = frozenset({"status", "published_at", "withdrawn_reason"})
"""Columns of an event that readers are told about in other ways, or not at all."""


class Teller:
    """Puts differences into words. For readers it neither repeats long texts nor names what is not public."""

    def __init__(self, names: Names, *, public: bool = False) -> None:
        self.names = names
        self.public = public

    def sentences(self, found: Iterable[Difference | Reordered]) -> list[str]:
        return [_ended_once(sentence) for difference in found for sentence in self._told(difference)]

    def _told(self, found: Difference | Reordered) -> Iterator[str]:
        if isinstance(found, Reordered):
            yield _("Order changed: %(rows)s.") % {"rows": found.model._meta.verbose_name_plural}
        elif found.model in ROWS or found.model not in LABELS:
            yield from self._of_record(found)
        else:
            yield from self._of_row(found)

    def _of_record(self, found: Difference) -> Iterator[str]:
        kind = capfirst(found.model._meta.verbose_name)
        name = {"kind": kind, "name": found.row.get("title") or found.row.get("name") or found.pk}
        if found.before is None:
            yield _("%(kind)s entered: “%(name)s”.") % name
        elif found.after is None:
            yield _("%(kind)s deleted: “%(name)s”.") % name
        else:
            yield from map(capfirst, self._of_columns(found))

    def _of_row(self, found: Difference) -> Iterator[str]:
        kind = capfirst(found.model._meta.verbose_name)
        row = self.label(found.model, found.row if found.before is None else found.before)
        if found.before is None:
            yield _("%(kind)s added: %(row)s.") % {"kind": kind, "row": row}
        elif found.after is None:
            yield _("%(kind)s removed: %(row)s.") % {"kind": kind, "row": row}
        else:
            for sentence in self._of_columns(found):
                yield _("%(kind)s %(row)s: %(change)s") % {"kind": kind, "row": row, "change": sentence}

    def _of_columns(self, found: Difference) -> Iterator[str]:
        for column in found.columns:
            if found.model is Event and column == "status":
                if not self.public:
                    yield step_in_words(found.before["status"], found.after["status"])  # type: ignore[index]
            elif column == "published_at" and "status" in found.columns:
                continue  # the step of publication and the time of the change say it
            elif not (self.public and column in STAFF_ONLY):
                yield from self._of_column(found, field_of(found.model, column))

    def _of_column(self, found: Difference, field: Any) -> Iterator[str]:
        label = str(field.verbose_name)
        if self.public and is_prose(found.model, field):
            yield _("%(field)s changed.") % {"field": label}
            return
        before, after = (self.value(field, (row or {}).get(field.attname)) for row in (found.before, found.after))
        before, after = excerpts(before, after)
        told = {"field": label, "before": before, "after": after}
        if before and after:
            yield _("%(field)s changed from “%(before)s” to “%(after)s”.") % told
        elif after:
            yield _("%(field)s added: “%(after)s”.") % told
        elif before:
            yield _("%(field)s removed; it was “%(before)s”.") % told

    def value(self, field: Any, value: Any) -> str:
        """A column's value as people read it; '' for none."""
        if value in (None, "", []):
            return ""
        if field.is_relation:
            is_told = not self.public or self.names.is_known(field.related_model, value)
            return self.names.of(field.related_model, value) if is_told else ""
        if isinstance(field, ArrayField):
            return ", ".join(self.value(field.base_field, each) for each in value)
        if isinstance(field, PartialDateField):
            return partial_dates.in_words(value)
        if isinstance(field, models.DateTimeField):
            return date_format(parse_datetime(str(value)) or value, "j F Y, H:i")
        return str(dict(field.flatchoices).get(value, value))

    def label(self, model: type[models.Model], row: Fields) -> str:
        """What a row that hangs on a record is called."""
        label: str = LABELS[model](self, model, row)
        return label


def _ended_once(sentence: str) -> str:
    """A text that is quoted at the end of a sentence may have brought its own full stop."""
    return sentence[:-1] if sentence.endswith((".”.", "!”.", "?”.")) else sentence


def is_prose(model: type[models.Model], field: Any) -> bool:
    """Free text: what was said of somebody and then taken back is not said again to readers."""
    if isinstance(field, models.TextField):
        return True
    is_typed = isinstance(field, models.CharField) and not field.choices and not isinstance(field, PartialDateField)
    return is_typed and model not in (Event, EventPlace)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two long texts cut down to where they differ."""
    if len(before) <= LONGEST and len(after) <= LONGEST:
        return before, after
    if not before or not after:
        return _cut(before), _cut(after)
    old, new = before.split(), after.split()
    start = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first = max(start - 3, 0)  # a few words of what stayed, to recognize the place
    return tuple(_around(words, first, len(words) - max(end - 3, 0)) for words in (old, new))  # type: ignore[return-value]


def _around(words: list[str], first: int, last: int) -> str:
    text = _cut(" ".join(words[first:last]))
    return f"{'… ' if first else ''}{text}{' …' if last < len(words) and not text.endswith('…') else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def step_in_words(before: str, after: str) -> str:
    """A step of publication, whichever way it went."""
    sentences = {
        (Status.DRAFT, Status.IN_REVIEW): _("Submitted for review."),
        (Status.IN_REVIEW, Status.DRAFT): _("Returned to draft."),
        (Status.WITHDRAWN, Status.PUBLISHED): _("Published again."),
    }
    if after in (Status.PUBLISHED, Status.WITHDRAWN):
        sentences.setdefault((before, after), _("Published.") if after == Status.PUBLISHED else _("Withdrawn."))  # type: ignore[arg-type]
    change = _("Publication changed from “%(before)s” to “%(after)s”.")
    labels = dict(Status.choices)
    return sentences.get((before, after), change % {"before": labels.get(before), "after": labels.get(after)})  # type: ignore[arg-type]


def counted(state: State, root: type[models.Model]) -> list[str]:
    """What hangs on a record, in numbers: “places: 1”."""
    return [
        _("%(rows)s: %(count)d") % {"rows": model._meta.verbose_name_plural, "count": len(state.of(model))}
        for model in ROWS.get(root, ())
        if state.of(model)
    ]


def field_of(model: type[models.Model], column: str) -> Any:
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def _by_reference(name: str, code: str = "") -> Any:
    """Called after what it refers to, and the role in which it does."""

    def label(teller: Teller, model: type[models.Model], row: Fields) -> str:
        field = field_of(model, name)
        called = _("name removed") if row[name] is None else teller.names.of(field.related_model, row[name])
        if not code:
            return called
        return _with_role(called, teller.value(field_of(model, code), row[code]))

    return label


def _place(teller: Teller, model: type[models.Model], row: Fields) -> str:
    country = teller.value(field_of(model, "country_id"), row["country_id"])
    return ", ".join(part for part in (row["venue"], row["city"], country) if part)


def _quote(teller: Teller, model: type[models.Model], row: Fields) -> str:
    if teller.public:
        return _("number %(number)d") % {"number": row["number"]}
    return f"“{_cut(row['text'])}”"


def _name(teller: Teller, model: type[models.Model], row: Fields) -> str:
    kind = teller.value(field_of(model, "kind"), row["kind"])
    return _with_role(row["name"], kind)


def _with_role(name: str, role: str) -> str:
    return _("%(name)s (%(role)s)") % {"name": name, "role": role[:1].lower() + role[1:]}


LABELS: dict[type[models.Model], Any] = {
    EventPlace: _place,
    OrganizationParticipation: _by_reference("organization_id", "role"),
    CountryParticipation: _by_reference("country_id", "role"),
    PersonParticipation: _by_reference("person_id", "role"),
    Quote: _quote,
    EventFramework: _by_reference("framework_id", "relation"),
    EventTheme: _by_reference("theme_id"),
    Citation: _by_reference("source_id"),
    OrganizationName: _name,
    PersonName: _name,
    CountryName: _name,
}
