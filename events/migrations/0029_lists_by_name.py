"""Lists of organizations and people in their order, and notes of those who begin or cease to appear for a body."""

from django.db import migrations, models

OLD, NEW = "OLD TABLE AS old_rows", "NEW TABLE AS new_rows"


def trigger(action: str, seen: str) -> migrations.RunSQL:
    """The body for which somebody appears is public, and stands nowhere in the index of events."""
    name = f"note_after_{action.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {action} ON events_personparticipation REFERENCING {seen}"
        " FOR EACH STATEMENT EXECUTE FUNCTION events_index_notes_sources()",
        f"DROP TRIGGER {name} ON events_personparticipation",
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0028_search_at_scale")]

    operations = [
        migrations.AddIndex(
            model_name="organization",
            index=models.Index(fields=["name", "slug"], name="organization_by_name"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name", "slug"], name="person_by_name"),
        ),
        *[trigger(action, seen) for action, seen in (("INSERT", NEW), ("UPDATE", f"{OLD} {NEW}"), ("DELETE", OLD))],
    ]
