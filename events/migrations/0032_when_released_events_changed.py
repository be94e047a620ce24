"""When each event of a release had changed last, so that feeds and calendars of a release stay as they are."""

from django.db import migrations, models

FILL = """
    UPDATE events_releasedevent AS row SET changed_at = (
        SELECT max(made_at) FROM events_publicchange AS change
        WHERE change.event_id = row.event_number AND change.made_at <= release.made_at
    )
    FROM events_release AS release WHERE release.id = row.release_id
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0030_kept_sets")]

    operations = [
        migrations.AddField(
            model_name="releasedevent",
            name="changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
