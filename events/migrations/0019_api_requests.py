"""A table that counts the requests of each asker of the API in a minute; see events/api/limits.py.

Unlogged: it may be lost in a crash and need not survive one, and writes cost a third. It holds no address, only what
stands for one.
"""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE events_apicount (
    asker bytea NOT NULL,
    period integer NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (asker, period)
) WITH (fillfactor = 50);
CREATE INDEX apicount_by_period ON events_apicount (period);
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0016_index_changes")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE events_apicount;")]
