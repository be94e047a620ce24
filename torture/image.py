"""The image, with the options of `docker-compose.yml`: built, prepared, asked, reloaded, backed up and ended.

`python -m torture image` needs docker or podman. CONTAINER_ENGINE names another or one with options, CONTAINER_BUILD
has more options for the build (a package index of one's own, say). Nothing is reached from outside: containers have no
network but their own loopback, and the database is at a socket. Compose itself, and its networks, are not tried.
"""

import json
import os
import secrets
import shlex
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import yaml

from cooperation.embedded import Server
from torture.own_server import PROJECT, started, trial_folder

NAME, PROXY = "cooperation-tracker-tried", "cooperation-tracker-proxy-tried"
DATABASE = "cooperation"
PATHS = ["/", "/events/", "/events/?country=UZ&year=2024", "/events.csv", "/api/v1/events/", "/accounts/sign-in/"]
READY = 60  # seconds
ENDED = 40  # the same as in docker-compose.yml
ASK = """
import json, ssl, sys, urllib.error, urllib.request
strangers, said = ssl._create_unverified_context(), {}
for path in json.loads(sys.argv[2]):
    try:
        answer = urllib.request.urlopen(sys.argv[1] + path, context=strangers, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    said[path] = [answer.status, len(answer.read()), answer.headers.get("Strict-Transport-Security", "")]
print(json.dumps(said))
"""


