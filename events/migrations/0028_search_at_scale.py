"""A search of a large record: names found as they are written, folded quickly, and notes of changed sources."""

from django.contrib.postgres.indexes import HashIndex
from django.db import migrations

import events.models.base

NAMES = [
    ("organization", "name"),
    ("organization", "acronym"),
    ("organizationname", "name"),
    ("person", "name"),
    ("personname", "name"),
    ("country", "name"),
    ("countryname", "name"),
    ("framework", "title"),
    ("framework", "acronym"),
    ("theme", "name"),
]

# Most names are plain ASCII, of which the long way (migration 0021) changes nothing but the case, the apostrophes and
# what is no letter: the result is the same, in a seventh of the time. It stands in front of the long way in the same
# function, so that indexes stay right and a restored dump needs no other function.
SHORT_WAY = """ IF octet_length(value) = length(value) THEN
    RETURN btrim(regexp_replace(translate(lower(value), '''`', ''), '[^[:alnum:]]+', ' ', 'g'));
END IF; """
FOLD = """
DO $do$
DECLARE
    body text := (SELECT prosrc FROM pg_proc WHERE oid = 'events_folded(text)'::regprocedure);
BEGIN
    EXECUTE 'CREATE OR REPLACE FUNCTION events_folded(value text) RETURNS text LANGUAGE plpgsql'
        || ' IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS ' || quote_literal({body});
END $do$;
"""
FOLD_QUICKLY = FOLD.format(body=f"regexp_replace(body, '^\\s*BEGIN', 'BEGIN' || $way${SHORT_WAY}$way$)")
FOLD_AS_BEFORE = FOLD.format(body=f"replace(body, $way${SHORT_WAY}$way$, '')")

# Which sources are public hangs on who cites them, which is nowhere in the index of events. Whoever keeps a copy of
# it in memory reads in these notes that it changed.
NOTE = """
CREATE FUNCTION events_index_notes_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM events_index_note(ARRAY(SELECT DISTINCT event_id FROM new_rows));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM events_index_note(ARRAY(SELECT DISTINCT event_id FROM old_rows));
    ELSE
        PERFORM events_index_note(ARRAY(SELECT event_id FROM new_rows UNION SELECT event_id FROM old_rows));
    END IF;
    RETURN NULL;
END $$;
"""
OLD, NEW = "OLD TABLE AS old_rows", "NEW TABLE AS new_rows"


def trigger(table: str, action: str, seen: str) -> migrations.RunSQL:
    name = f"note_after_{action.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {action} ON events_{table} REFERENCING {seen}"
        " FOR EACH STATEMENT EXECUTE FUNCTION events_index_notes_sources()",
        f"DROP TRIGGER {name} ON events_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0025_event_slugs_of_no_other_page")]

    operations = [
        migrations.RunSQL(FOLD_QUICKLY, FOLD_AS_BEFORE),
        *[
            migrations.AddIndex(
                model_name=model,
                index=HashIndex(events.models.base.Folded(column), name=f"{model}_{column}_same"),
            )
            for model, column in NAMES
        ],
        migrations.RunSQL(NOTE, "DROP FUNCTION events_index_notes_sources()"),
        *[
            trigger(table, action, seen)
            for table in ("citation", "quote")
            for action, seen in (("INSERT", NEW), ("UPDATE", f"{OLD} {NEW}"), ("DELETE", OLD))
        ],
    ]
