"""The audit finds secrets, tells faults of packages, and says plainly what it could not check."""

import json
import subprocess

import pytest

from cooperation import audit

MADE_UP = {
    "a private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "an age key": "AGE-SECRET-" + "KEY-1" + "Q" * 58,
    "a key of Amazon": "AKIA" + "A1B2C3D4E5F6G7H8",
    "a token of GitHub": "ghp_" + "a1" * 18,
    "a token of GitLab": "glpat-" + "a1" * 10,
    "a token of Slack": "xoxb-" + "1234567890-abc",
    "a key of Google": "AIza" + "a" * 35,
    "a key of a payment service": "sk_live_" + "a" * 20,
    "a token of a package index": "pypi-" + "a" * 60,
    "a signed token": ".".join(("eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 30)),
    "an address of Sentry": "https://" + "0a" * 16 + "@sentry.invalid/7",
    "a password in an address": "postgresql://ada:" + "correct-horse@db/record",
    "a secret that is set": "SECRET_KEY = '" + "k9" * 20 + "'",
}


@pytest.mark.parametrize("kind", audit.SECRETS)
def test_each_kind_of_secret_is_found(tmp_path, kind):
    file = tmp_path / "settings.py"
    file.write_text(f"first line\nvalue: {MADE_UP[kind]}\n")

    assert (2, kind) in list(audit.secrets_in(file))


@pytest.mark.parametrize(
    "line",
    [
        "SECRET_KEY = env.str('SECRET_KEY')",
        "DATABASE_URL=postgresql://user:password@localhost/name",
        "password = request.POST['password']",
        "https://example.org/a:b@c",
        'PASSWORD = "a long password"',
    ],
)
def test_what_is_no_secret_is_not(tmp_path, line):
    file = tmp_path / "settings.py"
    file.write_text(line)

    assert list(audit.secrets_in(file)) == []


def answer(text, error=""):
    return subprocess.CompletedProcess([], 0, text, error)


def test_a_fault_of_a_package_is_told_with_the_version_that_mends_it():
    told = {
        "dependencies": [
            {"name": "django", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]},
            {"name": "pip", "version": "2", "vulns": []},
        ]
    }

    assert audit.read_advisories(answer(json.dumps(told)), 2) == (2, ["django 1.0: CVE-1, mended in ['1.1']"], "")


@pytest.mark.parametrize(
    ("done", "why"),
    [
        (None, "no answer in two minutes"),
        (answer("", "x\nno route to host"), "the list of known faults can't be read: no route to host"),
        (
            answer('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'),
            "the list that can be reached knows nothing of 1 packages",
        ),
    ],
)
def test_what_could_not_be_checked_is_said_and_is_no_finding(done, why):
    assert audit.read_advisories(done, 1) == (0, [], why)


def test_every_package_of_the_site_has_a_licence_that_goes_with_ours():
    part = audit.licences()

    assert part.findings == ()
    assert "site   django " in "\n".join(part.lines)
