"""Every file says what was asked, when, how many rows it has and from which release: each table in each format."""

import io
import json
import re
import zipfile
from html import unescape

import feedparser
import openpyxl
import pyarrow.parquet
import pytest
import rispy
from django.utils import timezone
from icalendar import Calendar
from pybtex.database import parse_string

from events.columns import COLUMNS
from events.columns.hanging import HANGING
from events.exports.formats import formats_of
from events.models import EventPlace
from events.network.files import FORMATS as NETWORKS
from tests.exports.reading import download, rows_of_csv, rows_of_lines
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
TABLES = {**{kind: kind for kind in COLUMNS}, **{f"events/{name}": "events" for name in HANGING}}


def of_rows(response, number):
    """What is told beside the rows: by headers, and in short by the name of the file."""
    name = re.findall(r"-(\d{4}-\d\d-\d\d)-(\d+)-(?:row|tie)s?\.", response["Content-Disposition"])[0]
    assert (name[1], response["X-Rows"]) == (str(number), str(number))
    return response["X-Selection"], name[0], number, response["X-Release"]


def of_csv(response, content):
    return of_rows(response, len(rows_of_csv(content)))


def of_lines(response, content):
    return of_rows(response, len(rows_of_lines(content)))


def of_json(response, content):
    document = json.loads(content)
    assert document["rows"] == len(document.get("records", document.get("features")))
    return *told(document["about"]), document["rows"], document["about"]["release"]


def told(about):
    return about["asked"], about["at"][:10]


def of_xlsx(response, content):
    rows, about = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets
    said = {line[0].value: line[1].value for line in about.rows}
    assert int(said["Rows"]) == sum(1 for _row in rows.rows) - 1
    return said["Asked"], said["When"][:10], int(said["Rows"]), said["Release"]


def of_parquet(response, content):
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    metadata = pyarrow.parquet.read_metadata(io.BytesIO(content)).metadata
    about = json.loads(metadata[b"about"])
    assert int(metadata[b"rows"]) == table.num_rows
    return *told(about), table.num_rows, about["release"]


def of_zip(response, content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = json.loads(archive.read("datapackage.json"))
        first = package["resources"][0]
        assert first["rows"] == len(rows_of_csv(archive.read(first["path"])))
        for part in (package["sources"][0]["path"], package["created"], str(first["rows"]), package["version"]):
            assert part in archive.read("README.md").decode()
    return package["sources"][0]["path"], package["created"][:10], first["rows"], package["version"]


def number_in(title):
    return int(re.findall(r"\((\d+) \w+\)", title)[0])


def of_ris(response, content):
    first = rispy.loads(content.decode())[0]
    released = first["notes"][0].removeprefix("Release: ").removesuffix(".")
    day = first["access_date"].strip("/").replace("/", "-")
    return first["urls"][0], day, number_in(first["title"]), released


def of_bib(response, content):
    first = next(iter(parse_string(content.decode(), "bibtex").entries.values())).fields
    released = re.findall(r"Release: (.*?)\.(?: |$)", first["note"])[0]
    return first["url"], first["urldate"], number_in(first["title"]), released


def of_csl(response, content):
    first = json.loads(content)[0]
    released = first["note"].removeprefix("Release: ").removesuffix(".")
    day = "-".join(f"{part:02}" for part in first["accessed"]["date-parts"][0])
    return first["URL"], day, number_in(first["title"]), released


def of_network(response, content):
    text = unescape(content.decode())
    number, release = re.findall(r"; ties: (\d+)\. Release: (.*?)\. Taken", text)[0]
    asked, day = re.findall(r"Taken from (\S+) at (\d{4}-\d\d-\d\d)T", text)[0]
    assert int(number) == len(re.findall(rb"<edge ", content))
    return asked, day, int(number), release


def of_feed(response, content):
    feed = feedparser.parse(content).feed
    number, released = re.findall(r"^(?:All )?(\d+) events.* Release: (.*)\.$", feed.subtitle)[0]
    return feed.id, feed.updated[:10], int(number), released


def of_calendar(response, content):
    calendar = Calendar.from_ical(content)
    number, released = re.findall(r"^(\d+) events\..* Release: (.*)\. http", str(calendar["X-WR-CALDESC"]))[0]
    return str(calendar["SOURCE"]), str(calendar.decoded("LAST-MODIFIED"))[:10], int(number), released


READERS = {
    "csv": of_csv, "jsonl": of_lines, "json": of_json, "geojson": of_json, "xlsx": of_xlsx, "parquet": of_parquet,
    "zip": of_zip, "ris": of_ris, "bib": of_bib, "csl.json": of_csl,
}  # fmt: skip


def test_every_file_says_what_was_asked_when_how_many_rows_and_from_which_release(client):
    days = {f"{timezone.now():%Y-%m-%d}"}
    for number in (1, 2, 3):
        make_whole_event(number=number)
    EventPlace.objects.update(latitude="41.3", longitude="69.2")
    lists = [
        (f"/{table}.{form.name}", READERS[form.name])
        for table, kind in TABLES.items()
        for form in formats_of(kind)
        if table == kind or form.takes_tables
    ]
    networks = [(f"/network.{one.name}", of_csv if one.name == "csv" else of_network) for one in NETWORKS]
    followed = [("/events.atom", of_feed), ("/events.ics", of_calendar)]
    said = {path: read(*download(client, path)) for path, read in [*lists, *networks, *followed]}
    days.add(f"{timezone.now():%Y-%m-%d}")  # it may be midnight

    for path, (asked, day, rows, release) in said.items():
        page = f"{path.partition('.')[0]}/"  # what is cited is what everybody can see

        assert (asked in (SITE + path, SITE + page), day in days, rows > 0, release) == (
            True, True, True, "none (live)",
        ), path  # fmt: skip
