"""A file of some of the events walks through them: its first row waits for no other."""

import sys
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from events.columns import COLUMNS
from events.exports import parquet_file
from events.exports.tables import table_of
from events.selection import Selection
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["year=2024", "q=seminar", "country=UZ&sort=title", "type=training&sort=countries"])
def test_no_column_is_worked_out_before_the_events_are_in_their_order(query):
    make.make_event()
    records = Selection("events", QueryDict(query)).records

    sql, values = table_of("events", "events").statement(records, COLUMNS["events"])
    given: Any = values
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", given)
        plan = cursor.fetchone()[0]

    assert plan.startswith("Nested Loop")


@pytest.mark.parametrize(("name", "beginning"), [("parquet", b"PAR1"), ("xlsx", b"PK\x03\x04")])
def test_a_file_whose_writer_is_slow_to_import_begins_with_its_first_row(client, monkeypatch, name, beginning):
    make.make_event()
    for writer in ("pyarrow", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, writer, None)  # importing it is an error now
    monkeypatch.setattr(parquet_file, "is_there", lambda: True)

    pieces = iter(client.get(f"/events.{name}").streaming_content)

    assert next(pieces).startswith(beginning)
    with pytest.raises(ImportError):
        next(pieces)
