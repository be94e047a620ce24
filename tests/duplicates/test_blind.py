"""How well events are found that are recorded already: pairs that were written before the comparison met them."""

import json
from pathlib import Path

import pytest

from events.duplicates.against import matches
from events.duplicates.crowd import held_against, nearest
from events.duplicates.events import pairs
from events.duplicates.typed import TypedEvents
from events.imports.importer import run_import
from tests.test_exchange import SAMPLE

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent / "blind"


def cases(file):
    return [json.loads(line) for line in (FOLDER / file).read_text(encoding="utf-8").splitlines()]


def measured(rows):
    """Precision and recall, in hundredths."""
    right = wrong = 0
    for row, found in zip(rows, matches(row["event"] for row in rows), strict=True):
        slugs = {match.event.slug for match in found.matches}
        expected = {row["near"]} if row["same"] else set()
        right += len(slugs & expected)
        wrong += len(slugs - expected)
    return 100 * right // (right + wrong), 100 * right // sum(row["same"] for row in rows)


def test_nine_of_ten_retold_events_are_found_and_nine_of_ten_that_are_found_are_right():
    run_import(SAMPLE)

    reached = {file: measured(cases(file)) for file in ("first.jsonl", "second.jsonl", "third.jsonl")}

    assert {file: (precision >= 90, recall >= 90) for file, (precision, recall) in reached.items()} == dict.fromkeys(
        reached, (True, True)
    ), reached
    assert [(pair.first.slug, pair.second.slug) for pair in pairs()] == []  # no event of the sample is there twice
    rows = [row for file in reached for row in cases(file)]
    assert found_in_a_crowd(rows) == found_one_by_one(rows)


def found_one_by_one(rows):
    """Row and slug of every event that is judged to be the same."""
    looked = matches(row["event"] for row in rows)
    return {(number, match.event.slug) for number, found in enumerate(looked) for match in found.matches}


def found_in_a_crowd(rows):
    """Those of them that the quick comparison of a whole file finds too."""
    typed = TypedEvents()
    events = [typed.facts(row["event"], f"line {number}") for number, row in enumerate(rows)]
    judged = [pair for batch in held_against(events, nearest(events)) for pair in batch]
    found = {(number, match.event.slug) for number, match in judged if match and match.is_same}
    return found & found_one_by_one(rows)  # beside the best match those are left out that are less good
