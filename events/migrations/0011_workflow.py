"""Steps of publication with who, when and why, and saved searches of the admin."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0007_title_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("submit", "Submitted for review"),
                            ("return", "Returned"),
                            ("publish", "Published"),
                            ("withdraw", "Withdrawn"),
                            ("change", "Changed while public"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="step",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="at")),
                (
                    "comment",
                    models.TextField(
                        blank=True,
                        help_text="What the next person should know; of a withdrawal what readers are told.",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="What the search finds, like “Drafts of Tashkent”.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                (
                    "list",
                    models.CharField(
                        editable=False,
                        help_text="The model whose list is searched, in lower case.",
                        max_length=40,
                        verbose_name="list",
                    ),
                ),
                ("query", models.CharField(editable=False, max_length=2000, verbose_name="query")),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody on the staff finds it above the list; else only you.",
                        verbose_name="shared",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("status", "published"), _negated=True),
                fields=["status", "created_by"],
                name="event_not_published",
            ),
        ),
        migrations.AddField(
            model_name="eventstep",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="eventstep",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="events.event"
            ),
        ),
        migrations.AddField(
            model_name="savedsearch",
            name="owner",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_searches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddIndex(
            model_name="eventstep",
            index=models.Index(fields=["event", "-id"], name="eventstep_of_event"),
        ),
        migrations.AddIndex(
            model_name="eventstep",
            index=models.Index(fields=["by", "step"], name="eventstep_by_person"),
        ),
        migrations.AddConstraint(
            model_name="eventstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["submit", "return", "publish", "withdraw", "change"])),
                name="eventstep_step_is_known",
                violation_error_message="This code is not in the vocabulary.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ("return", "withdraw", "change")), _negated=True),
                    ("comment__regex", "\\S"),
                    _connector="OR",
                ),
                name="eventstep_says_why",
                violation_error_message="This step needs a comment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="savedsearch_name_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("query__regex", "\\S")),
                name="savedsearch_query_is_not_empty",
                violation_error_message="This text must not be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                fields=("owner", "list", "name"),
                name="savedsearch_once_per_name",
                violation_error_message="You have a search of this name for this list already.",
            ),
        ),
    ]
