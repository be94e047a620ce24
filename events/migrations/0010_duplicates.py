"""Pairs told apart, merges that can be undone, and an index for events whose dates can overlap."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CODENAME, NAME = "merge_records", "Can merge records and undo merges"
MERGERS = ["reviewers", "administrators"]


def let_reviewers_merge(apps, schema_editor):
    """Django makes permissions only after the last migration, so on a new database it is made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _ = ContentType.objects.get_or_create(app_label="events", model="merge")
    permission, _ = Permission.objects.get_or_create(
        content_type=content_type, codename=CODENAME, defaults={"name": NAME}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=MERGERS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0012_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Event"),
                            ("organization", "Organization"),
                            ("person", "Person"),
                            ("framework", "Framework"),
                            ("source", "Source"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("kept", models.BigIntegerField(editable=False, verbose_name="record that stays")),
                ("gone", models.BigIntegerField(editable=False, verbose_name="record that went")),
                (
                    "kept_name",
                    models.CharField(editable=False, max_length=500, verbose_name="name of the one that stays"),
                ),
                (
                    "gone_name",
                    models.CharField(editable=False, max_length=500, verbose_name="name of the one that went"),
                ),
                (
                    "gone_slug",
                    models.CharField(editable=False, max_length=120, verbose_name="slug of the one that went"),
                ),
                ("reason", models.TextField(editable=False, help_text="Why they are one.", verbose_name="reason")),
                ("merged_at", models.DateTimeField(auto_now_add=True, verbose_name="merged")),
                (
                    "changes",
                    models.JSONField(
                        editable=False,
                        help_text="Each row that changed: as it was and as the merge left it.",
                        verbose_name="changes",
                    ),
                ),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="undone")),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "permissions": [("merge_records", "Can merge records and undo merges")],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "Event"),
                            ("organization", "Organization"),
                            ("person", "Person"),
                            ("framework", "Framework"),
                            ("source", "Source"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("first", models.BigIntegerField(editable=False, verbose_name="first record")),
                ("second", models.BigIntegerField(editable=False, verbose_name="second record")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        help_text="What tells them apart, where that is not plain.",
                        max_length=300,
                        verbose_name="reason",
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "pair told apart",
                "verbose_name_plural": "pairs told apart",
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GistIndex(
                models.Func(
                    models.F("earliest_start"), models.F("latest_end"), models.Value("[]"), function="daterange"
                ),
                name="event_days",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="merged_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="merged by",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undone by",
            ),
        ),
        migrations.AddField(
            model_name="notthesame",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["kind", "kept"], name="merge_by_kept"),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["event", "organization", "person", "framework", "source"])),
                name="merge_kind_is_known",
                violation_error_message="This code is not in the vocabulary.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")),
                name="merge_reason_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept_name__regex", "\\S")),
                name="merge_kept_name_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("gone_name__regex", "\\S")),
                name="merge_gone_name_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("gone")), _negated=True), name="merge_is_of_two"
            ),
        ),
        migrations.AddIndex(
            model_name="notthesame",
            index=models.Index(fields=["kind", "second"], name="notthesame_by_second"),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["event", "organization", "person", "framework", "source"])),
                name="notthesame_kind_is_known",
                violation_error_message="This code is not in the vocabulary.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.UniqueConstraint(fields=("kind", "first", "second"), name="notthesame_once_per_pair"),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))),
                name="notthesame_is_in_order",
                violation_error_message="A pair stands once, the smaller key first.",
            ),
        ),
        migrations.RunPython(let_reviewers_merge, migrations.RunPython.noop),
    ]
