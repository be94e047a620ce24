"""A file that breaks off in the middle ends its connection without the end of the answer: nothing takes it for whole.

Asked of gunicorn, as the site runs, over plain sockets: a reader's program sees bytes, not a response of Django.
"""

import io
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from pyarrow import ArrowInvalid, parquet

from events.exports import parquet_file
from events.exports.formats import FORMATS
from tests import factories as make

PROJECT = Path(__file__).resolve().parents[2]
SMALL = 4096  # bytes that wait on either side of the connection, so that the server stops writing early
LAST_CHUNK = b"0\r\n\r\n"
BUSY = "datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"


STREAMED = [f"/events.{form.name}" for form in FORMATS if form.name != "parquet"]  # whose first 500 rows are one piece


@pytest.fixture
def _long_record(transactional_db):
    """Some megabytes that do not get smaller when they are compressed: more than wait between database and reader."""
    for number in range(30):
        event = make.make_event(slug=f"long-{number}", title=secrets.token_hex(200), summary=secrets.token_hex(25_000))
        make.add_place(event=event, latitude="41.2647", longitude="69.2163")


@pytest.fixture
def port(_long_record) -> Iterator[int]:
    """A site on the database of the tests, served as the image serves it, by one process."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)  # connections inherit it
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        database = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + quote(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "gunicorn", "cooperation.wsgi", f"--bind=fd://{listener.fileno()}"]
        server = subprocess.Popen(
            [*command, "--threads=4", "--no-control-socket", "--log-level=critical"],
            cwd=PROJECT,
            env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "cooperation.settings"},
            pass_fds=[listener.fileno()],
        )
        yield listener.getsockname()[1]
        server.terminate()
        server.wait()


@contextmanager
def asked(port: int, path: str) -> Iterator[tuple[socket.socket, bytes]]:
    """The connection after the request, and the first bytes of the answer."""
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        reader.settimeout(20)
        reader.connect(("127.0.0.1", port))
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        yield reader, reader.recv(2048)


def rest_of(reader: socket.socket) -> bytes:
    """What still comes until the other side ends the connection, in one way or the other."""
    got = bytearray()
    try:
        while piece := reader.recv(1 << 20):
            got += piece
    except ConnectionResetError:
        pass
    return bytes(got)


def end_the_query() -> None:
    """Do to the server's connection what a database that restarts does to it."""
    until = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {BUSY}")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("No query was under way.")


def test_a_file_of_which_the_query_breaks_off_never_looks_whole(port):
    looks_whole = []
    for path in STREAMED:
        with asked(port, path) as (reader, begun):
            whole = begun + rest_of(reader)
        with asked(port, path) as (reader, begun):
            end_the_query()
            broken = begun + rest_of(reader)

        assert [each[:15] for each in (whole, broken)] == [b"HTTP/1.1 200 OK"] * 2
        assert [b"Transfer-Encoding: chunked" in each for each in (whole, broken)] == [True, True]
        assert whole.endswith(LAST_CHUNK)
        if broken.endswith(LAST_CHUNK) or len(broken) >= len(whole):
            looks_whole.append(path)
    assert looks_whole == []
    with asked(port, "/health/") as (_reader, healthy):
        assert healthy[:15] == b"HTTP/1.1 200 OK"


@pytest.mark.usefixtures("_long_record")
def test_a_parquet_file_of_which_the_query_breaks_off_ends_with_an_error(client, monkeypatch):
    """Asked in this process, where its first piece can be made small."""
    monkeypatch.setattr(parquet_file, "FIRST", 1)
    monkeypatch.setattr(parquet_file, "GROUP", 2)
    whole = b"".join(client.get("/events.parquet").streaming_content)
    pieces = iter(client.get("/events.parquet").streaming_content)
    begun = next(pieces)
    database = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + quote(connection.settings_dict["NAME"])
    with psycopg.connect(database) as other:
        other.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {BUSY}")
    with pytest.raises(psycopg.OperationalError):
        begun += next(pieces) + b"".join(pieces)
    connection.close()

    assert parquet.read_table(io.BytesIO(whole)).num_rows == 30
    assert 0 < len(begun) < len(whole)
    with pytest.raises(ArrowInvalid):
        parquet.read_table(io.BytesIO(begun))
