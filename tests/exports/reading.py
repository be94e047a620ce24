"""Files as they arrive, and their rows as dictionaries of what the cells mean."""

import csv
import io
import json
from decimal import Decimal


def download(client, address):
    response = client.get(address)
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def rows_of_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows_of_json(content):
    return json.loads(content, parse_float=Decimal)["records"]


def rows_of_lines(content):
    return [json.loads(line, parse_float=Decimal) for line in content.decode().split("\n") if line]


def as_csv(row):
    """What a row of JSON says, as CSV writes it."""
    return {
        key: "" if value is None else "; ".join(value) if isinstance(value, list) else str(value)
        for key, value in row.items()
    }
