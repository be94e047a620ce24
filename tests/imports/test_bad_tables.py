"""Files that are no table of events: each has a message of its own, and nothing is saved."""

import codecs
import io
import zipfile

import openpyxl
import pytest

from events.imports.files import Reading
from events.imports.importer import begun
from events.imports.limits import Limits
from events.imports.report import ImportRefusedError
from events.models import Event
from tests.imports.sheets import a_row, as_csv, csv_file, imported, told, xlsx_file

pytestmark = pytest.mark.django_db

GOOD = as_csv(a_row())
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def a_zip(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return content.getvalue()


NO_COLUMN = "is no column of ours; say which it means, or leave it out"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"", "events.csv: is empty; expected a heading and a row for each event", id="an empty file"),
        pytest.param(b"\n \n", "events.csv: is empty; expected a heading and a row for each event", id="blank lines"),
        pytest.param(
            b"title,type,start\n",
            "events.csv:1: holds a heading and no rows; expected a row for each event",
            id="a heading alone",
        ),
        pytest.param(PNG, "events.csv: is a picture with the ending .csv; choose the file with the table", id="a PNG"),
        pytest.param(
            b"%PDF-1.7 ...",
            "events.csv: is a PDF document with the ending .csv; choose the file with the table",
            id="a PDF",
        ),
        pytest.param(
            a_zip(x=b"x"),
            "events.csv: is a workbook or another zip archive with the ending .csv; "
            "rename it to .xlsx, or save it as CSV",
            id="a zip archive",
        ),
        pytest.param(
            b"title,type,start\na\0b,seminar,2024\n",
            "events.csv:2: a NUL byte at byte 2 of the line; delete it, or save the file as “CSV UTF-8”",
            id="a NUL byte",
        ),
        pytest.param(
            "title,type,start\nСеминар,seminar,2024\n".encode("cp1251"),
            "events.csv:2: not UTF-8 at byte 1 of the line (0xd1); save the file as “CSV UTF-8”",
            id="another encoding",
        ),
        pytest.param(
            GOOD.encode("utf-16-le"),
            "events.csv: looks like UTF-16 without a byte-order mark; save the file as “CSV UTF-8”",
            id="UTF-16 that does not say so",
        ),
        pytest.param(b"title,type,start\nA,seminar\n", "events.csv:2: 2 cells; the heading has 3", id="a cell too few"),
        pytest.param(
            b"title,type,start\nA,B,seminar,2024\n",
            "events.csv:2: 4 cells; the heading has 3. A cell with a comma in it needs quotation marks",
            id="a cell too many",
        ),
        pytest.param(
            b'title,type,start\n"A,seminar,2024\n',
            "events.csv:2: a quotation mark opens a cell here or above and none closes it; add it",
            id="an open quotation mark",
        ),
        pytest.param(
            b'title,type,start\n"A"B,seminar,2024\n',
            "events.csv:2: a quotation mark inside a cell; double it, or save the table from a spreadsheet program",
            id="a quotation mark inside",
        ),
        pytest.param(
            b"title,type,title\nA,seminar,2024\n",
            'events.csv:1: the heading "title" stands over columns 1 and 3; rename or delete one of them',
            id="a doubled heading",
        ),
        pytest.param(
            b"title,type\nA,seminar\n",
            "events.csv: there is no column start; new events need title, type, start",
            id="a missing heading",
        ),
        pytest.param(
            b"title,type,start,weather\nA,seminar,2024,rain\n",
            f'events.csv:1 "weather": {NO_COLUMN}: --map "weather=title" or --map "weather="',
            id="an unknown heading",
        ),
        pytest.param(
            b"Title,name,type,start\nA,B,seminar,2024\n",
            f'events.csv:1 "name": {NO_COLUMN}: --map "name=title" or --map "name="',
            id="two headings of one meaning",
        ),
        pytest.param(
            b"A,seminar,2024\nB,seminar,2024\n",
            "events.csv:1: no heading is that of a column; is the first line the heading?",
            id="no heading",
        ),
        pytest.param(
            as_csv(a_row(), a_row(title="B")).encode(),
            'events.csv:3 slug "2024-05-14-tashkent-seminar": stands already in line 2; expected each event once',
            id="two rows with one slug",
        ),
        pytest.param(
            as_csv(a_row(slug=""), a_row(slug="")).encode(),
            'events.csv:3 slug "2024-05-14-seminar-returnees": stands already in line 2; expected each event once',
            id="two rows that would get one slug",
        ),
    ],
)
def test_a_csv_that_is_none_is_refused(tmp_path, content, problem):
    path = tmp_path / "events.csv"
    path.write_bytes(content)

    assert told(path)[-1] == problem
    assert not Event.objects.exists()


