"""The settings: what each variable does, and what is said when one is wrong."""

import runpy
from typing import Any

import pyrage
import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.variables import SETTINGS, VARIABLES

KEY = "k3y-with-enough-different-characters-" * 2
PRODUCTION = {"DATABASE_URL": "postgresql://ada:s%40cret@db.example:6432/record", "SECRET_KEY": KEY}


@pytest.fixture
def read(monkeypatch):
    """Reads the settings with these variables, and no other of the project's, in the environment."""

    def run(**variables: str) -> dict[str, Any]:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return run


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("ALLOWED_HOSTS", "https://example.org", "Give host names with commas between"),
        ("ALLOWED_HOSTS", "", "Give host names with commas between"),
        ("API_REQUESTS_PER_MINUTE", "-1", "Give a number, such as 600"),
        ("API_REQUESTS_PER_MINUTE", "many", "Give a number, such as 600"),
        ("BACKUP_FOLDER", " ", "Give the folder"),
        ("BACKUP_KEEP", "0", "from 1 on"),
        ("BACKUP_KEEP_MONTHS", "-1", "Give for how many months"),
        ("BACKUP_KEEP_WEEKS", "few", "Give for how many weeks"),
        ("BACKUP_PUBLIC_KEY", "age1short", "Give a public key of age"),
        ("CONTACT_EMAIL", "the editors", "Give one mail address"),
        ("CSRF_TRUSTED_ORIGINS", "example.org", "each with its scheme"),
        ("DATABASE_URL", "mysql://host/name", "Give postgresql://"),
        ("DATABASE_URL", "postgresql://host", "Give postgresql://"),
        ("DATABASE_URL", "postgresql://user:pa[ss@host/name", "Give postgresql://"),
        ("DATABASE_URL", "postgresql://host:port/name", "Give postgresql://"),
        ("DATABASE_REPLICA_URLS", "postgresql://one/name,mysql://two/name", "Give addresses as for DATABASE_URL"),
        ("DEBUG", "maybe", "Give true or false"),
        ("FILES_PER_MINUTE", "-1", "Give a number, such as 120"),
        ("REMEMBERED_MB", "-1", "Give a number of megabytes"),
        ("REPLICA_LAG_SECONDS", "0", "Give a number of seconds from 1 on"),
        ("SEARCHES_PER_MINUTE", "few", "Give a number, such as 240"),
        ("HSTS_SECONDS", "-1", "Give a number of seconds"),
        ("HSTS_SECONDS", "a year", "Give a number of seconds"),
        ("LOCAL", "maybe", "Give true or false"),
        ("LOG_LEVEL", "LOUD", "Give one of DEBUG, INFO"),
        ("LOG_FORMAT", "xml", "Give one of json, line"),
        ("METRICS_ADDRESS", "9464", "such as 127.0.0.1:9464"),
        ("METRICS_ADDRESS", "127.0.0.1:many", "such as 127.0.0.1:9464"),
        ("SECRET_KEY_FALLBACKS", "short", "Give former values of SECRET_KEY"),
        ("SESSION_HOURS", "0", "Give a number of hours"),
        ("SESSION_IDLE_MINUTES", "0", "Give a number of minutes"),
        ("STRICT_SIGN_IN", "maybe", "Give true or false"),
        ("SENTRY_DSN", "errors.example.org", "Give the address of your project"),
        ("SLOW_QUERY_MS", "-1", "Give a number of milliseconds"),
        ("PORT", "0", "Give a number from 1 to 65535"),
        ("PORT", "70000", "Give a number from 1 to 65535"),
        ("PORT", "http", "Give a number from 1 to 65535"),
        ("SECRET_KEY", "short", "Give at least 50 random characters"),
        ("SECRET_KEY", "a" * 60, "Give at least 50 random characters"),
        ("SECRET_KEY", "", "Give at least 50 random characters"),
        ("SITE_URL", "example.org", "Give the scheme and the host only"),
        ("SITE_URL", "https://example.org/", "Give the scheme and the host only"),
        ("SITE_URL", "ftp://example.org", "Give the scheme and the host only"),
        ("SITE_URL", "", "Give the scheme and the host only"),
        ("SSL_REDIRECT", "maybe", "Give true or false"),
        ("TRUST_PROXY", "maybe", "Give true or false"),
    ],
)
def test_wrong_value_stops_the_start_and_names_itself_and_the_cure(read, capsys, name, value, cure):
    with pytest.raises(SystemExit) as stopped:
        read(**PRODUCTION | {name: value})

    first, *lines = capsys.readouterr().err.splitlines()
    assert stopped.value.code == 1
    assert first == "The settings are not right:"
    assert len(lines) == 1
    assert lines[0].startswith(f"- {name}: ")
    assert cure in lines[0]


