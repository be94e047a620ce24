"""Indexes that answer the filters of the event list without its table."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="event",
            name="event_reading_order",
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["-latest_start", "-earliest_start", "slug"],
                include=("id", "type", "state", "mode", "precision", "earliest_end", "latest_end"),
                name="event_reading_order",
            ),
        ),
        migrations.AddIndex(
            model_name="eventplace",
            index=models.Index(fields=["country", "event"], name="eventplace_by_country"),
        ),
        migrations.AddIndex(
            model_name="eventtheme",
            index=models.Index(fields=["theme", "event"], name="eventtheme_by_theme"),
        ),
    ]