ANOTHER = "choose the file with the table"
AGAIN = "open it in a spreadsheet program and save it as .xlsx"


def a_workbook(*rows):
    workbook, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(content)
    return content.getvalue()


def a_far_cell():
    workbook, content = openpyxl.Workbook(), io.BytesIO()
    workbook.active["A1"], workbook.active["XFD1048576"] = "title", "far away"
    workbook.save(content)
    return content.getvalue()


def written_anew(content, **parts):
    """A workbook with the text of some of its parts exchanged: an old and a new one of each, by the part's name."""
    anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(anew, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if change := parts.get(name.rpartition("/")[2].removesuffix(".xml")):
                assert change[0] in text
                text = text.replace(change[0], change[1])
            new.writestr(name, text)
        for name, text in parts.get("more", {}).items():
            new.writestr(name, text)
    return anew.getvalue()


TWO_ROWS = a_workbook(["title", "type", "start"], ["A", "seminar", "2024"])
CORNER = b'<c r="XFD1048576"><v>1</v></c>'
PLACES = "has cells whose places can't be told; save the table as CSV"
APART = "has a sheet with cells too far apart; save the table as CSV"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def with_a_cell(cell):
    return written_anew(TWO_ROWS, sheet1=(b"</row></sheetData>", cell + b"</row></sheetData>"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(with_a_cell(b"<c r='XFD1048576'><v>1</v></c>"), PLACES, id="other quotation marks"),
        pytest.param(with_a_cell(b'<c s=">" r="XFD1048576"><v>1</v></c>'), PLACES, id="the end of a tag in a value"),
        pytest.param(with_a_cell(b'<c r = "XFD1048576"><v>1</v></c>'), PLACES, id="space within an attribute"),
        pytest.param(with_a_cell(b'<c r="xfd1048576"><v>1</v></c>'), PLACES, id="small letters"),
        pytest.param(with_a_cell(b'<c r="A3" r="XFD1048576"><v>1</v></c>'), PLACES, id="two places"),
        pytest.param(
            with_a_cell(b'</row><row r="1048576"><c><v>1</v></c>'),
            "more than 200,000 rows; an import takes at most 200,000: split the file",
            id="a far row of a cell without a place",
        ),
        pytest.param(
            with_a_cell(b"<c><v>1</v></c>" * 400),
            "has cells in column 403; expected at most 300 columns",
            id="many cells without places",
        ),
        pytest.param(
            written_anew(TWO_ROWS, more={"XL/worksheets/SHEET1.xml": SHEET % (b"<row>" + CORNER + b"</row>")}),
            APART,
            id="a second sheet of the same name in capitals",
        ),
        pytest.param(
            written_anew(TWO_ROWS, workbook=(b"</workbook>", b"<a/>" * 1_300_000 + b"</workbook>")),
            "has a list of sheets beyond all measure; save the table as CSV",
            id="a list of sheets without end",
        ),
    ],
)
def test_no_workbook_takes_more_memory_than_there_is(tmp_path, content, problem):
    """The reader of workbooks makes a rectangle of all cells: one far away that was hidden would end the process."""
    path = tmp_path / "events.xlsx"
    path.write_bytes(content)

    assert [each.partition(": ")[2] for each in told(path)] == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"", "is empty; expected a workbook", id="an empty file"),
        pytest.param(PNG, f"is no workbook, whatever its ending says; {ANOTHER}", id="a PNG"),
        pytest.param(GOOD.encode(), f"is no workbook, whatever its ending says; {ANOTHER}", id="a CSV"),
        pytest.param(
            a_zip(readme=b"x"), f"is a zip archive and no workbook; {ANOTHER}", id="a zip that is no workbook"
        ),
        pytest.param(
            a_zip(content_xml=b"<x/>"), f"is a workbook of another kind with the ending .xlsx; {AGAIN}", id="an ODS"
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0rest",
            f"is an old Excel file, or one with a password; {AGAIN}, without a password",
            id="an XLS",
        ),
        pytest.param(
            a_zip(**{"[Content_Types]_xml": b"<Types/>", "xl__workbook_xml": b"<workbook/>"}),
            f"can't be read as a workbook; {AGAIN}",
            id="a hollow workbook",
        ),
        pytest.param(
            a_workbook(["title", "type", "start"])[:-30],
            f"is no workbook, whatever its ending says; {ANOTHER}",
            id="half a file",
        ),
        pytest.param(
            a_far_cell(),
            "more than 200,000 rows; an import takes at most 200,000: split the file",
            id="a cell in the last corner",
        ),
        pytest.param(
            a_workbook(["x"] * 301, ["y"] * 301),
            "has cells in column 301; expected at most 300 columns",
            id="a wide sheet",
        ),
        pytest.param(a_workbook(), "is empty; expected a heading and a row for each event", id="an empty sheet"),
    ],
)
def test_a_workbook_that_is_none_is_refused(tmp_path, content, problem):
    path = tmp_path / "events.xlsx"
    path.write_bytes(content)

    assert [each.partition(": ")[2] for each in told(path)] == [problem]
    assert not Event.objects.exists()


