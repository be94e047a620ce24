"""`manage.py start`, which `make run` calls."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ["manage.py", "cooperation", "events", "static", "templates"]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of an empty database on the tests' server."""
    url = os.environ["DATABASE_URL"]
    name = f"{settings.DATABASES['default']['TEST']['NAME']}_start"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
        yield url.rpartition("/")[0] + "/" + quote(name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project, so that its own var/ and staticfiles/ stay as they are."""
    for part in PARTS:
        if (PROJECT / part).is_dir():
            shutil.copytree(PROJECT / part, tmp_path / part)  # with what is compiled: a few seconds of each test
        else:
            shutil.copy(PROJECT / part, tmp_path / part)
    return tmp_path


def get(url: str) -> str:
    with urlopen(url, timeout=120) as response:  # it answers once all is loaded
        return response.read().decode()


def page_of(process: subprocess.Popen[str], url: str) -> str:
    """Wait for the site and return a page, or nothing when it ended before."""
    while process.poll() is None:
        try:
            return get(url)
        except URLError:
            time.sleep(0.1)
    return ""


def start_and_stop(copy: Path, port: int, database: str) -> tuple[str, str, float]:
    """Start the site, read a page and a static file of it, stop it as Ctrl-C does: page, output and seconds."""
    site = f"http://127.0.0.1:{port}"
    environment = os.environ | {"DATABASE_URL": database, "PORT": str(port), "LOG_LEVEL": "INFO"}
    environment["DJANGO_SETTINGS_MODULE"] = "cooperation.settings"
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "manage.py", "start"],
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        page = page_of(process, f"{site}/admin/login/")
        seconds = time.monotonic() - begun
        if page:
            assert len(get(site + re.findall(r'href="(/static/[^"]+\.css)"', page)[0])) > 100
            os.killpg(process.pid, signal.SIGINT)
        output = process.communicate()[0]
    assert process.returncode == 0, output
    return page, output, seconds


def modules_imported(folder: Path) -> set[Path]:
    """The files that our scripts import, as a browser would ask for them."""
    return {
        script.parent / name
        for script in folder.rglob("*.js")
        for name in re.findall(r"""from ["'](\./[^"']+)["']""", script.read_text())
    }


def test_start_from_nothing_serves_the_site_and_the_second_start_is_quick(copy, free_port, empty_database):
    page, first, _ = start_and_stop(copy, free_port, empty_database)
    _, second, seconds = start_and_stop(copy, free_port, empty_database)

    accounts = re.compile(r"^  (\w+) +(\S+)$", re.MULTILINE)
    assert 'name="password"' in page
    assert f"Cooperation Tracker is at http://127.0.0.1:{free_port}/" in first
    assert [name for name, _ in accounts.findall(first)] == ["analyst", "reviewer", "administrator"]
    assert accounts.findall(second) == accounts.findall(first)
    assert "Applying" in first
    assert "Applying" not in second
    assert not re.search("Preparing|Loading|Compressing", second)
    assert seconds < 20  # 1.5 on an idle machine; this only tells waiting for work from work done again
    with psycopg.connect(empty_database) as connection:
        events = connection.execute("SELECT count(*) FROM events_event").fetchone()
        released = connection.execute("SELECT tables -> 'events' ->> 'rows' FROM events_release").fetchall()
    assert (events, released) == ((394,), [("394",)])
    imported = modules_imported(copy / "staticfiles" / "admin-extra")
    assert len(imported) > 5
    assert [str(path) for path in imported if not path.exists()] == []


def test_unreachable_database_is_told_in_words(copy, free_port):
    environment = os.environ | {"DATABASE_URL": "postgresql://ada@127.0.0.1:1/record", "PORT": str(free_port)}
    environment["DJANGO_SETTINGS_MODULE"] = "cooperation.settings"

    done = subprocess.run(
        [sys.executable, "manage.py", "start"], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database does not answer. Is DATABASE_URL right?")


def test_taken_port_is_told_before_anything_is_done(taken_port):
    with override_settings(PORT=taken_port), pytest.raises(CommandError, match=rf"Port {taken_port} is taken"):
        call_command("start")  # would fail on its first query, since this test may not use the database
