"""Everything between a fresh checkout and a page in the browser, in one process: what `make run` does."""

import hashlib
import signal
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import localdate

OF_THE_SERVER = [
    "workers", "threads", "timeout", "keepalive", "limit_request_line", "limit_request_fields", "loglevel",
    "control_socket_disable", "on_starting", "child_exit",
]  # fmt: skip
HOST = "127.0.0.1"
SAMPLE_NOTE = "The sample, made on this machine at the first start. It shows what a release is; do not cite it."
SAMPLE = settings.BASE_DIR / "events" / "sample"


class Command(BaseCommand):
    """Prepares the site on this machine and serves it until Ctrl-C."""

    help = "Migrate, load the reference data and on an empty database the sample, then serve on this machine."

    def handle(self, *args: object, **options: object) -> None:
        """Take the port first: a start that cannot be reached should not spend a minute on data."""
        listeners = [_listen(HOST, settings.PORT)]
        if settings.METRICS_ADDRESS:
            host, _colon, port = settings.METRICS_ADDRESS.rpartition(":")
            listeners.append(_listen(host, int(port)))
        _connect()
        self._migrate()
        self._load()
        if not settings.DEBUG:  # with DEBUG on, files are served from where they are written
            self._collect_static()
        self._serve(listeners)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database:")
            call_command("migrate", interactive=False)

    def _load(self) -> None:
        call_command("load_reference")
        if not _has_events():
            self.stdout.write("Loading the sample, real events of 2004 to 2026:")
            call_command("import_events", str(SAMPLE))
            _name_a_selection()
            call_command("make_release", f"{localdate():%Y.%m}", note=SAMPLE_NOTE, verbosity=0)

    def _collect_static(self) -> None:
        """Collect when a file has changed since the last time: hashing and compressing takes seconds."""
        stamp = settings.BASE_DIR / "var" / "static-files"
        now = _static_digest()
        if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).exists():
            return
        self.stdout.write("Compressing the static files (some seconds) ...")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(now)

    def _serve(self, listeners: list[socket.socket]) -> None:
        from gunicorn.app.base import BaseApplication

        from cooperation import server

        command = self

        class Server(BaseApplication):
            """Gunicorn, set up from here instead of from a command line."""

            def load_config(self) -> None:
                port = listeners[0].getsockname()[1]
                addresses = [f"fd://{listener.detach()}" for listener in listeners]
                values: dict[str, Any] = {name: getattr(server, name) for name in OF_THE_SERVER} | {
                    "bind": addresses,
                    "graceful_timeout": 10,
                    "preload_app": not settings.DEBUG,
                    "reload": settings.DEBUG,
                    # Ctrl-C reaches all processes; the first one tells the others, once each.
                    "post_worker_init": lambda _: signal.signal(signal.SIGINT, signal.SIG_IGN),
                    "when_ready": lambda _: command._welcome(port),
                }
                for name, value in values.items():
                    self.cfg.set(name, value)

            def load(self) -> Any:
                """Return the application, without connections: two processes must not talk on one."""
                application = get_internal_wsgi_application()
                connections.close_all()
                return application

        connections.close_all()
        Server().run()

    def _welcome(self, port: int) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nCooperation Tracker is at http://{HOST}:{port}/"))
        if settings.LOCAL:
            self.stdout.write(f"Accounts for http://{HOST}:{port}/admin/, with a password each:")
            call_command("make_demo_accounts", stdout=self.stdout)
            connections.close_all()
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        if isinstance(error, PermissionError):
            raise CommandError(f"Port {port} is for root only. Take a higher one: make run PORT=8001") from None
        if port != settings.PORT:
            raise CommandError(f"{host}:{port} can't be listened at: {error}. Give another METRICS_ADDRESS.") from None
        raise CommandError(f"Port {port} is taken. Take another: make run PORT={port + 1}") from None
    return listener


def _connect() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(f"The database does not answer. Is DATABASE_URL right?\n{error}") from None


def _has_events() -> bool:
    from events.models import Event

    return Event.objects.exists()


def _name_a_selection() -> None:
    """Show what a named selection is."""
    from events.models import NamedSelection

    NamedSelection.objects.create(
        slug="returnees",
        title="Return from conflict zones",
        note="How states and organizations work together on people who come back, their children above all.",
        query="theme=repatriation&theme=rehabilitation-reintegration",
    )


def _static_digest() -> str:
    """Sum up names, sizes and times of all static files, so that any change shows, and how they are stored."""
    digest = hashlib.sha256((settings.BASE_DIR / "cooperation" / "static_files.py").read_bytes())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
