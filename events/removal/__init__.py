"""Removing a person on request: one action for the record, its history, its releases and the staff's own notes.

The post stays where the name was. Nothing that is kept of it says who it was. What only a human can judge, names in
titles, summaries and quoted words, is listed (docs/privacy.md, docs/decisions/0027).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.history.context import How, recorded
from events.models import Ground, Person, Release, Removal
from events.removal.names import PLACEHOLDER, names_of
from events.removal.record import take_out_of_history, take_out_of_merges, take_out_of_record
from events.removal.releases import index_texts_anew, take_out_of_release, tell_readers
from events.removal.texts import Place, places, take_out_of_logs, take_out_of_texts
from events.removal.work import take_out_of_work

__all__ = ["PERMISSION", "PLACEHOLDER", "Removed", "mark_of", "preview", "remove_person"]

PERMISSION = "events.delete_person"


@dataclass(frozen=True)
class Removed:
    """What a removal changed, and where the name still stands."""

    changed: dict[str, int]
    releases: list[str]
    places: list[Place]  # texts that nobody changed


@transaction.atomic
def remove_person(
    *, person: Person, by: User | None, ground: str, texts: Collection[str] = (), seen: str = ""
) -> Removed:
    """Take a person out of everything; `by` is None for whoever runs the site, on its command line.

    `texts` names groups of texts (`Place.group`) in which the placeholder is written as well. With `seen`, the mark of
    the person as somebody looked at it, nothing is removed when something else would change by now.
    """
    if by is not None and not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only reviewers remove people."))
    if ground not in Ground.values:
        raise ValidationError(_("Choose why the person is removed."), code="no_ground")
    if seen and seen != mark_of(person):
        raise ValidationError(_("Something was changed since you looked. Please look again."), code="changed_meanwhile")
    removed = _carried_out(person, by, ground, texts)
    for release in Release.objects.filter(name__in=removed.releases):
        tell_readers(release)
    Removal.objects.create(removed_by=by, ground=ground, changed=removed.changed)
    return removed


def preview(*, person: Person) -> Removed:
    """What a removal would change: it is carried out and undone again, all but the files of releases."""
    with transaction.atomic():
        removed = _carried_out(person, None, Ground.REQUEST, ())
        transaction.set_rollback(True)
    return removed


def mark_of(person: Person) -> str:
    """What would be removed, in short: another mark when the person, a name, a post or a quote is another one."""
    posts = person.participations.order_by("pk").values_list("pk", "position")
    quotes = person.quotes.order_by("pk").values_list("pk", "updated_at")
    told = [person.updated_at, sorted(names_of(person).names), list(posts), list(quotes)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _carried_out(person: Person, by: User | None, ground: str, texts: Collection[str]) -> Removed:
    person = Person.objects.select_for_update().get(pk=person.pk)
    names = names_of(person)
    with recorded(by=by, why=str(Ground(ground).label), how=How.REMOVAL):
        changed = take_out_of_record(person, names)
        changed["history"] = take_out_of_history(names)
        changed["merges"] = take_out_of_merges(names)
        changed |= take_out_of_work(names)
        changed["logs"] = take_out_of_logs(names)
        releases = {release: take_out_of_release(release, names) for release in Release.objects.order_by("pk")}
        changed["texts"] = take_out_of_texts(names, texts) if texts else 0
    if changed["texts"]:
        for release in releases:
            index_texts_anew(release)
    rewritten = [release.name for release, rows in releases.items() if rows or changed["texts"]]
    return Removed(changed | {"releases": len(rewritten)}, rewritten, list(places(names)))