def test_a_formula_without_a_result_and_an_error_are_told_with_their_cells(tmp_path):
    path = xlsx_file(tmp_path, ["title", "type", "start"], ["A", "seminar", "=1+1"], ["#REF!", "seminar", "2024"])

    assert told(path) == [
        "events.xlsx:2: cell C2 holds a formula without a result; write its value",
        "events.xlsx:3: cell A3 holds an error instead of a value; write its value",
    ]


SMALL = Limits(size=2_000_000, rows=3, unpacked=5_000_000, where="this test")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        pytest.param(
            "events.csv",
            b"x" * 3_000_000,
            "the file has 3 MB; this test takes at most 2 MB: split it",
            id="too large",
        ),
        pytest.param(
            "events.csv",
            as_csv(*[a_row(slug=f"a{number}") for number in range(4)]).encode(),
            "more than 3 rows; this test takes at most 3: split the file",
            id="too many rows",
        ),
        pytest.param(
            "events.xlsx",
            a_zip(**{"[Content_Types]_xml": b" " * 6_000_000, "xl__workbook_xml": b""}),
            "unpacks to more than 5 MB; this test takes at most 5 MB: split it, or save it as CSV",
            id="a zip bomb",
        ),
        pytest.param(
            "events.jsonl",
            b"x" * 3_000_000,
            "the file has 3 MB; this test takes at most 2 MB: split it",
            id="too large a JSONL",
        ),
    ],
)
def test_what_is_too_much_is_refused_with_the_limit(tmp_path, name, content, problem):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(ImportRefusedError) as refused:
        begun(path, Reading(limits=SMALL), is_written=False).refuse_problems()

    assert [each.message for each in refused.value.problems] == [problem]


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path):
    content = bytearray(a_zip(**{"[Content_Types]_xml": b" " * 6_000_000, "xl__workbook_xml": b""}))
    size = (6_000_000).to_bytes(4, "little")
    assert content.count(size) == 2  # before the member and in the directory
    path = tmp_path / "events.xlsx"
    path.write_bytes(bytes(content.replace(size, (10).to_bytes(4, "little"))))

    with pytest.raises(ImportRefusedError) as refused:
        begun(path, Reading(limits=SMALL), is_written=False)

    assert [each.message for each in refused.value.problems] == [SMALL.told_unpacked()]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(codecs.BOM_UTF8 + GOOD.encode(), id="UTF-8 with a mark"),
        pytest.param(GOOD.encode("utf-16"), id="UTF-16 as Excel writes “Unicode text”"),
        pytest.param(codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param(as_csv(a_row(), delimiter=";").encode(), id="semicolons"),
        pytest.param(as_csv(a_row(), delimiter="\t").encode("utf-16"), id="tabs in UTF-16"),
        pytest.param(b"sep=;\r\n" + as_csv(a_row(), delimiter=";").encode(), id="a line that names the separator"),
        pytest.param(GOOD.replace("\r\n", "\n\n").encode(), id="blank lines between"),
        pytest.param(GOOD.replace("\r\n", ",,\r\n").encode(), id="empty columns at the end"),
    ],
)
def test_what_programs_write_is_read(tmp_path, content):
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    imported(path)

    assert list(Event.objects.values_list("slug", "title")) == [("2024-05-14-tashkent-seminar", "Seminar on returnees")]


def test_all_problems_of_all_rows_are_told_at_once(tmp_path):
    path = csv_file(
        tmp_path, a_row(type="party", start="2024-13"), a_row(slug="b", countries="Utopia"), a_row(slug="c")
    )

    assert [each.split(" ")[:2] for each in told(path)] == [
        ["events.csv:2", "type"],
        ["events.csv:2", "start"],
        ["events.csv:3", "countries"],
    ]
    assert not Event.objects.exists()
