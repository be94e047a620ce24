"""Every change to the record, kept by triggers: snapshots of each row, and a list of what changed for readers.

The triggers that write snapshots are made by django-pghistory out of `events/models/snapshot.py`.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import events.models.base
from events.triggers import AddTrigger

# Tables whose rows hang on an event, each with a table of snapshots.
EVENT_ROWS = [
    "eventplace",
    "organizationparticipation",
    "countryparticipation",
    "personparticipation",
    "quote",
    "eventframework",
    "eventtheme",
    "citation",
]
OTHERS = [
    "event",
    "organization",
    "organizationname",
    "person",
    "personname",
    "framework",
    "source",
    "theme",
    "country",
]

# What was there before history was kept is its beginning. It runs before readers' changes are noted: nothing changed
# for them. Numbers come from the sequence, other columns of the snapshot from the row of the same name.
BASELINE = """
DO $$
DECLARE
    snapshots text;
    columns text;
    key text;
BEGIN
    FOREACH snapshots IN ARRAY ARRAY[{tables}] LOOP
        SELECT string_agg(quote_ident(column_name), ', ') INTO columns FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = 'events_' || snapshots || 'snapshot'
                AND column_name NOT LIKE 'pgh\\_%';
        SELECT a.attname INTO key FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = ('events_' || snapshots)::regclass AND i.indisprimary;
        EXECUTE format(
            'INSERT INTO %I (pgh_created_at, pgh_label, pgh_obj_id, %s) SELECT now(), ''baseline'', %I, %s FROM %I',
            'events_' || snapshots || 'snapshot', columns, key, columns, 'events_' || snapshots
        );
    END LOOP;
END $$;
"""

# `published` here is the rule of `EventQuerySet.public_q`; a test holds the two together.
NOTE_EVENT = """
CREATE FUNCTION events_note_public_change_of_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
            WHERE events_publicchange.status_after <> excluded.status_after;
    RETURN NULL;
END $$;
"""

NOTE_ROWS = """
CREATE FUNCTION events_note_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events_publicchange (event_id, made_at, context_id, status_before, status_after)
        SELECT DISTINCT event.id, pgh_created_at, pgh_context_id, event.status, event.status
        FROM new_rows JOIN events_event AS event ON event.id = new_rows.event_id
        WHERE event.status = 'published'
        ON CONFLICT (event_id, made_at, context_id) DO NOTHING;
    RETURN NULL;
END $$;
"""

NOTE = """
CREATE TRIGGER note_public_change AFTER INSERT ON events_{table}snapshot
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
UNNOTE = "DROP TRIGGER note_public_change ON events_{table}snapshot;"


