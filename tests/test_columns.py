"""The registry of published columns: complete, explained, and nothing internal in it."""

import pytest
from django.apps import apps

from events.choices import EventType
from events.columns import COLUMNS
from events.columns.classified import INTERNAL, ON_PAGES, STRUCTURE
from events.columns.hanging import HANGING
from events.models import SNAPSHOTS

TABLES = {**COLUMNS, **{f"events/{name}": hanging.columns for name, hanging in HANGING.items()}}
EVERY_COLUMN = [(name, column) for name, columns in TABLES.items() for column in columns]


def model_fields():
    """A snapshot holds the fields of its model, and is shown by the same decisions."""
    for model in apps.get_app_config("events").get_models():
        if model in SNAPSHOTS.values():
            continue
        for field in model._meta.get_fields():
            if getattr(field, "concrete", False) and not field.many_to_many:
                yield f"{model.__name__}.{field.name}", field.name


def test_every_field_is_published_or_declared_internal_and_never_both():
    published = {field for _kind, column in EVERY_COLUMN for field in column.fields}
    undecided = {
        name for name, field in model_fields() if name not in published | ON_PAGES | INTERNAL and field not in STRUCTURE
    }

    assert undecided == set()
    assert published & INTERNAL == set()
    assert published & ON_PAGES == set()
    assert set() == ON_PAGES & INTERNAL


def test_the_declarations_name_fields_that_exist():
    published = {field for _kind, column in EVERY_COLUMN for field in column.fields}

    assert (published | ON_PAGES | INTERNAL) - {name for name, _field in model_fields()} == set()


@pytest.mark.parametrize("name", TABLES)
def test_the_keys_of_a_file_are_unique(name):
    keys = [column.key for column in TABLES[name]]

    assert sorted(set(keys)) == sorted(keys)


def test_the_columns_of_events_begin_as_promised():
    assert [column.key for column in COLUMNS["events"]][:7] == ["slug", "url", "title", "type", "state", "start", "end"]


def test_every_column_says_what_it_means():
    assert [f"{kind}.{column.key}" for kind, column in EVERY_COLUMN if not column.label or not column.description] == []


def test_a_column_of_codes_knows_its_vocabulary():
    column = next(column for column in COLUMNS["events"] if column.key == "type")

    assert column.codes is EventType
