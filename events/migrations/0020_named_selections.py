"""Selections under a name, and who may keep them: reviewers and administrators; analysts look."""

import django.core.validators
from django.db import migrations, models

ALLOWED = {
    "analysts": ["view"],
    "reviewers": ["add", "change", "delete", "view"],
    "administrators": ["add", "change", "delete", "view"],
}


def allow(apps, schema_editor):
    """Django makes permissions only after the last migration, so they are made here as it would."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="events", model="namedselection"
    )
    for name, actions in ALLOWED.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in actions:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_namedselection",
                defaults={"name": f"Can {action} named selection"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0019_api_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedSelection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.CharField(
                        help_text="The permanent key and last part of the address: lower-case letters, digits and hyphens.",
                        max_length=120,
                        unique=True,
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
                        help_text="What it is about: the heading of its page.", max_length=200, verbose_name="title"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For readers: why it is kept, what it leaves out.", verbose_name="note"
                    ),
                ),
                (
                    "query",
                    models.CharField(
                        help_text="Filter the public list of events and paste its address here; kept is what follows the “?”.",
                        max_length=2000,
                        verbose_name="address of the list",
                    ),
                ),
            ],
            options={
                "verbose_name": "named selection",
                "verbose_name_plural": "named selections",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="namedselection_slug_is_well_formed",
                        violation_error_message="A slug is made of lower-case letters, digits and single hyphens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title__regex", "\\S")),
                        name="namedselection_title_is_not_empty",
                        violation_error_message="This text must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("query__regex", "\\S")),
                        name="namedselection_query_is_not_empty",
                        violation_error_message="This text must not be empty.",
                    ),
                ],
            },
        ),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
