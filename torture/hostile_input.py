"""More than 20,000 hostile inputs: addresses, the API, uploads, pasted texts, every text of the record."""

from __future__ import annotations

import os
import subprocess
import sys


def run() -> int:
    """The tests of `tests/hostile` with many examples each; they end with the number of cases."""
    command = [sys.executable, "-m", "pytest", "tests/hostile", "--numprocesses", "0", "-p", "no:randomly", "-q"]
    return subprocess.run(command, env={**os.environ, "THOROUGH": "1"}, check=False).returncode
