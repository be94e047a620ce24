"""What a release promises: files and tables with checksums, whatever migrations bring and whatever the law demands."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from events.exchange.folder import export
from events.freezing import make_release
from events.freezing.upkeep import broken_promises, follow_migrations
from events.models import Event, Person, Release, ReleasePiece
from events.removal import remove_person
from tests import factories as make
from tests.exports.reading import download
from tests.releases.test_making import sql
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db


def make_one():
    for number in (1, 2):
        make_whole_event(number=number)
    make.make_event(slug="draft", status="draft")
    return make_release(name="2026.12", note="The first one.").pk


@pytest.fixture(scope="module")
def release_of_module(once):
    return once(make_one)


@pytest.fixture
def release(db, release_of_module):
    """Two public events and a draft, released."""
    return Release.objects.get(pk=release_of_module)


def test_checksums_are_those_of_files_and_of_tables_that_the_release_answers(client, release, tmp_path, settings):
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


def test_later_migrations_damage_and_lost_tables_are_followed_or_told(release):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE events_event ADD COLUMN weather varchar(20) NOT NULL DEFAULT 'fair', ADD COLUMN rain date")
    sql("DROP TABLE release_2026_12.events_countryname")
    follow_migrations()
    follow_migrations()

    assert sql("SELECT slug, weather, rain FROM release_2026_12.events_event ORDER BY slug") == [
        ("whole-1", "", None), ("whole-2", "", None),
    ]  # fmt: skip
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


def test_a_person_is_removed_from_a_release_that_is_being_read(client, release):
    assert download(client, "/events.csv?release=2026.12&person=person-1")[0].status_code == 200
    sql("ALTER TABLE release_2026_12.events_personparticipation ALTER person_id SET NOT NULL")  # as it once was
    follow_migrations()
    remove_person(person=Person.objects.get(slug="person-1"), by=None, ground="request")
    release.refresh_from_db()

    assert list(broken_promises(release)) == []
    assert [name for name, content in packed(release) if b"person-1" in content or b"Person 1" in content] == []
    assert [name for name, content in packed(release) if b"person-2" in content] != []
    assert download(client, "/events.csv?release=2026.12&person=person-1")[0].status_code == 400
    assert len(download(client, "/events.csv?release=2026.12&q=Person+2")[1].splitlines()) == 2
    assert len(download(client, "/events.csv?release=2026.12&q=%22Person+1%22")[1].splitlines()) == 1
    assert "the name of a person was removed." in client.get("/data/releases/2026.12/").content.decode()


def packed(release):
    """What is in the ZIP files of a release."""
    for file in release.files.filter(media_type="application/zip"):
        with zipfile.ZipFile(io.BytesIO(b"".join(file.content()))) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
