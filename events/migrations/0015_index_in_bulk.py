"""The index of events takes in many entries at once: they are gathered in GIN's pending list, and merged at once.

Entered one by one, the keys and words of 10,000 imported events took longer than all their rows. The one function
that writes the index merges what it has gathered before it returns, so no search finds a list to read.
"""

import django.contrib.postgres.indexes
from django.db import migrations

WRITE = """
CREATE OR REPLACE FUNCTION events_index_events(ids bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM events_eventindex WHERE event_id = ANY(ids) ORDER BY event_id FOR UPDATE;
    INSERT INTO events_eventindex AS present
        (event_id, status, slug, title, earliest_start, latest_start, earliest_end, latest_end, keys)
    SELECT id, status, slug, title, earliest_start, latest_start, earliest_end, latest_end,
           array_to_tsvector(events_index_keys(id))
    FROM events_event WHERE id = ANY(ids)
    ON CONFLICT (event_id) DO UPDATE SET
        status = excluded.status, slug = excluded.slug, title = excluded.title,
        earliest_start = excluded.earliest_start, latest_start = excluded.latest_start,
        earliest_end = excluded.earliest_end, latest_end = excluded.latest_end, keys = excluded.keys
    WHERE (present.*) IS DISTINCT FROM (excluded.*);

    INSERT INTO events_eventwords AS present (event_id, document)
    SELECT id, events_index_words(id) FROM events_event WHERE id = ANY(ids)
    ON CONFLICT (event_id) DO UPDATE SET document = excluded.document
    WHERE present.document IS DISTINCT FROM excluded.document;
{more}END $$;
"""
MERGE = """
    PERFORM gin_clean_pending_list('eventindex_keys'), gin_clean_pending_list('eventwords_document');
"""

INDEXES = [("eventindex", "keys", "eventindex_keys"), ("eventwords", "document", "eventwords_document")]


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0014_history_plans"),
    ]

    operations = [
        migrations.RunSQL(WRITE.format(more=MERGE), WRITE.format(more="")),
        *[
            migrations.SeparateDatabaseAndState(
                database_operations=[
                    migrations.RunSQL(
                        f"ALTER INDEX {name} SET (fastupdate = on)", f"ALTER INDEX {name} SET (fastupdate = off)"
                    )
                ],
                state_operations=[
                    migrations.RemoveIndex(model_name=table, name=name),
                    migrations.AddIndex(
                        model_name=table,
                        index=django.contrib.postgres.indexes.GinIndex(column, fastupdate=True, name=name),
                    ),
                ],
            )
            for table, column, name in INDEXES
        ],
    ]
