"""A slug that changes stays behind as a former slug, whoever changes it: form, command or SQL."""

from django.db import migrations

TABLES = ["event", "organization", "person", "framework", "source"]

FUNCTION = """
CREATE FUNCTION events_keep_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM events_formerslug WHERE kind = TG_ARGV[0] AND slug = NEW.slug;
    INSERT INTO events_formerslug (kind, slug, object_id) VALUES (TG_ARGV[0], OLD.slug, NEW.id)
        ON CONFLICT (kind, slug) DO UPDATE SET object_id = excluded.object_id;
    RETURN NULL;
END $$;
"""

TRIGGER = """
CREATE TRIGGER keep_former_slug AFTER UPDATE OF slug ON events_{table}
    FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug)
    EXECUTE FUNCTION events_keep_former_slug('{table}');
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0002_record")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION events_keep_former_slug();"),
        *[
            migrations.RunSQL(
                TRIGGER.format(table=table),
                f"DROP TRIGGER keep_former_slug ON events_{table};",
            )
            for table in TABLES
        ],
    ]
