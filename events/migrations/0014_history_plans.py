"""Triggers that match rows plan their statements anew each time, by the number of rows that there are.

A trigger's function plans once for each connection. Planned while the tables were small or for one changed row, an
import became ten times slower on its way to 100,000 events, and a change of 10,000 rows took 102 seconds, not 2.
"""

import pgtrigger.compiler
from django.db import migrations

from events.triggers import AddTrigger, RemoveTrigger

NOTE_EVENT = """
CREATE OR REPLACE FUNCTION events_note_public_change_of_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE $statement$
    INSERT INTO events_publicchange (event_id, made_at, context_id, status_before, status_after)
        SELECT pgh_obj_id, pgh_created_at, pgh_context_id, status_before, status_after FROM (
            SELECT *,
                CASE pgh_label WHEN 'delete' THEN '' ELSE status END AS status_after,
                CASE pgh_label WHEN 'insert' THEN '' ELSE coalesce((
                    SELECT status FROM events_eventsnapshot AS earlier
                        WHERE earlier.pgh_obj_id = new_rows.pgh_obj_id AND earlier.pgh_id < new_rows.pgh_id
                        ORDER BY earlier.pgh_id DESC LIMIT 1
                ), '') END AS status_before
            FROM new_rows
        ) AS steps
        WHERE 'published' IN (status_before, status_after)
        ON CONFLICT (event_id, made_at, context_id) DO UPDATE SET status_after = excluded.status_after
            WHERE events_publicchange.status_after <> excluded.status_after
    $statement$;
    RETURN NULL;
END $$;
"""

