"""The examples of docs/api.md do what they say, against a site with the sample record."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from events.selection import Selection

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "api.md").read_text()
ASKED = {
    "country": "UZ",
    "organization": "unodc",
    "theme": ["repatriation", "rehabilitation-reintegration"],
    "from": "2019",
    "to": "2026",
}

SIGNS = [("sh", "="), ("r", "<-")]


def example(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return found


def run(command, site):
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "SITE": site}, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.usefixtures("sample")
def test_the_examples_answer_with_the_events_of_the_page(live_server):
    slugs = [event.slug for event in Selection("events", ASKED).records]
    by_curl = json.loads(run(["sh", "-c", example("sh")], live_server.url))
    by_python = run([sys.executable, "-c", example("python")], live_server.url).splitlines()

    assert [event["slug"] for event in by_curl["results"]] == slugs
    assert len(slugs) == 3
    assert by_python[:2] == [by_curl["selection"]["description"], f"{len(slugs)} of {len(slugs)}"]
    assert len(by_python) == len(slugs) + 2

    has_jsonlite = 'cat(requireNamespace("jsonlite", quietly = TRUE))'
    if shutil.which("Rscript") and run(["Rscript", "-e", has_jsonlite], live_server.url) == "TRUE":
        assert "TRUE" in run(["Rscript", "-e", example("r")], live_server.url)


def test_the_example_in_r_asks_the_same_as_the_others():
    """R itself is seldom there where the tests run; with it, the test above runs the example."""
    questions = [re.findall(rf'question ?{sign} ?"(.*?)"', example(language)) for language, sign in SIGNS]

    assert questions == [[urlencode(ASKED, doseq=True)]] * 2
