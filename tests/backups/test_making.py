"""Backups: what is in one, how it is proved, and what becomes of what is not whole."""

import json
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cooperation.backups import BackupError
from cooperation.backups.archive import encrypt, file_name
from cooperation.backups.census import Census, differences, take_census
from cooperation.backups.place import Place, alone
from cooperation.backups.programs import matching
from tests.backups.conftest import connected, databases, member


def manifest_of(path):
    with tarfile.open(path) as tar:
        assert tar.getnames() == ["SHA256SUMS", "manifest.json", "database.dump"]
        return json.loads(member(tar, "manifest.json"))


def test_whole_database_of_the_site_comes_back_as_it_was(db, make):
    made = make()

    manifest = manifest_of(made.path)
    assert (made.problems, manifest["state"]) == ([], "proved")
    assert manifest["holds"]["tables"]["public.events_country"][0] > 200
    assert ["events", "0002_record"] in manifest["migrations"]


def test_backup_counts_and_sums_up_every_table_of_every_schema(small, make):
    made = make(at=datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC))

    manifest = manifest_of(made.path)
    tables = {name: rows for name, (rows, _sum) in manifest["holds"]["tables"].items()}
    assert tables == {"public.django_migrations": 1, "public.meeting": 2, "release_2026_01.meeting": 1}
    assert manifest["holds"]["sequences"] == {"public.meeting_id_seq": 2}
    assert "trigger public.meeting shouting O" in manifest["holds"]["parts"]
    assert made.path.name == "cooperation-20261122T150405Z.tar"
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert databases() == {small}


def test_sum_of_a_table_forgets_the_order_of_rows_and_nothing_else(small):
    with connected() as session:
        first = take_census(session)
        session.execute("UPDATE public.meeting SET title = title WHERE id = 1")  # now the last on the disk
        reordered = take_census(session)
        session.execute("UPDATE public.meeting SET length = 0.1000000000000001 WHERE id = 2")
        changed = take_census(session)

    assert list(differences(first, reordered)) == []
    assert list(differences(first, changed)) == ["the table public.meeting has its 2 rows, but with other values"]


def test_every_difference_has_a_sentence():
    promised: Census = {
        "tables": {"a": [1, "5"], "b": [2, "7"]},
        "sequences": {"s": 9, "t": 1},
        "parts": ["index x true"],
    }
    found: Census = {"tables": {"a": [3, "5"], "c": [0, "0"]}, "sequences": {"s": 10}, "parts": ["index y true"]}

    assert list(differences(promised, found)) == [
        "the table a has 3 rows and not 1",
        "the table b is missing",
        "the table c is too much",
        "the sequence t stands at nothing and not at 1",
        "the index x true is missing",
        "the index y true is too much",
    ]


LIES = """
    CREATE FUNCTION public.lie() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT gen_random_uuid()::text';
    ALTER TABLE public.meeting ADD COLUMN mark text GENERATED ALWAYS AS (public.lie()) STORED;
"""
REFUSES = """
    CREATE FUNCTION public.has_trigger() RETURNS boolean LANGUAGE sql AS
        $$ SELECT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'shouting') $$;
    ALTER TABLE public.meeting ADD CONSTRAINT shouted CHECK (public.has_trigger());
"""


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(LIES, "the table public.meeting has its 2 rows, but with other values", id="other-values"),
        pytest.param(REFUSES, "pg_restore failed: ", id="refused-on-the-way-back"),
    ],
)
def test_backup_that_does_not_come_back_is_named_so_and_kept_aside(small, make, tmp_path, change, problem):
    with connected() as session:
        session.execute(change)

    with pytest.raises(CommandError, match="FAILED ITS PROOF") as failed:
        call_command("backup", tmp_path / "backups")

    (path,) = (tmp_path / "backups").iterdir()
    assert path.name.endswith(".failed.tar")
    assert manifest_of(path)["state"] == "failed"
    assert problem in str(failed.value)
    assert databases() == {small}


def test_backup_without_proof_says_so_loudly(small, tmp_path, capsys):
    call_command("backup", tmp_path / "backups", "--without-proof")

    (path,) = (tmp_path / "backups").iterdir()
    assert path.name.endswith(".unproved.tar")
    assert manifest_of(path)["state"] == "unproved"
    assert "IS NOT PROVED" in capsys.readouterr().out


