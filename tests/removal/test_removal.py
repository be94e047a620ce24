"""A person is removed on request: the post stays where the name was, everywhere, and nothing kept says who it was."""

import io
import json
import zipfile
from collections import defaultdict

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from events.actions import merge_records, tell_apart, undo_merge
from events.freezing import make_release
from events.freezing.upkeep import broken_promises
from events.history.context import recorded
from events.history.timeline import timeline
from events.models import (
    Event,
    HeadingMemory,
    Merge,
    Person,
    PersonParticipation,
    Quote,
    Release,
    Removal,
    Upload,
)
from events.removal import PLACEHOLDER, preview, remove_person, texts, work
from events.removal.names import Names
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

NAME, SLUG, SPELLING, FORMER = "Qwybella Zhrandek", "qwybella-zhrandek", "Цвибелла Жрандек", "Qwyb Zhrand"
TRACES = ("qwybella", "zhrandek", "zhrand", "цвибелла", "жрандек", r"\u0446\u0432")
WORDS = "Zhrandek, Qwybella said so."
POST = "Deputy Minister of Made-up Affairs"
TEXTS = {"event.summary", "quote.text", "citation.note", "source.title"}


COLUMNS = """
    SELECT table_schema || '"."' || table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def everywhere():
    """Each column of the whole database, with its schema and table, in which a trace of the person stands."""
    tables = defaultdict(list)
    traces = "|".join(TRACES).replace("\\", "\\\\")
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, column in cursor.fetchall():
            tables[table].append(column)
        for table, columns in tables.items():
            asked = ", ".join(f"bool_or(lower(\"{column}\"::text) ~ '{traces}')" for column in columns)
            cursor.execute(f'SELECT {asked} FROM "{table}"')
            told = zip(columns, cursor.fetchone(), strict=True)
            found |= {f"{table}.{column}".replace('"', "") for column, is_there in told if is_there}
    return found


def files_of(release):
    """What stands in the files of a release, those in archives too."""
    for file in release.files.all():
        content = b"".join(file.content())
        if not file.name.endswith(".zip"):
            yield content.decode()
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name).decode() for name in archive.namelist())


@pytest.fixture(scope="module")
def person_of_module(once):
    return once(make_person_named_everywhere)


@pytest.fixture
def person(db, person_of_module):
    return Person.objects.get(pk=person_of_module.pk)


def make_person_named_everywhere():
    """Somebody named wherever anything is kept."""
    reviewer = make_user("reviewers")
    with recorded(by=reviewer, why=f"{NAME} wrote to us."):
        person = make.make_person(slug="qwyb-zhrand", name=FORMER)
    Person.objects.filter(pk=person.pk).update(slug=SLUG, name=NAME)
    person.refresh_from_db()
    make.make_person_name(person=person, name=SPELLING)
    body = make.make_organization(slug="ministry", name="Ministry of Made-up Affairs")
    event = make.make_event(slug="meeting", title="Meeting", summary=f"A speech of {NAME} opened it.")
    uzbekistan = make.make_country(code="UZ")
    make.add_person(event=event, person=person, position=f"{NAME}, {POST}", organization=body, country=uzbekistan)
    make.add_person(event=event, person=person, role="chair")
    make.add_quote(event=event, text=WORDS, speaker=person, attribution=f"{NAME}, {POST}")
    make.add_quote(event=event, number=2, text="Words.", speaker=person, attribution="")
    make.add_citation(event=event, source=make.make_source(title=f"{NAME.upper()} speaks"), note=f"Names {NAME}.")
    earlier = make.make_event(slug="earlier")
    make.add_citation(event=earlier)
    twin = make.make_person(slug="zhrandek-q", name="Q. Zhrandek")
    make.add_person(event=earlier, person=twin, position=POST)
    merge_records(kept=person, gone=twin, by=reviewer, reason=f"Both are {NAME}.")
    other = make.make_event(slug="the-same-meeting", title="The same")
    make.add_person(event=other, person=person, position="Minister")
    make.add_quote(event=other, number=1, text="Other words.", speaker=person, attribution=NAME)
    make.add_citation(event=other)
    merge_records(kept=event, gone=other, by=reviewer, reason=f"Where {NAME} spoke.")
    namesake = make.make_person(slug="somebody-else", name="Somebody Else")
    tell_apart(first=person, second=namesake, by=reviewer, reason=f"Not {NAME}.")
    make.make_step(event=event, comment=f"Is {SPELLING} right?")
    make.make_saved_search(owner=reviewer, name="Hers", list="event", query="q=Qwybella+Zhrandek")
    make.make_saved_search(owner=reviewer, name="All", query="status=draft")
    HeadingMemory.objects.create(key="x" * 64, headings=[NAME], mapping={NAME: "title"})
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{NAME}</t>")
    for content in (workbook.getvalue(), NAME.encode(), SPELLING.encode("cp1251"), b"title"):
        make.make_upload_row(upload=make.make_upload(by=reviewer, content=content), title="x")
    escaped = json.dumps([{"added": {"object": SPELLING}}])
    kind = ContentType.objects.get_for_model(Person)
    LogEntry.objects.create(
        user=reviewer,
        content_type=kind,
        object_id=str(person.pk),
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=escaped,
    )
    make_release(name="2026.10")
    return person


def test_after_a_removal_no_column_of_the_database_names_the_person(client, person):
    event = person.participations.get(event__slug="earlier").event
    seen = preview(person=person)
    assert Person.objects.filter(pk=person.pk).exists()
    before = everywhere()
    removed = remove_person(person=person, by=make_user("administrators"), ground="request")
    left = {f"{place.schema}.{place.table}.{place.column}" for place in removed.places}
    after = everywhere()
    searched = {column for column in after if column.endswith((".search", ".document"))}

    assert len(before) > 40
    assert removed.changed == seen.changed
    assert after - searched == left
    assert {place.group for place in removed.places} == TEXTS
    assert {Person.objects.filter(slug="somebody-else").exists(), Release.objects.get().note != ""} == {True}
    assert Upload.objects.count() == 1
    assert client.get(f"/people/{SLUG}/").status_code == 404
    assert client.get("/people/qwyb-zhrand/").status_code == 404
    assert PersonParticipation.objects.get(event=event).position == POST


def test_with_its_texts_chosen_nothing_at_all_is_left(client, person):
    removed = remove_person(person=person, by=make_user("administrators"), ground="law", texts=TEXTS)

    assert removed.places == []
    assert everywhere() == set()
    assert [text for text in files_of(Release.objects.get()) if any(trace in text.lower() for trace in TRACES)] == []
    assert Quote.objects.get(number=1).text == f"{PLACEHOLDER} said so."
    assert [found["slug"] for found in client.get("/api/v1/events/?q=Zhrandek").json()["results"]] == []


def test_the_post_stays_on_pages_in_files_and_in_releases(client, person):
    remove_person(person=person, by=make_user("reviewers", username="rita"), ground="safety", texts=TEXTS)
    page = client.get("/events/meeting/").content.decode()
    table = b"".join(client.get("/events/participations.csv").streaming_content).decode().splitlines()
    frozen = b"".join(client.get("/events/participations.csv?release=2026.10").streaming_content).decode().splitlines()
    quotes: list[object] = list(
        Quote.objects.order_by("number").values_list("speaker", "attribution", "organization__slug")
    )

    assert POST in page
    assert "Name removed" in page
    assert "2 people" in page
    assert table == frozen
    assert f"meeting,2024-05-14,Meeting,person,,,speaker,{POST},ministry,UZ," in table
    assert quotes == [(None, POST, "ministry"), (None, POST, "ministry"), (None, POST, "ministry")]
    assert list(broken_promises(Release.objects.get())) == []
    assert "the name of a person was removed" in client.get("/data/releases/2026.10/").content.decode()
    assert "A person&#x27;s name was removed." in page


def test_history_says_that_and_when_a_name_was_removed_and_not_whose(client, person):
    by = make_user("administrators")
    remove_person(person=person, by=by, ground="safety")
    client.force_login(by)
    event = Event.objects.get(slug="meeting")
    history = client.get(f"/admin/events/event/{event.pk}/history/").content.decode()
    state = client.get(f"/admin/events/event/{event.pk}/history/{timeline(event)[-1].number}/").content.decode()
    removal = Removal.objects.get()

    assert "A person&#x27;s name was removed." in history
    assert (POST in state, f"{NAME}, {POST}" in state) == (True, False)
    assert "being named puts the person in danger" in history
    assert (removal.removed_by, removal.ground) == (by, "safety")
    assert removal.changed["participations"] == 3
    assert client.get("/events/meeting/").content.decode().count("name was removed.") == 1


def test_an_event_merged_before_comes_apart_again_without_the_name(person):
    reviewer = make_user("reviewers", username="rita")
    remove_person(person=person, by=reviewer, ground="request")
    merge = Merge.objects.get()

    undo_merge(merge=merge, by=reviewer)

    assert [row.person for row in PersonParticipation.objects.filter(event__slug="the-same-meeting")] == [None]
    assert [quote.attribution for quote in Quote.objects.filter(event__slug="the-same-meeting")] == [POST]


def test_the_record_without_the_name_goes_out_and_comes_back_without_loss(person, tmp_path):
    other = make.make_person(name="Somebody Else")
    make.add_person(event=Event.objects.get(slug="earlier"), person=other, position="Another post")
    remove_person(person=other, by=None, ground="request")
    remove_person(person=person, by=None, ground="request")
    call_command("export_events", tmp_path / "one", verbosity=0)
    rows = set(PersonParticipation.objects.values_list("pk", "person", "role", "position"))
    call_command("import_events", tmp_path / "one", verbosity=0)

    assert set(PersonParticipation.objects.values_list("pk", "person", "role", "position")) == rows
    assert len(rows) == 4


def test_the_command_removes_and_says_where_the_name_still_stands(person, capsys):
    call_command("remove_person", SLUG, ground="law", dry_run=True)
    assert Person.objects.filter(slug=SLUG).exists()
    call_command("remove_person", SLUG, ground="law", text=["event.summary", "source.title", "quote.text"])
    told = capsys.readouterr().out

    assert told.count("The name stands in event.summary") == 3
    assert told.count("The name stands in citation.note") == 6
    assert (Removal.objects.get().removed_by, Person.objects.filter(slug=SLUG).exists()) == (None, False)
    with pytest.raises(CommandError, match="No person has this address"):
        call_command("remove_person", SLUG, ground="law")


def test_analysts_remove_nobody_and_a_ground_is_needed(person):
    with pytest.raises(PermissionDenied):
        remove_person(person=person, by=make_user("analysts"), ground="request")
    with pytest.raises(ValidationError):
        remove_person(person=person, by=None, ground=f"{NAME} asked")
    with pytest.raises(ValidationError, match="look again"):
        remove_person(person=person, by=None, ground="request", seen="something else")


@pytest.mark.parametrize(
    "text",
    ["Ada  Ray", "ada ray", "ADA-RAY", "Ray, Ada", "?q=ada+ray", "(Ada Ray)", "Ada Ray’s words", "ada_ray"],
)
def test_a_name_is_recognized_however_it_is_written(text):
    assert Names(frozenset(), frozenset({"Ada Ray"})).in_text(text)


@pytest.mark.parametrize("text", ["Adam Ray", "Ada Rayner", "Canada Ray", "Ray and Ada", "Ada", "A.*"])
def test_other_words_are_no_name(text):
    assert not Names(frozenset(), frozenset({"Ada Ray", "A.* B"})).in_text(text)


def test_a_single_word_is_told_by_its_capital():
    names = Names(frozenset(), frozenset({"Ban"}))

    assert (names.in_text("Mr. Ban spoke."), names.in_text("a ban on travel")) == (True, False)


def test_no_kind_of_text_is_left_out_because_another_names_the_person_often(monkeypatch):
    monkeypatch.setattr(texts, "MOST", 2)
    names = Names(frozenset(), frozenset({"Somebody Unheard"}))
    for number in range(4):
        make.make_event(slug=f"often-{number}", summary="Somebody Unheard spoke.")
    make.make_event(slug="once", title="A visit of Somebody Unheard")

    found = [place.group for place in texts.places(names) if place.table == "events_event"]

    assert sorted(found) == ["event.summary", "event.summary", "event.title"]


def test_a_file_that_unpacks_without_end_is_forgotten_unread(monkeypatch):
    monkeypatch.setattr(work, "UNPACKED", 10_000)
    Upload.objects.all().delete()
    by = make_user("analysts")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 20_000)
    for content in (bomb.getvalue(), b"title\nA seminar\n"):
        Upload.objects.create(name="events.xlsx", content=content, uploaded_by=by)

    told = work.take_out_of_work(Names(frozenset(), frozenset({NAME})))

    assert told["uploads"] == 1
    assert [bytes(upload.content) for upload in Upload.objects.all()] == [b"title\nA seminar\n"]


def test_a_name_between_two_pieces_of_a_file_is_found(monkeypatch):
    monkeypatch.setattr(work, "PIECE", 50)
    Upload.objects.all().delete()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 45 + NAME.encode())
    Upload.objects.create(name="events.xlsx", content=content.getvalue(), uploaded_by=make_user("analysts"))

    assert work.take_out_of_work(Names(frozenset(), frozenset({NAME})))["uploads"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "José\u00a0Q. Zhrandek",
        "José\u202fQ.\u00a0Zhrandek",
        "Zhrandek,\u00a0José Q.",
        "Jose\u0301 Q. Zhrandek",
        "José Q.\u2011Zhrandek",
    ],
    ids=ascii,
)
def test_a_name_is_found_with_the_spaces_and_accents_of_pasted_texts(text):
    """By the database too, whatever its locale takes for a space."""
    names = Names(frozenset(), frozenset({"José Q. Zhrandek"}))
    make.make_event(summary=f"A speech of {text} opened it.")

    assert names.in_text(text)
    assert [place.group for place in texts.places(names) if place.table == "events_event"] == ["event.summary"]
