"""The way back: everything as it was, nothing lost when it fails, and the words for what can't be restored."""

import io
import json
import tarfile

import psycopg
import pyrage
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from cooperation.backups.archive import DUMP, MANIFEST, pack
from tests.backups.conftest import connected, databases, member


@pytest.fixture
def secret(tmp_path):
    """A key, and the file that it is in."""
    key = pyrage.x25519.Identity.generate()
    file = tmp_path / "secret-key"
    file.write_text(f"# created: today\n# public key: {key.to_public()}\n{key}\n")
    return str(key.to_public()), file


def meetings(name=None):
    with connected(name) as session:
        return session.execute("SELECT id, title FROM public.meeting ORDER BY id").fetchall()


def change(path, tmp_path, **told):
    """Write a backup anew, whole and with right checksums, but for what its manifest says."""
    folder = tmp_path / "changed"
    folder.mkdir()
    with tarfile.open(path) as tar:
        (folder / DUMP).write_bytes(member(tar, DUMP))
        manifest = json.loads(member(tar, MANIFEST))
    pack(folder, manifest | told, into=folder / "backup.tar")
    return folder / "backup.tar"


def test_record_comes_back_with_its_triggers_sequences_and_releases(small, make, capsys):
    path = make().path
    before = meetings()
    with connected() as session:
        session.execute("DROP SCHEMA release_2026_01 CASCADE; DELETE FROM public.meeting")
        session.execute("INSERT INTO public.meeting (title) VALUES ('Of today')")

    call_command("restore", path, "--replace")

    assert meetings() == before == [(1, "Ташкент"), (2, "Vienna")]
    with connected() as session:
        session.execute("INSERT INTO public.meeting (title) VALUES ('Astana')")
        assert session.execute("SELECT title FROM release_2026_01.meeting").fetchall() == [("As it was",)]
    assert meetings()[-1] == (3, "ASTANA")
    (former,) = databases() - {small}
    assert meetings(former) == [(3, "OF TODAY")]
    assert f"The former one is kept as {former}" in capsys.readouterr().out


def test_encrypted_backup_is_opened_by_its_key_alone(small, make, secret, tmp_path):
    key, file = secret
    path = make(keys=[key]).path
    stranger = tmp_path / "stranger"
    stranger.write_text(str(pyrage.x25519.Identity.generate()))
    nothing = tmp_path / "nothing"
    nothing.write_text("no key")

    assert path.name.endswith(".tar.age")
    assert b"manifest" not in path.read_bytes()
    for identity, said in (
        (None, "is encrypted. Give the file"),
        (stranger, "this is not its key"),
        (nothing, "no secret"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("restore", path, replace=True, identity=identity)
    assert databases() == {small}

    call_command("restore", path, replace=True, identity=file)
    assert meetings() == [(1, "Ташкент"), (2, "Vienna")]


def test_empty_database_is_filled_and_nothing_is_left_beside(small, make):
    path = make().path
    with connected() as session:
        session.execute("DROP SCHEMA public, release_2026_01 CASCADE; CREATE SCHEMA public")

    call_command("restore", path)

    assert meetings() == [(1, "Ташкент"), (2, "Vienna")]
    assert databases() == {small}


def test_site_that_stays_connected_loses_its_connections_and_nothing_else(small, make):
    path = make().path
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with connected() as other:
        call_command("restore", path, "--replace")

        with pytest.raises(psycopg.errors.AdminShutdown):
            other.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meeting")
        assert cursor.fetchone() == (2,)


def damaged(path):
    path.write_bytes(path.read_bytes().replace(b"PGDMP", b"PGDMQ"))


def cut_off(path):
    path.write_bytes(path.read_bytes()[:-12_000])


def no_tar(path):
    path.write_text("<html>Not found</html>")


def a_link(path):
    with tarfile.open(path, "w") as tar:
        for name in ("SHA256SUMS", "manifest.json", "database.dump"):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(member, io.BytesIO())


def gone(path):
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damaged, "is damaged: it does not match its checksums"),
        (cut_off, "is no whole backup"),
        (no_tar, "is no whole backup"),
        (a_link, "is no whole backup"),
        (gone, "can't be read: No such file"),
    ],
)
def test_file_that_is_not_whole_is_refused_and_changes_nothing(small, make, spoil, said):
    path = make(prove=False).path
    spoil(path)

    with pytest.raises(CommandError, match=said):
        call_command("restore", path, "--replace")

    assert databases() == {small}
    assert meetings() == [(1, "Ташкент"), (2, "Vienna")]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"migrations": [["events", "0999_of_tomorrow"]]}, "made by newer code: events.0999_of_tomorrow is not known"),
        ({"postgresql": 990001}, "is of PostgreSQL 99, and this server is 18"),
        ({"format": 2}, "has a format that this version does not know"),
        ({"holds": {"tables": {"a": [1, "1"]}, "sequences": {}, "parts": []}}, "not as it was: the table a is missing"),
    ],
)
def test_backup_that_does_not_fit_is_refused_and_changes_nothing(small, make, tmp_path, told, said):
    path = change(make(prove=False).path, tmp_path, **told)

    with pytest.raises(CommandError, match=said):
        call_command("restore", path, "--replace")

    assert databases() == {small}
    assert meetings() == [(1, "Ташкент"), (2, "Vienna")]


def test_record_is_not_replaced_unless_that_is_asked_for(small, make):
    path = make(prove=False).path

    with pytest.raises(CommandError, match=r"holds 3 tables already. .*--replace"):
        call_command("restore", path)

    assert databases() == {small}
