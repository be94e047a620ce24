"""A participation whose person was removed, and the log of removals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0032_when_released_events_changed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="personparticipation",
            name="person",
            field=models.ForeignKey(
                help_text="Somebody who appears in a public role; nobody is recorded as a private person.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participations",
                to="events.person",
                verbose_name="person",
            ),
        ),
        migrations.AlterField(
            model_name="personparticipationsnapshot",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="events.person",
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("removed_at", models.DateTimeField(auto_now_add=True, verbose_name="removed")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("request", "the person asked to be left out"),
                            ("safety", "being named puts the person in danger"),
                            ("law", "a law or a court demands it"),
                            ("private", "the person never acted in a public role"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="ground",
                    ),
                ),
                ("changed", models.JSONField(default=dict, editable=False, verbose_name="what changed")),
                (
                    "removed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="removed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "removal of a person",
                "verbose_name_plural": "removals of people",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["request", "safety", "law", "private"])),
                        name="removal_ground_is_known",
                        violation_error_message="This code is not in the vocabulary.",
                    )
                ],
            },
        ),
    ]
