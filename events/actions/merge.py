"""Two records that are one: what hangs on the one that goes moves to the one that stays. And back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.merge_plan import WITHOUT_PLACE, Difference, Plan, Rows, has_other_links, plan_of
from events.actions.row_changes import RowChanges, take_back
from events.choices import NameKind, Status
from events.history.context import How, recorded
from events.models import (
    Event,
    FormerSlug,
    Framework,
    Merge,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Quote,
    Source,
)

PERMISSION = "events.merge_records"
MERGEABLE: dict[str, type[models.Model]] = {
    model._meta.model_name: model  # type: ignore[misc]
    for model in (Event, Organization, Person, Framework, Source)
}
NAMES: dict[type[models.Model], type[models.Model]] = {Organization: OrganizationName, Person: PersonName}
GONE = "gone"  # the choice of a value of the record that goes
# What readers can see of an event at its address, the most first: the record that stays can't show less.
STANDING = [Status.PUBLISHED, Status.WITHDRAWN, Status.IN_REVIEW, Status.DRAFT]


@transaction.atomic
def merge_records(
    *, kept: Any, gone: Any, by: User, reason: str, choices: Mapping[str, str] | None = None, seen: str = ""
) -> Merge:
    """Put `gone` into `kept` and write down all that changes.

    `choices` names for each differing value whose is taken, “kept” (the default) or “gone”. With `seen`, the mark of
    a plan that somebody looked at, nothing is merged that was changed since.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only reviewers merge records."))
    kept, gone = _locked(kept, gone)
    check(kept, gone)
    if not reason.strip():
        raise ValidationError(_("Write why the two are one."), code="no_reason")
    plan = plan_of(kept, gone)
    if seen and seen != mark_of(plan):
        raise ValidationError(
            _("One of the two was changed since you looked. Please look again."), code="changed_meanwhile"
        )
    with recorded(by=by, why=reason, how=How.MERGE):
        changes = _carried_out(plan, choices or {})
    return Merge.objects.create(
        kind=kept._meta.model_name,
        kept=kept.pk,
        gone=gone.pk,
        kept_name=str(kept)[:500],
        gone_name=str(gone)[:500],
        gone_slug=gone.slug,
        reason=reason.strip(),
        merged_by=by,
        changes=changes.as_json(),
    )


@transaction.atomic
def undo_merge(*, merge: Merge, by: User) -> Merge:
    """Make every row as it was before; raise ValidationError that says what was changed since."""
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only reviewers undo merges."))
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.is_undone:
        raise ValidationError(_("This merge was undone before."), code="undone")
    with recorded(by=by, why=_("Merge undone: %(reason)s") % {"reason": merge.reason}, how=How.MERGE):
        take_back(merge.changes)
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def check(kept: Any, gone: Any) -> None:
    """Raise ValidationError when the two can't be merged this way round."""
    if type(kept) is not type(gone) or kept._meta.model_name not in MERGEABLE:
        raise ValidationError(_("Only two records of one kind can be merged."), code="kinds")
    if kept.pk == gone.pk:
        raise ValidationError(_("A record can't be merged with itself."), code="itself")
    if isinstance(kept, Event) and STANDING.index(Status(kept.status)) > STANDING.index(Status(gone.status)):
        raise ValidationError(
            _("“%(gone)s” is %(gone_status)s and “%(kept)s” is not: readers would lose it. Let the other one stay.")
            % {"gone": gone, "gone_status": gone.get_status_display().lower(), "kept": kept},
            code="status",
        )


