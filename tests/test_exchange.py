"""Exporting in the exchange format: without loss, for the right eyes, and whole or not at all."""

import csv
import json
import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given

import events
from events import choices
from events.exchange.folder import FolderRefusedError, export
from events.exchange.records import Slugs, records
from events.exchange.shapes import EVENTS, KINDS, THEMES
from events.imports.importer import run_import
from events.imports.plan import canonical, numbered
from events.models import Event, Theme
from tests import factories
from tests.effort import tried
from tests.imports.files import a_source, an_event, write_folder
from tests.imports.generated import folders

pytestmark = pytest.mark.django_db

SAMPLE = Path(events.__file__).parent / "sample"
FILES = [kind.file for kind in KINDS]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in FILES}


def slugs_in(path):
    return [json.loads(line)["slug"] for line in path.read_text(encoding="utf-8").splitlines()]


@contextmanager
def rolled_back():
    """An empty database for what is done inside, whatever it leaves behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Without loss


def test_the_sample_comes_out_byte_for_byte_as_it_went_in(tmp_path):
    run_import(SAMPLE)

    counts = export(tmp_path)

    assert contents(tmp_path) == contents(SAMPLE)
    assert counts == {
        "themes": 30,
        "sources": 512,
        "organizations": 420,
        "people": 376,
        "frameworks": 235,
        "events": 394,
    }


@tried(8)
@given(generated=folders())
def test_any_record_goes_round_without_loss(generated):
    with TemporaryDirectory() as name:
        first, second, third = (Path(name) / each for each in ("first", "second", "third"))
        write_folder(first, **{kind.plural: found for kind, found in generated.items() if found})
        first_is_empty = not any(first.iterdir())
        with rolled_back():
            if not first_is_empty:
                run_import(first)
            export(second)
        with rolled_back():
            run_import(second)
            export(third)

        assert contents(second) == contents(third)
        for kind, found in generated.items():
            expected = [canonical(kind, record) for record in sorted(found, key=lambda record: record["slug"])]
            for record in expected:
                if "quotes" in record and kind is EVENTS:
                    record["quotes"] = numbered(record["quotes"], [])
            path = second / kind.file
            written = [json.loads(line) for line in path.read_text().split("\n")[:-1]] if path.exists() else []
            assert [list(record.items()) for record in written] == [list(record.items()) for record in expected]


def test_themes_with_commas_quotes_and_line_breaks_go_round(tmp_path):
    Theme.objects.create(slug="tricky", name='A, "b"\n\nand; c\r', pillar=4)
    export(tmp_path)
    Theme.objects.filter(slug="tricky").update(name="Plain")

    run_import(tmp_path)

    assert Theme.objects.get(slug="tricky").name == 'A, "b"\n\nand; c\r'


def test_a_record_is_written_with_its_keys_in_order_and_nothing_empty(tmp_path):
    event = factories.make_event(slug="2024-05-14-osh", title="Тренинг", mode="online", status="draft")
    factories.add_place(event=event, city="Osh", country=factories.make_country(code="KG"))
    factories.add_quote(event=event, number=3, text="Well.", attribution="A delegate")

    export(tmp_path)

    assert (tmp_path / "events.jsonl").read_text(encoding="utf-8") == (
        '{"slug": "2024-05-14-osh", "title": "Тренинг", "type": "seminar", "start": "2024-05-14", "mode": "online", '
        '"places": [{"city": "Osh", "country": "KG"}], '
        '"quotes": [{"text": "Well.", "language": "en", "attribution": "A delegate", "number": 3}], '
        '"status": "draft"}\n'
    )


def test_files_are_sorted_by_slug_whatever_the_collation(tmp_path):
    for slug in ("b", "a-b", "a1", "a", "ab"):
        factories.make_person(slug=slug)

    export(tmp_path)

    assert slugs_in(tmp_path / "people.jsonl") == ["a", "a-b", "a1", "ab", "b"]


def test_the_number_of_queries_does_not_grow_with_the_events():
    def queries_for(count):
        Event.objects.all().delete()
        for _ in range(count):
            event = factories.make_event()
            factories.add_place(event=event)
            factories.add_organization(event=event)
        with CaptureQueriesContext(connection) as queries:
            assert len(list(records(EVENTS, Event.objects.all(), Slugs()))) == count
        return len(queries)

    # The events, eight lists and former slugs, and the slugs of the organizations.
    assert (queries_for(1), queries_for(3)) == (11, 11)


# What the public sees


def test_the_public_export_holds_only_what_the_public_sees(tmp_path):
    hidden = factories.make_event(slug="hidden", status="draft")
    shown = factories.make_event(slug="shown", part_of=hidden, follow_up_to=hidden, withdrawn_reason="Once.")
    parent = factories.make_organization(slug="parent")
    factories.add_organization(event=shown, organization=factories.make_organization(slug="unit", parent=parent))
    factories.add_organization(event=hidden, organization=factories.make_organization(slug="secret"))
    whole = factories.make_framework(slug="whole")
    factories.add_framework(event=shown, framework=factories.make_framework(slug="part", part_of=whole))
    factories.add_person(event=hidden, person=factories.make_person(slug="secret-person"))
    factories.add_citation(event=shown, source=factories.make_source(slug="page"))
    factories.add_citation(event=hidden, source=factories.make_source(slug="secret-page"))

    export(tmp_path, public=True)

    assert sorted(contents(tmp_path)) == [
        "events.jsonl",
        "frameworks.jsonl",
        "organizations.jsonl",
        "sources.jsonl",
        "themes.csv",
    ]
    for file, slug, missing in (
        ("events", "shown", {"part_of", "follow_up_to", "status", "withdrawn_reason"}),
        ("organizations", "unit", {"parent"}),
        ("frameworks", "part", {"part_of"}),
        ("sources", "page", set()),
    ):
        [record] = [json.loads(line) for line in (tmp_path / f"{file}.jsonl").read_text().splitlines()]
        assert record["slug"] == slug
        assert missing & set(record) == set()


def test_the_staff_export_holds_everything(tmp_path):
    hidden = factories.make_event(slug="hidden", status="draft")
    factories.make_event(slug="shown", part_of=hidden)

    export(tmp_path)

    assert slugs_in(tmp_path / "events.jsonl") == ["hidden", "shown"]


# The folder


def test_an_earlier_export_is_replaced_and_its_readme_kept(tmp_path):
    factories.make_person(slug="a")
    factories.make_event(slug="b")
    export(tmp_path)
    (tmp_path / "README.md").write_text("Ours.")
    Event.objects.all().delete()

    export(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "people.jsonl", "themes.csv"]


def test_a_folder_with_other_files_is_refused_unless_forced(tmp_path):
    (tmp_path / "thesis.docx").write_text("Years of work.")

    with pytest.raises(FolderRefusedError, match=r"holds other files, such as thesis\.docx"):
        export(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    export(tmp_path, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["themes.csv", "thesis.docx"]


def test_a_failed_export_leaves_the_earlier_one_as_it_was(tmp_path):
    write_folder(tmp_path / "in", sources=[a_source()], events=[an_event()])
    run_import(tmp_path / "in")
    folder = tmp_path / "out"
    export(folder)
    before = contents(folder)
    Event.objects.update(title="Another title")

    def break_at_events(kind, found):
        if kind is EVENTS:
            raise RuntimeError("The disk is full.")
        return found

    with pytest.raises(RuntimeError):
        export(folder, counted=break_at_events)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_command_says_what_it_wrote(tmp_path, capsys):
    factories.make_person(slug="a")

    call_command("export_events", tmp_path / "new" / "folder")

    expected = "30 themes, 0 sources, 0 organizations, 1 people, 0 frameworks, 0 events."
    assert capsys.readouterr().out == f"{tmp_path / 'new' / 'folder'}: {expected}\n"
    with (tmp_path / "new" / "folder" / "themes.csv").open(newline="") as file:
        assert next(csv.reader(file)) == [key.key for key in THEMES.keys]


def test_the_command_refuses_a_file_in_words(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match=r"file is a file; name a folder\.$"):
        call_command("export_events", tmp_path / "file")


# The description

DESCRIPTION = Path(events.__file__).parent.parent / "docs" / "exchange-format.md"


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [
        ("Event types", choices.EventType),
        ("Units", choices.CountUnit),
        ("Qualifiers", choices.CountQualifier),
        ("Organization roles", choices.OrganizationRole),
        ("Country roles", choices.CountryRole),
        ("Person roles", choices.PersonRole),
        ("Framework relations", choices.FrameworkRelation),
        ("Organization kinds", choices.OrganizationKind),
        ("Name kinds", choices.NameKind),
        ("Framework kinds", choices.FrameworkKind),
        ("Source kinds", choices.SourceKind),
        ("Facts", choices.Fact),
    ],
)
def test_the_description_lists_every_code(words, vocabulary):
    text = " ".join(DESCRIPTION.read_text(encoding="utf-8").split())
    listed = re.search(rf"- \*\*{words}\*\*[^:]*: (.*?)(?: - \*\*|$)", text)

    assert listed is not None
    assert listed[1].split(", ") == vocabulary.values


def test_the_description_names_every_key():
    text = DESCRIPTION.read_text(encoding="utf-8")
    keys = {key.key for kind in KINDS for key in kind.keys} | {
        value.key for rows in EVENTS.rows if not rows.is_flat for value in rows.values
    }

    assert {key for key in keys if not re.search(rf"[`{{ ]{key}\b", text)} == set()