class Engine:
    """What builds and runs containers."""

    def __init__(self) -> None:
        given = shlex.split(os.environ.get("CONTAINER_ENGINE", ""))
        known = [given] if given else [[name] for name in ("docker", "podman")]
        answering = [one for one in known if shutil.which(one[0]) and _is_running(one)]
        if not answering:
            raise SystemExit("An engine that runs is needed: docker or podman, or what CONTAINER_ENGINE names.")
        self.command = answering[0]

    def __call__(self, *words: str, check: bool = True, timeout: int = 900) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*self.command, *words], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=timeout
        )
        if check and done.returncode:
            raise SystemExit(f"{words[0]} {words[-1]} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done

    def remove(self, *names: str) -> None:
        for name in names:
            self("rm", "--force", name, check=False)


def _is_running(engine: list[str]) -> bool:
    return subprocess.run([*engine, "info"], capture_output=True, check=False).returncode == 0


def run() -> int:
    """1 when something is wrong. What was built stays, so that the next build is quick."""
    engine, services = Engine(), yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
    _build(engine, services)
    with trial_folder() as folder:
        database = started(folder, DATABASE)
        for path in (database.socket_directory, database.socket_directory / ".s.PGSQL.5432"):
            path.chmod(0o777)  # the user of the image is another one
        try:
            return _tried(engine, services, database, folder)
        finally:
            engine.remove(PROXY, f"{NAME}-web", f"{NAME}-backup")


def _build(engine: Engine, services: dict[str, Any]) -> None:
    more = shlex.split(os.environ.get("CONTAINER_BUILD", ""))
    for service, name in (("web", NAME), ("proxy", PROXY)):
        begun = time.monotonic()
        engine("build", *more, "--target", services[service]["build"]["target"], "--tag", name, ".")
        told = json.loads(engine("image", "inspect", name).stdout)[0]
        print(f"{name}: built in {time.monotonic() - begun:.0f} s, {told['Size'] / 1e6:.0f} MB", flush=True)


def _tried(engine: Engine, services: dict[str, Any], database: Server, folder: Path) -> int:
    backups, certificates = folder / "backups", folder / "certificates"
    for volume, user in ((backups, 10001), (certificates, 10002)):
        volume.mkdir()
        os.chown(volume, user, user)  # as an engine makes a new volume: with the owner that the image says
    settings = {
        "DATABASE_URL": f"postgresql://postgres@%2Fdatabase:5432/{DATABASE}",
        "SECRET_KEY": secrets.token_urlsafe(64), "SITE_URL": "https://localhost",
    }  # fmt: skip
    mounted = ["--volume", f"{database.socket_directory}:/database", "--volume", f"{backups}:/backups"]

    def options(service: str) -> list[str]:
        return [*_options(services[service], settings), *mounted]

    problems = _prepared_by_two(engine, options("migrate"), services["migrate"]["command"])
    web = f"{NAME}-web"
    begun = time.monotonic()
    engine("run", "--detach", "--name", web, "--network", "none", *options("web"), NAME)
    _wait(engine, web, services["web"]["healthcheck"]["test"][1:])
    print(f"Healthy {time.monotonic() - begun:.1f} s after its start", flush=True)
    engine("exec", web, "python", "manage.py", "import_events", "events/sample", "--verbosity=0")
    engine("run", "--detach", "--name", PROXY, "--network", f"container:{web}", "--env", "UPSTREAMS=127.0.0.1:8000",
           "--volume", f"{certificates}:/data", *_options(services["proxy"], settings), PROXY)  # fmt: skip
    _wait(engine, PROXY, services["proxy"]["healthcheck"]["test"][1:])
    problems += [*_wrong_answers(engine, web), *_powers(engine, web), *_powers(engine, PROXY)]
    engine("kill", "--signal", "HUP", web)
    time.sleep(8)
    problems += _wrong_answers(engine, web)
    problems += _backed_up(engine, [*options("backup")], services)
    begun = time.monotonic()
    engine("stop", "--time", str(ENDED), web)
    state = json.loads(engine("inspect", web).stdout)[0]["State"]
    print(f"Ended with status {state['ExitCode']} after {time.monotonic() - begun:.1f} s", flush=True)
    problems += [f"the site ended with status {state['ExitCode']}"] if state["ExitCode"] else []
    for problem in problems:
        print(f"  WRONG: {problem}")
    return min(len(problems), 1)


def _prepared_by_two(engine: Engine, options: list[str], words: list[str]) -> list[str]:
    """Two copies of the job at once: one prepares the empty database, the other waits."""
    job = [*engine.command, "run", "--rm", "--network", "none", *options, NAME, *words]
    begun = time.monotonic()
    ends = [process.wait() for process in [subprocess.Popen(job, cwd=PROJECT) for _ in range(2)]]
    print(f"Two jobs prepared an empty database in {time.monotonic() - begun:.0f} s: {ends}", flush=True)
    return [f"two jobs ended with {ends}"] if any(ends) else []


def _options(service: dict[str, Any], settings: dict[str, str]) -> list[str]:
    """What compose gives the container, but for networks and volumes."""
    options = ["--init", "--read-only"] if service["read_only"] else ["--init"]
    for name in ("cap_drop", "cap_add", "tmpfs"):
        options += [part for value in service.get(name, ()) for part in (f"--{name.replace('_', '-')}", value)]
    options += ["--security-opt", "no-new-privileges", "--memory", service["mem_limit"], "--cpus", str(service["cpus"])]
    options += ["--pids-limit", str(service["pids_limit"])]
    environment = {name: value for name, value in service["environment"].items() if value is not None} | settings
    return options + [part for name, value in environment.items() for part in ("--env", f"{name}={value}")]


def _wait(engine: Engine, name: str, test: list[str]) -> None:
    """Until the health check that compose asks says yes."""
    until = time.monotonic() + READY
    while time.monotonic() < until:
        if engine("exec", name, *test, check=False).returncode == 0:
            return
        time.sleep(0.3)
    raise SystemExit(f"{name} never became healthy:\n{engine('logs', name, check=False).stderr[-3000:]}")


def _wrong_answers(engine: Engine, web: str) -> list[str]:
    said = json.loads(engine("exec", web, "python", "-c", ASK, "https://localhost", json.dumps(PATHS)).stdout)
    print("; ".join(f"{path} {status}, {size} bytes" for path, (status, size, _strict) in said.items()), flush=True)
    return [f"{path}: {one}" for path, one in said.items() if one[0] != 200 or one[1] < 1000 or not one[2]]


def _powers(engine: Engine, name: str) -> list[str]:
    """What a container may do that it should not: be root, write into itself."""
    user = engine("exec", name, "id", "-u").stdout.strip()
    problems = [f"{name} runs as root"] if user == "0" else []
    for path in ("/app/x", "/etc/x", "/x", "/usr/x"):
        written = engine("exec", name, "sh", "-c", f"echo > {path}", check=False)
        problems += [] if written.returncode else [f"{name} writes to {path}"]
    print("; ".join(problems) or f"{name}: user {user}, writes nowhere into itself", flush=True)
    return problems


def _backed_up(engine: Engine, options: list[str], services: dict[str, Any]) -> list[str]:
    """One round of the backup service, and its health check."""
    words = ["run", "--rm", "--name", f"{NAME}-backup", "--network", "none", *options, NAME]
    done = engine(*words, "python", "manage.py", "backup", check=False)
    said = (done.stdout.strip() or done.stderr[-1500:]).splitlines()
    print("Backup:", said[-1] if said else "said nothing", flush=True)
    checked = engine(*words, *services["backup"]["healthcheck"]["test"][1:], check=False)
    return [f"backup: {said}"] if done.returncode or checked.returncode else []
