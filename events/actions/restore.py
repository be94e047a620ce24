"""An earlier state of an event brought back whole, as a new change.

What the event is and all that hangs on it becomes exactly what it was; where it stands on its way to the public
(status, day of publication, reason for a withdrawal) stays as it is, for that changes by steps only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from events.actions.places import locate_places
from events.actions.publication import CHANGE, PUBLISH, record_change
from events.choices import Status
from events.exchange.shapes import natural_key
from events.history.context import How, recorded
from events.history.deleted import last_state
from events.history.differences import differences
from events.history.names import Names, references_of
from events.history.states import Fields, State, entries, snapshots_of
from events.history.words import STAFF_ONLY, field_of
from events.models import EVENT_ROWS, Citation, Event, kept_fields

OWNER = "event_id"
DELETE = "events.delete_event"


@transaction.atomic
def restore_event(*, event: Event, number: int, by: User, why: str = "", seen: int | None = None) -> Event:
    """Bring an event to what it was after the change with this number; it says why not, or does all of it.

    `seen` is the number of the last change that whoever restores knew of: if there is a later one, nothing is done.
    """
    if not by.has_perm(CHANGE):
        raise PermissionDenied(_("Only people who can change events restore them."))
    locked = Event.objects.select_for_update().get(pk=event.pk)
    found = list(entries(snapshots_of(Event, [locked.pk])))
    target = next((entry.after for entry in found if entry.number == number), State())
    now = found[-1].after
    if seen is not None and seen != found[-1].number:
        raise ValidationError(_("The event was changed meanwhile. Look at its history again."), code="changed")
    if problems := obstacles(event=locked, now=now, target=target, by=by, why=why):
        raise ValidationError(problems)
    if not is_different(now, target):
        raise ValidationError(_("The event is just as it was then: there is nothing to restore."), code="same")
    with recorded(by=by, why=why, how=How.RESTORE):
        _write_event(locked, target.of(Event)[locked.pk])
        for model in EVENT_ROWS:
            _write_rows(model, locked, target.of(model))
        locate_places(event=locked)
    if locked.is_public:
        record_change(event=locked, by=by, reason=why)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def bring_back_event(*, key: int, by: User, why: str = "") -> Event:
    """Make a deleted event anew as a draft, with its key and all that hung on it when it went; or say why not."""
    if not by.has_perm(DELETE):
        raise PermissionDenied(_("Only people who can delete events bring them back."))
    last = last_state(key)
    if last is None:
        raise ValidationError(_("There is no deleted event with this key."), code="missing")
    event = Event(pk=key, status=Status.DRAFT, created_by=by)
    if problems := obstacles(event=event, now=State(), target=last.after, by=by):
        raise ValidationError(problems)
    with recorded(by=by, why=why, how=How.RESTORE):
        fields = last.after.of(Event)[key]
        _set(event, {column: value for column, value in fields.items() if column not in STAFF_ONLY})
        event.save(force_insert=True)
        for model in EVENT_ROWS:
            _write_rows(model, event, last.after.of(model))
        locate_places(event=event)
    event.refresh_from_db()
    return event


def is_different(now: State, target: State) -> bool:
    """Whether anything that a restoration would bring back differs."""
    return any(True for _ in differences(Event, _without_publication(now), _without_publication(target)))


def obstacles(*, event: Event, now: State, target: State, by: User, why: str = "") -> list[str]:
    """Why a state can't be brought back, each in a sentence; [] when it can. Three queries at most."""
    if not target.of(Event):
        return [_("The event was not there then.")]
    problems = [
        _("%(kind)s “%(name)s” is not there any more; whoever was recorded with it can't be brought back.")
        % {"kind": model._meta.verbose_name, "name": name}
        for model, name in _missing(target)
    ]
    slug = target.of(Event)[event.pk]["slug"]
    if Event.objects.exclude(pk=event.pk).filter(slug=slug).exists():
        problems.append(_("Another event has the slug %(slug)s now.") % {"slug": slug})
    if event.is_public:
        if not why.strip():
            problems.append(_("Readers see this event: write why it changes."))
        if not target.of(Citation):
            problems.append(_("It had no source then, and a published event keeps at least one."))
    takes_away = any(set(now.of(model)) - set(target.of(model)) for model in EVENT_ROWS)
    if takes_away and event.published_at is not None and not by.has_perm(PUBLISH):
        problems.append(_("It would take away what readers have seen: only reviewers do that."))
    return problems


def _missing(target: State) -> list[tuple[type[models.Model], str]]:
    """Records that the state refers to and that were deleted since, with their last names."""
    models_of_it: list[type[models.Model]] = [Event, *EVENT_ROWS]
    references = {
        reference
        for model in models_of_it
        for row in target.of(model).values()
        for reference in references_of(model, row)
    }
    names = Names(references)
    gone = [(model, names.last_name(model, pk)) for model, pk in references if not names.is_known(model, pk)]
    return sorted(gone, key=lambda found: (found[0].__name__, found[1]))


def _without_publication(state: State) -> State:
    rows = {
        pk: {column: value for column, value in row.items() if column not in STAFF_ONLY}
        for pk, row in state.of(Event).items()
    }
    return State({**state.rows, Event: rows})


def _write_event(event: Event, fields: Fields) -> None:
    names = [name for name in kept_fields(Event) if name not in STAFF_ONLY]
    _set(event, {column: value for column, value in fields.items() if column not in STAFF_ONLY})
    event.save(update_fields=[*names, "updated_at"])


def _write_rows(model: type[models.Model], event: Event, wanted: dict[Any, Fields]) -> None:
    """Rows get the keys that they had, so that their history goes on.

    A row whose place in a unique constraint changes is written anew: two such rows may trade places.
    """
    manager: Any = model._default_manager
    present = {row.pk: row for row in manager.filter(event=event)}
    identity = natural_key(model, OWNER)
    kept = [pk for pk, fields in wanted.items() if pk in present and _has(present[pk], fields, identity)]
    manager.filter(pk__in=[pk for pk in present if pk not in kept]).delete()
    for pk in kept:
        row = present[pk]
        if not _has(row, wanted[pk], tuple(wanted[pk])):
            _set(row, wanted[pk])
            row.save()
    taken = set(manager.filter(pk__in=[pk for pk in wanted if pk not in kept]).values_list("pk", flat=True))
    for pk, fields in wanted.items():
        if pk not in kept:
            row = model(pk=None if pk in taken else pk, **{OWNER: event.pk})  # another event has the row now
            _set(row, fields)
            row.save(force_insert=True)


def _has(row: models.Model, fields: Fields, names: Iterable[str]) -> bool:
    """Whether a row has these values in the columns of these names."""
    columns = [each.attname for each in row._meta.concrete_fields if each.name in names or each.attname in names]
    return all(getattr(row, column) == fields.get(column) for column in columns)


def _set(row: models.Model, fields: Fields) -> None:
    for column, value in fields.items():
        setattr(row, column, field_of(type(row), column).to_python(value))
