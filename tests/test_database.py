"""The embedded PostgreSQL: who starts it, who stops it, and what a crash leaves behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from cooperation import database, unprivileged
from cooperation.database import EmbeddedError
from cooperation.embedded import Server
from cooperation.reset import reset

PROJECT = Path(__file__).resolve().parent.parent
HOLD = """
import sys
from pathlib import Path
from cooperation.database import embedded_url
print(embedded_url(Path(sys.argv[1]), durable=False), flush=True)
sys.stdin.read()
"""


class Client:
    """Another process that uses the server until it is told to go."""

    def __init__(self, directory: Path) -> None:
        command = [sys.executable, "-c", HOLD, str(directory)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()

    def ask(self, query: str) -> str:
        with psycopg.connect(self.url) as connection:
            row = connection.execute(query).fetchone()
        assert row
        return str(row[0])

    def leave(self) -> str:
        """End this process in the ordinary way and return what it wrote to the terminal."""
        if self.process.stdin and not self.process.stdin.closed:
            self.said = self.process.communicate("")[1]
        return self.said

    def kill(self) -> None:
        self.process.kill()
        self.leave()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@pytest.fixture
def directory(folder: Path) -> Iterator[Path]:
    """Where a server's data go, removed after the test."""
    directory = folder / "var" / "pg"
    yield directory
    reset(directory)


