"""The history of a record for the staff: one item for each change, newest first, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext as _
from pghistory.models import Context

from events.history.context import How
from events.history.differences import Difference, differences
from events.history.names import Names, references_in
from events.history.outline import Outline
from events.history.states import Entry, State
from events.history.words import Teller, counted


@dataclass(frozen=True)
class Item:
    """One change: when, by whom, how, why, and what in sentences."""

    number: int
    made_at: datetime
    who: str
    how: str
    why: str
    where: str
    sentences: list[str]
    is_latest: bool
    is_there: bool  # whether the record was there after it


class Timeline:
    """The items of a record, newest first, read as far as they are looked at: what a `Paginator` takes.

    One query, and four at most for each part of it, however many changes there are. A row that was only deleted and
    written anew is no change, so that a part may hold fewer items than were asked for.
    """

    def __init__(self, record: Model) -> None:
        self.record = record
        self.outline = Outline(record)

    def __len__(self) -> int:
        return len(self.outline)

    def __getitem__(self, part: slice) -> list[Item]:
        newest, oldest, _step = part.indices(len(self))
        return self._items(self.outline.entries(len(self) - oldest, len(self) - newest), is_newest=newest == 0)

    def _items(self, found: list[Entry], *, is_newest: bool) -> list[Item]:
        root = type(self.record)
        told = _contexts(found)
        people = _people(told.values())
        different = {entry.number: list(differences(root, entry.before, entry.after)) for entry in found}
        teller = Teller(Names(references_in(each for several in different.values() for each in several)))
        items = [
            Item(
                number=entry.number,
                made_at=entry.made_at,
                **_circumstances(told.get(entry.context, {}), people, is_baseline=entry.is_baseline),
                sentences=_sentences(root, entry, different[entry.number], teller),
                is_latest=is_newest and entry is found[-1],
                is_there=bool(entry.after.of(root)),
            )
            for entry in found
            if different[entry.number] or _is_removal(told.get(entry.context, {}))
        ]
        return items[::-1]


def timeline(record: Model) -> list[Item]:
    """Every change of a record and of what hangs on it, newest first. Five queries at most, however many changes."""
    return Timeline(record)[:]


def changes_between(root: type[Model], before: State, after: State) -> list[str]:
    """What would have to change to come from one state to another. Two queries at most."""
    found = list(differences(root, before, after))
    return Teller(Names(references_in(found))).sentences(found)


def _sentences(root: type[Model], entry: Entry, found: list[Any], teller: Teller) -> list[str]:
    sentences = teller.sentences(found) or [_("A person's name was removed.")]
    is_new = any(isinstance(each, Difference) and each.model is root and each.before is None for each in found)
    hanging = ", ".join(counted(entry.after, root)) if is_new else ""
    return [*sentences, _("With it: %(rows)s.") % {"rows": hanging}] if hanging else sentences


def _is_removal(told: dict[str, Any]) -> bool:
    """What was removed is rewritten in all earlier states too, so none differs from the next."""
    return told.get("how") == How.REMOVAL


def _contexts(found: Iterable[Entry]) -> dict[Any, dict[str, Any]]:
    keys = {entry.context for entry in found if entry.context}
    return dict(Context.objects.filter(pk__in=keys).values_list("pk", "metadata")) if keys else {}


def _people(told: Iterable[dict[str, Any]]) -> dict[int, str]:
    keys = {each["user"] for each in told if each.get("user")}
    users = User.objects.filter(pk__in=keys) if keys else []
    return {user.pk: user.get_full_name() or user.get_username() for user in users}


def _circumstances(told: dict[str, Any], people: dict[int, str], *, is_baseline: bool) -> dict[str, str]:
    how = told.get("how", "")
    if told.get("user"):
        who = people.get(told["user"]) or _("Somebody whose account is gone")
    elif is_baseline:
        who = _("The beginning of this history")
    else:
        nobody = {
            How.IMPORT: _("An import on the server"),
            How.COMMAND: _("A command on the server"),
            How.REMOVAL: _("A command on the server"),
        }
        who = nobody.get(how) or _("SQL, or a program beside the application")
    label = str(dict(How.choices).get(how, "")) if told.get("user") else ""
    return {"who": who, "how": label, "why": told.get("why", ""), "where": told.get("where", "")}
