"""The files that set the project up agree with each other."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from cooperation import server
from events.views.limited import AT_ONCE
from tests.variables import VARIABLES

PROJECT = Path(__file__).resolve().parent.parent


def text(name: str) -> str:
    return (PROJECT / name).read_text()


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load(text("docker-compose.yml"))


OF_COMPOSE = {"POSTGRES_PASSWORD", "HTTP_PORT", "HTTPS_PORT", "WEB_CONCURRENCY"}


def test_example_names_every_setting_and_no_other():
    named = set(re.findall(r"^#?([A-Z_]+)=", text(".env.example"), re.MULTILINE))

    assert named == VARIABLES | OF_COMPOSE


def test_compose_asks_for_settings_of_the_example_only(compose):
    asked = set(re.findall(r"\$\{(\w+)", text("docker-compose.yml"))) | set(compose["x-site"]["environment"])

    assert asked - {"DATABASE_URL"} <= VARIABLES | OF_COMPOSE


def test_compose_hands_on_every_setting_but_those_of_one_machine(compose):
    of_one_machine = {"DEBUG", "LOCAL", "LOG_FORMAT", "PORT", "SSL_REDIRECT"}

    handed_on = set(compose["x-site"]["environment"])
    assert {name for name in VARIABLES - handed_on if not name.startswith("DATABASE_")} == of_one_machine


def test_compose_runs_postgresql_18_with_the_locale_of_the_embedded_server(compose):
    database = compose["services"]["database"]

    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["data:/var/lib/postgresql"]
    arguments = database["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert {"--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"} <= set(arguments)
    for argument in arguments:
        assert argument in text("cooperation/embedded.py")


def test_compose_starts_each_service_when_what_it_needs_is_ready(compose):
    services = compose["services"]
    healthy, done = {"condition": "service_healthy"}, {"condition": "service_completed_successfully"}

    assert {name: service.get("depends_on", {}) for name, service in services.items()} == {
        "database": {},
        "migrate": {"database": healthy},
        "web": {"database": healthy, "migrate": done},
        "proxy": {"web": healthy},
        "backup": {"migrate": done},
    }
    assert "pg_isready" in services["database"]["healthcheck"]["test"]
    assert "/health/ready" in services["web"]["healthcheck"]["test"][-1]
    assert services["migrate"]["command"] == ["python", "manage.py", "prepare"]
    assert services["migrate"]["restart"] == "no"


def test_compose_lets_only_the_proxy_be_reached(compose):
    services = compose["services"]

    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert [name for name, service in services.items() if "outside" in service["networks"]] == ["web", "proxy"]
    assert compose["x-site"]["environment"]["TRUST_PROXY"] == "true"
    assert "9464" not in text("Caddyfile")


@pytest.mark.parametrize("name", ["database", "migrate", "web", "proxy", "backup"])
def test_compose_guards_every_service(compose, name):
    service = compose["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "cpus", "pids_limit", "tmpfs", "healthcheck"} <= set(service)
    assert service.get("user") != "root"
    assert service["logging"]["options"] == {"max-size": "20m", "max-file": "5"}


def test_compose_backs_up_every_day_and_notices_when_none_was_made(compose):
    service = compose["services"]["backup"]

    assert "manage.py backup; python manage.py tidy; sleep 86400" in service["command"][-1]
    assert service["healthcheck"]["test"] == ["CMD", "python", "manage.py", "backup", "--check", "26"]
    assert service["volumes"] == [f"backups:{service['environment']['BACKUP_FOLDER']}"]
    assert set(compose["volumes"]) == {"data", "backups", "certificates"}


def stages() -> dict[str, list[str]]:
    """The lines of each stage of the Dockerfile."""
    parts = re.split(r"^FROM \S+ AS (\w+)$", text("Dockerfile"), flags=re.MULTILINE)
    return {name: lines.splitlines() for name, lines in zip(parts[1::2], parts[2::2], strict=True)}


def test_image_runs_without_rights_and_looks_after_itself():
    lines = stages()["site"]

    assert list(stages()) == ["packages", "proxy", "site"]
    assert [line for line in lines if line.startswith("USER")] == ["USER site"]
    assert [line for line in stages()["proxy"] if line.startswith("USER")] == ["USER 10002:10002"]
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert any("/health/" in line for line in lines)
    assert any("LOCAL=false" in line for line in lines)
    assert "requirements-dev" not in text("Dockerfile")


def test_compose_builds_the_stages_of_the_image(compose):
    built = {name: service["build"]["target"] for name, service in compose["services"].items() if "build" in service}

    assert built == {"web": "site", "proxy": "proxy"}


def test_one_service_builds_the_image_that_three_use(compose):
    """Two that build one name at a time fail on a machine where it is not there yet."""
    used = {name: service.get("image") for name, service in compose["services"].items()}

    assert [name for name, image in used.items() if image == "cooperation-tracker"] == ["migrate", "web", "backup"]
    assert compose["x-site"]["pull_policy"] == "never"


def test_proxy_keeps_a_waiting_connection_shorter_than_the_site():
    kept = re.findall(r"keepalive (\d+)s", text("Caddyfile"))

    assert [int(seconds) for seconds in kept] == [60]
    assert server.keepalive > 60


def test_files_sent_to_one_address_leave_a_thread_for_pages():
    assert AT_ONCE.most < server.threads


def test_proxy_tells_who_asks_by_itself_and_leaves_words_to_a_copy_without_its_database():
    lines = {line.strip() for line in text("Caddyfile").splitlines()}

    assert lines >= {
        "{$SITE_URL} {",
        "encode zstd gzip",
        "health_uri /health/live",
        "Host localhost",
        "lb_try_duration 10s",
        "request_buffers 64KB",
        "max_size 32MB",
        "header_up X-Forwarded-For {remote_host}",
        "header_up X-Request-ID {http.request.uuid}",
        "request>remote_ip delete",
    }


def test_image_is_given_only_what_it_copies():
    copied = {line.split()[1] for line in text("Dockerfile").splitlines() if re.match(r"COPY [^-]", line)}
    let_in = {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")}

    assert let_in == copied
    assert {name for name in copied if not (PROJECT / name).exists()} == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_pins_hashes_and_holds_no_address(name):
    requirements = [line for line in text(name).splitlines() if line and not line.startswith((" ", "#"))]

    assert "://" not in text(name)
    assert requirements
    for line in requirements:
        assert re.match(r"[a-z0-9.-]+==[^ ]+ .*\\$", line), line


def test_locks_hold_what_the_project_asks_for():
    project = tomllib.loads(text("pyproject.toml"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[><=]", requirement)[0].lower() for requirement in requirements}

    locked, locked_dev = (set(re.findall(r"^([\w.-]+)==", text(name), re.MULTILINE))
                          for name in ("requirements.txt", "requirements-dev.txt"))  # fmt: skip
    assert names(project["dependencies"]) <= locked <= locked_dev
    assert names(project["optional-dependencies"]["dev"]) <= locked_dev
    assert not names(["pytest", "ruff", "mypy"]) & locked


def test_every_dependency_says_what_it_is_for():
    project = text("pyproject.toml").partition("[build-system]")[0]
    lines = re.findall(r'^  "[A-Za-z][^"]*(?:\[[^"]*)?[><=][^"]*",(.*)$', project, re.MULTILINE)

    assert len(lines) > 20
    assert [line for line in lines if not re.match(r" +# \w+", line)] == []


def test_every_word_of_make_explains_itself():
    words = set(re.findall(r"^\.PHONY: (\S+)", text("Makefile"), re.MULTILINE)) - {"python", "runtime"}
    explained = set(re.findall(r"^([a-z-]+):.*## \S", text("Makefile"), re.MULTILINE))

    assert explained == words
    assert {"run", "test", "lint", "help", "setup", "bench", "bench-data", "lock", "docs", "expected"} <= words


def test_migrations_have_names_of_their_own():
    names = [path.stem for path in (PROJECT / "events" / "migrations").glob("0*.py")]

    assert names
    assert [name for name in names if "_auto_" in name or name.endswith("_initial")] == []
