"""What the site writes as CSV it reads again: over the recorded events, and in the place of those that are gone."""

import csv
import io
import json
import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from events.columns import COLUMNS
from events.exchange.shapes import EVENTS
from events.exports import csv_file
from events.exports.tables import Given
from events.imports.importer import run_import
from events.models import Event
from tests.effort import examples
from tests.imports.files import write_folder
from tests.imports.generated import folders
from tests.imports.sheets import imported

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[2] / "events" / "sample"
LOST = {"quotes", "published"}  # how many quotes there are, and the day of publication, can't be entered


def written(path, *, status):
    """The CSV of all events, whoever may see them; links are told to published ones only."""
    events = Event.objects.order_by("slug")
    events.update(status=status, published_at=timezone.now())
    path.write_bytes(b"".join(csv_file.write(Given(events, COLUMNS["events"]))))
    return path


def cells(path):
    """The cells that columns can hold."""
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    return [{key: cell for key, cell in row.items() if key not in LOST} for row in rows]


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def go_round(folder, *, status):
    """Import our own file over the events, and then without them; return what both files say."""
    first = written(folder / "first.csv", status=status)
    told = imported(first).words[-1]
    Event.objects.update(part_of=None, follow_up_to=None)
    Event.objects.all().delete()
    imported(first)
    return told, cells(first), cells(written(folder / "second.csv", status=status))


def test_the_sample_goes_round(tmp_path):
    run_import(SAMPLE)

    told, before, after = go_round(tmp_path, status="published")

    assert told == "events: 0 new, 0 changed, 394 unchanged"
    assert after == before


@settings(
    max_examples=examples(6, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(generated=folders())
def test_any_events_go_round_as_far_as_columns_hold_them(generated):
    plain = {kind: json.loads(json.dumps(found).replace("<", "/")) for kind, found in generated.items()}
    generated = plain | {EVENTS: [fit_for_cells(event) for event in plain[EVENTS]]}
    if not generated[EVENTS]:
        return
    with TemporaryDirectory() as name, rolled_back():
        folder = Path(name)
        run_import(write_folder(folder / "in", **{kind.plural: found for kind, found in generated.items() if found}))

        told, before, after = go_round(folder, status="draft")

        assert told == f"events: 0 new, 0 changed, {len(before)} unchanged"
        assert after == before


def fit_for_cells(event):
    """The event without what a cell can't hold: blanks at the ends, separators in cities, a source cited twice."""
    event = {key: as_cell(value) if isinstance(value, str) else value for key, value in event.items()}
    for place in event.get("places", []):
        for key in {"city", "venue"} & place.keys():
            place[key] = " ".join(re.sub(r"[;|]", "/", place[key]).split()) or "x"
    places = {tuple(sorted(place.items())): place for place in event.get("places", [])}
    sources = {citation["source"]: citation for citation in event.get("citations", [])}
    lists = {"places": list(places.values()), "citations": list(sources.values())}
    if note := event.get("participant_count", {}).get("note"):
        event["participant_count"]["note"] = as_cell(note)
    return {**event, **{key: found for key, found in lists.items() if found}}


def as_cell(text):
    return text.replace("\r\n", "\n").strip() or "x"
