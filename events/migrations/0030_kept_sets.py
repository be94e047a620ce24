"""A table in which a process keeps its sets for those that start after it; see events/bitmaps/kept.py.

What stands there is compressed already, so PostgreSQL need not try.
"""

from django.db import migrations

MAKE = """
CREATE TABLE events_keptsets (
    part integer PRIMARY KEY,
    snapshot text NOT NULL,
    at timestamptz NOT NULL,
    server bigint NOT NULL,
    notes oid NOT NULL,
    form integer NOT NULL,
    names text NOT NULL,
    sets bytea NOT NULL
);
ALTER TABLE events_keptsets ALTER COLUMN sets SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0029_lists_by_name")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE events_keptsets;")]
