"""Readers while the site is replaced under them: two copies behind the real proxy, reloaded, ended and started anew.

`python -m torture.reload [SECONDS]` needs the program caddy. Every answer has to be the page, whole.
"""

import http.client
import os
import re
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from cooperation.embedded import Server
from torture.own_server import PROJECT, command, environment, manage, started, trial_folder, url
from torture.place import NO_LIMITS
from torture.recovery import DATABASE

HTTPS, HTTP, CHECK = 8443, 8408, 8420
COPIES = (8401, 8402)
PATHS = ["/", "/events/", "/events/?country=UZ&year=2024", "/events.csv", "/api/v1/events/", "/organizations/"]
READERS = 6


def run(seconds: int) -> int:
    with trial_folder() as folder:
        server = started(folder, DATABASE)
        prepared_by_two(server)
        manage(server, "import_events", "events/sample")
        manage(server, "collectstatic", "--no-input", "--verbosity=0")
        settings = environment(server) | {
            "LOCAL": "false", "SECRET_KEY": secrets.token_urlsafe(64), "SITE_URL": f"https://localhost:{HTTPS}",
            "TRUST_PROXY": "true", "DATABASE_URL": url(server), **NO_LIMITS,
        }  # fmt: skip
        running = {port: start_copy(port, settings) for port in COPIES}
        proxy = start_proxy(folder)
        try:
            wait()
            print(asked_with_curl(), flush=True)
            problems = readers_and_replacements(running, settings, seconds)
        finally:
            for process in [proxy, *running.values()]:
                process.terminate()
                process.wait()
    return problems


def prepared_by_two(server: Server) -> None:
    """Two copies that start at once: one prepares the empty database, the other waits."""
    begun = time.monotonic()
    both = [
        subprocess.Popen(command(server, "prepare"), env=environment(server), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted((process.communicate()[0].splitlines(), process.returncode) for process in both)
    print(f"Two at once prepared an empty database in {time.monotonic() - begun:.1f} s: {said}", flush=True)
    if [status for _lines, status in said] != [0, 0]:
        raise SystemExit("One of them failed.")


def start_copy(port: int, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    asked = ["--config=python:cooperation.server", f"--bind=127.0.0.1:{port}", "cooperation.wsgi"]
    return subprocess.Popen([sys.executable, "-m", "gunicorn", *asked], cwd=PROJECT, env=settings)


def start_proxy(folder: Path) -> subprocess.Popen[bytes]:
    """The Caddyfile of the project, but on this machine only and at other ports."""
    text = (PROJECT / "Caddyfile").read_text()
    text = text.replace("admin off", f"admin off\n\thttp_port {HTTP}", 1)
    text = text.replace("encode zstd gzip", "bind 127.0.0.1\n\tencode zstd gzip", 1)
    program = shutil.which("caddy")
    if program is None:
        raise SystemExit("The program caddy is needed: apt install caddy.")
    version = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    if re.match(r"v?2\.[0-6]\.", version):  # that of Debian 12; the image has a newer one
        text = text.replace("request_buffers 64KB", "buffer_requests\n\t\tmax_buffer_size 64KB")
    file = folder / "Caddyfile"
    file.write_text(text)
    told = {
        "SITE_URL": f"https://localhost:{HTTPS}", "UPSTREAMS": " ".join(f"127.0.0.1:{port}" for port in COPIES),
        "CHECK_PORT": str(CHECK), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
    }  # fmt: skip
    asked = [program, "run", "--config", str(file), "--adapter", "caddyfile"]
    return subprocess.Popen(asked, env=os.environ | told, stderr=(folder / "proxy.log").open("wb"))


def ask(path: str, headers: dict[str, str] | None = None) -> tuple[int, int]:
    """Status and length of a whole answer; a connection of its own, as each new reader has."""
    strangers = ssl._create_unverified_context()  # noqa: S323 - its own authority, of this trial only
    connection = http.client.HTTPSConnection("localhost", HTTPS, timeout=30, context=strangers)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, len(answer.read())
    finally:
        connection.close()


def wait() -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if ask("/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The site never answered.")


def asked_with_curl() -> str:
    """What a browser is given: the protocol, the compression, and what is told of the server."""
    shown = "%{http_version} %{http_code} %{size_download} bytes"
    lines = []
    for encoding in ("zstd", "gzip", "br"):
        asked = ["curl", "--silent", "--insecure", "--http2", "-H", f"Accept-Encoding: {encoding}"]
        asked += ["-H", "X-Request-ID: mine", "--dump-header", "-", "--output", "/dev/null", "--write-out", shown]
        said = subprocess.run(
            [*asked, f"https://localhost:{HTTPS}/events/"], capture_output=True, text=True, check=True
        ).stdout
        told = [line for line in said.splitlines() if line.lower().startswith(("content-enc", "server", "x-request"))]
        lines.append(f"{encoding}: HTTP/{said.splitlines()[-1]}; {'; '.join(told)}")
    return "\n".join(lines)


def readers_and_replacements(
    running: dict[int, subprocess.Popen[bytes]], settings: dict[str, str], seconds: int
) -> int:
    """Readers ask all the time. Meanwhile each copy is reloaded, and ended and started anew, in turn."""
    stop, found = threading.Event(), Counter[str]()
    slowest = dict.fromkeys(("in peace", "reloaded", "ended and started"), 0.0)
    now = ["in peace"]

    def read(number: int) -> None:
        while not stop.is_set():
            number += 1
            begun, meanwhile = time.monotonic(), now[0]
            try:
                status, length = ask(PATHS[number % len(PATHS)])
                found["whole" if status == 200 and length > 1000 else f"status {status}"] += 1
            except (OSError, http.client.HTTPException) as error:
                found[repr(error)] += 1
            slowest[meanwhile] = max(slowest[meanwhile], time.monotonic() - begun)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    until, turns = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        port = COPIES[turns % 2]
        time.sleep(3)
        now[0] = "reloaded"
        running[port].send_signal(signal.SIGHUP)
        time.sleep(8)
        now[0] = "ended and started"
        running[port].terminate()
        running[port].wait()
        running[port] = start_copy(port, settings)
        time.sleep(8)  # until the proxy has found it
        now[0] = "in peace"
        turns += 1
    stop.set()
    for reader in readers:
        reader.join()
    told = ", ".join(f"{what} {longest:.1f} s" for what, longest in slowest.items())
    print(f"{turns} reloads and {turns} replacements in {seconds} s: {dict(found)}; the slowest answer {told}")
    return sum(number for what, number in found.items() if what != "whole")


if __name__ == "__main__":
    raise SystemExit(min(run(int(sys.argv[1]) if len(sys.argv) > 1 else 60), 1))
