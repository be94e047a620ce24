"""Releases: what a dated release is, its files, its events and what changed. The rows are in a schema of their own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0021_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(editable=False, max_length=12, unique=True)),
                ("made_at", models.DateTimeField(editable=False)),
                ("note", models.TextField(blank=True, editable=False)),
                ("tables", models.JSONField(default=dict, editable=False)),
                ("added", models.PositiveIntegerField(default=0, editable=False)),
                ("changed", models.PositiveIntegerField(default=0, editable=False)),
                ("removed", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^20[0-9]{2}\\.(0[1-9]|1[0-2])(\\.[1-9][0-9]{0,2})?$")),
                        name="release_name_is_a_month",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(editable=False, max_length=120)),
                ("label", models.CharField(editable=False, max_length=200)),
                ("media_type", models.CharField(editable=False, max_length=80)),
                ("size", models.BigIntegerField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="events.release",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReleasePiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False)),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="events.releasefile",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReleaseChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("added", "Added"), ("changed", "Changed"), ("removed", "Removed")],
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("slug", models.CharField(editable=False, max_length=120)),
                ("reason", models.TextField(blank=True, editable=False)),
                (
                    "release",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="events.release",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("release", "kind", "slug"), name="releasechange_once_per_release"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["added", "changed", "removed"])),
                        name="releasechange_kind_is_known",
                        violation_error_message="This code is not in the vocabulary.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleasedEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_number", models.BigIntegerField(editable=False)),
                ("slug", models.CharField(editable=False, max_length=120)),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="events.release",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("release", "event_number"), name="releasedevent_once_per_release")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.UniqueConstraint(fields=("release", "name"), name="releasefile_name_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="releasefile_sha256_is_well_formed"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="releasefile_name_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("label__regex", "\\S")),
                name="releasefile_label_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasepiece",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="releasepiece_number_is_unique"),
        ),
    ]
