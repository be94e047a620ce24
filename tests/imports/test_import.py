"""What an import changes in the database, and what it leaves alone."""

import json
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import events
from events.exchange.shapes import KINDS, child
from events.imports.importer import run_import
from events.models import (
    Citation,
    Event,
    FormerSlug,
    Organization,
    OrganizationParticipation,
    Source,
    Theme,
)
from tests import factories
from tests.imports.files import a_framework, a_person, a_source, an_event, an_organization, problems_of, write_folder

pytestmark = pytest.mark.django_db

SAMPLE = Path(events.__file__).parent / "sample"
HOSTILE = "<script>alert(1)</script>\n'; DROP TABLE events_event; -- =1+1 \u202e\t\\ \""


def told(path, **options):
    """What the import says that it did, a line for each kind."""
    return [str(outcome) for outcome in run_import(path, **options)]


def everything():
    """Every row of every table that an import writes to."""
    tables = [
        *(kind.model for kind in KINDS),
        *(child(kind, rows)[0] for kind in KINDS for rows in kind.rows),
        FormerSlug,
    ]
    return {table.__name__: sorted(map(str, table.objects.values_list())) for table in tables}


def test_the_sample_is_imported_whole():
    assert told(SAMPLE) == [
        "themes: 0 new, 0 changed, 30 unchanged",
        "sources: 512 new, 0 changed, 0 unchanged",
        "organizations: 420 new, 0 changed, 0 unchanged",
        "people: 376 new, 0 changed, 0 unchanged",
        "frameworks: 235 new, 0 changed, 0 unchanged",
        "events: 394 new, 0 changed, 0 unchanged",
    ]
    assert OrganizationParticipation.objects.count() == 1419
    assert Citation.objects.count() == 564


def test_importing_the_sample_again_writes_nothing():
    run_import(SAMPLE)
    before = everything()

    with CaptureQueriesContext(connection) as queries:
        outcomes = run_import(SAMPLE)

    assert [(outcome.new, outcome.changed) for outcome in outcomes] == [(0, 0)] * 6
    assert everything() == before
    assert [
        query["sql"] for query in queries if re.search(r"\b(INSERT INTO|UPDATE|DELETE FROM) \W", query["sql"])
    ] == []


def test_an_import_writes_each_table_once_for_a_thousand_events(tmp_path):
    factories.make_source(slug="press-release")
    of_events = []
    for number in (1, 3):
        events = [
            an_event(
                slug=f"of-{number}-{index}",
                places=[{"country": "UZ"}],
                countries=[{"code": "UZ", "role": "host"}],
                themes=["pve"],
            )
            for index in range(number)
        ]
        write_folder(tmp_path, events=events)
        with CaptureQueriesContext(connection) as queries:
            run_import(tmp_path)
        written = [found[1] for query in queries if (found := re.search(r'INSERT INTO "(\w+)"', query["sql"]))]
        of_events.append(written)

    assert of_events[0] == of_events[1]
    assert of_events[0] == [
        "events_event",
        "events_eventplace",
        "events_countryparticipation",
        "events_eventtheme",
        "events_citation",
    ]


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path):
    factories.make_source(slug="press-release", title="Seminar announced", language="en")
    write_folder(tmp_path, sources=[a_source(), a_source(slug="another")], events=[an_event()])
    before = everything()

    outcomes = run_import(tmp_path, dry_run=True, with_lines=True)

    assert [line for outcome in outcomes for line in [*outcome.lines, str(outcome)]] == [
        "source press-release: changed (title)",
        "source another: new",
        "sources: 1 new, 1 changed (title 1), 0 unchanged",
        "event 2024-05-14-tashkent-seminar: new",
        "events: 1 new, 0 changed, 0 unchanged",
    ]
    assert everything() == before


def test_one_problem_keeps_everything_out(tmp_path):
    write_folder(tmp_path, sources=[a_source()], events=[an_event(), an_event(slug="other", type="party")])
    before = everything()

    assert len(problems_of(tmp_path)) == 1
    assert everything() == before


def test_a_refusal_of_the_database_keeps_everything_out(tmp_path):
    unindexable = "https://example.org/" + "".join(chr(0x10000 + number * 7) for number in range(900))
    write_folder(tmp_path, sources=[a_source(), a_source(slug="other", url=unindexable)], people=[a_person()])
    before = everything()

    assert len(problems_of(tmp_path)) == 1
    assert everything() == before


