"""Finds a Chromium for the browser tests, or installs one: `python -m tests.browser.chromium --install`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is Debian's Chromium without a window: the tests cost half the processor time of the whole browser.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
NEITHER = """No Chromium was found and none could be installed, so the browser tests cannot run.
Install chromium or google-chrome by hand, or leave the browser tests out: make test BROWSER=skip"""


def find() -> str | None:
    """Return the path of a browser on PATH, else of the one Playwright keeps for this user, if any."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install Debian's package where that is possible, Playwright's own browser otherwise."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {NAMES[0]} with apt-get ...", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        updated = subprocess.run(["apt-get", "-q", "update"], env=quiet, check=False)
        if updated.returncode == 0:
            command = ["apt-get", "-q", "install", "-y", "--no-install-recommends", NAMES[0]]
            subprocess.run(command, env=quiet, check=False)
    if find() is None:
        print("Installing Playwright's Chromium ...", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    """Make sure that there is a browser, or say so and fail."""
    if os.environ.get("BROWSER") == "skip":
        return
    if find() is None:
        install()
    if find() is None:
        raise SystemExit(NEITHER)


if __name__ == "__main__":
    main()