def note(table, function="events_note_public_change"):
    return migrations.RunSQL(NOTE.format(table=table, function=function), UNNOTE.format(table=table))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_workflow"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE events_snapshot_number;", "DROP SEQUENCE events_snapshot_number;"),
        migrations.CreateModel(
            name="CitationSnapshot",
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
                (
                    "supports",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("dates", "dates"),
                                ("places", "places"),
                                ("organizations", "organizations"),
                                ("countries", "countries"),
                                ("people", "people"),
                                ("participant_count", "participant count"),
                                ("quotes", "quotes"),
                                ("frameworks", "frameworks"),
                                ("summary", "summary"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="The facts that this source backs; none chosen means all of them.",
                        size=None,
                        verbose_name="supports",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source: “Paragraph 6”, “p. 12”.",
                        max_length=200,
                        verbose_name="locator",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What readers should know about this source for this event.",
                        verbose_name="note",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.citation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="citation_snap")],
            },
        ),
        migrations.CreateModel(
            name="CountryParticipationSnapshot",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "Host"),
                            ("participant", "Participant"),
                            ("observer", "Observer"),
                            ("beneficiary", "Beneficiary"),
                            ("chair", "Chair"),
                            ("signatory", "Signatory"),
                            ("funder", "Funder"),
                        ],
                        default="participant",
                        help_text="A host receives the participants; that a place lies in a state is recorded as the place.",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.countryparticipation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="countryparticipation_snap")],
            },
        ),
        migrations.CreateModel(
            name="CountrySnapshot",
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
                (
                    "alpha3",
                    models.CharField(
                        help_text="ISO 3166-1 alpha-3, like UZB.", max_length=3, verbose_name="alpha-3 code"
                    ),
                ),
                (
                    "numeric",
                    models.CharField(
                        help_text="ISO 3166-1 numeric (UN M49), like 860.",
                        max_length=3,
                        null=True,
                        verbose_name="numeric code",
                    ),
                ),
                ("name", models.CharField(help_text="Short English name.", max_length=100, verbose_name="name")),
                (
                    "region_code",
                    models.CharField(blank=True, help_text="UN M49.", max_length=3, verbose_name="region code"),
                ),
                (
                    "region",
                    models.CharField(blank=True, help_text="UN M49, like Asia.", max_length=60, verbose_name="region"),
                ),
                (
                    "subregion_code",
                    models.CharField(blank=True, help_text="UN M49.", max_length=3, verbose_name="sub-region code"),
                ),
                (
                    "subregion",
                    models.CharField(
                        blank=True, help_text="UN M49, like Central Asia.", max_length=60, verbose_name="sub-region"
                    ),
                ),
                (
                    "intermediate_region_code",
                    models.CharField(
                        blank=True, help_text="UN M49.", max_length=3, verbose_name="intermediate region code"
                    ),
                ),
                (
                    "intermediate_region",
                    models.CharField(
                        blank=True,
                        help_text="UN M49, like Western Africa.",
                        max_length=60,
                        verbose_name="intermediate region",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.country",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="country_snap")],
            },
        ),
        migrations.CreateModel(
            name="EventFrameworkSnapshot",
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
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("under", "Held under"),
                            ("adopted", "Adopted"),
                            ("signed", "Signed"),
                            ("launched", "Launched"),
                            ("established", "Established"),
                            ("presented", "Presented"),
                            ("reviewed", "Reviewed"),
                            ("prepared", "Prepared"),
                        ],
                        help_text="What the event has to do with it.",
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The number in the series, where a source prints it: 9 for the ninth meeting.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="ordinal",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.framework",
                        verbose_name="framework",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.eventframework",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="eventframework_snap")],
            },
        ),
        migrations.CreateModel(
            name="EventPlaceSnapshot",
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
                (
                    "city",
                    models.CharField(
                        blank=True,
                        help_text="English name of the city or town; empty when the sources do not tell.",
                        max_length=120,
                        verbose_name="city",
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        help_text="Building, hotel or campus, as the source names it.",
                        max_length=200,
                        verbose_name="venue",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.eventplace",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="eventplace_snap")],
            },
        ),
        migrations.CreateModel(
            name="EventSnapshot",
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
                (
                    "slug",
                    models.CharField(
                        help_text="The permanent key and last part of the address: lower-case letters, digits and hyphens.",
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Write lower-case letters a to z, digits and single hyphens, like tashkent-seminar-2025.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The official title in English, or a short description where there is none.",
                        max_length=500,
                        verbose_name="title",
                    ),
                ),
                (
                    "original_title",
                    models.CharField(
                        blank=True,
                        help_text="The official title in the language of the event, where the sources print it.",
                        max_length=500,
                        verbose_name="original title",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("conference", "Conference"),
                            ("summit", "Summit"),
                            ("ministerial-meeting", "Ministerial meeting"),
                            ("expert-meeting", "Expert meeting"),
                            ("working-group", "Working group"),
                            ("steering-committee", "Steering committee"),
                            ("plenary", "Plenary"),
                            ("seminar", "Seminar"),
                            ("workshop", "Workshop"),
                            ("training", "Training"),
                            ("study-visit", "Study visit"),
                            ("round-table", "Round table"),
                            ("briefing", "Briefing"),
                            ("consultation", "Consultation"),
                            ("dialogue", "Dialogue"),
                            ("bilateral-meeting", "Bilateral meeting"),
                            ("signing", "Signing"),
                            ("launch", "Launch"),
                            ("exercise", "Exercise"),
                            ("operation", "Operation"),
                            ("visit", "Visit"),
                            ("assessment-visit", "Assessment visit"),
                            ("side-event", "Side event"),
                            ("handover", "Handover"),
                            ("commemoration", "Commemoration"),
                            ("other", "Other"),
                        ],
                        help_text="What the organizers call it; the codebook explains each type.",
                        max_length=30,
                        verbose_name="type",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("announced", "Announced"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="held",
                        help_text="Held, unless the sources know only an announcement, or say that it was put off or called off.",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "start",
                    events.models.base.PartialDateField(
                        help_text="First day as far as it is known: 2022, 2022-03 or 2022-03-03. Nothing is guessed.",
                        verbose_name="start",
                    ),
                ),
                (
                    "end",
                    events.models.base.PartialDateField(
                        blank=True,
                        help_text="Last day, written likewise; only if it differs from the start.",
                        verbose_name="end",
                    ),
                ),
                (
                    "date_note",
                    models.TextField(
                        blank=True,
                        help_text="Where a date was computed or sources differ: how it was arrived at.",
                        verbose_name="note on the dates",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("in-person", "In person"), ("online", "Online"), ("hybrid", "Hybrid")],
                        help_text="How the participants met; leave it out when the sources do not tell.",
                        max_length=10,
                        verbose_name="mode",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two to four sentences in our own words: what it was for, what it did.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "participant_count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The number that a source prints; what it counts is the unit.",
                        null=True,
                        verbose_name="participant count",
                    ),
                ),
                (
                    "participant_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("people", "people"),
                            ("delegations", "delegations"),
                            ("countries", "countries"),
                            ("organizations", "organizations"),
                        ],
                        help_text="People, delegations, countries or organizations.",
                        max_length=15,
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "participant_qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("about", "about"), ("more-than", "more than"), ("up-to", "up to")],
                        help_text="About, more than, up to; empty when the number is exact.",
                        max_length=10,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "participant_note",
                    models.TextField(
                        blank=True,
                        help_text="Where sources differ, or what the number leaves out.",
                        verbose_name="note on the count",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="publication",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True,
                        help_text="Why it was withdrawn, in words that readers can be told.",
                        verbose_name="reason for the withdrawal",
                    ),
                ),
                (
                    "follow_up_to",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="follow-up to",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="part of",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="event_snap")],
            },
        ),
        migrations.CreateModel(
            name="EventThemeSnapshot",
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
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.eventtheme",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="eventtheme_snap")],
            },
        ),
        migrations.CreateModel(
            name="FrameworkSnapshot",
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
                (
                    "slug",
                    models.CharField(
                        help_text="The permanent key and last part of the address: lower-case letters, digits and hyphens.",
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Write lower-case letters a to z, digits and single hyphens, like tashkent-seminar-2025.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="The official English title.", max_length=400, verbose_name="title"),
                ),
                (
                    "acronym",
                    models.CharField(
                        blank=True, help_text="The usual acronym, like JPoA.", max_length=40, verbose_name="acronym"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("strategy", "Strategy"),
                            ("action-plan", "Action plan"),
                            ("roadmap", "Roadmap"),
                            ("declaration", "Declaration"),
                            ("agreement", "Agreement"),
                            ("memorandum", "Memorandum"),
                            ("resolution", "Resolution"),
                            ("project", "Project"),
                            ("programme", "Programme"),
                            ("series", "Series"),
                            ("network", "Network"),
                            ("body", "Body"),
                            ("course", "Course"),
                            ("recommendations", "Recommendations"),
                            ("publication", "Publication"),
                            ("other", "Other"),
                        ],
                        help_text="What kind of thing it is; the codebook explains each kind.",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "date",
                    events.models.base.PartialDateField(
                        blank=True,
                        help_text="When it was adopted, signed or started, as far as it is known.",
                        verbose_name="date",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="Document number, like A/RES/60/288.",
                        max_length=100,
                        verbose_name="reference",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="One or two sentences in our own words.", verbose_name="summary"
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.framework",
                        verbose_name="part of",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.framework",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="framework_snap")],
            },
        ),
        migrations.CreateModel(
            name="OrganizationNameSnapshot",
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
                (
                    "name",
                    models.CharField(help_text="The name as sources write it.", max_length=250, verbose_name="name"),
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
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.organizationname",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organization", "pgh_id"], name="organizationname_snap")],
            },
        ),
        migrations.CreateModel(
            name="OrganizationParticipationSnapshot",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("organizer", "Organizer"),
                            ("co-organizer", "Co-organizer"),
                            ("host", "Host"),
                            ("funder", "Funder"),
                            ("supporter", "Supporter"),
                            ("partner", "Partner"),
                            ("implementer", "Implementer"),
                            ("participant", "Participant"),
                            ("observer", "Observer"),
                            ("signatory", "Signatory"),
                        ],
                        default="participant",
                        help_text="What the source says that it did; the codebook explains each role.",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.organizationparticipation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="organizationparticipation_snap")],
            },
        ),
        migrations.CreateModel(
            name="OrganizationSnapshot",
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
                (
                    "slug",
                    models.CharField(
                        help_text="The permanent key and last part of the address: lower-case letters, digits and hyphens.",
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Write lower-case letters a to z, digits and single hyphens, like tashkent-seminar-2025.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The official English name of today, in full.", max_length=250, verbose_name="name"
                    ),
                ),
                (
                    "acronym",
                    models.CharField(
                        blank=True, help_text="The usual acronym, like UNODC.", max_length=40, verbose_name="acronym"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("un-entity", "United Nations entity"),
                            ("intergovernmental", "Intergovernmental organization"),
                            ("government", "Government"),
                            ("security-agency", "Security agency"),
                            ("judiciary", "Judiciary"),
                            ("parliament", "Parliament"),
                            ("research-institute", "Research institute"),
                            ("academic", "Academic institution"),
                            ("civil-society", "Civil society"),
                            ("fund", "Fund"),
                            ("private", "Private sector"),
                            ("expert-body", "Expert body"),
                            ("other", "Other"),
                        ],
                        help_text="What kind of body it is; the codebook explains each kind.",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True, help_text="Its own site, with https://.", max_length=500, verbose_name="website"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.organization",
                        verbose_name="part of",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="organization_snap")],
            },
        ),
        migrations.CreateModel(
            name="PersonNameSnapshot",
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
                (
                    "name",
                    models.CharField(help_text="The name as sources write it.", max_length=150, verbose_name="name"),
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
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.personname",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["person", "pgh_id"], name="personname_snap")],
            },
        ),
        migrations.CreateModel(
            name="PersonParticipationSnapshot",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("keynote-speaker", "Keynote speaker"),
                            ("opening-speaker", "Opening speaker"),
                            ("closing-speaker", "Closing speaker"),
                            ("speaker", "Speaker"),
                            ("chair", "Chair"),
                            ("moderator", "Moderator"),
                            ("head-of-delegation", "Head of delegation"),
                            ("signatory", "Signatory"),
                            ("trainer", "Trainer"),
                            ("participant", "Participant"),
                        ],
                        default="speaker",
                        help_text="What the person did at the event.",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        help_text="The post held at the time, as the source prints it.",
                        max_length=300,
                        verbose_name="position",
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.country",
                        verbose_name="state represented",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.personparticipation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="personparticipation_snap")],
            },
        ),
        migrations.CreateModel(
            name="PersonSnapshot",
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
                (
                    "slug",
                    models.CharField(
                        help_text="The permanent key and last part of the address: lower-case letters, digits and hyphens.",
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Write lower-case letters a to z, digits and single hyphens, like tashkent-seminar-2025.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The name as English sources usually write it.", max_length=150, verbose_name="name"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="person_snap")],
            },
        ),
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(editable=False, verbose_name="made")),
                ("status_before", models.CharField(blank=True, editable=False, max_length=10)),
                ("status_after", models.CharField(blank=True, editable=False, max_length=10)),
                (
                    "context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="public_changes",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "public change",
                "verbose_name_plural": "public changes",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["-made_at", "-id"], include=("event", "context"), name="publicchange_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "made_at", "context"),
                        name="publicchange_once_per_moment",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteSnapshot",
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
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Number within the event, part of the permanent address. It never changes.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="The words exactly as the source prints them, at most two sentences.",
                        verbose_name="text",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="Language of the words (BCP 47): en, ru, uz ...",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                "Write a language tag (BCP 47), like en, ru or uz-Cyrl.",
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "translation",
                    models.TextField(
                        blank=True,
                        help_text="Our English translation, where the words are not English.",
                        verbose_name="translation",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        blank=True,
                        help_text="Who said it, as it should be printed: “A representative of the Ministry of ...”.",
                        max_length=300,
                        verbose_name="attribution",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source: “Paragraph 6”, “p. 12”.",
                        max_length=200,
                        verbose_name="locator",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.quote",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.person",
                        verbose_name="speaker",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["event", "pgh_id"], name="quote_snap")],
            },
        ),
        migrations.CreateModel(
            name="SourceSnapshot",
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
                (
                    "slug",
                    models.CharField(
                        help_text="The permanent key and last part of the address: lower-case letters, digits and hyphens.",
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Write lower-case letters a to z, digits and single hyphens, like tashkent-seminar-2025.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="The title as it is printed.", max_length=500, verbose_name="title"),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True,
                        help_text="Who published it first; empty when not known.",
                        max_length=200,
                        verbose_name="publisher",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Its address on the web; empty when only a copy elsewhere is known.",
                        max_length=1000,
                        verbose_name="address",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("press-release", "Press release"),
                            ("news", "News report"),
                            ("official-report", "Official report"),
                            ("speech", "Speech"),
                            ("document", "Document"),
                            ("web-page", "Web page"),
                            ("other", "Other"),
                        ],
                        help_text="What kind of publication it is; the codebook explains each kind.",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "published",
                    events.models.base.PartialDateField(
                        blank=True,
                        help_text="As printed: 2022, 2022-03 or 2022-03-03.",
                        verbose_name="date of publication",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="Language of the text (BCP 47): en, ru, uz ...",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                "Write a language tag (BCP 47), like en, ru or uz-Cyrl.",
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="source_snap")],
            },
        ),
        migrations.CreateModel(
            name="ThemeSnapshot",
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
                ("name", models.CharField(help_text="The name that readers see.", max_length=120, verbose_name="name")),
                (
                    "pillar",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Pillar I: conditions conducive to the spread of terrorism"),
                            (2, "Pillar II: preventing and combating terrorism"),
                            (3, "Pillar III: building states' capacity and the role of the United Nations"),
                            (4, "Pillar IV: human rights and the rule of law"),
                        ],
                        help_text="Pillar of the UN Global Counter-Terrorism Strategy (A/RES/60/288) that it serves most.",
                        verbose_name="pillar",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.theme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj", "pgh_id"], name="theme_snap")],
            },
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_citationsnapshot" ("event_id", "locator", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "source_id", "supports") SELECT new_values."event_id", new_values."locator", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_order", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="920c594ecebc62d4fa960e614b8aa4822114c92f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_8dfef",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_citation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_citationsnapshot" ("event_id", "locator", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "source_id", "supports") SELECT new_values."event_id", new_values."locator", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."locator" IS DISTINCT FROM (new_values."locator") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."supports" IS DISTINCT FROM (new_values."supports")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="04a497ac6b5401029fc033e7a8424b9529ca9f05",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_citationsnapshot" ("event_id", "locator", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "source_id", "supports") SELECT old_values."event_id", old_values."locator", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sort_order", old_values."source_id", old_values."supports" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="67133b2df7adecfa0418b6ac2613679c7b5f096a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_889e1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_citationsnapshot" ("event_id", "locator", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "source_id", "supports") SELECT old_values."event_id", old_values."locator", old_values."note", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order", old_values."source_id", old_values."supports" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e5e3d84a01958af641ca0ddde608ca01352bcd78",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrysnapshot" ("alpha3", "intermediate_region", "intermediate_region_code", "name", "numeric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "region_code", "subregion", "subregion_code") SELECT new_values."alpha3", new_values."intermediate_region", new_values."intermediate_region_code", new_values."name", new_values."numeric", _pgh_attached_context.value, NOW(), \'insert\', new_values."code", new_values."region", new_values."region_code", new_values."subregion", new_values."subregion_code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ce1e9490f0d777997adbf2f8376393970fd228a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_459c1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_country",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrysnapshot" ("alpha3", "intermediate_region", "intermediate_region_code", "name", "numeric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "region_code", "subregion", "subregion_code") SELECT new_values."alpha3", new_values."intermediate_region", new_values."intermediate_region_code", new_values."name", new_values."numeric", _pgh_attached_context.value, NOW(), \'update\', new_values."code", new_values."region", new_values."region_code", new_values."subregion", new_values."subregion_code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values."alpha3" IS DISTINCT FROM (new_values."alpha3") OR old_values."intermediate_region" IS DISTINCT FROM (new_values."intermediate_region") OR old_values."intermediate_region_code" IS DISTINCT FROM (new_values."intermediate_region_code") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."numeric" IS DISTINCT FROM (new_values."numeric") OR old_values."region" IS DISTINCT FROM (new_values."region") OR old_values."region_code" IS DISTINCT FROM (new_values."region_code") OR old_values."subregion" IS DISTINCT FROM (new_values."subregion") OR old_values."subregion_code" IS DISTINCT FROM (new_values."subregion_code")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="784d45933472270079ca32b31ea07a026107a20d",
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
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countrysnapshot" ("alpha3", "intermediate_region", "intermediate_region_code", "name", "numeric", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "region_code", "subregion", "subregion_code") SELECT old_values."alpha3", old_values."intermediate_region", old_values."intermediate_region_code", old_values."name", old_values."numeric", _pgh_attached_context.value, NOW(), \'delete\', old_values."code", old_values."region", old_values."region_code", old_values."subregion", old_values."subregion_code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="653cc47760d6f99f82fd02cd58bdc4587f3130b2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_49d5a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_country",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countryparticipationsnapshot" ("country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT new_values."country_id", new_values."event_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c907dc2356174d114a7b1f56457369d7080bae0a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_39cf9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_countryparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countryparticipationsnapshot" ("country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT new_values."country_id", new_values."event_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c92afc3a955794146046486b5ed51847051d6b00",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countryparticipationsnapshot" ("country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT old_values."country_id", old_values."event_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cc4e4cd291f55e6ebd2c9c338b06832b7a63b485",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_8a813",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_countryparticipationsnapshot" ("country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT old_values."country_id", old_values."event_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a3acb990ce9bac7861b9684eb0072e3b5115e636",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventsnapshot" ("date_note", "end", "follow_up_to_id", "mode", "original_title", "part_of_id", "participant_count", "participant_note", "participant_qualifier", "participant_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "start", "state", "status", "summary", "title", "type", "withdrawn_reason") SELECT new_values."date_note", new_values."end", new_values."follow_up_to_id", new_values."mode", new_values."original_title", new_values."part_of_id", new_values."participant_count", new_values."participant_note", new_values."participant_qualifier", new_values."participant_unit", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."slug", new_values."start", new_values."state", new_values."status", new_values."summary", new_values."title", new_values."type", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac988741d1a277121ab46136b4d08068226020e5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_9db17",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventsnapshot" ("date_note", "end", "follow_up_to_id", "mode", "original_title", "part_of_id", "participant_count", "participant_note", "participant_qualifier", "participant_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "start", "state", "status", "summary", "title", "type", "withdrawn_reason") SELECT new_values."date_note", new_values."end", new_values."follow_up_to_id", new_values."mode", new_values."original_title", new_values."part_of_id", new_values."participant_count", new_values."participant_note", new_values."participant_qualifier", new_values."participant_unit", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."slug", new_values."start", new_values."state", new_values."status", new_values."summary", new_values."title", new_values."type", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_note" IS DISTINCT FROM (new_values."date_note") OR old_values."end" IS DISTINCT FROM (new_values."end") OR old_values."follow_up_to_id" IS DISTINCT FROM (new_values."follow_up_to_id") OR old_values."mode" IS DISTINCT FROM (new_values."mode") OR old_values."original_title" IS DISTINCT FROM (new_values."original_title") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."participant_count" IS DISTINCT FROM (new_values."participant_count") OR old_values."participant_note" IS DISTINCT FROM (new_values."participant_note") OR old_values."participant_qualifier" IS DISTINCT FROM (new_values."participant_qualifier") OR old_values."participant_unit" IS DISTINCT FROM (new_values."participant_unit") OR old_values."published_at" IS DISTINCT FROM (new_values."published_at") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."start" IS DISTINCT FROM (new_values."start") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."type" IS DISTINCT FROM (new_values."type") OR old_values."withdrawn_reason" IS DISTINCT FROM (new_values."withdrawn_reason")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8df074c4b77843c3005dc3b511e9f3c79c8b19cc",
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
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventsnapshot" ("date_note", "end", "follow_up_to_id", "mode", "original_title", "part_of_id", "participant_count", "participant_note", "participant_qualifier", "participant_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "start", "state", "status", "summary", "title", "type", "withdrawn_reason") SELECT old_values."date_note", old_values."end", old_values."follow_up_to_id", old_values."mode", old_values."original_title", old_values."part_of_id", old_values."participant_count", old_values."participant_note", old_values."participant_qualifier", old_values."participant_unit", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."slug", old_values."start", old_values."state", old_values."status", old_values."summary", old_values."title", old_values."type", old_values."withdrawn_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="646b1334962be7e75547cf0cfb08b46d319089a0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_6c6de",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventframework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventframeworksnapshot" ("event_id", "framework_id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "sort_order") SELECT new_values."event_id", new_values."framework_id", new_values."ordinal", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."relation", new_values."sort_order" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="673860bbd1a0ba9cd0951e010cbb22cd04c58265",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_a43d8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventframework",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventframework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventframeworksnapshot" ("event_id", "framework_id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "sort_order") SELECT new_values."event_id", new_values."framework_id", new_values."ordinal", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."relation", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."framework_id" IS DISTINCT FROM (new_values."framework_id") OR old_values."ordinal" IS DISTINCT FROM (new_values."ordinal") OR old_values."relation" IS DISTINCT FROM (new_values."relation") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e61e7cc26ebc093209ca4bdf2a93f64834440f9b",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventframeworksnapshot" ("event_id", "framework_id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "sort_order") SELECT old_values."event_id", old_values."framework_id", old_values."ordinal", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."relation", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7374751f9b10ece936dbfd7fe9c1d5da278ec5ce",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_07a30",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventframeworksnapshot" ("event_id", "framework_id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "sort_order") SELECT old_values."event_id", old_values."framework_id", old_values."ordinal", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."relation", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6f2b7dd8c4926fef674f416398eaea6c365e57cc",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventplacesnapshot" ("city", "country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "venue") SELECT new_values."city", new_values."country_id", new_values."event_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_order", new_values."venue" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5e5623fb5426608731c18213e2a6e7ee828b33a8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_911cc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventplace",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventplace",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventplacesnapshot" ("city", "country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "venue") SELECT new_values."city", new_values."country_id", new_values."event_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order", new_values."venue" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order") OR old_values."venue" IS DISTINCT FROM (new_values."venue")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b1070524837e43643d951494a354dd20a9cd3443",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventplacesnapshot" ("city", "country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "venue") SELECT old_values."city", old_values."country_id", old_values."event_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sort_order", old_values."venue" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3baf36977c98e9de97d8be745bc47b574a230bcf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_28fa4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventplacesnapshot" ("city", "country_id", "event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "venue") SELECT old_values."city", old_values."country_id", old_values."event_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order", old_values."venue" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="786ea8d9e0739afaf8f1826eb02dc961cc88b342",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventthemesnapshot" ("event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "theme_id") SELECT new_values."event_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_order", new_values."theme_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="752b0a5c856bf9e6c1c9e1c702cde7a2eff2b5f9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_cf1ed",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventtheme",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventtheme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventthemesnapshot" ("event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "theme_id") SELECT new_values."event_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order", new_values."theme_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order") OR old_values."theme_id" IS DISTINCT FROM (new_values."theme_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69943bbd8257410f25aea3f453ded294d78d926d",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventthemesnapshot" ("event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "theme_id") SELECT old_values."event_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sort_order", old_values."theme_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e9cc660ba118fdfa79ce139f7ab2c97ab8d9a3ec",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_cf664",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_eventthemesnapshot" ("event_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order", "theme_id") SELECT old_values."event_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order", old_values."theme_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fa7105d5f709e7f839a02dc0cd8122f318071a8b",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_frameworksnapshot" ("acronym", "date", "kind", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "slug", "summary", "title") SELECT new_values."acronym", new_values."date", new_values."kind", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."slug", new_values."summary", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ff357aff4fb70c07e8ffe7f4e70dc1b93122b175",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_ba3d5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_framework",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_frameworksnapshot" ("acronym", "date", "kind", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "slug", "summary", "title") SELECT new_values."acronym", new_values."date", new_values."kind", new_values."part_of_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."slug", new_values."summary", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."acronym" IS DISTINCT FROM (new_values."acronym") OR old_values."date" IS DISTINCT FROM (new_values."date") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."part_of_id" IS DISTINCT FROM (new_values."part_of_id") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."title" IS DISTINCT FROM (new_values."title")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9c71ba8c5531e5f58bbae3f6ba4c23a50293245d",
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
            model_name="framework",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_frameworksnapshot" ("acronym", "date", "kind", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "slug", "summary", "title") SELECT old_values."acronym", old_values."date", old_values."kind", old_values."part_of_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."slug", old_values."summary", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6406b41261324963183fd1fe9d2b29057dcaf6a4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_a32d9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_framework",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationsnapshot" ("acronym", "country_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "website") SELECT new_values."acronym", new_values."country_id", new_values."kind", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6a426ae7edb67e8293fe2603ea3821ae3753a577",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_53a4b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_organization",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationsnapshot" ("acronym", "country_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "website") SELECT new_values."acronym", new_values."country_id", new_values."kind", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."acronym" IS DISTINCT FROM (new_values."acronym") OR old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."parent_id" IS DISTINCT FROM (new_values."parent_id") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."website" IS DISTINCT FROM (new_values."website")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a1d3bb83a7334fb35763ebc4c7c029f918ef0cec",
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
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationsnapshot" ("acronym", "country_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "website") SELECT old_values."acronym", old_values."country_id", old_values."kind", old_values."name", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug", old_values."website" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b5f60f609e64233bef2356a911cc8661c3e29e94",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_e7e29",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_organization",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationnamesnapshot" ("kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT new_values."kind", new_values."name", new_values."organization_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_order" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6d71b273356c197d4fbf07b77e3f005584cb3ff4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_59444",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_organizationname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationnamesnapshot" ("kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT new_values."kind", new_values."name", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9621b6fa287d303d6e74c22777fe9cae0981ffc0",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationnamesnapshot" ("kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT old_values."kind", old_values."name", old_values."organization_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="91bc5937b93f6d0d58a3970cbc57f46effd2700c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_a3254",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationnamesnapshot" ("kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT old_values."kind", old_values."name", old_values."organization_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."organization_id" IS DISTINCT FROM (new_values."organization_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="300adfc5e95f566217c452a559276e976c133e98",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationparticipationsnapshot" ("event_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT new_values."event_id", new_values."organization_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9d51ab1e1a430ee7268711b3026bfc63faa2ac54",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_6986f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_organizationparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationparticipationsnapshot" ("event_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT new_values."event_id", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8fb079c9cb52ffb69c84922dba322a7d40e0509a",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationparticipationsnapshot" ("event_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT old_values."event_id", old_values."organization_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d69f04813090cfda66655e7916906a6fbe03bb1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_36b50",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_organizationparticipationsnapshot" ("event_id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sort_order") SELECT old_values."event_id", old_values."organization_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="164b62721c64b4c9a4c5164dad7f353ab1d2d756",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personsnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="26d0b439378b654a095764c0ec84e92a8ca23ed2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_8155f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_person",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personsnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."slug" IS DISTINCT FROM (new_values."slug")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e0e61cdfbbaecafdf037cbbfee4aa37612c7bbeb",
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
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personsnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a39622e5bed9fcf732769b30207ff5a01be9c850",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_24e84",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_person",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personnamesnapshot" ("kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT new_values."kind", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_order" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e5b4f130ae136c873b3350500a959fe000466a8c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_264fe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_personname",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personnamesnapshot" ("kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT new_values."kind", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cbd34b23382bc0d099dcc8abad256b1a99139b3d",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personnamesnapshot" ("kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT old_values."kind", old_values."name", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7ee3bc046bb9e157dd52a99afd06a55a9c38a4b6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_07f2b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personnamesnapshot" ("kind", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_order") SELECT old_values."kind", old_values."name", old_values."person_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."person_id" IS DISTINCT FROM (new_values."person_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7e69b6e95e3cccc40d314cd5f5d03985f7ddb421",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personparticipationsnapshot" ("country_id", "event_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "sort_order") SELECT new_values."country_id", new_values."event_id", new_values."organization_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="28467e8d28fc7e5ba2f5809de4f80728f64c360e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_b611a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_personparticipation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="personparticipation",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personparticipationsnapshot" ("country_id", "event_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "sort_order") SELECT new_values."country_id", new_values."event_id", new_values."organization_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."role", new_values."sort_order" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."country_id" IS DISTINCT FROM (new_values."country_id") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."sort_order" IS DISTINCT FROM (new_values."sort_order")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="162221241e6e26ade2f5bdfa09ab050fa1b484a1",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personparticipationsnapshot" ("country_id", "event_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "sort_order") SELECT old_values."country_id", old_values."event_id", old_values."organization_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b493b0a510962b5462a6fade42a9b22ae59cf52",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_98ecb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_personparticipationsnapshot" ("country_id", "event_id", "organization_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "sort_order") SELECT old_values."country_id", old_values."event_id", old_values."organization_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."position", old_values."role", old_values."sort_order" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="82cf812488b9c298ed0f0f59b7897329d89063ed",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_quotesnapshot" ("attribution", "event_id", "language", "locator", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "speaker_id", "text", "translation") SELECT new_values."attribution", new_values."event_id", new_values."language", new_values."locator", new_values."number", new_values."organization_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source_id", new_values."speaker_id", new_values."text", new_values."translation" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="97837c18f267e50192f5ebcbb9bbf527197052ac",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_c05ef",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_quote",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="quote",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_quotesnapshot" ("attribution", "event_id", "language", "locator", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "speaker_id", "text", "translation") SELECT new_values."attribution", new_values."event_id", new_values."language", new_values."locator", new_values."number", new_values."organization_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source_id", new_values."speaker_id", new_values."text", new_values."translation" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."attribution" IS DISTINCT FROM (new_values."attribution") OR old_values."event_id" IS DISTINCT FROM (new_values."event_id") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."locator" IS DISTINCT FROM (new_values."locator") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."organization_id" IS DISTINCT FROM (new_values."organization_id") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."speaker_id" IS DISTINCT FROM (new_values."speaker_id") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."translation" IS DISTINCT FROM (new_values."translation")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="153bc814790c14dfe96665cf1ae68e2f24ae9a46",
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
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_quotesnapshot" ("attribution", "event_id", "language", "locator", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "speaker_id", "text", "translation") SELECT old_values."attribution", old_values."event_id", old_values."language", old_values."locator", old_values."number", old_values."organization_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source_id", old_values."speaker_id", old_values."text", old_values."translation" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bbd7faa0f0e2e61361ab31a6d428bf38ad7fed0a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_218a6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_quotesnapshot" ("attribution", "event_id", "language", "locator", "number", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "speaker_id", "text", "translation") SELECT old_values."attribution", old_values."event_id", old_values."language", old_values."locator", old_values."number", old_values."organization_id", _pgh_attached_context.value, NOW(), \'moved\', old_values."id", old_values."source_id", old_values."speaker_id", old_values."text", old_values."translation" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."event_id" IS DISTINCT FROM (new_values."event_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e77278be37a10139b1b60a6fb866da2d8a32e127",
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
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_sourcesnapshot" ("kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "title", "url") SELECT new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0c181e4410e52a6eef6a9ddee1fe891e50b8ae2b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_d2793",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_source",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_sourcesnapshot" ("kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "title", "url") SELECT new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."published" IS DISTINCT FROM (new_values."published") OR old_values."publisher" IS DISTINCT FROM (new_values."publisher") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."url" IS DISTINCT FROM (new_values."url")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ce9a09302673a4be52e1191f82497dc18ee5974",
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
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_sourcesnapshot" ("kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "title", "url") SELECT old_values."kind", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published", old_values."publisher", old_values."slug", old_values."title", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aadcea8dda27a7aadf69a40bf3efcd59e0a4b7de",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_c7e25",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_source",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_themesnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar") SELECT new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."slug", new_values."pillar" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f9086ccdb94b450e6cc84e937aca09f53db65c7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_snapshot_insert_34009",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_theme",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_themesnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar") SELECT new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."slug", new_values."pillar" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."slug") = (new_values."slug") WHERE (old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."pillar" IS DISTINCT FROM (new_values."pillar")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c3d30d76f420cf80673c17a4dee242e03e816aa8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_snapshot_update_e395f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_theme",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "events_themesnapshot" ("name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar") SELECT old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."slug", old_values."pillar" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c311e90482fb455c4ba33229fa164b9593ab5e86",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_snapshot_delete_6c1fb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_theme",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="citationsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cb521c748f71157aad5445bfc45af91305a292b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e5fc7",
                    table="events_citationsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="countryparticipationsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="50e62afb9df8ce20eb5e1c78371027587ee94c0b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bee94",
                    table="events_countryparticipationsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="countrysnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4ab64e0cb8d8efab7f961e22dec738fefeda622b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b20c7",
                    table="events_countrysnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventframeworksnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4f82a272ddc2a956cf96ff37c1888c5184e14ade",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_24ce9",
                    table="events_eventframeworksnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventplacesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cc7d1226d37b863984e8a742cd488b630c3a9201",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_efa39",
                    table="events_eventplacesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="10b3c3d234888c81e829b7f5e55f3f2881d6c7d2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0b5cd",
                    table="events_eventsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="eventthemesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c44373ae43a6aa7a106f563e30f5a7370db348c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e5f6e",
                    table="events_eventthemesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="frameworksnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="20681ef731596b4216f2f418d8957a6c90de0c2b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dfaef",
                    table="events_frameworksnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationnamesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c085d9bb055906e1ec7f87577f31d65b5f62b0d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f4da7",
                    table="events_organizationnamesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationparticipationsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5fb449c55e359acb07b481f4b84bd09daa94996f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_faa3a",
                    table="events_organizationparticipationsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="organizationsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f956a947dec1bdeacd0db2f21b30733b7a69ba35",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9589c",
                    table="events_organizationsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="personnamesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8ef71602e4bd837d3f56bc827e1c115cd6a53de2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9c4a5",
                    table="events_personnamesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="personparticipationsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bfec5765a18c203bfe5f3f7e09f495956c19dac9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b6e8c",
                    table="events_personparticipationsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="personsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1b15943f15eb1af7afcb12e172b8f7bc0f408886",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00c2b",
                    table="events_personsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="quotesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bba0d62729170701add1d15b0758580a590bb6af",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3b1e",
                    table="events_quotesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="sourcesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a09d716ed6710ef1bfb2e2473f55044a40756ff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dcb80",
                    table="events_sourcesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="themesnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2a93485011af32238a904a6e3416a14c48ceda26",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1b8d2",
                    table="events_themesnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            BASELINE.format(tables=", ".join(f"'{table}'" for table in [*OTHERS, *EVENT_ROWS])),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(NOTE_EVENT, "DROP FUNCTION events_note_public_change_of_event();"),
        migrations.RunSQL(NOTE_ROWS, "DROP FUNCTION events_note_public_change();"),
        note("event", "events_note_public_change_of_event"),
        *[note(table) for table in EVENT_ROWS],
    ]
