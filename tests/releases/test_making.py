"""How a release is made: its names, files, checksums and changes; all of it or nothing."""

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from events.bitmaps import follow
from events.exchange.folder import export
from events.freezing import ReleaseRefusedError, make_release
from events.freezing.upkeep import broken_promises, follow_migrations
from events.models import Event, FormerSlug, Release, ReleaseFile, ReleasePiece
from tests import factories as make
from tests.exports.reading import download
from tests.views.whole import make_whole_event

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


def test_checksums_are_those_of_the_files_and_of_the_tables_that_the_release_answers(client, tmp_path, settings):
    make_whole_event(number=1)
    make.make_event(slug="draft", status="draft")
    release = make_release(name="2026.12", note="The first one.")
    page = client.get(release.get_absolute_url()).content.decode()
    files = {}
    for line in client.get("/data/releases/2026.12/SHA256SUMS").content.decode().splitlines():
        digest, name = line.split("  ")
        response, files[name] = download(client, f"/data/releases/2026.12/{name}")
        again = client.get(f"/data/releases/2026.12/{name}", headers={"if-none-match": response["ETag"]})

        assert (hashlib.sha256(files[name]).hexdigest(), digest in page) == (digest, True)
        assert (response["X-Release"], again.status_code) == ("2026.12", 304)
    with zipfile.ZipFile(io.BytesIO(files["cooperation-tracker-2026.12.zip"])) as archive:
        package = json.loads(archive.read("datapackage.json"))
        tables = {one["name"]: archive.read(one["path"]) for one in package["resources"]}
    digests = {one["name"]: one["hash"] for one in package["resources"]}
    described = json.loads(re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)[0])

    assert len(files) == 3
    assert "The first one." in page
    assert (package["name"], package["version"]) == ("cooperation-tracker-2026.12", "2026.12")
    assert {name: f"sha256:{hashlib.sha256(content).hexdigest()}" for name, content in tables.items()} == digests
    assert {name.replace("/", "-"): f"sha256:{told['sha256']}" for name, told in release.tables.items()} == digests
    assert (described["@type"], described["version"]) == ("Dataset", "2026.12")
    assert {one["contentUrl"].rpartition("/")[2]: one["sha256"] for one in described["distribution"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    settings.SITE_URL = "https://moved.example"
    for name in release.tables:
        assert download(client, f"/{name}.csv?release=2026.12")[1] == tables[name.replace("/", "-")]
    imported_anew(files["cooperation-tracker-2026.12-record.zip"], tmp_path)


def imported_anew(packed, folder):
    """The record of a release, imported where no event is, is the record that it was made of."""
    export(folder / "before", public=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder / "packed")
    Event.objects.all().delete()
    call_command("import_events", str(folder / "packed"), verbosity=0)
    export(folder / "after", public=True)

    assert {path.name: path.read_text() for path in (folder / "after").iterdir()} == {
        path.name: path.read_text() for path in (folder / "before").iterdir()
    }


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


def test_later_migrations_damage_and_lost_tables_are_followed_or_told(client):
    make_whole_event(number=1)
    release = make_release(name="2026.12")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE events_event ADD COLUMN weather varchar(20) NOT NULL DEFAULT 'fair', ADD COLUMN rain date")
    sql("DROP TABLE release_2026_12.events_countryname")
    follow_migrations()
    follow_migrations()

    assert sql("SELECT slug, weather, rain FROM release_2026_12.events_event") == [("whole-1", "", None)]
    assert sql("SELECT count(*) FROM release_2026_12.events_countryname") == [(0,)]
    assert list(broken_promises(release)) == []
    sql("UPDATE release_2026_12.events_organization SET name = 'Another'")
    ReleasePiece.objects.filter(file=release.files.first()).update(content=b"damaged")
    with pytest.raises(CommandError) as told:
        call_command("check_releases")
    assert sorted(line.split(" has ")[0] for line in str(told.value).splitlines()) == [
        *(f"2026.12: {table}" for table in ("events", "events/participations", "organizations")),
        "2026.12: the file cooperation-tracker-2026.12.zip is damaged",
    ]


def test_a_person_can_be_removed_from_a_release_as_the_document_says(client):
    make_whole_event(number=1)
    make_whole_event(number=2)
    release = make_release(name="2026.12", note="The first one.")
    document = (Path(__file__).resolve().parents[2] / "docs" / "releases.md").read_text()
    statements = re.findall(r"BEGIN;(.*?)COMMIT;", document, re.DOTALL)[0].replace("the-slug", "person-1")
    with transaction.atomic():
        sql(statements)
        sql("SET LOCAL search_path TO public")
    follow._frozen.clear()  # as a restart does
    call_command("remake_release_files", "2026.12", note="One was removed.", verbosity=0)
    release.refresh_from_db()

    assert list(broken_promises(release)) == []
    assert [name for name, content in packed(release) if b"person-1" in content or b"Person 1" in content] == []
    assert [name for name, content in packed(release) if b"person-2" in content] != []
    assert download(client, "/events.csv?release=2026.12&person=person-1")[0].status_code == 400
    assert len(download(client, "/events.csv?release=2026.12&q=Person+2")[1].splitlines()) == 2
    assert len(download(client, "/events.csv?release=2026.12&q=%22Person+1%22")[1].splitlines()) == 1
    assert "The first one. One was removed." in client.get("/data/releases/2026.12/").content.decode()


def packed(release):
    """What is in the ZIP files of a release."""
    for file in release.files.filter(media_type="application/zip"):
        with zipfile.ZipFile(io.BytesIO(b"".join(file.content()))) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
