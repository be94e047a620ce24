"""The command with a spreadsheet: headings of others, names that are not recorded, and wrong rows set aside."""

import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from events.imports.files import Reading
from events.imports.importer import begun
from events.imports.twins import twins_of
from events.models import Event, HeadingMemory, Organization, Source
from tests import factories as make
from tests.imports.sheets import a_row, csv_file, imported, report, told, xlsx_file

pytestmark = pytest.mark.django_db


def run(path, **options):
    """What the command prints."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_events", path, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


# Headings


def test_near_headings_are_guessed_and_the_guess_is_shown(tmp_path):
    path = csv_file(
        tmp_path,
        {
            "Event title": "Seminar",
            "Type of event": "Seminar",
            "Date start": "May 2024",
            "City": "Osh",
            "Country": "KG",
        },
    )
    out, _err = run(path)

    assert out.splitlines()[:5] == [
        'The heading "Event title" was taken as title.',
        'The heading "Type of event" was taken as type.',
        'The heading "Date start" was taken as start.',
        'The heading "City" was taken as cities.',
        'The heading "Country" was taken as place_countries.',
    ]
    assert Event.objects.values_list("title", "type", "start").get() == ("Seminar", "seminar", "2024-05")


def test_a_heading_is_mapped_and_the_mapping_is_remembered(tmp_path):
    cells = {"What": "Seminar", "type": "seminar", "start": "2024", "Internal no": "7"}
    path = csv_file(tmp_path, cells)
    cure = "is no column of ours; say which it means, or leave it out:"
    assert told(path) == [
        f'events.csv:1 "What": {cure} --map "What=title" or --map "What="',
        f'events.csv:1 "Internal no": {cure} --map "Internal no=title" or --map "Internal no="',
    ]
    run(path, map=["What=title", "Internal no="])
    out, _err = run(csv_file(tmp_path, {**cells, "What": "Another"}))

    assert out.splitlines()[:2] == [
        'The heading "What" was taken as title, as it was last time.',
        'The column "Internal no" was left out, as it was last time.',
    ]
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Another", "Seminar"]
    assert HeadingMemory.objects.get().mapping == {"What": "title", "Internal no": ""}


def test_a_dry_run_remembers_nothing(tmp_path):
    run(csv_file(tmp_path, {"What": "Seminar", "type": "seminar", "start": "2024"}), map=["What=title"], dry_run=True)

    assert not HeadingMemory.objects.exists()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        pytest.param({"map": ["What"]}, '--map "What": write it as --map "their heading=our column".', id="no sign"),
        pytest.param(
            {"name": ["UNODC=unodc"]},
            '--name "UNODC=unodc": write it as --name "organization:the name=its-slug".',
            id="no kind",
        ),
        pytest.param(
            {"make": ["theme"]},
            '--make "theme": begin with one of organization, person, framework, source.',
            id="a kind that is not made",
        ),
    ],
)
def test_a_wish_that_can_not_be_read_is_refused(tmp_path, options, problem):
    with pytest.raises(CommandError) as refused:
        run(csv_file(tmp_path, a_row()), **options)

    assert str(refused.value) == problem


# Names


def test_an_ambiguous_name_lists_the_candidates(tmp_path):
    uzbek, kazakh = make.make_country(code="UZ"), make.make_country(code="KZ")
    make.make_organization(slug="uz-mfa", name="Ministry of Foreign Affairs", country=uzbek)
    make.make_organization(slug="kz-mfa", name="Ministry of Foreign Affairs", country=kazakh)

    path = csv_file(tmp_path, a_row(organizations="Ministry of Foreign Affairs"))

    cure = "several records are called so; write the slug of one of them"
    name = "Ministry of Foreign Affairs"
    assert told(path) == [f'events.csv:2 organizations "{name}": {cure}: {name} (uz-mfa), {name} (kz-mfa)']
    run(path, name=["organization:Ministry of Foreign Affairs=uz-mfa"])
    assert Event.objects.get().organization_participations.get().organization.slug == "uz-mfa"


def test_an_unknown_name_is_made_when_that_is_wanted(tmp_path):
    address = "https://example.org/news/1"
    path = csv_file(
        tmp_path,
        a_row(organizers="Institute of Peace", source_urls=address),
        a_row(slug="second", organizers="institute  of peace", source_urls=address),
    )
    assert told(path)[0] == (
        'events.csv:2 organizers "Institute of Peace": no organization is called so; '
        "write the name of a recorded one, or have it made"
    )
    out, _err = run(path, make=["organization:Institute of Peace=research-institute", "source=news/ru"])

    assert out.splitlines() == [
        'made: organization "Institute of Peace" (institute-of-peace)',
        f'made: source "{address}" (example-org-news-1)',
        "sources: 1 new, 0 changed, 0 unchanged",
        "organizations: 1 new, 0 changed, 0 unchanged",
        "events: 2 new, 0 changed, 0 unchanged",
    ]
    assert Organization.objects.values_list("name", "kind").get() == ("Institute of Peace", "research-institute")
    assert Source.objects.values_list("title", "url", "kind", "language").get() == (address, address, "news", "ru")
    assert run(path)[0] == "events: 0 new, 0 changed, 2 unchanged\n"


# Wrong rows


def wrong_and_right(tmp_path):
    return csv_file(
        tmp_path,
        a_row(slug="right", title="'=Right"),
        a_row(slug="wrong", title="'=1+1", type="party", start="2024-13"),
        a_row(slug="follows", part_of="wrong"),
        a_row(slug="last"),
    )


def test_one_wrong_row_stops_the_file(tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was imported: 2 problems\."):
        run(wrong_and_right(tmp_path))

    assert not Event.objects.exists()


def test_with_skip_errors_the_rest_is_imported_and_the_wrong_rows_can_be_mended(tmp_path):
    path = wrong_and_right(tmp_path)
    out, err = run(path, skip_errors=True)

    assert out == "events: 2 new, 0 changed, 0 unchanged\n"
    assert (
        err.splitlines()[-1] == f"2 rows were left out; mend them in {tmp_path / 'events-wrong.csv'} and import that."
    )
    assert sorted(Event.objects.values_list("slug", flat=True)) == ["last", "right"]

    mended = tmp_path / "events-wrong.csv"
    text = mended.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "slug,title,type,start,part_of,problem"
    assert [line.split(",")[:5] for line in text.splitlines()[1:]] == [
        ["wrong", "'=1+1", "party", "2024-13", ""],
        ["follows", "Seminar on returnees", "seminar", "2024-05-14", "wrong"],
    ]
    mended.write_text(text.replace("party", "seminar").replace("2024-13", "2024-12"))
    run(mended)
    assert sorted(Event.objects.values_list("slug", "title")) == [
        ("follows", "Seminar on returnees"),
        ("last", "Seminar on returnees"),
        ("right", "=Right"),
        ("wrong", "=1+1"),
    ]


def test_a_dry_run_with_skip_errors_writes_nothing(tmp_path):
    found = report(wrong_and_right(tmp_path), skip_errors=True)

    assert [(entry["slug"], entry["status"]) for entry in found] == [
        ("right", "new"),
        ("wrong", "wrong"),
        ("follows", "wrong"),
        ("last", "new"),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "report.json"]
    assert not Event.objects.exists()


def test_the_wrong_rows_of_a_workbook_are_a_workbook(tmp_path):
    path = xlsx_file(tmp_path, ["title", "type", "start"], ["A", "seminar", "2024"], ["'=1", "party", "2024"])
    run(path, skip_errors=True, wrong_rows=tmp_path / "mend.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "mend.xlsx").active.iter_rows(values_only=True))

    assert [row[:3] for row in rows] == [("title", "type", "start"), ("'=1", "party", "2024")]
    assert rows[0][3] == "problem"
    assert Event.objects.get().title == "A"


def test_the_wrong_lines_of_json_get_a_key_that_is_passed_over(tmp_path):
    path = tmp_path / "events.jsonl"
    lines = [a_row(status="draft"), a_row(slug="wrong", type="party", status="draft")]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    run(path, skip_errors=True)
    mended = tmp_path / "events-wrong.jsonl"
    assert json.loads(mended.read_text())["problem"].startswith('type "party": expected one of conference, ')
    mended.write_text(mended.read_text().replace('"type": "party"', '"type": "seminar"'))
    run(mended)

    assert sorted(Event.objects.values_list("slug", flat=True)) == ["2024-05-14-tashkent-seminar", "wrong"]


def test_a_folder_has_no_wrong_rows_to_skip(tmp_path):
    assert told(tmp_path, skip_errors=True) == [
        f"{tmp_path}: --skip-errors is for a single file: the files of a folder refer to each other"
    ]


# JSON with names


def test_actors_in_json_are_given_by_slug_or_by_name(tmp_path):
    make.make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    make.make_person(slug="ghada-waly", name="Ghada Waly")
    make.make_source(slug="press", url="https://example.org/press")
    path = tmp_path / "events.jsonl"
    event = a_row() | {
        "organizations": [{"name": "UNODC", "role": "organizer"}, {"slug": "unodc", "role": "host"}],
        "countries": [{"name": "Kyrgyz Republic", "role": "host"}],
        "places": [{"city": "Osh", "country": "Kyrgyzstan"}],
        "people": [{"name": "Ghada Waly", "role": "speaker", "organization": "UNODC", "country": "Egypt"}],
        "quotes": [{"text": "Words.", "language": "en", "speaker": "Ghada Waly"}],
        "themes": ["Gender"],
        "citations": [{"url": "https://example.org/press"}],
    }
    path.write_text(json.dumps(event))
    imported(path)
    saved = Event.objects.get()

    assert list(saved.organization_participations.order_by("pk").values_list("organization__slug", "role")) == [
        ("unodc", "organizer"),
        ("unodc", "host"),
    ]
    assert saved.country_participations.get().country_id == "KG"
    assert saved.places.get().country_id == "KG"
    assert saved.person_participations.values_list("person__slug", "organization__slug", "country").get() == (
        "ghada-waly",
        "unodc",
        "EG",
    )
    assert saved.quotes.get().speaker.slug == "ghada-waly"
    assert saved.event_themes.get().theme_id == "gender"
    assert saved.citations.get().source.slug == "press"


def test_an_unknown_name_in_json_is_told_with_its_place(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(a_row(status="draft") | {"people": [{"name": "Nobody", "role": "speaker"}]}))

    cure = "no person is called so; write the name of a recorded one, or have it made"
    assert told(path) == [f'events.jsonl:1 people[0].name "Nobody": {cure}']


def test_a_quote_without_speaker_or_attribution_is_told(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(a_row(status="draft") | {"quotes": [{"text": "Words.", "language": "en"}]}))

    assert [each.partition(": ")[0] for each in told(path)] == ["events.jsonl:1 quotes[0].attribution"]


def test_the_comparison_with_the_record_stops_in_time_and_says_so(tmp_path):
    same = make.make_event(title="Seminar on returnees", type="seminar", start="2024-05-14")
    rows = [a_row(slug=f"event-{number}") for number in range(30)]
    found = begun(csv_file(tmp_path, *rows), Reading(), is_written=False)
    found.check()
    entries = list(found.entries())

    whole, cut = twins_of(found, entries), twins_of(found, entries, seconds=-1)

    assert (len(whole.of_line), whole.notes()) == (30, [])
    assert [twin.get("pk") or twin["line"] for twin in whole.of_line[2]] == [same.pk, 3, 4, 5]
    assert [twin.get("pk") for twin in cut.of_line[2]] == [same.pk]  # the likest pairs are looked at whatever it takes
    assert cut.notes() == [
        "Many new events of this file lie close together: only those of the likest titles were compared.",
    ]
    cut.near = 40
    assert cut.notes()[1] == (
        "Of 40 recorded events that lie near new ones of this file the likest 30 were compared with them; for the "
        "others there was no time. Each new event is asked about again on its form and before it is published."
    )
