"""The index of events: a narrow table that triggers keep in step with events and all that hangs on them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

HANGING = [
    "eventplace",
    "countryparticipation",
    "organizationparticipation",
    "personparticipation",
    "eventframework",
    "eventtheme",
    "quote",
]

# Texts are joined with a gap between them, so that no phrase is found across two of them. The letters of the keys are
# those of `events.models.event_index.KINDS`; regions stand beside countries, by their codes of UN M49.
#
# The rows are locked by a statement of its own, so that the one after it sees what a transaction that held them
# has done: of two people who change two things of one event at the same time, neither change is missed.
#
# Who writes many rows of many events asks for `cooperation.index_later` and calls `events_index_events` at the end: see
# `events.models.event_index.indexed_at_the_end`.
#
# A plan that was made while a table was small or not yet analyzed is kept for the session, so all that would read whole
# tables is ruled out: the rows of one event are always found by their keys.
FUNCTIONS = """
CREATE FUNCTION events_join(tsvector, tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT $1 || $q$'=':9$q$::tsvector || $2
$$;

CREATE AGGREGATE events_joined(tsvector) (SFUNC = events_join, STYPE = tsvector, INITCOND = '');

CREATE FUNCTION events_index_words(of_event bigint) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT events_joined(search) FROM (
        SELECT search FROM events_event WHERE id = of_event
        UNION ALL
        SELECT search FROM events_quote WHERE event_id = of_event
        UNION ALL
        SELECT search FROM events_eventplace WHERE event_id = of_event
        UNION ALL
        SELECT search FROM events_organization
        WHERE id = ANY(ARRAY(SELECT organization_id FROM events_organizationparticipation WHERE event_id = of_event))
        UNION ALL
        SELECT search FROM events_organizationname
        WHERE organization_id = ANY(ARRAY(
            SELECT organization_id FROM events_organizationparticipation WHERE event_id = of_event))
        UNION ALL
        SELECT search FROM events_person
        WHERE id = ANY(ARRAY(SELECT person_id FROM events_personparticipation WHERE event_id = of_event))
        UNION ALL
        SELECT search FROM events_personname
        WHERE person_id = ANY(ARRAY(SELECT person_id FROM events_personparticipation WHERE event_id = of_event))
        UNION ALL
        SELECT search FROM events_framework
        WHERE id = ANY(ARRAY(SELECT framework_id FROM events_eventframework WHERE event_id = of_event))
    ) AS texts
$$;

CREATE FUNCTION events_index_keys(of_event bigint) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH keys AS (
        SELECT unnest(ARRAY['=y:' || type, '=s:' || state, '=d:' || precision]) AS key
        FROM events_event WHERE id = of_event
        UNION ALL
        SELECT unnest(ARRAY['=m', '=m:' || mode]) FROM events_event WHERE id = of_event AND mode <> ''
        UNION ALL
        SELECT unnest(ARRAY['=l', '=l:' || code, '=l:' || nullif(region_code, ''), '=l:' || nullif(subregion_code, ''),
                            '=l:' || nullif(intermediate_region_code, '')])
        FROM events_eventplace JOIN events_country ON code = country_id WHERE event_id = of_event
        UNION ALL
        SELECT unnest(ARRAY['=c' || part, '=c:' || code || part, '=c:' || nullif(region_code, '') || part,
                            '=c:' || nullif(subregion_code, '') || part,
                            '=c:' || nullif(intermediate_region_code, '') || part])
        FROM events_countryparticipation JOIN events_country ON code = country_id,
             unnest(ARRAY['', ':' || role]) AS part
        WHERE event_id = of_event
        UNION ALL
        SELECT unnest(ARRAY['=o' || part, '=o:' || organization_id || part])
        FROM events_organizationparticipation, unnest(ARRAY['', ':' || role]) AS part WHERE event_id = of_event
        UNION ALL
        SELECT unnest(ARRAY['=p', '=p:' || person_id]) FROM events_personparticipation WHERE event_id = of_event
        UNION ALL
        SELECT unnest(ARRAY['=f', '=f:' || framework_id]) FROM events_eventframework WHERE event_id = of_event
        UNION ALL
        SELECT unnest(ARRAY['=t', '=t:' || theme_id, '=i:' || pillar])
        FROM events_eventtheme JOIN events_theme ON slug = theme_id WHERE event_id = of_event
    )
    SELECT ARRAY(SELECT DISTINCT key FROM keys WHERE key IS NOT NULL AND length(key) > 2)
        || ARRAY(SELECT '=-' || kind FROM unnest(ARRAY['c', 'l', 'o', 'p', 'f', 't', 'm']) AS kind
                 WHERE NOT EXISTS (SELECT 1 FROM keys WHERE key = '=' || kind))
$$;

CREATE FUNCTION events_index_events(ids bigint[]) RETURNS void LANGUAGE plpgsql
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
END $$;

CREATE FUNCTION events_index_follows_events() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION events_index_follows_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    IF current_setting('cooperation.index_later', true) = 'on' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        ids := ARRAY(SELECT DISTINCT event_id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        ids := ARRAY(SELECT DISTINCT event_id FROM old_rows);
    ELSE
        ids := ARRAY(SELECT event_id FROM new_rows UNION SELECT event_id FROM old_rows);
    END IF;
    PERFORM events_index_events(ids);
    RETURN NULL;
END $$;
"""

# A record that is renamed, or moved to another region or pillar, takes the events with it on which it hangs.
FOLLOWS_RECORDS = """
CREATE FUNCTION events_index_follows_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM events_index_events(ARRAY(
        SELECT DISTINCT event_id FROM events_{rows} WHERE {column} IN ({changed})
    ));
    RETURN NULL;
END $$;
"""
CHANGED = "SELECT new_rows.{key} FROM new_rows JOIN old_rows USING ({key}) WHERE {differs}"
RENAMED = "new_rows.search IS DISTINCT FROM old_rows.search"
RECORDS = [
    ("organization", "organizationparticipation", "organization_id", CHANGED.format(key="id", differs=RENAMED)),
    ("person", "personparticipation", "person_id", CHANGED.format(key="id", differs=RENAMED)),
    ("framework", "eventframework", "framework_id", CHANGED.format(key="id", differs=RENAMED)),
    (
        "theme",
        "eventtheme",
        "theme_id",
        CHANGED.format(key="slug", differs="new_rows.pillar IS DISTINCT FROM old_rows.pillar"),
    ),
]
REGIONS = "(new_rows.region_code, new_rows.subregion_code, new_rows.intermediate_region_code) IS DISTINCT FROM "
REGIONS += "(old_rows.region_code, old_rows.subregion_code, old_rows.intermediate_region_code)"
FOLLOWS_COUNTRIES = """
CREATE FUNCTION events_index_follows_country() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE codes text[] := ARRAY({changed});
BEGIN
    PERFORM events_index_events(ARRAY(
        SELECT event_id FROM events_countryparticipation WHERE country_id = ANY(codes)
        UNION SELECT event_id FROM events_eventplace WHERE country_id = ANY(codes)
    ));
    RETURN NULL;
END $$;
"""
FOLLOWS_NAMES = """
CREATE FUNCTION events_index_follows_{table}name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        ids := ARRAY(SELECT {table}_id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        ids := ARRAY(SELECT {table}_id FROM old_rows);
    ELSE
        ids := ARRAY(SELECT {table}_id FROM new_rows UNION SELECT {table}_id FROM old_rows);
    END IF;
    PERFORM events_index_events(ARRAY(
        SELECT DISTINCT event_id FROM events_{table}participation WHERE {table}_id = ANY(ids)
    ));
    RETURN NULL;
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION events_index_follows_rows();
DROP FUNCTION events_index_follows_events();
DROP FUNCTION events_index_events(bigint[]);
DROP FUNCTION events_index_keys(bigint);
DROP FUNCTION events_index_words(bigint);
DROP AGGREGATE events_joined(tsvector);
DROP FUNCTION events_join(tsvector, tsvector);
"""

OLD, NEW = "OLD TABLE AS old_rows", "NEW TABLE AS new_rows"


def trigger(table: str, action: str, seen: str, function: str) -> migrations.RunSQL:
    """Statement-level: one call for all rows of a bulk statement."""
    name = f"index_after_{action.lower()}"
    seen = f"REFERENCING {seen} " if seen else ""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {action} ON events_{table} {seen}FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON events_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0010_duplicates")]

    operations = [
        migrations.CreateModel(
            name="EventIndex",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("status", models.CharField(editable=False, max_length=10)),
                ("slug", models.CharField(editable=False, max_length=120)),
                ("title", models.CharField(editable=False, max_length=500)),
                ("earliest_start", models.DateField(editable=False)),
                ("latest_start", models.DateField(editable=False)),
                ("earliest_end", models.DateField(editable=False)),
                ("latest_end", models.DateField(editable=False)),
                ("keys", django.contrib.postgres.search.SearchVectorField(editable=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["-latest_start", "-earliest_start", "slug"],
                        include=("event", "earliest_end", "latest_end"),
                        name="eventindex_reading_order",
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["earliest_start", "latest_start", "slug"],
                        include=("event", "earliest_end", "latest_end"),
                        name="eventindex_order_of_time",
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["title", "slug"],
                        include=("event", "earliest_start", "latest_start", "earliest_end", "latest_end"),
                        name="eventindex_title_order",
                    ),
                    django.contrib.postgres.indexes.GinIndex("keys", fastupdate=False, name="eventindex_keys"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventWords",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("document", django.contrib.postgres.search.SearchVectorField(editable=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex("document", fastupdate=False, name="eventwords_document"),
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        trigger("event", "INSERT", NEW, "events_index_follows_events"),
        trigger("event", "UPDATE", NEW, "events_index_follows_events"),
        trigger("event", "DELETE", OLD, "events_index_follows_events"),
        trigger("event", "TRUNCATE", "", "events_index_follows_events"),
        *[
            trigger(table, action, seen, "events_index_follows_rows")
            for table in HANGING
            for action, seen in (("INSERT", NEW), ("UPDATE", f"{OLD} {NEW}"), ("DELETE", OLD))
        ],
        *[
            migrations.RunSQL(
                FOLLOWS_RECORDS.format(table=table, rows=rows, column=column, changed=changed),
                f"DROP FUNCTION events_index_follows_{table}()",
            )
            for table, rows, column, changed in RECORDS
        ],
        migrations.RunSQL(
            FOLLOWS_COUNTRIES.format(changed=CHANGED.format(key="code", differs=REGIONS)),
            "DROP FUNCTION events_index_follows_country()",
        ),
        *[
            trigger(table, "UPDATE", f"{OLD} {NEW}", f"events_index_follows_{table}")
            for table in ("organization", "person", "framework", "theme", "country")
        ],
        *[
            migrations.RunSQL(FOLLOWS_NAMES.format(table=table), f"DROP FUNCTION events_index_follows_{table}name()")
            for table in ("organization", "person")
        ],
        *[
            trigger(f"{table}name", action, seen, f"events_index_follows_{table}name")
            for table in ("organization", "person")
            for action, seen in (("INSERT", NEW), ("UPDATE", f"{OLD} {NEW}"), ("DELETE", OLD))
        ],
        migrations.RunSQL("SELECT events_index_events(ARRAY(SELECT id FROM events_event))", migrations.RunSQL.noop),
    ]
