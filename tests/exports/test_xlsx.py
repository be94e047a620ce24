"""The workbook opens in other programs, holds the rows of the CSV, and says on its second sheet what they are."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import python_calamine

from events.exports import xlsx_file
from tests import factories as make
from tests.exports.reading import download, rows_of_csv
from tests.exports.test_csv import DANGEROUS
from tests.exports.test_formats import HOSTILE, TABLES
from tests.test_selection import SELECTED
from tests.views.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def workbook(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def in_words(value):
    """A cell as CSV writes it."""
    if value is None:
        return ""
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def rows_of_sheet(content):
    header, *rows = [[in_words(cell) for cell in row] for row in workbook(content).worksheets[0].values]
    return [dict(zip(header, row, strict=True)) for row in rows]


def without_zeros(row):
    """The CSV's numbers have the decimals of the database."""
    return {key: str(float(cell)) if key in ("latitude", "longitude") and cell else cell for key, cell in row.items()}


@pytest.mark.parametrize(("query", "expected"), SELECTED[::4])
def test_the_sheet_holds_the_rows_of_the_csv_in_their_order(client, record, query, expected):
    sheet = rows_of_sheet(download(client, f"/events.xlsx?{query}")[1])

    assert [row["slug"] for row in sheet] == expected
    assert sheet == [without_zeros(row) for row in rows_of_csv(download(client, f"/events.csv?{query}")[1])]


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_the_rows_of_its_csv(client, table):
    make_whole_event(number=1)
    sheet = rows_of_sheet(download(client, f"{table}.xlsx")[1])

    assert [list(row.values()) for row in sheet] == [
        [str(float(cell)) if key in ("latitude", "longitude") and cell else cell for key, cell in row.items()]
        for row in rows_of_csv(download(client, f"{table}.csv")[1])
    ]


def test_the_second_sheet_says_what_was_asked_when_and_how_many_rows(client, record):
    book = workbook(download(client, "/events.xlsx?country=UZ&columns=title")[1])
    told = dict(book.worksheets[1].iter_rows(max_col=2, values_only=True))

    assert told["What"] == "Events with Uzbekistan"
    assert told["Rows"] == str(book.worksheets[0].max_row - 1)
    assert told["Asked"] == "http://127.0.0.1:8000/events.xlsx?country=UZ&columns=title"
    assert told["Release"] == "none (live)"
    assert told["Licence"].startswith("Creative Commons Attribution 4.0")


@pytest.mark.parametrize("text", [*DANGEROUS, "http://example.org/", "00123", "1e5", "TRUE"])
def test_text_stays_text_whatever_it_looks_like(client, text):
    make.make_event(title=text)
    sheet = workbook(download(client, "/events.xlsx?columns=title")[1]).worksheets[0]

    assert (sheet["A2"].data_type, sheet["A2"].value, sheet["A2"].hyperlink) == ("s", office(text), None)


def office(text):
    """Office writes a carriage return as _x000D_; openpyxl leaves it so."""
    return text.replace("_x", "_x005F_x").replace("\r", "_x000D_").replace("\x07", "_x0007_")


@pytest.mark.usefixtures("empty")
def test_hostile_text_arrives_as_it_was_written(client):
    make.make_event(title=HOSTILE)

    assert rows_of_sheet(download(client, "/events.xlsx?columns=title")[1]) == [{"title": office(HOSTILE)}]


def test_another_program_reads_it_as_well(client, record):
    make.make_event(title=HOSTILE, start="2031-05-06")
    content = download(client, "/events.xlsx?columns=slug,title,earliest_start")[1]
    slugs = [row["slug"] for row in rows_of_csv(download(client, "/events.csv")[1])]
    _head, *rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert [row[0] for row in rows] == slugs
    assert rows[0][1:] == [HOSTILE, date(2031, 5, 6)]


@pytest.mark.usefixtures("empty")
def test_days_are_days_and_partial_dates_are_never_made_up(client):
    make.make_event(start="2022-03")
    make.make_event(start="1899-05-05")
    sheet = workbook(download(client, "/events.xlsx?columns=start,earliest_start,participant_count")[1]).worksheets[0]

    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [
        ("2022-03", datetime(2022, 3, 1), None),  # noqa: DTZ001 - a spreadsheet knows no zones
        ("1899-05-05", "1899-05-05", None),
    ]


def test_a_text_longer_than_a_cell_is_cut_and_the_second_sheet_says_so(client):
    make.make_event(title="long", summary="я" * 40_000)
    book = workbook(download(client, "/events.xlsx?columns=summary")[1])

    assert book.worksheets[0]["A2"].value == "я" * 32_766 + "…"
    assert dict(book.worksheets[1].iter_rows(max_col=2, values_only=True))["Cut short"] == (
        "1 text is longer than a cell can be; CSV has it whole."
    )


def test_more_rows_than_a_sheet_can_hold_are_refused_before_the_file_begins(client, record, monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 2)
    for table in ("/events", "/events/participations"):
        response = client.get(f"{table}.xlsx")

        assert response.status_code == 400
        assert response.content.decode().startswith("A sheet holds at most 2 rows and these are ")


def test_a_selection_without_rows_is_a_sheet_with_its_heading(client, record):
    assert rows_of_sheet(download(client, "/events.xlsx?year=1901")[1]) == []


def test_every_part_of_the_workbook_is_in_it_once(client, record):
    with zipfile.ZipFile(io.BytesIO(download(client, "/events.xlsx")[1])) as parts:
        assert parts.testzip() is None
        assert len(parts.namelist()) == len(set(parts.namelist()))
        assert parts.namelist()[0] == "[Content_Types].xml"
