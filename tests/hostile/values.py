"""What is made up for parameters, pasted texts and files: real values, hostile ones, and noise."""

import io
import json
import zipfile
from urllib.parse import quote_from_bytes

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from events.api.document import made
from events.filters import FILTERS
from events.imports.sheet.columns import SHEET_COLUMNS
from tests.effort import examples
from tests.hostile.strings import EVERYTHING
from tests.test_bad_input import HOSTILE

DOCUMENT = json.loads(json.dumps(made(), default=str))
NAMES = sorted(
    {name for filters in FILTERS.values() for name in filters.base_filters}
    | {
        parameter["name"]
        for methods in DOCUMENT["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", [])
    }
    | {
        "sort",
        "page",
        "before",
        "columns",
        "release",
        "cursor",
        "format",
        "actors",
        "with",
        "a",
        "b",
        "a[]",
        "find_person",
    }
)
REAL = [
    b"UZ",
    b"KZ",
    b"2024",
    b"2024-05",
    b"2024-05-01",
    b"any",
    b"all",
    b"none",
    b"whole-1",
    b"body-1",
    b"shared-body",
    b"pve",
    b"organization.shared-body",
    b"country.UZ",
    b"Tashkent",
    b"UZ.Tashkent",
    b"title",
    b"-start",
    b"certain",
    b"not-recorded",
    b"1",
    b"25",
    b"seminar",
    b"slug,title",
    b"2026.12",
    b"Seminar",
    b"143",
    b"held",
    b"en",
]

raw = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(REAL),
    st.sampled_from(REAL),
    st.sampled_from([text.encode("utf-8", "surrogatepass") for text in EVERYTHING]),
    st.binary(max_size=30),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.integers().map(lambda number: str(number).encode()),
    st.sampled_from([b"9" * 5_000, b"-" * 300, b"a " * 400, b'"' * 99, b"(" * 200, b"0" * 40, b"1e400", b"NaN"]),
)
texts = st.one_of(
    st.sampled_from(EVERYTHING), st.text(max_size=80), raw.map(lambda value: value.decode("utf-8", "replace"))
)
queries = st.lists(st.tuples(st.sampled_from(NAMES), raw), max_size=5).map(
    lambda pairs: "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
)


def many(few: int, number: int) -> settings:
    known = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples(few, number), deadline=None, suppress_health_check=known, database=None)


cells = st.one_of(
    texts, st.sampled_from(["UZ", "2024-05", "seminar", "body-1", "https://example.org/1", "", "whole-1"])
)
headings = st.one_of(st.sampled_from(sorted(SHEET_COLUMNS)), texts)
tables = st.integers(1, 5).flatmap(
    lambda width: st.tuples(
        st.lists(headings, min_size=width, max_size=width),
        st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=3),
    )
)


def _csv(table):
    heading, rows = table
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [heading, *rows]).encode(
        "utf-8", "replace"
    )


def _workbook(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def _xlsx(table):
    """A sheet by hand: a library would refuse what an attacker writes."""

    def cell(text):
        return f'<c t="inlineStr"><is><t>{text.replace("&", "&amp;").replace("<", "&lt;")}</t></is></c>'

    rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in [table[0], *table[1]])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kept = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = f'<Relationship Id="r1" Type="{kept}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{kept}">'
            '<sheets><sheet name="x" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{sheet}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return _workbook(parts)


def _cut(pair):
    content, letters = pair
    return content[:-letters] if letters else content


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), cells),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
RECORD_KEYS = [
    "slug",
    "title",
    "type",
    "start",
    "end",
    "people",
    "quotes",
    "places",
    "countries",
    "citations",
    "status",
    "participants",
]
lines = st.lists(
    st.dictionaries(st.one_of(st.sampled_from(RECORD_KEYS), texts), json_values, max_size=6), min_size=1, max_size=3
)
uploads = st.one_of(
    tables.map(lambda table: ("events.csv", _csv(table))),
    tables.map(lambda table: ("events.xlsx", _xlsx(table))),
    lines.map(lambda found: ("events.jsonl", "\n".join(map(json.dumps, found)).encode())),
    st.tuples(st.sampled_from(["events.csv", "e.xlsx", "e.jsonl", "a.CSV", "x.txt"]), st.binary(max_size=200)),
    st.tuples(st.just("events.csv"), tables.map(_csv).map(lambda text: text.decode().encode("utf-16"))),
    st.tuples(st.just("events.xlsx"), st.tuples(tables.map(_xlsx), st.integers(0, 400)).map(_cut)),
)
