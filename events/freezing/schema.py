"""The frozen rows: tables of the same names as those of the live record, with what the public sees of them.

`FROZEN` names each model that readers' questions touch, `LIVE` each that they do not; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q, QuerySet, Value

from events.choices import FormerSlugKind
from events.models import (
    EVENT_ROWS,
    Country,
    CountryName,
    Event,
    EventIndex,
    EventQuerySet,
    EventWords,
    FormerSlug,
    Framework,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Release,
    Source,
    Theme,
)

Rows = Callable[[], QuerySet[Any]]

FORMER: dict[FormerSlugKind, type[models.Model]] = {
    FormerSlugKind.EVENT: Event,
    FormerSlugKind.ORGANIZATION: Organization,
    FormerSlugKind.PERSON: Person,
    FormerSlugKind.FRAMEWORK: Framework,
    FormerSlugKind.SOURCE: Source,
}


def _of_public_events(model: type[models.Model]) -> Rows:
    return lambda: model._default_manager.filter(EventQuerySet.public_q("event__"))


def _former_slugs() -> QuerySet[FormerSlug]:
    """Those of public records."""
    condition = Q(pk__in=[])
    for kind, model in FORMER.items():
        public = model._default_manager.public()  # type: ignore[attr-defined]
        condition |= Q(kind=kind, object_id__in=public.order_by().values("pk"))
    return FormerSlug.objects.filter(condition)


FROZEN: dict[type[models.Model], Rows] = {
    Event: Event.objects.public,
    **{model: _of_public_events(model) for model in EVENT_ROWS},
    EventIndex: EventIndex.objects.public,
    EventWords: _of_public_events(EventWords),
    Country: Country.objects.public,
    CountryName: CountryName.objects.all,
    Theme: Theme.objects.public,
    Organization: Organization.objects.public,
    OrganizationName: lambda: OrganizationName.objects.filter(organization__in=Organization.objects.public()),
    Person: Person.objects.public,
    PersonName: lambda: PersonName.objects.filter(person__in=Person.objects.public()),
    Framework: Framework.objects.public,
    Source: Source.objects.public,
    FormerSlug: _former_slugs,
}
"""Each model that readers' questions touch, with the rows that the public sees."""

LIVE = {
    *(
        "EventStep",
        "Merge",
        "NotTheSame",
        "SavedSearch",
        "Upload",
        "UploadRow",
        "HeadingMemory",
        "Removal",
    ),  # of the staff
    *("PublicChange", "NamedSelection"),  # pages that take no release
    *("Release", "ReleaseFile", "ReleasePiece", "ReleaseChange", "ReleasedEvent"),
}
"""What no question of a selection touches. Snapshots are not either."""

BLANK = {"Event.withdrawn_reason": ""}
"""What nobody reads of a public record; who of the staff did something is left out as well."""


def freeze(release: Release) -> None:
    """Make the schema of a release and copy the public rows of the live record, as this transaction sees them."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{release.schema}"')
        for model, rows in FROZEN.items():
            cursor.execute(like(release, model))
            _copy(cursor, release, model, rows())
        for model in FROZEN:
            _cut_what_leads_out(cursor, release, model)
            cursor.execute(f"ANALYZE {frozen(release, model)}")


def frozen(release: Release, model: type[models.Model]) -> str:
    """The table of a model in a release, for SQL."""
    return f'"{release.schema}"."{model._meta.db_table}"'


def like(release: Release, model: type[models.Model]) -> str:
    """The statement that makes an empty table of the release: columns and indexes, neither keys nor triggers."""
    return f'CREATE TABLE {frozen(release, model)} (LIKE "{model._meta.db_table}" INCLUDING INDEXES)'


def _copy(cursor: Any, release: Release, model: type[models.Model], rows: QuerySet[Any]) -> None:
    fields = model._meta.concrete_fields
    values = {f"frozen_{field.column}": _value(model, field) for field in fields}
    found = rows.order_by().annotate(**values).values_list(*values)
    sql, parameters = found.query.sql_with_params()
    columns = ", ".join(f'"{field.column}"' for field in fields)
    cursor.execute(f"INSERT INTO {frozen(release, model)} ({columns}) {sql}", parameters)


def _value(model: type[models.Model], field: Any) -> Any:
    if field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL:
        return Value(None, output_field=models.IntegerField())
    if (name := f"{model.__name__}.{field.name}") in BLANK:
        return Value(BLANK[name], output_field=models.TextField())
    return F(field.attname)


def _cut_what_leads_out(cursor: Any, release: Release, model: type[models.Model]) -> None:
    """Forget links to records that are not in the release, such as the larger event that is still a draft."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if field.null and isinstance(target, type) and target in FROZEN:
            cursor.execute(
                f'UPDATE {frozen(release, model)} AS row SET "{field.column}" = NULL '  # noqa: S608 - names of ours
                f'WHERE "{field.column}" IS NOT NULL AND NOT EXISTS (SELECT FROM {frozen(release, target)} AS target '
                f'WHERE target."{target._meta.pk.column}" = row."{field.column}")'
            )
