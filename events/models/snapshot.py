"""What every tracked row was like after each of its changes, kept by triggers of the database.

django-pghistory makes a table of snapshots for each model below, and triggers on the model's own table that fill it:
one statement writes the snapshots of all rows it touched, whoever ran it (form, bulk action, import, SQL). Columns
that the database derives, that say when a row was saved, or that name members of the staff are left out; a change
of nothing else leaves no snapshot.
"""

from __future__ import annotations

from typing import Any

import pghistory
import pghistory.models
import pghistory.trigger
import pgtrigger
from django.db import models
from django.db.models import Func, Value

from events.models.country import Country, CountryName
from events.models.event import Event
from events.models.framework import EventFramework, Framework
from events.models.organization import Organization, OrganizationName
from events.models.participation import CountryParticipation, OrganizationParticipation, PersonParticipation
from events.models.person import Person, PersonName
from events.models.place import EventPlace
from events.models.quote import Quote
from events.models.source import Citation, Source
from events.models.theme import EventTheme, Theme

SEQUENCE = "events_snapshot_number"  # made by migration 0009

MOVED = "moved"
BASELINE = "baseline"  # what migration 0009 found in the tables

# Derived by the gazetteer, of the row's making, or about the staff: none of it is a fact of the record.
NOT_KEPT = frozenset({"created_at", "updated_at", "latitude", "longitude", "created_by", "published_by"})


class Snapshot(pghistory.models.Event):
    """The number is one over all tables, so that “up to this change” is a comparison of numbers."""

    pgh_id = models.BigIntegerField(primary_key=True, db_default=Func(Value(SEQUENCE), function="nextval"))

    class Meta:
        abstract = True


class FreshTrigger(pghistory.trigger.Event):
    """The function of a trigger plans its statement once for each connection. Planned for one changed row, matching
    10,000 old rows with their new ones took 102 seconds in place of 2; so it is planned anew each time.
    """

    def get_func(self, model: Any) -> Any:
        statement, end = super().get_func(model).func.split("; RETURN NULL;")
        return pgtrigger.Func(f"EXECUTE $statement${statement}$statement$; RETURN NULL;{end}")


class FreshUpdateEvent(pghistory.UpdateEvent):
    """Keeps changed rows, however many there are of them."""

    def add_event_trigger(self, event_model: type[Snapshot]) -> None:
        pgtrigger.register(
            FreshTrigger(
                event_model=event_model,
                label=self.label,
                name=self.trigger_name,
                row=self.row,
                operation=self.operation,
                condition=self.condition,
                level=self.level,
            )
        )(event_model.pgh_tracked_model)


def kept_fields(model: type[models.Model]) -> list[str]:
    """Names of the fields of which snapshots are taken. The primary key is kept as `pgh_obj`."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.generated and field.name not in NOT_KEPT
    ]


def _is_kept_reference(field: Any) -> bool:
    return field.is_relation and field.name not in NOT_KEPT


def _reference(field: Any) -> models.ForeignKey:
    """A reference that may outlive what it refers to. Only the index by owner and number is ever asked."""
    return models.ForeignKey(
        field.remote_field.model,
        models.DO_NOTHING,
        null=field.null,
        verbose_name=field.verbose_name,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )


def _keep(model: type[models.Model], owner: str = "pgh_obj") -> Any:
    """The table of a model's snapshots, to be asked by the record that the rows hang on.

    A row that goes over to another record leaves its last state behind with the one that it was taken from.
    """
    moves = [
        FreshUpdateEvent(MOVED, trigger_name="snapshot_move", row=pghistory.Old, condition=pgtrigger.AnyChange(owner))
    ]
    return pghistory.create_event_model(
        model,
        pghistory.InsertEvent(trigger_name="snapshot_insert"),
        FreshUpdateEvent(trigger_name="snapshot_update"),
        pghistory.DeleteEvent(trigger_name="snapshot_delete"),
        *(moves if owner != "pgh_obj" else []),
        fields=kept_fields(model),
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=False),
        attrs={"__doc__": f"What a row of {model.__name__} was after a change, or before it was deleted."}
        | {field.name: _reference(field) for field in model._meta.concrete_fields if _is_kept_reference(field)},
        context_field=pghistory.ContextForeignKey(db_index=False),
        model_name=f"{model.__name__}Snapshot",
        base_model=Snapshot,
        meta={"indexes": [models.Index(fields=[owner, "pgh_id"], name=f"{model._meta.model_name}_snap"[:30])]},
        abstract=False,
        append_only=True,
        level=pgtrigger.Statement,
    )


# The event, and what hangs on it, in the order in which people read it.
EVENT_ROWS: tuple[type[models.Model], ...] = (
    EventPlace,
    OrganizationParticipation,
    CountryParticipation,
    PersonParticipation,
    Quote,
    EventFramework,
    EventTheme,
    Citation,
)

SNAPSHOTS: dict[type[models.Model], Any] = {
    Event: _keep(Event),
    **{model: _keep(model, "event") for model in EVENT_ROWS},
    Organization: _keep(Organization),
    OrganizationName: _keep(OrganizationName, "organization"),
    Person: _keep(Person),
    PersonName: _keep(PersonName, "person"),
    CountryName: _keep(CountryName, "country"),
    **{model: _keep(model) for model in (Framework, Source, Theme, Country)},
}
