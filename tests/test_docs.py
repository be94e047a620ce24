"""The documents that are made from the code say what the code says."""

from pathlib import Path

import pytest
from django.conf import settings

from events import documentation
from events.choices import EventType, Pillar, Status
from events.columns import COLUMNS
from events.filters import FILTERS
from events.filters.meanings import MEANINGS
from events.models import Event, Quote
from events.pages import codebook

DOCS = Path(settings.BASE_DIR) / "docs"
CURE = "The document is out of date: `make docs` writes it anew."


def test_data_dictionary_is_up_to_date():
    written = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")

    assert written == documentation.data_dictionary(), CURE


def test_codebook_is_up_to_date():
    written = (DOCS / "codebook.md").read_text(encoding="utf-8")

    assert written == documentation.codebook(written), CURE


def test_data_dictionary_has_each_column_once_in_its_order():
    text = documentation.data_dictionary()

    for kind, columns in COLUMNS.items():
        table = text.split(f"### Columns of {kind}\n")[1].split("\n#")[0]
        keys = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
        assert keys == [column.key for column in columns]


@pytest.mark.parametrize("kind", FILTERS)
def test_each_parameter_is_explained_and_nothing_else(kind):
    asked = [name for name in FILTERS[kind].base_filters if not name.endswith("_match")]

    assert sorted(MEANINGS[kind]) == sorted(asked)


def test_codebook_explains_each_code():
    text = documentation.codebook((DOCS / "codebook.md").read_text(encoding="utf-8"))

    table = text.split("### Event type\n")[1].split("\n#")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{one.value}` | {one.label} | {one.meaning} |" for one in EventType]


def test_codebook_refuses_a_text_without_its_marks():
    with pytest.raises(ValueError, match="generated: NAME"):
        documentation.codebook("# Codebook\n")


def test_codebook_lists_what_an_analyst_fills_and_leaves_out_what_the_database_derives():
    names = {field.name for field in documentation.filled_fields(Event)}

    assert names >= {"title", "start", "summary"}
    assert not names & {"status", "published_at", "earliest_start", "search", "created_by"}


def test_a_quote_is_filled_with_its_event():
    assert "event" in {field.name for field in documentation.filled_fields(Quote)}


def test_the_data_page_explains_the_vocabularies_that_the_documents_explain():
    on_the_page = {codes for _anchor, _name, codes in codebook.VOCABULARIES}

    assert on_the_page == set(documentation.vocabularies()) - {Status, Pillar}  # for staff; named in full by themselves
