"""The environment read with its types: what each variable may hold, and the words for one that is wrong.

All problems are told in one message that names each variable at fault and its cure.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import urlsplit

import dj_database_url
from environs import Env, ValidationError

MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
LOG_FORMATS = ["json", "line"]
LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

CURES = {
    "ALLOWED_HOSTS": "Give host names with commas between, such as example.org,www.example.org.",
    "API_REQUESTS_PER_MINUTE": "Give a number, such as 600, or 0 for no limit.",
    "BACKUP_FOLDER": "Give the folder that backups are kept in, such as /var/backups/cooperation.",
    "BACKUP_KEEP": "Give how many of the last backups are kept, from 1 on, such as 14.",
    "BACKUP_KEEP_MONTHS": "Give for how many months one backup is kept, such as 12, or 0.",
    "BACKUP_KEEP_WEEKS": "Give for how many weeks one backup is kept, such as 8, or 0.",
    "BACKUP_PUBLIC_KEY": "Give a public key of age, which begins with age1; several with commas between; or nothing.",
    "CONTACT_EMAIL": "Give one mail address, such as record@example.org.",
    "CSRF_TRUSTED_ORIGINS": "Give addresses with commas between, each with its scheme: https://example.org.",
    "DATABASE_URL": "Give postgresql://user:password@host:5432/name, special characters percent-encoded.",
    "DATABASE_REPLICA_URLS": "Give addresses as for DATABASE_URL with commas between, or nothing.",
    "DEBUG": "Give true or false.",
    "FILES_PER_MINUTE": "Give a number, such as 120, or 0 for no limit.",
    "HSTS_SECONDS": "Give a number of seconds, such as 31536000 for a year, or 0 for none.",
    "LOCAL": "Give true or false.",
    "LOG_FORMAT": f"Give one of {', '.join(LOG_FORMATS)}.",
    "LOG_LEVEL": f"Give one of {', '.join(LOG_LEVELS)}.",
    "METRICS_ADDRESS": "Give an address inside your network and a port, such as 127.0.0.1:9464, or nothing.",
    "PORT": "Give a number from 1 to 65535, such as 8000.",
    "REMEMBERED_MB": "Give a number of megabytes, such as 8, or 0 to make every page anew.",
    "REPLICA_LAG_SECONDS": "Give a number of seconds from 1 on, such as 5.",
    "SEARCHES_PER_MINUTE": "Give a number, such as 240, or 0 for no limit.",
    "SECRET_KEY": "Give at least 50 random characters:"
    " python3 -c 'import secrets; print(secrets.token_urlsafe(64))' prints some.",
    "SECRET_KEY_FALLBACKS": "Give former values of SECRET_KEY with commas between, or nothing.",
    "SENTRY_DSN": "Give the address of your project there, such as https://key@errors.example.org/1, or nothing.",
    "SESSION_HOURS": "Give a number of hours from 1 on, such as 12.",
    "SESSION_IDLE_MINUTES": "Give a number of minutes from 1 on, such as 120.",
    "SITE_URL": "Give the scheme and the host only, such as https://example.org, without a slash at the end.",
    "SLOW_QUERY_MS": "Give a number of milliseconds, such as 500, or 0 for no warning.",
    "SSL_REDIRECT": "Give true or false.",
    "STRICT_SIGN_IN": "Give true or false.",
    "TRUST_PROXY": "Give true or false.",
}


def stop(problem: str) -> NoReturn:
    """End the process in words: whoever mistyped a value needs no traceback."""
    sys.stderr.write(f"{problem}\n")
    raise SystemExit(1)


def _check(holds: bool, problem: str) -> None:
    if not holds:
        raise ValidationError(problem)


def is_port(value: int) -> None:
    _check(1 <= value <= 65535, f"{value} is no port.")


def is_origin(value: str) -> None:
    """Accept only scheme and host: a path or a closing slash would end up doubled in every address."""
    parts = urlsplit(value)
    web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    _check(web and value == f"{parts.scheme}://{parts.netloc}", f"{value!r} is no address of a site.")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]


def _former(text: str) -> list[str]:
    keys = [key for key in _words(text) if key]
    for key in keys:
        is_secret(key)
    return keys


def _public_keys(text: str) -> list[str]:
    """Keys that backups are encrypted to. The value is not told: it may be the secret key by mistake."""
    keys = [key for key in _words(text) if key]
    for key in keys:
        import pyrage  # only where there is a key to look at

        try:
            pyrage.x25519.Recipient.from_str(key)
        except pyrage.RecipientError:
            raise ValidationError("It holds something else than public keys.") from None
    return keys


def _origins(text: str) -> list[str]:
    for origin in _words(text):
        is_origin(origin.replace("://*.", "://", 1))
    return _words(text)


def _databases(text: str) -> list[str]:
    urls = [url for url in _words(text) if url]
    for url in urls:
        is_postgresql(url)
    return urls


def _hosts(text: str) -> list[str]:
    right = all(host and "/" not in host for host in _words(text))
    _check(right, f"{text!r} holds something else than host names.")
    return _words(text)


def is_mail_address(value: str) -> None:
    _check(not value or bool(MAIL_ADDRESS.fullmatch(value)), f"{value!r} is no mail address.")


def is_log_format(value: str) -> None:
    _check(value in LOG_FORMATS, f"{value!r} is no format of the log.")


def is_private_address(value: str) -> None:
    """Accept an address that a monitor inside the network reaches; the figures are not for the public."""
    host, _colon, port = value.rpartition(":")
    _check(not value or (bool(host) and port.isdecimal() and 1 <= int(port) <= 65535), f"{value!r} is no address.")


def is_report_address(value: str) -> None:
    parts = urlsplit(value)
    right = parts.scheme in {"http", "https"} and parts.username and parts.hostname and len(parts.path) > 1
    _check(not value or bool(right), "It cannot be read.")


def is_log_level(value: str) -> None:
    _check(value in LOG_LEVELS, f"{value!r} is no log level.")


def is_secret(value: str) -> None:
    _check(len(value) >= 50 and len(set(value)) >= 5, "It is too easy to guess.")


def is_path(value: str) -> None:
    _check(bool(value.strip()), "It is empty.")


def is_positive(value: int) -> None:
    _check(value >= 1, f"{value} is less than 1.")


def is_not_negative(value: int) -> None:
    _check(value >= 0, f"{value} is less than 0.")


def is_postgresql(value: str) -> None:
    try:
        parsed = dj_database_url.parse(value)
    except ValueError:
        raise ValidationError("It cannot be read.") from None
    _check(parsed["ENGINE"] == "django.db.backends.postgresql", "Only PostgreSQL will do.")
    _check(bool(parsed["NAME"]), "It names no database.")


def told(problems: Mapping[str, list[str]]) -> str:
    """Say for each variable what is wrong with it and what to do."""
    lines = ["The settings are not right:"]
    for name, reasons in problems.items():
        reason = " ".join(reasons).replace("Environment variable not set.", "It is not set.")
        lines.append(f"- {name}: {reason} {CURES[name]}")
    return "\n".join(lines)


def reader() -> Env:
    """Reads variables and gathers what is wrong with them until `seal` is called."""
    env = Env(eager=False)
    env.add_parser("hosts", _hosts)
    env.add_parser("origins", _origins)
    env.add_parser("former", _former)
    env.add_parser("databases", _databases)
    env.add_parser("public_keys", _public_keys)
    return env
