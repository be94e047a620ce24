"""Every format of a list holds the same rows, says what was asked, and refuses what can't be answered."""

import json
import re

import pytest
from django.http import QueryDict
from pyroaring import BitMap

from events.columns import COLUMNS
from events.columns.hanging import HANGING
from events.exports import counted
from events.exports.formats import FORMATS, formats_of
from events.models import Country
from events.selection import Selection
from tests import factories as make
from tests.exports.reading import as_csv, download, rows_of_csv, rows_of_json, rows_of_lines
from tests.test_selection import SELECTED
from tests.views.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

TABLES = [*(f"/{kind}" for kind in COLUMNS), *(f"/events/{name}" for name in HANGING)]


@pytest.mark.parametrize(("query", "expected"), SELECTED[::3])
def test_json_and_csv_hold_the_rows_of_the_page_in_their_order(client, record, query, expected):
    as_json = rows_of_json(download(client, f"/events.json?{query}")[1])
    page = Selection("events", QueryDict(query)).page()

    assert [row["slug"] for row in as_json] == [event.slug for event in page] == expected
    assert [as_csv(row) for row in as_json] == rows_of_csv(download(client, f"/events.csv?{query}")[1])
    assert as_json == rows_of_lines(download(client, f"/events.jsonl?{query}")[1])


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_the_same_rows_in_csv_and_json(client, table):
    make_whole_event(number=1)
    make_whole_event(number=2)
    as_json = rows_of_json(download(client, f"{table}.json")[1])

    assert [as_csv(row) for row in as_json] == rows_of_csv(download(client, f"{table}.csv")[1])
    assert as_json == rows_of_lines(download(client, f"{table}.jsonl")[1])
    assert as_json


@pytest.mark.usefixtures("empty")
def test_participations_follow_the_order_of_the_events_and_of_the_record(client):
    for slug, start in (("older", "2020"), ("newer", "2024")):
        event = make.make_event(slug=slug, start=start)
        make.add_country(event=event, role="host")
        make.add_organization(event=event, organization=make.make_organization(slug=f"of-{slug}"), role="organizer")
    rows = rows_of_json(download(client, "/events/participations.json")[1])

    assert [(row["event"], row["actor_kind"], row["actor"], row["role"]) for row in rows] == [
        ("newer", "organization", "of-newer", "organizer"),
        ("newer", "country", "UZ", "host"),
        ("older", "organization", "of-older", "organizer"),
        ("older", "country", "UZ", "host"),
    ]


@pytest.mark.usefixtures("empty")
def test_a_person_is_there_with_position_body_and_state(client):
    event = make.make_event(slug="seminar")
    body = make.make_organization(slug="ministry")
    make.add_person(
        event=event,
        person=make.make_person(slug="jane", name="Jane"),
        position="Minister",
        organization=body,
        country=Country.objects.get(pk="KZ"),
    )
    rows = rows_of_json(download(client, "/events/participations.json?columns=actor,position,organization,country")[1])

    assert rows == [{"actor": "jane", "position": "Minister", "organization": "ministry", "country": "KZ"}]


def test_a_document_says_what_was_asked_when_and_how_many_rows_it_has(client, record):
    _response, content = download(client, "/events.json?country=UZ&columns=title,slug")
    document = json.loads(content)
    about = document["about"]

    assert document["rows"] == len(document["records"]) > 0
    assert about["title"] == "Events with Uzbekistan"
    assert about["asked"] == "http://127.0.0.1:8000/events.json?country=UZ&columns=title,slug"
    assert about["release"] == "none (live)"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", about["at"])
    assert "CC BY 4.0" in about["license"]


def test_what_hangs_on_events_bears_its_table_and_number_of_rows(client, record):
    asked = "country=UZ&theme=repatriation&theme=prisons&theme=human-rights&from=2019&to=2024&type=conference"
    response, content = download(client, f"/events/participations.csv?{asked}")
    name = response["Content-Disposition"].partition('filename="')[2]

    assert response["X-Rows"] == str(len(rows_of_csv(content))) == "5"
    assert re.fullmatch(r'events-with-[a-z0-9-]+-participations-\d{4}-\d\d-\d\d-5-rows\.csv"', name)


@pytest.mark.parametrize("few", [0, 2000], ids=["of many", "of few"])
def test_what_hangs_on_events_is_counted_before_it_is_sent(client, record, monkeypatch, few):
    monkeypatch.setattr(counted, "FEW", few)
    response, content = download(client, "/events/participations.csv")
    models = [rows.model for table in HANGING.values() for rows in table.rows]

    assert response["X-Rows"] == str(len(rows_of_csv(content)))
    for slugs in ([*record], ["both"], ["month", "paris"], []):
        events = [record[slug].pk for slug in slugs]
        number = sum(model._default_manager.filter(event__in=events).count() for model in models)
        assert counted.rows_on(BitMap(events), models) == number


@pytest.mark.parametrize("form", [form for form in FORMATS if form.takes_columns], ids=lambda form: form.name)
@pytest.mark.parametrize("query", ["columns=title,nonsense", "columns=nonsense"])
def test_an_unknown_column_is_a_400_that_lists_the_known_ones(client, record, form, query):
    response = client.get(f"/events.{form.name}?{query}")

    assert response.status_code == 400
    assert response.content.decode() == (
        "columns: There is no column “nonsense”. Known columns are: "
        f"{', '.join(column.key for column in COLUMNS['events'])}.\n"
    )


def test_columns_come_in_the_order_in_which_they_are_named(client, record):
    _response, by_commas = download(client, "/events.csv?columns=title,slug,start")
    _response, one_by_one = download(client, "/events.csv?columns=title&columns=slug&columns=start&columns=slug")

    assert by_commas == one_by_one
    assert by_commas.startswith(b"\xef\xbb\xbftitle,slug,start\n")


def test_all_columns_can_be_named(client, record):
    keys = ",".join(column.key for column in COLUMNS["events"])

    assert download(client, f"/events.csv?columns={keys}")[1] == download(client, "/events.csv")[1]


HOSTILE = 'Совет 🕊 "quoted"\r\n=1+1\t<b>&amp;\\ \x07 \u2028 _x0041_'


@pytest.mark.usefixtures("empty")
def test_hostile_text_arrives_in_json_as_it_was_written(client):
    make.make_event(title=HOSTILE, summary=HOSTILE)

    assert rows_of_json(download(client, "/events.json?columns=title,summary")[1]) == [
        {"title": HOSTILE, "summary": HOSTILE}
    ]
    assert rows_of_lines(download(client, "/events.jsonl?columns=title")[1]) == [{"title": HOSTILE}]


@pytest.mark.parametrize("form", formats_of("events"), ids=lambda form: form.name)
def test_a_wrong_value_is_a_400_in_every_format(client, record, form):
    response = client.get(f"/events.{form.name}?country=ZZ")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("form", [form for form in FORMATS if form.takes_columns], ids=lambda form: form.name)
def test_a_file_of_several_pieces_arrives_whole(client, form):
    """While its rows are read the connection answers nothing else."""
    for number in range(4):
        make.make_event(slug=f"long-{number}", summary=f"{number} word " * 8_000)
    response, content = download(client, f"/events.{form.name}")

    assert (response.status_code, response.get("X-Rows")) == (200, "4" if form.takes_tables else None)
    assert content
