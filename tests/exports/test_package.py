"""The ZIP is a data package: its tables, their schemas, sizes and checksums hold before its own standard's program."""

import hashlib
import io
import json
import zipfile

import pytest
from frictionless import Package, system

from events.columns import COLUMNS
from events.exports.tables import tables_of
from tests import factories as make
from tests.exports.reading import download, rows_of_csv
from tests.exports.test_csv import DANGEROUS
from tests.exports.test_formats import HOSTILE
from tests.views.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def unpacked(client, address, folder):
    _response, content = download(client, address)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        parts.extractall(folder)
        return parts.namelist(), json.loads(parts.read("datapackage.json"))


def faults(folder):
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]


@pytest.mark.filterwarnings("ignore")  # those of frictionless itself
@pytest.mark.parametrize("kind", COLUMNS)
def test_the_package_holds_before_frictionless(client, tmp_path, kind):
    make_whole_event(number=1)
    make_whole_event(number=2)
    for text in (HOSTILE, *DANGEROUS):
        make.make_event(title=text, summary=text)
    _names, described = unpacked(client, f"/{kind}.zip", tmp_path)

    assert faults(tmp_path) == []
    assert [one["name"] for one in described["resources"]] == [table.name for table in tables_of(kind)]


@pytest.mark.filterwarnings("ignore")
def test_a_changed_table_is_found_out_by_its_checksum(client, record, tmp_path):
    unpacked(client, "/events.zip", tmp_path)
    table = tmp_path / "data" / "events.csv"
    table.write_bytes(table.read_bytes().replace(b"UZ", b"KZ", 1))

    assert [error.type for error in faults(tmp_path)] == ["hash-count"]


def test_each_table_is_the_csv_of_its_address_with_its_size_rows_and_checksum(client, record, tmp_path):
    names, described = unpacked(client, "/events.zip?country=UZ", tmp_path)

    assert names == [
        *(f"data/{table.name}.csv" for table in tables_of("events")),
        "README.md", "codebook.csv", "LICENSE.md", "datapackage.json",
    ]  # fmt: skip
    for one in described["resources"]:
        address = "/events.csv" if one["name"] == "events" else f"/events/{one['name']}.csv"
        content = download(client, f"{address}?country=UZ")[1]
        assert (tmp_path / one["path"]).read_bytes() == content
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (one["bytes"], one["rows"]) == (len(content), len(rows_of_csv(content)))


def test_the_package_says_what_was_asked_and_under_which_terms(client, record, tmp_path):
    _names, described = unpacked(client, "/events.zip?country=UZ", tmp_path)
    words = (tmp_path / "README.md").read_text()

    assert described["title"] == "Events with Uzbekistan"
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["sources"][0]["path"] == "http://127.0.0.1:8000/events.zip?country=UZ"
    assert words.startswith("# Events with Uzbekistan\n")
    assert "accessed on" in words
    assert "located-in" not in (tmp_path / "codebook.csv").read_text()
    assert "co-organizer" in (tmp_path / "codebook.csv").read_text()


def test_columns_cannot_be_chosen_in_it(client, record):
    response = client.get("/events.zip?columns=slug")

    assert (response.status_code, response.content.decode()) == (
        400, "columns: Columns can't be chosen in this format. Leave it out.\n",
    )  # fmt: skip
