"""`make audit`: what the site is made of, what is known to be wrong with it, and which secrets lie about in its files.

    python -m cooperation.audit

Each part says what it looked at. What could not be looked at is said as plainly at the end, and is no failure; a
finding is one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "bench/requirements-peer.txt")
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
REFUSED = re.compile(r"\b(AGPL|SSPL|BUSL|Commons Clause|Affero|proprietary|non-?commercial)\b", re.IGNORECASE)
LONGEST = 60  # letters of a licence: some packages put its whole text there

SECRETS = {
    "a private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "an age key": r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}",
    "a key of Amazon": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of GitHub": r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{50,})",
    "a token of GitLab": r"\bglpat-[0-9A-Za-z_-]{20,}",
    "a token of Slack": r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}",
    "a key of Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a key of a payment service": r"\b[sr]k_live_[0-9A-Za-z]{16,}",
    "a token of a package index": r"\bpypi-[0-9A-Za-z_-]{50,}",
    "a signed token": r"\beyJ[0-9A-Za-z_-]{15,}\.eyJ[0-9A-Za-z_-]{15,}\.[0-9A-Za-z_-]{20,}",
    "an address of Sentry": r"https://[0-9a-f]{32}@[0-9a-z.-]+/\d+",
    "a password in an address": r"\b[a-z][a-z0-9+]*://[^\s:/@<>{}$%'\"]+:[^\s@/<>{}$%'\"]{6,}@[^\s/@]+",
    "a secret that is set": (
        r"(?i)\b(?:secret_?key|api_?key|access_?token|auth_?token|password|passwd)\b[\"']?\s*[=:]\s*[\"'][0-9A-Za-z+/_=!@#%^&*.-]{20,}[\"']"
    ),
}
NO_SECRET = re.compile(
    r"example|made-up|tests? only|nobody|placeholder|change-?me|user:password|hunter2", re.IGNORECASE
)
NOT_READ = (".png", ".jpg", ".ico", ".woff2", ".gz", ".zip", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Part:
    """What one part found: lines to read, findings that have to go, and what could not be checked."""

    name: str
    lines: tuple[str, ...]
    findings: tuple[str, ...] = ()
    unchecked: str = ""


def main() -> int:
    parts = [part() for part in PARTS]
    for part in parts:
        print(f"\n== {part.name}")
        for line in (*part.lines, *(f"FOUND: {finding}" for finding in part.findings)):
            print(f"   {line}")
    print("\n== Summary")
    for part in parts:
        state = f"{len(part.findings)} found" if part.findings else "nothing found"
        print(f"   {part.name}: {f'NOT CHECKED ({part.unchecked})' if part.unchecked else state}")
    return 1 if any(part.findings for part in parts) else 0


def pinned() -> dict[str, dict[str, str]]:
    """The packages of each lock file with their versions."""
    return {lock: dict(PINNED.findall((PROJECT / lock).read_text())) for lock in LOCKS}


def licences() -> Part:
    """Each package that the site runs with, and each other one, with the licence that it declares."""
    locks = pinned()
    runtime = locks[LOCKS[0]]
    lines, refused, missing = [], [], []
    counted: Counter[str] = Counter()
    for name, version in sorted({**locks[LOCKS[1]], **runtime}.items()):
        try:
            licence = licence_of(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            missing.append(name)  # of another system or version of Python
            continue
        counted[licence] += 1
        lines.append(f"{'site ' if name in runtime else 'tools'}  {name} {version}: {licence}")
        if name in runtime and all(REFUSED.search(each) for each in licence.split(" or ")):
            refused.append(f"{name} is under {licence}, which does not go with the licence of the project")
    if missing:
        lines.append(f"Not installed here, so not looked at: {', '.join(missing)}.")
    lines.append(f"{counted.total()} packages, {len(runtime)} of them on the site.")
    unknown = [line for line in lines if line.endswith(": not said")]
    return Part("Licences", tuple(lines), tuple(refused + [f"no licence is declared: {line}" for line in unknown]))


def licence_of(told: Any) -> str:
    """The SPDX expression, else what classifiers say, else the first words of the free text."""
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [
        value.rpartition(" :: ")[2] for value in told.get_all("Classifier") or [] if value.startswith("License :: ")
    ]
    words = (told.get("License") or "").strip().split("\n")[0][:LONGEST]
    return " or ".join(classified) or words or _first_line(told) or "not said"


def _first_line(told: Any) -> str:
    """The heading of the licence that comes with a package, as of “MIT License”."""
    files = metadata.files(told["Name"]) or []
    licences = (Path(str(file.locate())) for file in files if "LICENSE" in file.name.upper())
    found = next((file for file in licences if file.is_file()), None)
    return found.read_text().strip().split("\n")[0][:LONGEST] if found else ""


def advisories() -> Part:
    """Known faults of the pinned versions, where a list of them can be reached."""
    name, lines, found, reasons = "Known faults of packages", [], [], []
    for lock, packages in pinned().items():
        asked = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--disable-pip", "--require-hashes"]
        done = run([*asked, "--format", "json", "--progress-spinner", "off", "--timeout", "10"], seconds=120)
        checked, faults, why = read_advisories(done, len(packages))
        lines.append(f"{lock}: {checked} of {len(packages)} packages checked")
        found += faults
        reasons += [f"{lock}: {why}"] if why else []
    return Part(name, tuple(lines), tuple(found), "; ".join(reasons))


def read_advisories(done: subprocess.CompletedProcess[str] | None, number: int) -> tuple[int, list[str], str]:
    """How many packages were checked, what is wrong with them, and why not all were."""
    if done is None:
        return 0, [], "no answer in two minutes"
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (done.stderr.strip() or "no answer").splitlines()[-1]
        return 0, [], f"the list of known faults can't be read: {last[:160]}"
    checked = [each for each in told if "skip_reason" not in each]
    faults = [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {fault['fix_versions'] or 'no version yet'}"
        for each in checked
        for fault in each.get("vulns", [])
    ]
    unknown = number - len(checked)
    return len(checked), faults, f"the list that can be reached knows nothing of {unknown} packages" if unknown else ""


def secrets() -> Part:
    """Whether a tracked file holds what looks like a secret."""
    done = run(["git", "ls-files", "-z"])
    if done is None or done.returncode:
        return Part("Secrets in tracked files", (), (), "this is no clone of the repository, or git is missing")
    files = [name for name in done.stdout.split("\0") if name and not name.endswith(NOT_READ)]
    found = [f"{name}:{line}: {what}" for name in files for line, what in secrets_in(PROJECT / name)]
    return Part("Secrets in tracked files", (f"{len(files)} files, {len(SECRETS)} kinds of secrets",), tuple(found))


def secrets_in(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        for what, pattern in SECRETS.items():
            if (found := re.search(pattern, line)) and not NO_SECRET.search(found[0]):
                yield number, what


def code() -> Part:
    """The rules of ruff about security; what is excepted stands in pyproject.toml, or beside its line."""
    done = run([sys.executable, "-m", "ruff", "check", "--output-format", "concise", "."], seconds=120)
    if done is None or done.returncode not in (0, 1):
        return Part("Rules about security in code", (), (), "ruff did not run")
    found = [line for line in done.stdout.splitlines() if re.match(r"\S+:\d+:\d+: S\d", line)]
    excepted = run(["git", "grep", "-hoE", r"noqa: [A-Z0-9, ]*\bS[0-9]{3}", "--", "*.py"])
    number = len(excepted.stdout.splitlines()) if excepted else 0
    return Part("Rules about security in code", (f"{number} lines are excepted",), tuple(found))


def image() -> Part:
    """Of the container image only what can be read: no scanner is a Python package."""
    return Part(
        "Container image", ("Scan it where it is built: trivy image NAME, or docker scout cves NAME.",), (), "by hand"
    )


def run(command: list[str], *, seconds: int = 60) -> subprocess.CompletedProcess[str] | None:
    """What a program says; None where it is missing or takes too long."""
    try:
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None


PARTS: tuple[Callable[[], Part], ...] = (licences, advisories, secrets, code, image)

if __name__ == "__main__":
    sys.exit(main())