@pytest.fixture
def whole(tmp_path):
    """An imported event that uses every key of the format."""
    write_folder(
        tmp_path,
        sources=[a_source()],
        organizations=[an_organization(slug="rec", parent="unodc"), an_organization()],
        people=[a_person()],
        frameworks=[a_framework()],
        events=[
            an_event(
                start="2024-05",
                places=[{"city": "Tashkent", "country": "UZ", "venue": "Hilton"}, {"country": "KG"}],
                participant_count={"number": 60, "unit": "people", "qualifier": "about", "note": "Without staff."},
                countries=[{"code": "UZ", "role": "host"}],
                organizations=[{"slug": "unodc", "role": "organizer"}],
                people=[{"slug": "a-gurbanov", "role": "speaker", "position": "Minister", "organization": "unodc"}],
                quotes=[{"text": "Well.", "language": "en", "speaker": "a-gurbanov", "source": "press-release"}],
                themes=["pve", "gender"],
                frameworks=[{"slug": "jpoa", "relation": "adopted", "ordinal": 2}],
                citations=[{"source": "press-release", "supports": ["dates"], "locator": "p. 2", "note": "Copy."}],
            )
        ],
    )
    run_import(tmp_path)
    return Event.objects.get()


def test_an_event_is_stored_with_its_own_facts_and_places(whole):
    assert (whole.state, whole.status, whole.published_by, whole.precision) == ("held", "published", None, "month")
    assert whole.published_at is not None
    assert whole.created_at == whole.updated_at
    count = (whole.participant_count, whole.participant_unit, whole.participant_qualifier, whole.participant_note)
    assert count == (60, "people", "about", "Without staff.")
    places = whole.places.order_by("sort_order").values_list("city", "country", "venue", "latitude", "longitude")
    assert list(places) == [
        ("Tashkent", "UZ", "Hilton", Decimal("41.2647"), Decimal("69.2163")),
        ("", "KG", "", None, None),
    ]


def test_an_event_is_stored_with_all_who_took_part(whole):
    assert list(whole.country_participations.values_list("country", "role")) == [("UZ", "host")]
    assert list(whole.organization_participations.values_list("organization__slug", "role")) == [("unodc", "organizer")]
    assert list(whole.person_participations.values_list("person__slug", "role", "position", "organization__slug")) == [
        ("a-gurbanov", "speaker", "Minister", "unodc")
    ]
    assert Organization.objects.get(slug="rec").parent.slug == "unodc"


def test_an_event_is_stored_with_all_that_was_said_and_agreed(whole):
    assert list(whole.quotes.values_list("number", "text", "speaker__slug", "attribution", "source__slug")) == [
        (1, "Well.", "a-gurbanov", "", "press-release")
    ]
    assert list(whole.event_themes.order_by("sort_order").values_list("theme", flat=True)) == ["pve", "gender"]
    assert list(whole.event_frameworks.values_list("framework__slug", "relation", "ordinal")) == [
        ("jpoa", "adopted", 2)
    ]
    assert list(whole.citations.values_list("source__slug", "supports", "locator", "note")) == [
        ("press-release", ["dates"], "p. 2", "Copy.")
    ]


def test_records_may_refer_to_later_ones_of_the_file(tmp_path):
    write_folder(
        tmp_path,
        sources=[a_source()],
        frameworks=[a_framework(slug="a", part_of="z"), a_framework(slug="z")],
        events=[an_event(slug="a", part_of="z", follow_up_to="y"), an_event(slug="y"), an_event(slug="z")],
    )

    run_import(tmp_path)

    part = Event.objects.get(slug="a")
    assert (part.part_of.slug, part.follow_up_to.slug) == ("z", "y")


def test_a_single_file_of_events_leans_on_the_database(tmp_path):
    factories.make_source(slug="press-release")
    write_folder(tmp_path, more=[an_event()])

    assert told(tmp_path / "more.jsonl") == ["events: 1 new, 0 changed, 0 unchanged"]


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated(tmp_path):
    lines = [json.dumps(an_event(slug=slug)) for slug in ("one", "two")]
    write_folder(
        tmp_path,
        sources=[a_source()],
        themes=b"\xef\xbb\xbfslug,name,pillar\r\nnew,New,1\r\n",
        events=b"\xef\xbb\xbf" + "\r\n".join([*lines, "", ""]).encode(),
    )

    run_import(tmp_path)

    assert sorted(Event.objects.values_list("slug", flat=True)) == ["one", "two"]
    assert Theme.objects.get(slug="new").name == "New"


