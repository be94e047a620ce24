"""How a release is made: its names, files, checksums and changes; all of it or nothing."""

import csv
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from events.freezing import ReleaseRefusedError, make_release
from events.models import Event, FormerSlug, Release, ReleaseFile
from tests import factories as make

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def content_of(release, ending):
    return b"".join(release.files.get(name=f"cooperation-tracker-{release}{ending}").content())


@pytest.mark.parametrize(
    "name", ["", "december", "2026", "2026.13", "2026.1", "2026.12.0", "2026.12\n", "26.12", 'x"; --']
)
def test_a_name_that_is_no_month_is_refused(name):
    with pytest.raises(ReleaseRefusedError, match=r"like 2026\.12"):
        make_release(name=name)


def test_a_release_tells_what_was_added_changed_and_removed_since_the_one_before(client):
    for number in range(1, 6):
        make.make_event(slug=f"event-{number}")
    make_release(name="2026.11")
    Event.objects.filter(slug="event-1").update(title="Another title", slug="renamed")
    Event.objects.filter(slug="event-2").update(status="withdrawn", withdrawn_reason="=Recorded twice.")
    Event.objects.filter(slug="event-3").delete()
    merged = Event.objects.get(slug="event-4").pk
    Event.objects.filter(pk=merged).delete()
    FormerSlug.objects.create(kind="event", slug="event-4", object_id=Event.objects.get(slug="event-5").pk)
    make.make_event(slug="new")
    make.make_event(slug="draft", status="draft")
    release = make_release(name="2026.12")
    page = client.get("/data/releases/2026.12/").content.decode()

    assert list(csv.reader(io.StringIO(content_of(release, "-changes.csv").decode()))) == [
        ["change", "event", "reason"],
        ["added", "new", ""],
        ["changed", "event-5", ""],
        ["changed", "renamed", ""],
        ["removed", "event-2", "withdrawn: =Recorded twice."],
        ["removed", "event-3", "deleted"],
        ["removed", "event-4", "merged into event-5"],
    ]
    assert (release.added, release.changed, release.removed) == (1, 2, 3)
    assert "event-3, deleted" in page
    assert "1 added, 2 changed, 3 removed" in client.get("/data/").content.decode()
    with pytest.raises(ReleaseRefusedError, match="already"):
        make_release(name="2026.11")
    with pytest.raises(ReleaseRefusedError, match=r"latest release is 2026\.12"):
        make_release(name="2026.06")


def test_a_release_that_breaks_off_leaves_nothing():
    make.make_event(slug="event")
    sql("CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room left'; END $$")
    sql("CREATE TRIGGER break_off BEFORE INSERT ON events_releasepiece FOR EACH ROW EXECUTE FUNCTION break_off()")
    with pytest.raises(CommandError, match="no room left"), transaction.atomic():
        call_command("make_release", "2026.12")

    assert (Release.objects.count(), ReleaseFile.objects.count()) == (0, 0)
    assert sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'release%%'") == []
    assert sql("SELECT current_schema()") == [("public",)]
