"""What the tables stand on: partial dates as days, and text search in English, Russian and names."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Both functions answer NULL for text that is no partial date, so that a named constraint can refuse it.
# They are immutable, because generated columns are computed with them, and neither calls the other, because a
# restored dump computes those columns with an empty search path.
PARTIAL_DATE_FUNCTIONS = r"""
CREATE FUNCTION partial_date_earliest(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN value ~ '^[12][0-9]{3}$' THEN make_date(value::int, 1, 1)
        WHEN value ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$'
            THEN make_date(left(value, 4)::int, right(value, 2)::int, 1)
        WHEN value ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
            AND right(value, 2)::int <= extract(day FROM
                make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month - 1 day')
            THEN make_date(left(value, 4)::int, substr(value, 6, 2)::int, right(value, 2)::int)
    END
$$;

CREATE FUNCTION partial_date_latest(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN value ~ '^[12][0-9]{3}$' THEN make_date(value::int, 12, 31)
        WHEN value ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$'
            THEN (make_date(left(value, 4)::int, right(value, 2)::int, 1) + interval '1 month - 1 day')::date
        WHEN value ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
            AND right(value, 2)::int <= extract(day FROM
                make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month - 1 day')
            THEN make_date(left(value, 4)::int, substr(value, 6, 2)::int, right(value, 2)::int)
    END
$$;
"""

# Prose is stemmed: ASCII words as English, others (Cyrillic above all) as Russian. Names are never stemmed.
TEXT_SEARCH = """
CREATE TEXT SEARCH CONFIGURATION cooperation_prose (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION cooperation_prose
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, russian_stem;
CREATE TEXT SEARCH CONFIGURATION cooperation_names (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION cooperation_names
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, simple;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(
            PARTIAL_DATE_FUNCTIONS,
            "DROP FUNCTION partial_date_latest(text); DROP FUNCTION partial_date_earliest(text);",
        ),
        migrations.RunSQL(
            TEXT_SEARCH,
            "DROP TEXT SEARCH CONFIGURATION cooperation_prose; DROP TEXT SEARCH CONFIGURATION cooperation_names;",
        ),
    ]
