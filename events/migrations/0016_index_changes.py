"""Notes of what the index of events did: who keeps a copy of it in memory reads there what changed since."""

from django.db import migrations

# `xact` says which transaction made the note, so that readers can tell what they have not seen yet (events.bitmaps.follow).
# A note without an event says that everything may have changed.
#
# Notes of yesterday are dropped by whoever writes new ones. Rows that another transaction drops already are left to it, so
# that nobody waits for somebody else's long import.
TABLE = """
CREATE TABLE events_indexchange (
    event_id bigint,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX indexchange_xact ON events_indexchange (xact);
CREATE INDEX indexchange_at ON events_indexchange (at);

CREATE FUNCTION events_index_note(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM events_indexchange WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM events_indexchange WHERE at < now() - interval '1 day' LIMIT 1000 FOR UPDATE SKIP LOCKED
    ));
    INSERT INTO events_indexchange (event_id) SELECT unnest(ids);
END $$;
"""

INDEX_EVENTS = """
CREATE OR REPLACE FUNCTION events_index_events(ids bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    indexed bigint[];
    worded bigint[];
BEGIN
    IF cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM events_eventindex WHERE event_id = ANY(ids) ORDER BY event_id FOR UPDATE;
    WITH written AS (
        INSERT INTO events_eventindex AS present
            (event_id, status, slug, title, earliest_start, latest_start, earliest_end, latest_end, keys)
        SELECT id, status, slug, title, earliest_start, latest_start, earliest_end, latest_end,
               array_to_tsvector(events_index_keys(id))
        FROM events_event WHERE id = ANY(ids)
        ON CONFLICT (event_id) DO UPDATE SET
            status = excluded.status, slug = excluded.slug, title = excluded.title,
            earliest_start = excluded.earliest_start, latest_start = excluded.latest_start,
            earliest_end = excluded.earliest_end, latest_end = excluded.latest_end, keys = excluded.keys
        WHERE (present.*) IS DISTINCT FROM (excluded.*)
        RETURNING event_id
    )
    SELECT array_agg(event_id) INTO indexed FROM written;

    WITH written AS (
        INSERT INTO events_eventwords AS present (event_id, document)
        SELECT id, events_index_words(id) FROM events_event WHERE id = ANY(ids)
        ON CONFLICT (event_id) DO UPDATE SET document = excluded.document
        WHERE present.document IS DISTINCT FROM excluded.document
        RETURNING event_id
    )
    SELECT array_agg(event_id) INTO worded FROM written;

    IF indexed IS NOT NULL OR worded IS NOT NULL THEN
        PERFORM gin_clean_pending_list('eventindex_keys'), gin_clean_pending_list('eventwords_document');
        PERFORM events_index_note(ARRAY(SELECT unnest(indexed) UNION SELECT unnest(worded)));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION events_index_follows_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM events_eventindex;
        DELETE FROM events_eventwords;
        PERFORM events_index_note(ARRAY[NULL::bigint]);
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM events_eventindex WHERE event_id IN (SELECT id FROM old_rows);
        DELETE FROM events_eventwords WHERE event_id IN (SELECT id FROM old_rows);
        PERFORM events_index_note(ARRAY(SELECT id FROM old_rows));
    ELSIF current_setting('cooperation.index_later', true) IS DISTINCT FROM 'on' THEN
        PERFORM events_index_events(ARRAY(SELECT id FROM new_rows));
    END IF;
    RETURN NULL;
END $$;
"""

BEFORE = """
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

    PERFORM gin_clean_pending_list('eventindex_keys'), gin_clean_pending_list('eventwords_document');
END $$;

CREATE OR REPLACE FUNCTION events_index_follows_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM events_eventindex;
        DELETE FROM events_eventwords;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM events_eventindex WHERE event_id IN (SELECT id FROM old_rows);
        DELETE FROM events_eventwords WHERE event_id IN (SELECT id FROM old_rows);
    ELSIF current_setting('cooperation.index_later', true) IS DISTINCT FROM 'on' THEN
        PERFORM events_index_events(ARRAY(SELECT id FROM new_rows));
    END IF;
    RETURN NULL;
END $$;
"""
DROPPED = "DROP FUNCTION events_index_note(bigint[]); DROP TABLE events_indexchange"


class Migration(migrations.Migration):
    dependencies = [("events", "0015_index_in_bulk")]

    operations = [
        migrations.RunSQL(TABLE, DROPPED),
        migrations.RunSQL(INDEX_EVENTS, BEFORE),
    ]
