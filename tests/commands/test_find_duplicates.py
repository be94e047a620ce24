"""The command that tells what is recorded twice."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import add_place, make_event, make_organization, make_person

pytestmark = pytest.mark.django_db


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command("find_duplicates", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def recorded():
    for slug in ("2025-03-11-astana-one", "2025-03-11-astana-other"):
        add_place(event=make_event(slug=slug, title="Forum on prison staff", start="2025-03-11"), city="Astana")


def test_pairs_are_told_with_score_and_reasons(recorded):
    out, _err = run("--json")

    [pair] = json.loads(out)
    assert (pair["slug"], pair["match"]) == ("2025-03-11-astana-one", "2025-03-11-astana-other")
    assert set(pair) == {"slug", "match", "score", "reasons"}
    assert pair["reasons"][:2] == ["the same title", "the same days"]


@pytest.mark.parametrize("model", ["event", "organization", "person", "framework"])
def test_without_duplicates_the_list_is_empty(model):
    assert json.loads(run("--model", model, "--json")[0]) == []
    assert run("--model", model)[0] == "0 found\n"


def test_actors_are_told_as_well():
    make_person(slug="one", name="Natalia Gherman")
    make_person(slug="other", name="Natalya Gherman")
    make_organization(slug="body", name="A body")

    [pair] = json.loads(run("--model", "person", "--json")[0])
    assert (pair["slug"], pair["match"]) == ("one", "other")


def test_events_of_a_file_are_looked_for(recorded, tmp_path):
    event = {"title": "Forum on prison staff", "start": "2025-03", "places": [{"city": "Astana", "country": "UZ"}]}
    file = tmp_path / "events.jsonl"
    file.write_text("\n" + json.dumps({"title": "Another", "start": "1999"}) + "\n" + json.dumps(event) + "\n")

    found = json.loads(run("--against", str(file), "--json")[0])

    assert [(row["line"], row["match"]) for row in found] == [
        (3, "2025-03-11-astana-one"),
        (3, "2025-03-11-astana-other"),
    ]


def test_lines_that_are_no_events_are_named_and_the_rest_is_looked_for(recorded, tmp_path, capsys):
    event = {"title": "Forum on prison staff", "start": "2025-03-11", "places": [{"city": "Astana", "country": "UZ"}]}
    file = tmp_path / "events.jsonl"
    file.write_text("{\n[]\n" + json.dumps(event) + '\n{"title": "No date"}\n')
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError) as refused:
        call_command("find_duplicates", "--against", str(file), "--json", stdout=out, stderr=err)

    assert str(refused.value) == "3 lines could not be read; see above."
    assert err.getvalue().splitlines() == [
        "line 1: the line is no JSON object",
        "line 2: this is no event: one object with title and start was expected",
        "line 4: the event has no start",
    ]
    assert {row["line"] for row in json.loads(out.getvalue())} == {3}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_said(tmp_path, content):
    file = tmp_path / "events.jsonl"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        run("--against", str(file))

    assert str(refused.value).startswith(f"{file} could not be read")


def test_against_takes_events_only(tmp_path):
    with pytest.raises(CommandError) as refused:
        run("--against", str(tmp_path), "--model", "person")

    assert str(refused.value) == "--against takes events; leave --model away."
