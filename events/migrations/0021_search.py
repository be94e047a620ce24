"""Names folded to bare Latin letters, with indexes by which misspelt ones are found."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations

import events.models.base

# Cyrillic letters of one and of several Latin ones. What is left after decomposition (й is и with a breve) and in small
# letters is mapped here; the order of `translate` pairs the two lines below letter by letter.
SEVERAL = [
    ("щ", "shch"), ("ж", "zh"), ("х", "kh"), ("ц", "ts"), ("ч", "ch"), ("ш", "sh"), ("ю", "yu"), ("я", "ya"),
    ("є", "ye"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"),
]  # fmt: skip
LATIN = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ə": "a"}


def folded() -> str:
    """The expression: nothing in it depends on the search path, because a restored dump computes it with an empty one."""
    found = "lower(normalize(value, NFKD))"
    for letter, letters in SEVERAL:
        found = f"replace({found}, '{letter}', '{letters}')"
    letters = "абвгдезийклмнопрстуфыэіқғҳәңөүұһҷґ" + "".join(LATIN)
    latin = "abvgdeziiklmnoprstufyeiqghanouuhjg" + "".join(LATIN.values())
    # What is in the first text and has no partner in the second is dropped: signs, marks and apostrophes.
    dropped = "ъь''’‘`´ʻʼʽʹʿʾ′" + "".join(map(chr, range(0x300, 0x370)))
    found = f"translate({found}, '{letters}{dropped}', '{latin}')"
    return f"btrim(regexp_replace({found}, '[^[:alnum:]]+', ' ', 'g'))"


# Not in plain SQL: that would be written out in every query and every index anew, which takes long to plan.
FOLDED = f"""
CREATE FUNCTION events_folded(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $$ BEGIN RETURN {folded()}; END $$;
"""

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


class Migration(migrations.Migration):
    dependencies = [("events", "0020_named_selections")]

    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION events_folded(text)"),
        *[
            migrations.AddIndex(
                model_name=model,
                index=GinIndex(
                    OpClass(events.models.base.Folded(column), name="gin_trgm_ops"), name=f"{model}_{column}_folded"
                ),
            )
            for model, column in NAMES
        ],
    ]
