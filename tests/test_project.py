"""The files that set the project up agree with each other."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_settings import VARIABLES

PROJECT = Path(__file__).resolve().parent.parent


def text(name: str) -> str:
    return (PROJECT / name).read_text()


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load(text("docker-compose.yml"))


def test_example_names_every_setting_and_no_other():
    named = set(re.findall(r"^#?([A-Z_]+)=", text(".env.example"), re.MULTILINE))

    assert named == VARIABLES | {"POSTGRES_PASSWORD"}


def test_compose_asks_for_settings_of_the_example_only(compose):
    asked = set(re.findall(r"\$\{(\w+)", text("docker-compose.yml"))) | set(compose["x-site"]["environment"])

    assert asked - {"DATABASE_URL"} <= VARIABLES | {"POSTGRES_PASSWORD"}


def test_compose_runs_postgresql_18_with_the_locale_of_the_embedded_server(compose):
    database = compose["services"]["database"]

    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["data:/var/lib/postgresql"]
    arguments = database["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert {"--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"} <= set(arguments)
    for argument in arguments:
        assert argument in text("cooperation/embedded.py")


def test_compose_waits_for_the_database_and_the_migrations(compose):
    services = compose["services"]

    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert "pg_isready" in services["database"]["healthcheck"]["test"]
    assert all(port.startswith("127.0.0.1:") for port in services["web"]["ports"])
    assert "ports" not in services["database"]


def test_image_runs_without_rights_and_looks_after_itself():
    lines = text("Dockerfile").splitlines()
    last = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM")) :]

    assert [line for line in last if line.startswith("USER")] == ["USER site"]
    assert any(line.startswith("HEALTHCHECK") for line in last)
    assert any("/health/" in line for line in last)
    assert any("LOCAL=false" in line for line in last)
    assert not any("requirements-dev" in line for line in lines)


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