def test_hostile_text_is_stored_as_it_is(tmp_path):
    write_folder(tmp_path, sources=[a_source(title=HOSTILE)], events=[an_event(title=HOSTILE, summary=HOSTILE)])

    run_import(tmp_path)

    event = Event.objects.get()
    assert (event.title, event.summary, Source.objects.get().title) == (HOSTILE, HOSTILE, HOSTILE)


# Extensions of the format


def test_the_status_of_a_record_that_is_not_published_is_kept(tmp_path):
    write_folder(
        tmp_path,
        sources=[a_source()],
        events=[
            an_event(slug="draft", status="draft", citations=None),
            an_event(slug="in-review", status="in-review"),
            an_event(slug="withdrawn", status="withdrawn", withdrawn_reason="Never held.", citations=None),
        ],
    )

    run_import(tmp_path)

    found = {event.slug: (event.status, event.published_at is None) for event in Event.objects.all()}
    assert found == {
        "draft": ("draft", True),
        "in-review": ("in-review", True),
        "withdrawn": ("withdrawn", False),
    }
    assert Event.objects.get(slug="withdrawn").withdrawn_reason == "Never held."


def test_publishing_by_import_notes_the_moment_once(tmp_path):
    write_folder(tmp_path, sources=[a_source()], events=[an_event(status="draft")])
    run_import(tmp_path)
    write_folder(tmp_path, events=[an_event()])
    run_import(tmp_path)
    first = Event.objects.get().published_at
    write_folder(tmp_path, events=[an_event(status="withdrawn", withdrawn_reason="Recorded twice.")])
    run_import(tmp_path)

    assert first is not None
    assert Event.objects.get().published_at == first


def test_former_slugs_are_added_and_never_taken_away(tmp_path):
    write_folder(tmp_path, organizations=[an_organization(former_slugs=["odccp", "undcp"])])
    run_import(tmp_path)
    write_folder(tmp_path, organizations=[an_organization(former_slugs=["undcp", "un-drugs"])])

    assert told(tmp_path) == ["organizations: 0 new, 1 changed (former_slugs 1), 0 unchanged"]
    unodc = Organization.objects.get()
    rows = FormerSlug.objects.order_by("slug").values_list("kind", "slug", "object_id")
    assert list(rows) == [("organization", slug, unodc.pk) for slug in ("odccp", "un-drugs", "undcp")]
    write_folder(tmp_path, organizations=[an_organization()])
    assert told(tmp_path) == ["organizations: 0 new, 0 changed, 1 unchanged"]


def test_a_former_slug_of_a_deleted_record_is_free_again(tmp_path):
    deleted = factories.make_organization(slug="deleted")
    factories.make_former_slug(kind="organization", slug="free", object_id=deleted.pk)
    deleted.delete()
    write_folder(tmp_path, organizations=[an_organization(former_slugs=["free"]), an_organization(slug="deleted")])

    run_import(tmp_path)

    assert FormerSlug.objects.get(slug="free").object_id == Organization.objects.get(slug="unodc").pk


# The command


def test_the_command_ends_in_words_and_with_status_1(tmp_path):
    write_folder(tmp_path, sources=[a_source(kind="rumor")], events=[an_event(type="party")])
    stderr = StringIO()

    with pytest.raises(CommandError, match=r"^Nothing was imported: 2 problems\.$") as caught:
        call_command("import_events", tmp_path, stderr=stderr)

    assert caught.value.returncode == 1
    assert [line.partition(":")[0] for line in stderr.getvalue().splitlines()] == ["sources.jsonl", "events.jsonl"]


def test_the_command_tells_of_each_record_when_asked(tmp_path, capsys):
    write_folder(tmp_path, sources=[a_source()], events=[an_event()])

    call_command("import_events", tmp_path, dry_run=True, verbosity=2)

    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "source press-release: new",
        "sources: 1 new, 0 changed, 0 unchanged",
        "event 2024-05-14-tashkent-seminar: new",
        "events: 1 new, 0 changed, 0 unchanged",
        "Nothing was written: this was a dry run.",
    ]
    assert shown.err == ""


def test_the_command_shows_progress_when_asked(tmp_path, capsys):
    write_folder(tmp_path, sources=[a_source()], events=[an_event()])

    call_command("import_events", tmp_path, progress=True, verbosity=0)

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Checking: 100%" in shown.err
    assert "Writing events: 100%" in shown.err