def test_every_variable_has_a_case_of_a_wrong_value():
    cases = test_wrong_value_stops_the_start_and_names_itself_and_the_cure.pytestmark[0].args[1]

    assert {case[0] for case in cases} == VARIABLES


def test_all_problems_are_told_at_once(read, capsys):
    with pytest.raises(SystemExit):
        read(LOCAL="false", PORT="x", DEBUG="maybe")

    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines[1:]] == ["- DEBUG", "- PORT", "- SECRET_KEY", "- DATABASE_URL"]


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY"])
def test_server_must_be_given_what_a_laptop_makes_for_itself(read, capsys, name):
    given = {key: value for key, value in PRODUCTION.items() if key != name}

    with pytest.raises(SystemExit):
        read(LOCAL="false", **given)

    assert f"- {name}: It is not set." in capsys.readouterr().err


def test_secret_of_a_message_is_not_shown(read, capsys):
    with pytest.raises(SystemExit):
        read(**PRODUCTION | {"DATABASE_URL": "mysql://ada:hunter2@host/name", "SECRET_KEY": "hunter2"})

    assert "hunter2" not in capsys.readouterr().err


def test_backups_are_encrypted_to_public_keys_and_a_secret_one_is_not_shown(read, capsys):
    secret = pyrage.x25519.Identity.generate()
    public = str(secret.to_public())

    assert read(**PRODUCTION | {"BACKUP_PUBLIC_KEY": f"{public}, {public}"})["BACKUP_PUBLIC_KEY"] == [public, public]
    assert read(**PRODUCTION)["BACKUP_PUBLIC_KEY"] == []
    with pytest.raises(SystemExit):
        read(**PRODUCTION | {"BACKUP_PUBLIC_KEY": str(secret)})
    assert str(secret) not in capsys.readouterr().err


def test_database_url_is_taken_as_it_is(read):
    settings = read(**PRODUCTION)

    database = settings["DATABASES"]["default"]
    assert {key: database[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")} == {
        "HOST": "db.example",
        "PORT": 6432,
        "USER": "ada",
        "PASSWORD": "s@cret",
        "NAME": "record",
    }
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert settings["LOCAL"] is False


def test_socket_directory_keeps_its_capital_letters(read):
    url = "postgresql://postgres@%2FUsers%2FAda%20L%2Fpg:5432/record"

    settings = read(**PRODUCTION | {"DATABASE_URL": url})

    assert settings["DATABASES"]["default"]["HOST"] == "/Users/Ada L/pg"


def test_site_on_this_machine_needs_nothing_but_a_port(read):
    settings = read(**PRODUCTION, PORT="9000")

    assert settings["SITE_URL"] == "http://127.0.0.1:9000"
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["http://127.0.0.1:9000"]
    assert (settings["SECURE_SSL_REDIRECT"], settings["SESSION_COOKIE_SECURE"]) == (False, False)
    assert (settings["SECURE_HSTS_SECONDS"], settings["DEBUG"]) == (0, False)


def test_blanks_in_lists_do_no_harm(read):
    settings = read(**PRODUCTION, ALLOWED_HOSTS="a.example, b.example", CSRF_TRUSTED_ORIGINS="https://*.example ")

    assert settings["ALLOWED_HOSTS"][:2] == ["a.example", "b.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://*.example"]


def test_site_with_https_passes_the_deployment_check(read, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # set by a browser test in the same process
    settings = read(**PRODUCTION, SITE_URL="https://example.org", TRUST_PROXY="true")
    upper = {name: value for name, value in settings.items() if name.isupper() and name != "DATABASES"}

    with override_settings(**upper):
        call_command("check", deploy=True, fail_level="INFO")


def test_secret_key_of_this_machine_is_made_once_and_for_its_owner_only(read, tmp_path):
    settings = read(**PRODUCTION)
    make = settings["_local_secret_key"]
    make.__globals__["BASE_DIR"] = tmp_path

    first, second = make(), make()

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]
