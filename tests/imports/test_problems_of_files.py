"""Problems of files and of records other than events, and how problems are told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.choices import EventType
from events.exchange.shapes import EVENTS, KINDS
from events.models import Country
from tests import factories
from tests.effort import tried
from tests.imports.files import a_framework, a_source, an_event, an_organization, problems_of, write_folder

pytestmark = pytest.mark.django_db

FILES = ", ".join(kind.file for kind in KINDS)
WORDS = ["slug", "code", "role", "country", "text", "source", "number", "unit", "supports", "relation", "speaker"]
A_DATE = "write a year, a month or a day, like 2022, 2022-03 or 2022-03-03."


def codes(choices):
    return ", ".join(choices.values)


@pytest.mark.parametrize(
    ("name", "records", "problem"),
    [
        pytest.param(
            "organizations",
            [an_organization(website="javascript:alert(1)")],
            'organizations.jsonl:1 website "javascript:alert(1)": '
            "expected an address that begins with https:// or http://",
            id="an address that is none of the web",
        ),
        pytest.param(
            "organizations",
            [an_organization(names=[{"name": "ONUDC", "kind": "acronym"}, {"name": "ONUDC", "kind": "acronym"}])],
            'organizations.jsonl:1 names[1] ["ONUDC", "acronym"]: the same name and kind as in names[0]; '
            "expected each once",
            id="a name twice",
        ),
        pytest.param(
            "organizations",
            [an_organization(slug="a", parent="b"), an_organization(slug="b", parent="a")],
            'organizations.jsonl:1 parent "b": leads back to itself: a, b, a',
            id="two that are part of each other",
        ),
        pytest.param(
            "organizations",
            [an_organization(), an_organization(name="Another")],
            'organizations.jsonl:2 slug "unodc": stands already in line 1; expected each organization once',
            id="a slug twice",
        ),
        pytest.param(
            "organizations",
            [an_organization(slug="a", former_slugs=["c"]), an_organization(slug="b", former_slugs=["c"])],
            'organizations.jsonl:2 former_slugs[0] "c": stands already in line 1; '
            "expected it with one organization only",
            id="a former slug of two",
        ),
        pytest.param(
            "organizations",
            [an_organization(slug="a", former_slugs=["b"]), an_organization(slug="b")],
            'organizations.jsonl:1 former_slugs "b": another organization has this slug today; '
            "expected one that is free",
            id="a former slug that is in use",
        ),
        pytest.param(
            "frameworks",
            [a_framework(part_of="nothing")],
            'frameworks.jsonl:1 part_of "nothing": expected the slug of a framework',
            id="a framework that is part of nothing known",
        ),
        pytest.param(
            "sources",
            [a_source(published="soon")],
            f'sources.jsonl:1 published "soon": “soon” is not a date: {A_DATE}',
            id="a source of no date",
        ),
    ],
)
def test_a_wrong_record_is_reported(tmp_path, name, records, problem):
    folder = write_folder(tmp_path, **{name: records})

    assert problems_of(folder) == [problem]


LINE = json.dumps(an_event())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("", "events.jsonl: is empty; expected one record a line, or no such file", id="no bytes"),
        pytest.param("\n \n", "events.jsonl: is empty; expected one record a line, or no such file", id="blank lines"),
        pytest.param("\ufeff", "events.jsonl: is empty; expected one record a line, or no such file", id="only a mark"),
        pytest.param(
            f"{LINE}\n{{oops",
            "events.jsonl:2: not JSON at character 2: Expecting property name enclosed in double quotes",
            id="no JSON",
        ),
        pytest.param(f"{LINE}\n[]\n", "events.jsonl:2: expected an object in braces, one a line", id="a list"),
        pytest.param(
            f'{LINE}\n{{"slug": "a", "slug": "b"}}\n',
            'events.jsonl:2: the key "slug" stands twice in one object; expected it once',
            id="a key twice",
        ),
        pytest.param(
            f"{LINE}\n".encode() + b'{"title": "Caf\xe9"}\n',
            "events.jsonl:2: not UTF-8 at byte 15 of the line (0xe9); save the file as UTF-8",
            id="another encoding",
        ),
        pytest.param(
            f"{LINE}\n".encode() + b'{"title": "a\0b"}\n',
            "events.jsonl:2: a NUL byte at byte 13 of the line; expected UTF-8 text",
            id="a NUL byte",
        ),
        pytest.param(
            f'{LINE}\n{{"title": {"[" * 100_000}\n',
            "events.jsonl:2: not a record: numbers or nesting beyond all measure",
            id="brackets without end",
        ),
        pytest.param(
            f'{LINE}\n{{"title": {"9" * 5000}}}\n',
            "events.jsonl:2: not a record: numbers or nesting beyond all measure",
            id="a number without end",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(tmp_path, content, problem):
    folder = write_folder(tmp_path, sources=[a_source()], events=content)

    assert problems_of(folder) == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(
            "slug;name;pillar\n",
            'themes.csv:1 "slug;name;pillar": expected the heading slug,name,pillar',
            id="another heading",
        ),
        pytest.param(
            "slug,name,pillar\nx,X\n", "themes.csv:2: 2 cells; expected 3: slug, name, pillar", id="a cell too few"
        ),
        pytest.param("slug,name,pillar\nx,X,5\n", "themes.csv:2 pillar 5: expected one of 1, 2, 3, 4", id="pillar 5"),
        pytest.param(
            "slug,name,pillar\nx,X,one\n", 'themes.csv:2 pillar "one": expected one of 1, 2, 3, 4', id="pillar one"
        ),
        pytest.param("slug,name,pillar\nx,,1\n", "themes.csv:2 name: is missing; expected text", id="no name"),
        pytest.param(
            'slug,name,pillar\nx,"X\nX",1\ny,"Y,1\n',
            "themes.csv:4: no row of a table: unexpected end of data",
            id="an open quotation mark",
        ),
        pytest.param(
            "slug,name,pillar\nx,Gender,1\n",
            'themes.csv:2 name "Gender": the name of the theme "gender"',
            id="the name of another theme",
        ),
        pytest.param(
            "slug,name,pillar\nx,X,1\ny,X,1\n", 'themes.csv:3 name "X": the name of the theme "x"', id="a name twice"
        ),
    ],
)
def test_a_wrong_table_of_themes_is_reported(tmp_path, content, problem):
    folder = write_folder(tmp_path, themes=content)

    assert problems_of(folder) == [problem]


def test_a_path_that_does_not_exist_is_reported(tmp_path):
    assert problems_of(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: no such file or folder"]


def test_a_folder_without_any_of_the_files_is_reported(tmp_path):
    assert problems_of(tmp_path) == [f"{tmp_path}: holds no file of the exchange format; expected {FILES}"]


def test_another_kind_of_file_is_reported(tmp_path):
    (tmp_path / "events.ods").write_bytes(b"PK")

    expected = "expected a folder of the exchange format, or a file of events that ends in .jsonl, .csv or .xlsx"
    assert problems_of(tmp_path / "events.ods") == [f"events.ods: {expected}"]


def test_a_file_under_a_wrong_name_is_reported(tmp_path):
    folder = write_folder(tmp_path, organisations=[an_organization()])

    expected = f"no file of the exchange format; expected {FILES}; did you mean organizations.jsonl?"
    assert problems_of(folder) == [f"organisations.jsonl: {expected}"]


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path):
    (tmp_path / "events.jsonl").mkdir()

    assert problems_of(tmp_path) == ["events.jsonl: can't be read: Is a directory"]


def test_a_file_of_events_is_called_by_its_own_name(tmp_path):
    write_folder(tmp_path, new=[an_event()])

    assert problems_of(tmp_path / "new.jsonl") == [
        'new.jsonl:1 citations[0].source "press-release": expected the slug of a source'
    ]


def test_a_former_slug_is_answered_with_the_slug_of_today(tmp_path):
    organization = factories.make_organization(slug="old")
    organization.slug = "today"
    organization.save()
    write_folder(
        tmp_path,
        sources=[a_source()],
        organizations=[an_organization(slug="old"), an_organization(slug="other", former_slugs=["old"])],
        events=[an_event(organizations=[{"slug": "gone", "role": "host"}])],
    )
    gone = factories.make_organization(slug="gone")
    gone.slug = "moved-on"
    gone.save()

    assert problems_of(tmp_path) == [
        'organizations.jsonl:1 slug "old": a former slug; expected the slug of today, "today"',
        'organizations.jsonl:2 former_slugs[0] "old": a former slug of "today"',
        'organizations.jsonl:2 former_slugs "old": another organization has this slug today; expected one that is free',
        'events.jsonl:1 organizations[0].slug "gone": expected the slug of an organization; did you mean "moved-on"?',
    ]


def test_a_circle_that_closes_in_the_database_is_reported_once(tmp_path):
    whole = factories.make_event(slug="whole")
    middle = factories.make_event(slug="middle", part_of=whole)
    factories.make_event(slug="part", part_of=middle)
    write_folder(tmp_path, sources=[a_source()], events=[an_event(slug="whole", part_of="part")])

    assert problems_of(tmp_path) == ['events.jsonl:1 part_of "part": leads back to itself: whole, part, middle, whole']


def test_a_circle_that_the_file_opens_is_no_problem(tmp_path):
    whole = factories.make_event(slug="whole")
    factories.make_event(slug="part", part_of=whole)
    write_folder(tmp_path, sources=[a_source()], events=[an_event(slug="whole", part_of="part"), an_event(slug="part")])

    assert problems_of(tmp_path) == []


def test_all_problems_are_reported_in_the_order_of_the_files(tmp_path):
    write_folder(
        tmp_path,
        sources=[a_source(kind="rumor"), a_source(slug="Bad")],
        events=[an_event(end="2023", type="party", themes=["x", "y"]), an_event(slug="b", start=None)],
    )

    assert [problem.partition(": ")[0] for problem in problems_of(tmp_path)] == [
        'sources.jsonl:1 kind "rumor"',
        'sources.jsonl:2 slug "Bad"',
        'events.jsonl:1 type "party"',
        'events.jsonl:1 end "2023"',
        'events.jsonl:1 themes[0] "x"',
        'events.jsonl:1 themes[1] "y"',
        "events.jsonl:2 start",
    ]


def test_what_a_terminal_would_act_on_is_shown_in_letters(tmp_path):
    write_folder(tmp_path, sources=[a_source()], events=[an_event(type="\x1b[2J\x9b\u202e")])

    expected = f'events.jsonl:1 type "\\u001b[2J\\u009b\\u202e": expected one of {codes(EventType)}'
    assert problems_of(tmp_path) == [expected]


def test_a_database_without_reference_data_is_reported(tmp_path):
    Country.objects.all().delete()
    write_folder(tmp_path, sources=[a_source()])

    told = "the database has no countries yet; run manage.py load_reference first"
    assert problems_of(tmp_path) == [f"{tmp_path}: {told}"]


def test_half_a_character_is_reported(tmp_path):
    write_folder(tmp_path, sources=[a_source()], events=LINE.replace("Seminar", "\\ud800"))

    assert problems_of(tmp_path) == [
        'events.jsonl:1 title "\\ud800 on returnees": expected text without the character U+D800'
    ]


def test_what_only_the_database_refuses_is_reported(tmp_path):
    write_folder(
        tmp_path,
        sources=[a_source(url="https://example.org/" + "".join(chr(0x10000 + number * 7) for number in range(900)))],
    )

    [problem] = problems_of(tmp_path)
    assert problem.startswith(f"{tmp_path}: the database refused the import: ")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "a", "UZ", "unodc", "\0", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WORDS, "x"]), inner, max_size=4),
    max_leaves=6,
)


@tried(20)
@given(key=st.sampled_from([key.key for key in EVENTS.keys]), value=JSON)
def test_whatever_a_key_holds_is_told_in_words(tmp_path, key, value):
    line = json.dumps(an_event() | {key: value})
    folder = write_folder(tmp_path, sources=[a_source()], events=line)

    told = [problem for problem in problems_of(folder) if "the database refused" in problem]

    assert told == []