def mark_of(plan: Plan) -> str:
    """What a plan was made from, in short: it changes when one of the two records or what hangs on them does."""
    stamps = [getattr(record, "updated_at", "") for record in (plan.kept, plan.gone)]
    rows = sorted(f"{rows.model.__name__}{row.pk}" for rows in plan.rows for row in rows.moved)
    twins = sorted(f"{twin.kept.pk}={twin.gone.pk}" for rows in plan.rows for twin in rows.twins)
    told = sorted(f"{difference.key}{difference.kept}{difference.gone}" for difference in plan.choices)
    parts = [*map(str, stamps), *rows, *twins, *told]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _locked(kept: Any, gone: Any) -> tuple[Any, Any]:
    """Both rows as they are now, locked in the order of their keys so that two merges don't wait for each other."""
    model = apps.get_model("events", kept._meta.model_name)
    rows = {
        row.pk: row
        for row in model._default_manager.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    missing = next((record for record in (kept, gone) if record.pk not in rows), None)
    if missing is not None:
        raise ValidationError(_("“%(record)s” is not there any more.") % {"record": missing}, code="missing")
    return rows[kept.pk], rows[gone.pk]


def _carried_out(plan: Plan, choices: Mapping[str, str]) -> RowChanges:
    changes = RowChanges()
    for rows in plan.rows:
        _move(changes, rows, plan, choices)
    values = plan.filled | _chosen(plan.differences, plan.gone, choices)
    names = _names(plan, values)
    _leave_its_own_past(plan, values)
    _hand_over_slugs(changes, plan)
    for model in WITHOUT_PLACE:
        for each in model._meta.concrete_fields:
            if each.related_model is type(plan.gone):
                changes.delete(model._default_manager.filter(**{each.name: plan.gone}))
    manager = type(plan.kept)._default_manager
    changes.update(manager.filter(pk=plan.kept.pk), **values, **_stamp(plan.kept))
    if has_other_links(plan.gone):
        raise ValidationError(_("Something was added to “%(gone)s” meanwhile.") % {"gone": plan.gone})
    changes.delete(manager.filter(pk=plan.gone.pk))
    for name in names:
        changes.create(name)
    return changes


def _stamp(record: Any) -> dict[str, Any]:
    return {"updated_at": timezone.now()} if hasattr(record, "updated_at") else {}


def _chosen(differences: list[Difference], gone: Any, choices: Mapping[str, str]) -> dict[str, Any]:
    taken = [difference for difference in differences if choices.get(difference.key) == GONE]
    return {name: getattr(gone, name) for difference in taken for name in difference.fields}


def _move(changes: RowChanges, rows: Rows, plan: Plan, choices: Mapping[str, str]) -> None:
    """Rows find their way to the record that stays; of two that say the same the richer one is made of both."""
    manager = rows.model._default_manager
    for twin in rows.twins:
        values = twin.filled | _chosen(twin.differences, twin.gone, choices)
        if values:
            changes.update(manager.filter(pk=twin.kept.pk), **values)
    changes.delete(manager.filter(pk__in=[twin.gone.pk for twin in rows.twins]))
    moved = [row.pk for row in rows.moved if not (type(row) is type(plan.kept) and row.pk == plan.kept.pk)]
    if rows.model is Quote and rows.link == "event":
        _move_quotes(changes, plan, moved)
        return
    values = {rows.link: plan.kept}
    if isinstance(plan.kept, Event) and any(each.name == "sort_order" for each in rows.model._meta.concrete_fields):
        last = manager.filter(**{rows.link: plan.kept}).aggregate(last=Max("sort_order"))["last"]
        values["sort_order"] = F("sort_order") + (0 if last is None else last + 1)
    changes.update(manager.filter(pk__in=moved), **values)


def _move_quotes(changes: RowChanges, plan: Plan, keys: list[int]) -> None:
    """A quote keeps its number where that is free, because it is part of its address; else it comes last."""
    taken = set(Quote.objects.filter(event=plan.kept).values_list("number", flat=True))
    for key, own in Quote.objects.filter(pk__in=keys).order_by("number").values_list("pk", "number"):
        number = own if own not in taken else max(taken) + 1
        taken.add(number)
        changes.update(Quote.objects.filter(pk=key), event=plan.kept, number=number)


def _leave_its_own_past(plan: Plan, values: dict[str, Any]) -> None:
    """The record that stays can have been part of the one that goes: it takes the place of that, or none."""
    for each in type(plan.kept)._meta.concrete_fields:
        if each.related_model is not type(plan.kept):
            continue
        value = values.get(each.name, getattr(plan.kept, each.name))
        if value is not None and value.pk == plan.gone.pk:
            above = getattr(plan.gone, each.name)
            value = None if above is None or above.pk == plan.kept.pk else above
            values[each.name] = value
        if value is not None and getattr(value, f"{each.name}_id", None) in (plan.kept.pk, plan.gone.pk):
            values[each.name] = (
                None if getattr(plan.kept, f"{each.name}_id") == plan.gone.pk else getattr(plan.kept, each.name)
            )


def _hand_over_slugs(changes: RowChanges, plan: Plan) -> None:
    """The address of the one that goes, and those that it had before, lead to the one that stays."""
    kind = plan.kept._meta.model_name
    changes.update(FormerSlug.objects.filter(kind=kind, object_id=plan.gone.pk), object_id=plan.kept.pk)
    changes.create(FormerSlug(kind=kind, slug=plan.gone.slug, object_id=plan.kept.pk))


def _names(plan: Plan, values: dict[str, Any]) -> list[models.Model]:
    """What the one that goes was called, and is not called yet, as other names of the one that stays."""
    model = NAMES.get(type(plan.kept))
    if model is None:
        return []
    owner = plan.kept._meta.model_name
    used = {values.get("name", plan.kept.name), values.get("acronym", getattr(plan.kept, "acronym", ""))}
    used |= set(
        model._default_manager.filter(**{f"{owner}__in": [plan.kept, plan.gone]}).values_list("name", flat=True)
    )
    wanted = [(record.name, NameKind.SPELLING) for record in (plan.gone, plan.kept)]
    wanted += [(getattr(record, "acronym", ""), NameKind.ACRONYM) for record in (plan.gone, plan.kept)]
    order = model._default_manager.filter(**{owner: plan.kept}).aggregate(last=Max("sort_order"))["last"]
    names = []
    for name, kind in wanted:
        if name and name not in used:
            used.add(name)
            order = 0 if order is None else order + 1
            names.append(model(**{owner: plan.kept}, name=name, kind=kind, sort_order=order))
    return names
