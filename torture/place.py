"""Servers to be ill-treated: a PostgreSQL of their own, with its data under `var/torture`, and the site on it."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psutil

from bench.site import Server, free_port
from cooperation.embedded import Server as Embedded

PROJECT = Path(__file__).resolve().parent.parent
HOME = PROJECT / "var" / "torture"
NAME = "torture"
NO_LIMITS = {"SEARCHES_PER_MINUTE": "0", "FILES_PER_MINUTE": "0", "API_REQUESTS_PER_MINUTE": "0"}
OWN = "torture itself"  # the name under which our own connections go: nobody cuts them


class Postgres:
    """One embedded server that waits for the disk as a real one does, and can be killed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.server = Embedded(directory, durable=True)

    @property
    def url(self) -> str:
        return f"postgresql://postgres@{quote(str(self.server.socket_directory), safe='')}:5432/{NAME}"

    def start(self) -> None:
        with self.server.alone():
            self.server.ensure_running()
            self.server.join()

    def stop(self) -> None:
        """Stop it as an administrator does, whoever uses it."""
        if self.server.running_pid() is not None:
            self.server._run("pg_ctl", "-s", "-w", "-D", str(self.server.data), "-m", "immediate", "stop")

    def processes(self) -> list[psutil.Process]:
        """The server and all its helpers."""
        pid = self.server.running_pid()
        if pid is None:
            return []
        try:
            postmaster = psutil.Process(pid)
            return [postmaster, *postmaster.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def signal(self, number: int) -> None:
        for process in self.processes():
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue

    def kill(self) -> None:
        """Kill -9 of the server and all its helpers, at once."""
        self.signal(signal.SIGKILL)
        until = time.monotonic() + 10
        while self.server.running_pid() is not None and time.monotonic() < until:
            time.sleep(0.02)


class Site(Server):
    """Gunicorn with two workers on this machine only. What it says goes into a file."""

    def __init__(self, url: str, **settings: str) -> None:
        self.port = free_port()
        own = {"DATABASE_URL": url, "LOCAL": "true", "PORT": str(self.port), "LOG_LEVEL": "ERROR", "PGAPPNAME": "site"}
        self.environment = {**os.environ, **own, "WEB_CONCURRENCY": "2", **settings}
        self.log = HOME / "site.log"
        with self.log.open("ab") as log:
            command = [sys.executable, "manage.py", "start"]
            self.process = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log)
        self.wait("/")

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()


class BusyError(Exception):
    """Another run is at work in this folder."""


def empty_home() -> None:
    """Begin anew: nothing is left of an earlier run, its servers included. Only one run works at a time."""
    HOME.parent.mkdir(exist_ok=True)
    file = os.open(HOME.with_name("torture.lock"), os.O_RDWR | os.O_CREAT, 0o600)  # held until this process ends
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError("Another run of the torture is at work here.") from None
    os.set_inheritable(file, False)
    for directory in HOME.glob("pg*"):
        if directory.is_dir():
            Postgres(directory).kill()
            shutil.rmtree(directory.resolve())
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)


def begin(database: Postgres) -> None:
    """Start the server, make the database on it and point Django at it."""
    database.start()
    with database.server.alone():
        database.server.ensure_database(NAME)
    use(database.url)


def use(url: str) -> None:
    """Point Django, in this process, at the database."""
    os.environ.update({"DATABASE_URL": url, "LOCAL": "true", "PGAPPNAME": OWN})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

    import django

    django.setup()


def fill(folder: Path, *, events: int) -> None:
    """The tables, the sample and so many made events, imported as anybody would, so that all have their history."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("import_events", "events/sample", verbosity=0)
    if events:
        from bench.data import SAMPLE, SEED, write
        from bench.make import Maker
        from bench.sample import Sample
        from events.models import Country

        countries = list(Country.objects.values_list("code", flat=True))
        write(Maker(Sample(SAMPLE), countries, events=events, seed=SEED), folder)
        call_command("import_events", str(folder), verbosity=0)