NOTE_ROWS = """
CREATE OR REPLACE FUNCTION events_note_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE $statement$
    INSERT INTO events_publicchange (event_id, made_at, context_id, status_before, status_after)
        SELECT DISTINCT event.id, pgh_created_at, pgh_context_id, event.status, event.status
        FROM new_rows JOIN events_event AS event ON event.id = new_rows.event_id
        WHERE event.status = 'published'
        ON CONFLICT (event_id, made_at, context_id) DO NOTHING
    $statement$;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0013_event_index"),
    ]

    operations = [
        migrations.RunSQL(NOTE_EVENT, migrations.RunSQL.noop),
        migrations.RunSQL(NOTE_ROWS, migrations.RunSQL.noop),
        RemoveTrigger(
            model_name="citation",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="citation",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="country",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="countryparticipation",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="countryparticipation",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="event",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="eventframework",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="eventframework",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="eventplace",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="eventplace",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="eventtheme",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="eventtheme",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="framework",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="organization",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="organizationname",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="organizationname",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="organizationparticipation",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="organizationparticipation",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="person",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="personname",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="personname",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="personparticipation",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="personparticipation",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="quote",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="quote",
            name="snapshot_move",
        ),
        RemoveTrigger(
            model_name="source",
            name="snapshot_update",
        ),
        RemoveTrigger(
            model_name="theme",
            name="snapshot_update",
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_citationsnapshot" ("event_id", "locator", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "source_id", "supports") SELECT new_values."event_id", new_values."locator", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."locator" IS DISTINCT FROM (new_values."locator") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."supports" IS DISTINCT FROM (new_values."supports")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="86a1153df9f571804fa90d84cdfa3beaeda6eb9a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_614aa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_citationsnapshot" ("event_id", "locator", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "source_id", "supports") SELECT old_values."event_id", old_values."locator", old_values."note", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order", old_values."source_id", old_values."supports" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="2abc2ce8a2160a4286d58bb374e59099bfeaee13",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_723c9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrysnapshot" ("alpha3", "intermediate_region", "intermediate_region_code", "name", "numeric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "region_code", "subregion", "subregion_code") SELECT new_values."alpha3", new_values."intermediate_region", new_values."intermediate_region_code", new_values."name", new_values."numeric", _pgh_attached_context.value, NOW(), \'update\', new_values."code", new_values."region", new_values."region_code", new_values."subregion", new_values."subregion_code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values."alpha3" IS DISTINCT FROM (new_values."alpha3") OR old_values."intermediate_region" IS DISTINCT FROM (new_values."intermediate_region") OR old_values."intermediate_region_code" IS DISTINCT FROM (new_values."intermediate_region_code") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."numeric" IS DISTINCT FROM (new_values."numeric") OR old_values."region" IS DISTINCT FROM (new_values."region") OR old_values."region_code" IS DISTINCT FROM (new_values."region_code") OR old_values."subregion" IS DISTINCT FROM (new_values."subregion") OR old_values."subregion_code" IS DISTINCT FROM (new_values."subregion_code")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="78b8db8b6d79868b4f5a98e067a69994c173d99a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_3813f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_country",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countryparticipationsnapshot" ("country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT new_values."country_id", new_values."event_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="d342df5dfa203922f144af1aad1e29c57e34a616",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_a3ef2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_countryparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countryparticipationsnapshot" ("country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT old_values."country_id", old_values."event_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="6b1eefe2bed46dca0044587972edbdc12075a36c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_f3161",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_countryparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventsnapshot" ("date_note", "end", "follow_up_to_id", "mode", "original_title", "part_of_id", "participant_count", "participant_note", "participant_qualifier", "participant_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "start", "state", "status", "summary", "title", "type", "withdrawn_reason") SELECT new_values."date_note", new_values."end", new_values."follow_up_to_id", new_values."mode", new_values."original_title", new_values."part_of_id", new_values."participant_count", new_values."participant_note", new_values."participant_qualifier", new_values."participant_unit", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."slug", new_values."start", new_values."state", new_values."status", new_values."summary", new_values."title", new_values."type", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_note" IS DISTINCT FROM (new_values."date_note") OR old_values."end" IS DISTINCT FROM (new_values."end") OR old_values."follow_up_to_id" IS DISTINCT FROM (new_values."follow_up_to_id") OR old_values."mode" IS DISTINCT FROM (new_values."mode") OR old_values."original_title" IS DISTINCT FROM (new_values."original_title") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."participant_count" IS DISTINCT FROM (new_values."participant_count") OR old_values."participant_note" IS DISTINCT FROM (new_values."participant_note") OR old_values."participant_qualifier" IS DISTINCT FROM (new_values."participant_qualifier") OR old_values."participant_unit" IS DISTINCT FROM (new_values."participant_unit") OR old_values."published_at" IS DISTINCT FROM (new_values."published_at") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."start" IS DISTINCT FROM (new_values."start") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."type" IS DISTINCT FROM (new_values."type") OR old_values."withdrawn_reason" IS DISTINCT FROM (new_values."withdrawn_reason")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="31a9001bf44ac0356235cda648b78045776ce364",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_5548b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventframework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventframeworksnapshot" ("event_id", "framework_id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "sort_order") SELECT new_values."event_id", new_values."framework_id", new_values."ordinal", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."relation", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."framework_id" IS DISTINCT FROM (new_values."framework_id") OR old_values."ordinal" IS DISTINCT FROM (new_values."ordinal") OR old_values."relation" IS DISTINCT FROM (new_values."relation") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="bec8f5af0c36bf671d61327917ac2e724b49f1c0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_faaa1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_eventframework",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventframework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventframeworksnapshot" ("event_id", "framework_id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "sort_order") SELECT old_values."event_id", old_values."framework_id", old_values."ordinal", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."relation", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="3d454698ac22e654c806452bb3e66394189140eb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_7db26",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_eventframework",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventplace",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventplacesnapshot" ("city", "country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "venue") SELECT new_values."city", new_values."country_id", new_values."event_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order", new_values."venue" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order") OR old_values."venue" IS DISTINCT FROM (new_values."venue")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="7e07fd8532497c8ecc9cf389bba64657f9ddfda1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_1012b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_eventplace",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventplace",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventplacesnapshot" ("city", "country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "venue") SELECT old_values."city", old_values."country_id", old_values."event_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order", old_values."venue" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="bee5fe2dc24a170e78444a72d9ad0c79daa8c730",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_a1427",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_eventplace",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventtheme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventthemesnapshot" ("event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "theme_id") SELECT new_values."event_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order", new_values."theme_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order") OR old_values."theme_id" IS DISTINCT FROM (new_values."theme_id")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="426db9fa4b527d78f218f2b80d3c6c7642405ee7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_44308",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_eventtheme",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventtheme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventthemesnapshot" ("event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "theme_id") SELECT old_values."event_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order", old_values."theme_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="90209dfd6afe2e3193fc78ba992bf84caa5ffca6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_8aaf5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_eventtheme",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_frameworksnapshot" ("acronym", "date", "kind", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "slug", "summary", "title") SELECT new_values."acronym", new_values."date", new_values."kind", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."slug", new_values."summary", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."acronym" IS DISTINCT FROM (new_values."acronym") OR old_values."date" IS DISTINCT FROM (new_values."date") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."title" IS DISTINCT FROM (new_values."title")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="2ff0088f25184a07046346a80567828128dc1da2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_8c644",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_framework",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationsnapshot" ("acronym", "country_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "website") SELECT new_values."acronym", new_values."country_id", new_values."kind", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."acronym" IS DISTINCT FROM (new_values."acronym") OR old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."parent_id" IS DISTINCT FROM (new_values."parent_id") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."website" IS DISTINCT FROM (new_values."website")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="ad690537cb105bce74bf83d272c6106b2cf5a1d7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_12835",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_organization",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationnamesnapshot" ("kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT new_values."kind", new_values."name", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="b56482666c858f45959a6c667267be8f827a0bc6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_0180c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationnamesnapshot" ("kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT old_values."kind", old_values."name", old_values."organization_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."organization_id" IS DISTINCT FROM (new_values."organization_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="2fabbb09db40aae7e1b59cb5061870eab0ea9cea",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_5e39c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationparticipationsnapshot" ("event_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT new_values."event_id", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="595226ba8e675bfd3347256b36857d8e0176bbac",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_67c11",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_organizationparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationparticipationsnapshot" ("event_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT old_values."event_id", old_values."organization_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="f2770e01de6914fc6bbee549e5ed01b279cd42b0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_9c324",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_organizationparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personsnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."slug" IS DISTINCT FROM (new_values."slug")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="7111f9cfae7734951b7e6b981f6ecf0e7466fc8f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_73986",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_person",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personnamesnapshot" ("kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT new_values."kind", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="4363fed087849698c2678db3c827ed45a067e4d7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_79730",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_personname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personnamesnapshot" ("kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT old_values."kind", old_values."name", old_values."person_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."person_id" IS DISTINCT FROM (new_values."person_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="a3541d75456084dff590ff7d0524466a80575f7b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_d01e8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_personname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personparticipationsnapshot" ("country_id", "event_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "sort_order") SELECT new_values."country_id", new_values."event_id", new_values."organization_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="fb36324618db939e0f2c62261968eef6a04224d5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_8c6a4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_personparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personparticipationsnapshot" ("country_id", "event_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "sort_order") SELECT old_values."country_id", old_values."event_id", old_values."organization_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."position", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="84f26195d2f6cfbeef80b041d37453afb2d04509",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_69303",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_personparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="quote",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_quotesnapshot" ("attribution", "event_id", "language", "locator", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "speaker_id", "text", "translation") SELECT new_values."attribution", new_values."event_id", new_values."language", new_values."locator", new_values."number", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."speaker_id", new_values."text", new_values."translation" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."attribution" IS DISTINCT FROM (new_values."attribution") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."locator" IS DISTINCT FROM (new_values."locator") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."speaker_id" IS DISTINCT FROM (new_values."speaker_id") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."translation" IS DISTINCT FROM (new_values."translation")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="982123e30ebad817f1985161ac31ec62975db645",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_6b546",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_quote",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="quote",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_move",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_quotesnapshot" ("attribution", "event_id", "language", "locator", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "speaker_id", "text", "translation") SELECT old_values."attribution", old_values."event_id", old_values."language", old_values."locator", old_values."number", old_values."organization_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."source_id", old_values."speaker_id", old_values."text", old_values."translation" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="49e0fda7d744c800d763b04d2b8108e1df912ea2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_move_be57d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_quote",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_sourcesnapshot" ("kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "title", "url") SELECT new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."published" IS DISTINCT FROM (new_values."published") OR old_values."publisher" IS DISTINCT FROM (new_values."publisher") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."url" IS DISTINCT FROM (new_values."url")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="a9d5247638c5c2f48846bfed745bb285e8fd165e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_28b24",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_source",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='EXECUTE $statement$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_themesnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar") SELECT new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."slug", new_values."pillar" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."slug") = (new_values."slug") WHERE (old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."pillar" IS DISTINCT FROM (new_values."pillar")) ) AS new_values, _pgh_attached_context$statement$; RETURN NULL;',
                    hash="444ba027675c96975ad9a133a64d99263679bb31",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_e395f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_theme",
                    when="AFTER",
                ),
            ),
        ),
    ]