@pytest.fixture(scope="session")
def initialized(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Data as initdb leaves them, made once since that takes most of a second."""
    directory = tmp_path_factory.mktemp("initialized") / "pg"
    Client(directory).leave()
    yield directory.resolve()
    reset(directory)


@pytest.fixture
def used_directory(initialized: Path, directory: Path) -> Path:
    """The data of a server that has run before."""
    directory.parent.mkdir()
    subprocess.run(["cp", "-a", initialized, directory], check=True)
    return directory


@pytest.fixture
def join(directory: Path) -> Iterator[Callable[..., Client]]:
    """Starts processes that use the server, and ends those that a test leaves behind."""
    clients = []

    def start(where: Path = directory) -> Client:
        clients.append(Client(where))
        return clients[-1]

    yield start
    for client in clients:
        client.leave()


def running(directory: Path) -> int | None:
    return Server(directory).running_pid() if directory.exists() else None


def wait_until_gone(pid: int) -> None:
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)


def test_database_url_wins_and_nothing_is_started():
    code = "import sys; from cooperation.database import database_url; print(database_url(), *sys.modules)"
    env = {**os.environ, "DATABASE_URL": "postgresql://ada@example.org/record"}

    said = subprocess.check_output([sys.executable, "-c", code], cwd=PROJECT, env=env, text=True).split()

    assert said[0] == "postgresql://ada@example.org/record"
    assert "cooperation.database" in said
    assert not {"psycopg", "cooperation.embedded"} & set(said)


def test_second_process_shares_the_server_and_the_last_one_stops_it(join, used_directory):
    first = join()
    started = running(used_directory)
    second = join()

    assert (first.url, started) == (second.url, running(used_directory))
    assert started is not None
    first.leave()
    assert second.ask("SELECT 1") == "1"
    second.leave()
    assert running(used_directory) is None


def test_processes_that_begin_together_make_one_server(directory):
    with ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(Client, [directory] * 4))

    assert len({client.url for client in clients}) == 1
    assert clients[0].ask("SELECT 1") == "1"
    for client in clients:
        client.leave()
    assert running(directory) is None


def test_letters_of_every_script_have_upper_and_lower_case_whatever_the_locale(join, directory, monkeypatch):
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")
    client = join()

    lowered = client.ask("SELECT lower('ҚАЗАҚСТАН')")

    client.leave()
    assert lowered == "қазақстан"


def test_killed_client_does_not_keep_the_server_alive(join, used_directory):
    killed, other = join(), join()

    killed.kill()
    other.leave()

    assert running(used_directory) is None


def test_data_survive_when_the_server_is_killed(join, used_directory):
    client = join()
    with psycopg.connect(client.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    pid = running(used_directory)
    assert pid
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    client.leave()

    again = join()

    assert again.ask("SELECT answer FROM kept") == "42"
    again.leave()


def test_stranger_with_the_number_of_a_dead_server_is_left_alone(join, used_directory):
    pid_file = used_directory.resolve() / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"]) as stranger:
        pid_file.write_text(f"{stranger.pid}\n{used_directory.resolve()}\n")

        client = join()
        answer = client.ask("SELECT 1")
        client.leave()

        assert (answer, stranger.poll()) == ("1", None)
        stranger.kill()


@pytest.mark.parametrize("content", ["", "not a number\n", "999999999\n"])
def test_damaged_pid_file_is_replaced(join, used_directory, content):
    (used_directory.resolve() / "postmaster.pid").write_text(content)

    client = join()

    assert client.ask("SELECT 1") == "1"
    client.leave()


def test_initialization_broken_off_half_way_is_begun_again(join, directory):
    half = directory.with_name("pg.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    client = join()

    assert client.ask("SELECT 1") == "1"
    client.leave()


@pytest.mark.parametrize(
    "name",
    ['Проект d\'été, "x" y', "д" * 60],
    ids=["a path of other letters, blanks, commas and quotes", "a path too long for a socket"],
)
def test_unusual_path_works(join, folder, name):
    directory = folder / name / "var" / "pg"
    client = join()

    assert client.ask("SELECT 1") == "1"
    client.leave()
    reset(directory)


def test_reset_refuses_while_the_server_is_in_use(join, used_directory):
    client = join()

    with pytest.raises(EmbeddedError, match="a program is using it"):
        reset(used_directory)

    client.leave()
    assert reset(used_directory) == "All data are gone; `make run` begins anew."
    assert not used_directory.exists()


def test_data_of_another_version_are_told_apart_and_kept(directory):
    directory.mkdir(parents=True)
    version = directory / "PG_VERSION"
    version.write_text("15\n")

    with pytest.raises(EmbeddedError, match=r"is of PostgreSQL 15, not 18(.|\n)*DATABASE_URL"):
        database.embedded_url(directory)

    assert version.read_text() == "15\n"


def test_failed_start_shows_the_log_and_names_the_way_out(join, used_directory):
    with (used_directory.resolve() / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")

    client = join()

    said = client.leave()
    assert "no_such_setting" in said
    assert "DATABASE_URL" in said


def test_missing_wheel_names_the_way_out(monkeypatch):
    monkeypatch.setattr("cooperation.embedded.find_spec", lambda name: None)

    with pytest.raises(EmbeddedError, match=r"make setup(.|\n)*DATABASE_URL"):
        database.program("psql")


def test_programs_of_the_server_are_at_hand():
    said = subprocess.run([database.program("psql"), "--version"], capture_output=True, text=True, check=True)

    assert said.stdout.startswith("psql (PostgreSQL) 18.")
    with pytest.raises(EmbeddedError, match="no program no-such-program"):
        database.program("no-such-program")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can enter a folder that is closed to the data's owner")
class TestRoot:
    """Root, for whom the server must run as somebody else."""

    def test_server_runs_as_an_unprivileged_user(self, join, directory):
        client = join()
        pid = running(directory)

        assert psutil.Process(pid).uids().real != 0
        client.leave()

    def test_closed_folder_stays_closed_and_has_a_database(self, join, folder):
        folder.chmod(0o700)
        directory = folder / "var" / "pg"
        client = join()

        assert client.ask("SELECT 1") == "1"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert directory.resolve().parent.parent == unprivileged.SYSTEM_DIRECTORY
        assert directory.resolve().stat().st_mode & 0o777 == 0o700
        assert f"the database is kept in {directory.resolve().parent}" in client.leave()
        reset(directory)
        assert not directory.is_symlink()

    def test_data_come_along_when_the_folder_is_closed_later(self, join, directory, folder):
        first = join()
        with psycopg.connect(first.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        first.leave()
        folder.chmod(0o700)

        second = join()

        assert second.ask("SELECT answer FROM kept") == "42"
        second.leave()

    def test_data_stay_with_the_user_who_has_them(self, join, directory):
        directory.mkdir(parents=True)
        os.chown(directory, 65534, 65534)
        client = join()
        pid = running(directory)

        assert psutil.Process(pid).uids().real == 65534
        client.leave()

    def test_nobody_stands_in_where_users_cannot_be_added(self, directory, monkeypatch):
        monkeypatch.setattr(unprivileged, "USER", "no-such-user")
        monkeypatch.setattr(shutil, "which", lambda name: None)

        assert unprivileged.owner_of(directory)[0] == 65534
