"""No event under the address of another page, where it could not be reached."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0024_release_site"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", ("pictures",)), _negated=True),
                name="event_slug_is_of_no_other_page",
                violation_error_message="Another page has this address. Take another slug.",
            ),
        ),
    ]
