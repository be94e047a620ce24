"""Where a name stands in any text of the database, of whatever table and release, and how it is taken out there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pgtrigger
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from pghistory.models import Context

from events.models import SNAPSHOTS, EventStep, Merge, NotTheSame, Person, PersonName, Release
from events.removal.names import PLACEHOLDER, Names

LOGS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (LogEntry, ("object_repr", "change_message")),
    (Context, ("metadata",)),
    (EventStep, ("comment",)),
    (Merge, ("kept_name", "gone_name", "reason", "changes")),
    (NotTheSame, ("reason",)),
)
"""What the staff wrote of its work, and what was written for it: no part of the record, so the name goes at once."""

ADDRESSES = {"slug", "gone_slug", "url", "website", "archived_url", "query"}
"""Columns in which a placeholder would break an address: somebody has to look at each."""

NAMESAKES = {SNAPSHOTS.get(model, model)._meta.db_table for model in (Person, PersonName)} | {
    model._meta.db_table for model in (Person, PersonName)
}
"""Tables with the names of other people: who has the same name keeps it."""

OTHERS = (
    "auth_",
    "account_",
    "mfa_",
    "axes_",
    "socialaccount_",
    "django_session",
    "django_migrations",
    "django_content",
)
"""Tables about the staff and the program: a member of the staff may be a namesake."""

COLUMNS = """
    SELECT columns.table_schema, columns.table_name, columns.column_name, columns.data_type
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND columns.data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY')
    AND columns.is_generated = 'NEVER' AND columns.table_schema = ANY(%s)
    ORDER BY 1, 2, columns.ordinal_position
"""
TYPE = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s"
EXCERPT = 60  # letters on either side of the name
MOST = 500  # places of one column: of many, a few are looked at; no column is left out because of another


@dataclass(frozen=True)
class Place:
    """A text in which the name stands."""

    schema: str
    table: str
    column: str
    key: str
    text: str  # around the name

    @property
    def group(self) -> str:
        """The same field of the live record, its history and its releases, such as `event.summary`."""
        model = self.model
        if model is None:
            return f"{self.table}.{self.column}"
        tracked = getattr(model, "pgh_tracked_model", model)
        return f"{tracked._meta.model_name}.{self.column}"

    @property
    def can_be_replaced(self) -> bool:
        return self.column not in ADDRESSES and self.table not in NAMESAKES

    @property
    def model(self) -> type[Model] | None:
        return _models().get(self.table)

    @property
    def field(self) -> str:
        """The kind of record and the field, in words."""
        if (model := self.model) is None:
            return f"{self.table}.{self.column}"
        tracked = getattr(model, "pgh_tracked_model", model)
        field = next(each for each in model._meta.concrete_fields if each.column == self.column)
        return f"{tracked._meta.verbose_name}: {field.verbose_name}"

    @property
    def where(self) -> str:
        """The release, or that it is history; '' for the record as it is now."""
        if self.schema != "public":
            return _("release %(name)s") % {"name": self.schema.removeprefix("release_").replace("_", ".")}
        return _("history") if hasattr(self.model, "pgh_tracked_model") else ""

    @property
    def address(self) -> str:
        """The page of the admin on which somebody can change it; '' where there is none."""
        model = self.model
        if self.schema != "public" or model is None:
            return ""
        with suppress(NoReverseMatch):
            return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[self.key])
        return ""


def _models() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}


def columns() -> dict[tuple[str, str], list[str]]:
    """Every table with columns that hold text."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [["public", *(release.schema for release in Release.objects.all())]])
        for schema, table, column, _type in cursor.fetchall():
            if not table.startswith(OTHERS):
                found[schema, table].append(column)
    return found


def places(names: Names) -> Iterator[Place]:
    """Each text with the name, reading every table once: seconds for a record of thousands, minutes for a large one."""
    for (schema, table), found in columns().items():
        yield from _places_in(schema, table, found, names)


def _places_in(schema: str, table: str, found: list[str], names: Names) -> Iterator[Place]:
    model = _models().get(table)
    key = f'"{model._meta.pk.column}"' if model else "ctid"
    tests = [f'"{column}"::text {"~*" if flags else "~"} %s' for column in found for _pattern, flags in names.sql]
    values = [pattern for _column in found for pattern, _flags in names.sql]
    texts = ", ".join(f'"{column}"::text' for column in found)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {key}::text, {texts} FROM "{schema}"."{table}" WHERE {" OR ".join(tests)} ORDER BY 1',  # noqa: S608 - names of our own tables
            values,
        )
        rows = cursor.fetchall()
    told: Counter[str] = Counter()
    for pk, *values in rows:
        for column, text in zip(found, values, strict=True):
            if text and told[column] < MOST and names.in_text(text):
                told[column] += 1
                yield Place(schema, table, column, pk, names.around(text, EXCERPT))


def take_out_of_logs(names: Names) -> int:
    """Write the placeholder where the staff's own notes name the person."""
    tables = ((model._meta.db_table, field) for model, fields in LOGS for field in fields)
    return sum(_replace("public", table, column, names) for table, column in tables)


def take_out_of_texts(names: Names, groups: Collection[str]) -> int:
    """Write the placeholder in all texts of these groups: in the record, its history and its releases."""
    uris = [f"{snapshot._meta.label}:append_only" for snapshot in SNAPSHOTS.values()]
    chosen = {
        (place.schema, place.table, place.column)
        for place in places(names)
        if place.group in groups and place.can_be_replaced
    }
    with pgtrigger.ignore(*uris):
        return sum(_replace(schema, table, column, names) for schema, table, column in sorted(chosen))


def _replace(schema: str, table: str, column: str, names: Names) -> int:
    changed, name = 0, f'"{schema}"."{table}"'
    with connection.cursor() as cursor:
        cursor.execute(TYPE, [name, column])
        (datatype,) = cursor.fetchone()
        for pattern, flags in names.sql:
            cursor.execute(
                f'UPDATE {name} SET "{column}" = regexp_replace("{column}"::text, %s, %s, %s)::{datatype} '  # noqa: S608 - names of our own tables
                f'WHERE "{column}"::text {"~*" if flags else "~"} %s',
                [pattern, PLACEHOLDER, f"g{flags}", pattern],
            )
            changed += cursor.rowcount
    return changed