def test_what_killed_runs_left_is_tidied_by_the_next(small, make, tmp_path):
    unfinished = tmp_path / "backups" / ".unfinished-abc"
    unfinished.mkdir(parents=True)
    (unfinished / "database.dump").write_text("half")
    kept = {f"{small}_before_20260101T000000", f"{small}_proof", f"{small}_2_proof_20260101T000000"}
    with connected("postgres") as server:
        for name in {*kept, f"{small}_proof_20260101T000000", f"{small}_restore_20260101T000000"}:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')

    made = make()

    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert databases() == kept | {small}


def test_two_backups_at_a_time_are_refused(small, make):
    with alone(Place.of_the_site()), pytest.raises(BackupError, match="is under way"):
        make()


def test_server_that_breaks_off_is_told_in_words_and_lets_go_of_the_lock(small, make):
    with pytest.raises(BackupError, match="The server broke off: terminating"), alone(Place.of_the_site()) as server:
        server.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert make(prove=False).path.exists()


def test_nothing_is_backed_up_where_there_is_no_record(small, make, tmp_path):
    with connected() as session:
        session.execute("DROP TABLE public.django_migrations")

    with pytest.raises(BackupError, match="there is nothing to keep"):
        make()

    assert list((tmp_path / "backups").iterdir()) == []


def test_folder_that_can_not_be_written_to_is_named(small, make, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(BackupError, match=f"The backup in {tmp_path}/file/backups failed: Not a directory"):
        make(folder=tmp_path / "file" / "backups")


def test_program_has_to_be_as_new_as_the_server(small):
    place = Place.of_the_site()

    assert matching("pg_dump", place=place, major=18).major == 18
    with pytest.raises(
        BackupError, match=r"pg_dump of PostgreSQL 99 or newer is needed.* Install postgresql-client-99"
    ):
        matching("pg_dump", place=place, major=99)


def test_password_stands_in_the_environment_of_the_program_and_nowhere_else():
    place = Place({"host": "db.example", "user": "ada", "password": "s@cret", "dbname": "record", "sslmode": "require"})

    told = place.environment()
    assert {key: value for key, value in told.items() if key.startswith("PG")} == {
        "PGHOST": "db.example", "PGUSER": "ada", "PGPASSWORD": "s@cret", "PGDATABASE": "record",
        "PGSSLMODE": "require", "PGAPPNAME": "cooperation-backup",
    }  # fmt: skip
    assert not place.is_near


def test_database_that_is_away_is_named(small):
    with pytest.raises(BackupError, match="The database nowhere can't be reached"), connected("nowhere"):
        pass


def test_sums_are_read_alike_whatever_the_user_has_set(small):
    with connected() as session:
        session.execute(f'ALTER DATABASE "{small}" SET datestyle = german')
        session.execute(f'ALTER DATABASE "{small}" SET extra_float_digits = -15')
    with connected() as session:
        row = session.execute("SELECT held::text, length::text FROM public.meeting WHERE id = 1").fetchone()

    assert row == ("2024-05-03 05:00:00+00", "90.1")


def test_check_tells_whether_a_proved_backup_is_young_enough(small, make, tmp_path, capsys):
    folder = tmp_path / "backups"
    with pytest.raises(CommandError, match=f"There is no proved backup in {folder}. Make one"):
        call_command("backup", folder, check=26)
    make(prove=False)
    with pytest.raises(CommandError, match="There is no proved backup"):
        call_command("backup", folder, check=26)
    (path,) = folder.iterdir()
    old = path.rename(folder / file_name(datetime.now(UTC) - timedelta(hours=27)))

    call_command("backup", folder, check=28)

    assert capsys.readouterr().out == f"{old} is 27 hours old.\n"
    with pytest.raises(CommandError, match=r"is 27 hours old.* Why was none made since"):
        call_command("backup", folder, check=26)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_disk_that_is_full_while_encrypting_is_told_in_words(tmp_path):
    key = str(pyrage.x25519.Identity.generate().to_public())
    (tmp_path / "plain").write_bytes(bytes(1_000_000))

    with pytest.raises(BackupError, match=r"Encrypting into /dev failed: No space left on device.* Is there room"):
        encrypt(tmp_path / "plain", [key], into=Path("/dev/full"))
