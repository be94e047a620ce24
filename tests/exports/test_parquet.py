"""pyarrow and polars read the Parquet file with the types of the registry; without pyarrow it is refused in words."""

import io
import json
from decimal import Decimal

import polars as pl
import pytest
from pyarrow import parquet

from events.exports import parquet_file
from tests import factories as make
from tests.exports.reading import download, rows_of_json
from tests.exports.test_formats import HOSTILE, TABLES
from tests.test_selection import SELECTED
from tests.views.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def rows_of_parquet(content):
    rows = parquet.read_table(io.BytesIO(content)).to_pylist()
    return [
        {key: value if not hasattr(value, "isoformat") else value.isoformat() for key, value in row.items()}
        for row in rows
    ]


def with_floats(rows):
    return [{key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()} for row in rows]


@pytest.mark.parametrize(("query", "expected"), SELECTED[::4])
def test_it_holds_the_rows_of_the_json_in_their_order(client, record, query, expected):
    rows = rows_of_parquet(download(client, f"/events.parquet?{query}")[1])

    assert [row["slug"] for row in rows] == expected
    assert rows == with_floats(rows_of_json(download(client, f"/events.json?{query}")[1]))


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_the_rows_of_its_json(client, table):
    make_whole_event(number=1)

    assert rows_of_parquet(download(client, f"{table}.parquet")[1]) == with_floats(
        rows_of_json(download(client, f"{table}.json")[1])
    )


def test_polars_finds_the_types_of_the_registry(client, record):
    frame = pl.read_parquet(io.BytesIO(download(client, "/events.parquet")[1]))

    types = dict(zip(frame.columns, map(str, frame.dtypes), strict=True))

    assert {types[key] for key in ("slug", "title", "start")} == {"String"}
    assert (types["year"], types["latitude"], types["earliest_start"]) == ("Int64", "Float64", "Date")
    assert types["countries"] == "List(String)"


def test_it_says_what_was_asked_and_how_many_rows_it_has(client, record):
    content = download(client, "/events.parquet?country=UZ")[1]
    table = parquet.read_table(io.BytesIO(content))
    about = json.loads(table.schema.metadata[b"about"])

    rows = parquet.read_metadata(io.BytesIO(content)).metadata[b"rows"]

    assert (about["title"], about["release"]) == ("Events with Uzbekistan", "none (live)")
    assert rows == str(table.num_rows).encode()


@pytest.mark.usefixtures("empty")
def test_hostile_text_arrives_as_it_was_written(client):
    make.make_event(title=HOSTILE)

    assert rows_of_parquet(download(client, "/events.parquet?columns=title")[1]) == [{"title": HOSTILE}]


def test_several_groups_of_rows_are_one_table(client, record, monkeypatch):
    monkeypatch.setattr(parquet_file, "FIRST", 1)
    monkeypatch.setattr(parquet_file, "GROUP", 2)
    content = download(client, "/events.parquet")[1]

    assert parquet.ParquetFile(io.BytesIO(content)).num_row_groups > 1
    assert rows_of_parquet(content) == with_floats(rows_of_json(download(client, "/events.json")[1]))


def test_without_pyarrow_the_answer_is_a_501_in_words(client, record, monkeypatch):
    monkeypatch.setattr(parquet_file, "is_there", lambda: False)
    response = client.get("/events.parquet")

    assert response.status_code == 501
    assert response.content.decode() == (
        "This site is installed without Parquet. Take CSV or JSON Lines, which hold the same rows.\n"
    )
