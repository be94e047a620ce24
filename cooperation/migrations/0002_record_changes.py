"""Notes of which transactions changed what readers see, so that a page that was kept is known to be out of date.

One row for each transaction that wrote to a table of the record. A process knows the snapshot of the database before
it made a page; the page holds as long as there is no note of a transaction that this snapshot did not see. Notes of
more than a day are dropped as new ones are written. See docs/decisions/0029.
"""

from django.db import migrations

TABLES = [
    "citation", "country", "countryname", "countryparticipation", "event", "eventframework", "eventplace", "eventstep",
    "eventtheme", "formerslug", "framework", "merge", "namedselection", "organization", "organizationname",
    "organizationparticipation", "person", "personname", "personparticipation", "publicchange", "quote", "release",
    "releasechange", "releasedevent", "releasefile", "source", "theme",
]  # fmt: skip

NOTES = """
CREATE TABLE cooperation_recordchange (
    xact xid8 PRIMARY KEY DEFAULT pg_current_xact_id(),
    at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE FUNCTION cooperation_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cooperation_recordchange DEFAULT VALUES ON CONFLICT DO NOTHING;
    IF FOUND AND random() < 0.02 THEN
        DELETE FROM cooperation_recordchange WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM cooperation_recordchange WHERE at < now() - interval '1 day'
            LIMIT 1000 FOR UPDATE SKIP LOCKED
        ));
    END IF;
    RETURN NULL;
END $$;
"""


def trigger(table):
    return migrations.RunSQL(
        f"CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON events_{table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION cooperation_note_change()",
        f"DROP TRIGGER note_change ON events_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0001_sign_in"), ("events", "0032_when_released_events_changed")]
    operations = [
        migrations.RunSQL(
            NOTES, "DROP FUNCTION cooperation_note_change() CASCADE; DROP TABLE cooperation_recordchange;"
        ),
        *[trigger(table) for table in TABLES],
    ]
