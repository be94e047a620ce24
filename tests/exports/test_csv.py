"""The CSV holds exactly the selection, opens rightly in a spreadsheet and runs nothing there."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from events.models import Event
from events.selection import Selection
from tests import factories as make
from tests.effort import tried
from tests.expected import same_as_expected
from tests.test_selection import SELECTED, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def download(client, address):
    response = client.get(address)
    return response, b"".join(response.streaming_content)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(("query", "expected"), SELECTED, ids=[query or "nothing" for query, _slugs in SELECTED])
def test_the_file_holds_the_rows_of_the_page_in_their_order(client, record, query, expected):
    _response, content = download(client, f"/events.csv?{query}")
    page = Selection("events", QueryDict(query)).page()

    assert [row["slug"] for row in rows_of(content)] == expected
    assert [event.slug for event in page] == expected


@pytest.mark.parametrize(("query", "message"), WRONG, ids=[query[:30] for query, _message in WRONG])
def test_a_wrong_request_is_a_400_in_the_words_of_the_page(client, record, query, message):
    response = client.get(f"/events.csv?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert message in response.content.decode().splitlines()


@pytest.mark.parametrize("name", ["page", "find_organization"])
def test_a_parameter_of_the_page_is_refused(client, record, name):
    response = client.get(f"/events.csv?{name}=2")

    assert response.status_code == 400
    assert response.content.decode() == (
        f"{name}: This parameter belongs to the page; a file holds all rows. Leave it out.\n"
    )


def test_the_file_is_named_after_its_content_and_opens_in_excel(client, record):
    response, content = download(client, "/events.csv?country=UZ&organization=unodc")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        f'attachment; filename="events-with-uzbekistan-and-unodc-{datetime.now(UTC):%Y-%m-%d}-1-row.csv"'
    )
    assert content.startswith(b"\xef\xbb\xbfslug,url,title,type,state,start,end,")


@pytest.mark.expected
def test_the_file_of_the_small_record_is_as_expected(client, record):
    _response, content = download(client, "/events.csv")

    same_as_expected("events.csv", content.decode("utf-8-sig"))


@pytest.mark.parametrize("kind", ["organizations", "people", "countries", "frameworks", "quotes", "themes"])
def test_the_other_lists_have_a_file_each(client, record, kind):
    make.add_quote(event=record["both"])
    response, content = download(client, f"/{kind}.csv")

    assert response.status_code == 200
    assert len(rows_of(content)) == Selection(kind, {}).counts.total > 0


@pytest.mark.parametrize("kind", ["organizations", "people", "countries", "frameworks", "quotes", "themes"])
def test_a_search_without_a_letter_makes_a_file_without_rows(client, record, kind):
    make.add_quote(event=record["both"])
    _response, content = download(client, f"/{kind}.csv?q=%25")

    assert rows_of(content) == []
    assert content.count(b"\n") == 1


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|calc", "%0A", "＝1+1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(client, text):
    event = make.make_event(title=text, summary=text)
    make.add_place(event=event, city=text)
    _response, content = download(client, "/events.csv")
    row = rows_of(content)[0]

    assert (row["title"], row["summary"], row["cities"]) == (f"'{text}", f"'{text}", f"'{text}")


@pytest.mark.usefixtures("empty")
def test_numbers_and_dates_stay_what_they_are(client):
    event = make.make_event(start="2022-03", participant_count=60, participant_unit="people")
    make.add_place(event=event, city="Quito", latitude="-0.2299", longitude="-78.5249")
    row = rows_of(download(client, "/events.csv")[1])[0]

    assert (row["latitude"], row["longitude"], row["participant_count"]) == ("-0.2299", "-78.5249", "60")
    assert (row["start"], row["end"], row["earliest_start"], row["latest_end"]) == (
        "2022-03", "", "2022-03-01", "2022-03-31",
    )  # fmt: skip


def test_lists_are_joined_with_semicolons_in_the_order_of_the_record(client):
    event = make.make_event()
    for position, slug in enumerate(["zeta", "alpha"]):
        body = make.make_organization(slug=slug, name=slug.title())
        make.add_organization(event=event, organization=body, role="organizer", sort_order=position)
    row = rows_of(download(client, "/events.csv")[1])[0]

    assert row["organizers"] == "zeta; alpha"
    assert row["organizations"] == "alpha; zeta"
    assert row["organization_roles"] == "zeta:organizer; alpha:organizer"


texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=60)


@tried(15)
@given(title=texts.filter(str.strip), summary=texts)
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(client, title, summary):
    Event.objects.all().delete()
    make.make_event(title=title, summary=summary)
    row = rows_of(download(client, "/events.csv")[1])[0]

    for written, read in ((title, row["title"]), (summary, row["summary"])):
        assert read in (written, f"'{written}")


def test_a_failing_query_is_an_error_and_no_short_file(client, record):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_citation RENAME COLUMN sort_order TO something_else")

    with pytest.raises(Exception, match="sort_order"):
        client.get("/events.csv")


def test_the_statements_of_a_file_do_not_grow_with_its_length(client, record):
    with CaptureQueriesContext(connection) as short:
        download(client, "/events.csv")
    for _ in range(3):
        make.make_event()

    with CaptureQueriesContext(connection) as longer:
        download(client, "/events.csv")

    # The sets are followed by one query or made by two, as a process has been asked before or not.
    assert len(longer) == len(short) <= 2


def test_expected_files_are_in_the_repository():
    assert (Path(__file__).parent.parent / "expected" / "events.csv").exists()
