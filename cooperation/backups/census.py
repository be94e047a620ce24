"""What a database holds: rows and a sum of every table, where sequences stand, and the names of all that guards it.

The sum of a table is that of a digest of each row written as text, so that the order of rows does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypedDict

import psycopg
from psycopg import sql

OURS = "{schema} !~ '^pg_' AND {schema} <> 'information_schema'"
OF_EXTENSION = (
    "EXISTS (SELECT FROM pg_depend WHERE classid = '{catalog}'::regclass AND objid = {oid} AND deptype = 'e')"
)

TABLES = f"""
    SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND {OURS.format(schema="nspname")}
    AND NOT {OF_EXTENSION.format(catalog="pg_class", oid="pg_class.oid")}
    ORDER BY nspname, relname
"""  # noqa: S608 - names of the catalog
SUM = """
    SELECT count(*), coalesce(sum(('x' || left(md5(each::text), 16))::bit(64)::bigint::numeric), 0)::text
    FROM ONLY {table} AS each
"""
SEQUENCES = f"""
    SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 0) FROM pg_sequences
    WHERE {OURS.format(schema="schemaname")} ORDER BY 1
"""  # noqa: S608
# Constraints that a column is not null have names only since PostgreSQL 18. Keys that PostgreSQL makes are left out.
PARTS = f"""
    SELECT 'extension ' || extname FROM pg_extension
    UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE {OURS.format(schema="nspname")}
    UNION ALL SELECT format('trigger %s %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
        WHERE NOT tgisinternal
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, convalidated)
        FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace
        WHERE contype NOT IN ('n', 't') AND {OURS.format(schema="nspname")}
    UNION ALL SELECT format('index %s %s', indexrelid::regclass, indisvalid)
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE {OURS.format(schema="nspname")}
    UNION ALL SELECT format('function %s', pg_proc.oid::regprocedure)
        FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE {OURS.format(schema="nspname")}
        AND NOT {OF_EXTENSION.format(catalog="pg_proc", oid="pg_proc.oid")}
    UNION ALL SELECT format('view %s', pg_class.oid::regclass)
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind IN ('v', 'm') AND {OURS.format(schema="nspname")}
        AND NOT {OF_EXTENSION.format(catalog="pg_class", oid="pg_class.oid")}
    ORDER BY 1
"""  # noqa: S608


class Census(TypedDict):
    """As the manifest keeps it."""

    tables: dict[str, list[Any]]
    sequences: dict[str, int]
    parts: list[str]


def take_census(connected: psycopg.Connection[Any]) -> Census:
    """Count and sum up everything that the transaction of this connection sees."""
    names = connected.execute(TABLES).fetchall()
    return {
        "tables": {f"{schema}.{table}": _sum(connected, schema, table) for schema, table in names},
        "sequences": dict(connected.execute(SEQUENCES).fetchall()),
        "parts": [part for (part,) in connected.execute(PARTS)],
    }


def _sum(connected: psycopg.Connection[Any], schema: str, table: str) -> list[Any]:
    asked = sql.SQL(SUM).format(table=sql.Identifier(schema, table))
    return list(connected.execute(asked).fetchall()[0])


def differences(promised: Census, found: Census) -> Iterator[str]:
    """What is not as it was promised, in words. Sequences may be further on: they know no snapshot."""
    for name in sorted(promised["tables"].keys() | found["tables"].keys()):
        was, is_ = promised["tables"].get(name), found["tables"].get(name)
        if was is None or is_ is None:
            yield f"the table {name} is {'missing' if is_ is None else 'too much'}"
        elif was[0] != is_[0]:
            yield f"the table {name} has {is_[0]} rows and not {was[0]}"
        elif was != is_:
            yield f"the table {name} has its {was[0]} rows, but with other values"
    for name, at_least in promised["sequences"].items():
        if found["sequences"].get(name, -1) < at_least:
            yield f"the sequence {name} stands at {found['sequences'].get(name, 'nothing')} and not at {at_least}"
    for word, parts in (
        ("missing", set(promised["parts"]) - set(found["parts"])),
        ("too much", set(found["parts"]) - set(promised["parts"])),
    ):
        yield from (f"the {part} is {word}" for part in sorted(parts))
