"""Names of countries have a history as well, and no table that has one can be emptied past it.

`TRUNCATE` fires no trigger that could keep the rows, so it is refused. Whoever fills a database from scratch says so
first: `SET cooperation.truncate = on`.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from events.triggers import AddTrigger

KEPT = [
    "event",
    "eventplace",
    "organizationparticipation",
    "countryparticipation",
    "personparticipation",
    "quote",
    "eventframework",
    "eventtheme",
    "citation",
    "organization",
    "organizationname",
    "person",
    "personname",
    "framework",
    "source",
    "theme",
    "country",
    "countryname",
]

BASELINE = """
INSERT INTO events_countrynamesnapshot (pgh_created_at, pgh_label, pgh_obj_id, country_id, name, language, kind)
    SELECT now(), 'baseline', id, country_id, name, language, kind FROM events_countryname;
"""

REFUSE = """
CREATE FUNCTION events_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('cooperation.truncate', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'TRUNCATE of % would leave no trace in the history of the record', TG_TABLE_NAME
            USING HINT = 'Use DELETE. To empty a database on purpose, SET cooperation.truncate = on first.';
    END IF;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON events_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_truncate();\n"
    for table in KEPT
)
ALLOW = "DROP FUNCTION events_refuse_truncate() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0022_releases"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountryNameSnapshot",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_id",
                    models.BigIntegerField(
                        db_default=models.Func(models.Value("events_snapshot_number"), function="nextval"),
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="The name as it is written.", max_length=120, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="BCP 47 tag; empty for an English variant.",
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acronym", "Acronym"),
                            ("former", "Former name"),
                            ("translation", "Translation"),
                            ("transliteration", "Transliteration"),
                            ("spelling", "Other spelling"),
                        ],
                        help_text="How it relates to the main name.",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddTrigger(
            model_name="countryname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrynamesnapshot" ("country_id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."country_id", new_values."kind", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1d039e0d804e1048e7615fc6437ede94007ee931",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_215e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_countryname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrynamesnapshot" ("country_id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."country_id", new_values."kind", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."name" IS DISTINCT FROM (new_values."name")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="a8f17989583fd4022c15c8f3fe5150cc09e6d77f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_5c6bc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_countryname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrynamesnapshot" ("country_id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."country_id", old_values."kind", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="877f87b057ef0add8fff91e0d1e3aef5b0a938db",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_0cc27",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_countryname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrynamesnapshot" ("country_id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."country_id", old_values."kind", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'moved\', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."country_id" IS DISTINCT FROM (new_values."country_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="27aa6b9da5c648a1ad30318c70a3e81954f29550",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_6e0b4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_countryname",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="countrynamesnapshot",
            name="country",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="events.country",
                verbose_name="country",
            ),
        ),
        migrations.AddField(
            model_name="countrynamesnapshot",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="countrynamesnapshot",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.countryname",
            ),
        ),
        migrations.AddIndex(
            model_name="countrynamesnapshot",
            index=models.Index(fields=["country", "pgh_id"], name="countryname_snap"),
        ),
        AddTrigger(
            model_name="countrynamesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cadcdcf7107b84bdd4a4afe0d0e99e39dd1f45dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1b63",
                    table="events_countrynamesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(BASELINE, migrations.RunSQL.noop),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
