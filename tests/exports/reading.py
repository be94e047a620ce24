"""Files as they arrive, and their rows as dictionaries of what the cells mean."""

import csv
import io
import json
import zipfile
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


def all_text_of(content):
    """Everything that a file says, with what is packed in it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(all_text_of(parts.read(name)) for name in parts.namelist())
    if content.startswith(b"PAR1"):
        from pyarrow import parquet

        table = parquet.read_table(io.BytesIO(content))
        return f"{table.schema.metadata} {table.to_pylist()}"
    return content.decode()
