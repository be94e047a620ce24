"""What has to hold after every fault, asked of the database itself. Each function gives what is wrong, in words."""

from collections.abc import Callable

from django.db import connection, transaction


def everything(*, thorough: bool = False) -> list[str]:
    """All that must hold of the record, whoever was killed. `thorough` walks through all indexes and derived rows."""
    checks: list[Callable[[], list[str]]] = [constraints, history, releases, nothing_left_open]
    if thorough:
        checks += [indexes, derived_rows, promises]
    return [problem for check in checks for problem in check()]


def constraints(like: str = "%") -> list[str]:
    """Every constraint (with such a name) asked anew of every row, by PostgreSQL itself: told that it never looked."""
    wrong = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, conrelid::regclass::text FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE contype IN ('c', 'f', 'n') AND relnamespace = 'public'::regnamespace AND convalidated"
            " AND conname LIKE %s",
            [like],
        )
        found = cursor.fetchall()
    assert len(found) > 200 or like != "%", f"only {len(found)} constraints were found"
    for name, table in found:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE pg_constraint SET convalidated = false WHERE conname = %s AND conrelid = %s::regclass",
                    [name, table],
                )
                cursor.execute(f'ALTER TABLE {table} VALIDATE CONSTRAINT "{name}"')
                transaction.set_rollback(True)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            wrong.append(f"constraint {name}: {str(error).splitlines()[0]}")
    return wrong


def history() -> list[str]:
    """Every row is what its last snapshot says, and what the last snapshot says is gone is gone."""
    from events.models import SNAPSHOTS
    from events.models.snapshot import kept_fields

    wrong = []
    with connection.cursor() as cursor:
        for model, snapshots in SNAPSHOTS.items():
            table, kept, key = model._meta.db_table, snapshots._meta.db_table, model._meta.pk.column
            columns = [model._meta.get_field(name).column for name in kept_fields(model)]
            differs = " OR ".join(f't."{name}" IS DISTINCT FROM s."{name}"' for name in columns) or "false"
            cursor.execute(
                f'SELECT count(*), min(coalesce(t."{key}"::text, s.pgh_obj_id::text)) FROM {table} t FULL JOIN'
                f" (SELECT DISTINCT ON (pgh_obj_id) * FROM {kept} WHERE pgh_label <> 'moved'"
                f' ORDER BY pgh_obj_id, pgh_id DESC) s ON s.pgh_obj_id = t."{key}"'
                f" WHERE CASE WHEN t.\"{key}\" IS NULL THEN s.pgh_label <> 'delete'"
                f" ELSE s.pgh_obj_id IS NULL OR s.pgh_label = 'delete' OR {differs} END"
            )
            number, example = cursor.fetchone()
            if number:
                wrong.append(f"history of {table}: {number} rows differ from their snapshots, such as {example}")
    return wrong


def releases() -> list[str]:
    """A release has its frozen tables and its files, and frozen tables have their release."""
    from events.models import Release

    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'release%'")
        frozen = {name for (name,) in cursor.fetchall()}
    made = {release.schema: release for release in Release.objects.all()}
    wrong = [f"release half made: {name}" for name in sorted(frozen ^ set(made))]
    return wrong + [f"release {one.name} has no files" for one in made.values() if not one.files.exists()]


def nothing_left_open() -> list[str]:
    """No transaction of the site hangs, and nothing is prepared."""
    from torture.place import OWN

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_xacts")
        prepared = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> %s"
            " AND xact_start < now() - interval '30 seconds'",
            [OWN],
        )
        hanging = cursor.fetchone()[0]
    return ([f"{prepared} prepared transactions"] if prepared else []) + (
        [f"{hanging} transactions hang"] if hanging else []
    )


def indexes() -> list[str]:
    """Each B-tree holds every row of its table, in order and once where it has to be (amcheck)."""
    wrong = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am ON"
            " pg_am.oid = c.relam WHERE amname = 'btree' AND c.relnamespace = 'public'::regnamespace AND indisvalid"
        )
        for (name,) in cursor.fetchall():
            try:
                cursor.execute("SELECT bt_index_check(%s::regclass, true, true)", [name])
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                wrong.append(f"index {name}: {error}")
    return wrong


def derived_rows() -> list[str]:
    """What triggers keep of each event is what they would write now."""
    sums = {
        "events_eventindex": "event_id, status, slug, title, earliest_start, latest_end, keys::text",
        "events_eventwords": "event_id, tsvector_to_array(document)::text",
    }
    wrong = []
    for table, columns in sums.items():
        asked = f"SELECT md5(string_agg(ROW({columns})::text, '|' ORDER BY event_id)) FROM {table}"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(asked)
            before = cursor.fetchone()[0]
            cursor.execute("SELECT events_index_events(ARRAY(SELECT id FROM events_event))")
            cursor.execute(asked)
            if cursor.fetchone()[0] != before:
                wrong.append(f"{table} is not what the events say")
            transaction.set_rollback(True)
    return wrong


def promises() -> list[str]:
    """Every release still answers what it did when it was made."""
    from events.freezing.upkeep import broken_promises
    from events.models import Release

    return [line for release in Release.objects.all() for line in broken_promises(release)]
