"""Merges for tests, and all rows of the record to hold before against after."""

from django.contrib.auth.models import User
from django.db import connection

from events.actions import merge_records
from tests.people import make_user

# What history keeps of every change, undone or not; the merges themselves; and the index of events, which is derived
# and holds the words of an event in the order in which their rows happen to lie.
BESIDE = ("snapshot", "events_merge", "pghistory", "publicchange", "eventindex", "indexchange", "eventwords")


def everything() -> dict[str, list[str]]:
    """All rows of the record, as text."""
    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith("events_") and not any(part in name for part in BESIDE)
    ]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT to_jsonb(row)::text FROM {table} row ORDER BY 1")
            found[table] = [text for (text,) in cursor.fetchall()]
    return found


def merge(kept, gone, **options):
    return merge_records(kept=kept, gone=gone, by=reviewer(), reason="One event, two press releases.", **options)


def reviewer():
    return User.objects.filter(username="reviewers").first() or make_user("reviewers")
