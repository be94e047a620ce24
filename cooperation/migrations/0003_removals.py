"""Notes of removals too: the pages of releases tell how many people were taken out."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0002_record_changes"), ("events", "0035_removals")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON events_removal"
            " FOR EACH STATEMENT EXECUTE FUNCTION cooperation_note_change()",
            "DROP TRIGGER note_change ON events_removal",
        ),
    ]
