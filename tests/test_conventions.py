"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from events.models import SNAPSHOTS

PROJECT = Path(__file__).resolve().parent.parent
PYTHON = [
    path
    for folder in ("cooperation", "events", "tests", "bench", "torture")
    for path in sorted((PROJECT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))


def name(path):
    return str(path.relative_to(PROJECT))


def test_every_module_says_what_lives_there():
    silent = [name(path) for path in PYTHON if path.read_text() and not ast.get_docstring(ast.parse(path.read_text()))]

    assert silent == []


def test_no_module_is_longer_than_400_lines():
    long = [name(path) for path in PYTHON if len(path.read_text().splitlines()) > 400]

    assert long == []


def test_every_model_says_what_it_is_in_the_world():
    silent = [
        model.__name__
        for model in apps.get_app_config("events").get_models()
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]

    assert silent == []


def test_every_field_that_an_analyst_fills_has_a_help_text():
    silent = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("events").get_models()
        if model.__name__ != "FormerSlug" and model not in SNAPSHOTS.values()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and field.editable
        and not field.auto_created
        and not field.generated
        and field.name not in ("event", "sort_order")
        and not (field.is_relation and field.name in ("country", "organization", "person") and "Name" in model.__name__)
        and not field.help_text
    ]

    assert silent == []


def test_migrations_have_names_of_their_own():
    automatic = [path.name for path in PROJECT.glob("events/migrations/0*.py") if "_auto_" in path.name]

    assert automatic == []


def test_views_filter_nothing_and_stay_short():
    offences = []
    for path in sorted((PROJECT / "events" / "views").glob("*.py")):
        source = path.read_text()
        if ".filter(" in source or ".exclude(" in source:
            offences.append(f"{name(path)} filters")
        offences += [
            f"{name(path)} {function.name} has {function.end_lineno - function.lineno + 1} lines"
            for function in ast.walk(ast.parse(source))
            if isinstance(function, ast.FunctionDef) and function.end_lineno - function.lineno + 1 > 20
        ]

    assert offences == []


def test_there_are_no_signals_between_our_own_models():
    receivers = [name(path) for path in PYTHON if re.search(r"@receiver|post_save|pre_save\b", path.read_text())]

    assert [path for path in receivers if not path.startswith("tests/")] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_no_inline_script_or_style(path):
    markup = path.read_text()

    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*json)", markup) == []


def test_every_table_of_a_public_page_says_what_it_is():
    """A screen reader lists tables by their captions."""
    public = [path for path in TEMPLATES if "admin" not in path.parts]
    tables = [(path, table) for path in public for table in path.read_text().split("<table")[1:]]

    assert len(tables) > 20
    assert [name(path) for path, table in tables if "<caption" not in table.split("<thead")[0]] == []


LIMITS = {"most", "last", "largest", "page", "minute", "rows", "size", "actors"}  # never one
COUNTED = re.compile(r"%(?:\((\w+)\))?d [a-z]+s\b|\{\{ *(\w+) *\}\} [a-z]+s\b")


def counted_without_singular(text):
    return [found for found in COUNTED.findall(text) if not LIMITS & set(found)]


def test_a_text_that_counts_has_a_singular():
    """“1 events”: a number before a plural belongs into ngettext, and into a blocktranslate with `count`."""
    calls = (
        (path, call)
        for path in PYTHON
        if "tests" not in path.parts and COUNTED.search(path.read_text())
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
    )
    offences = [
        f"{name(path)}: {call.args[0].value}"
        for path, call in calls
        if call.func.id in ("_", "gettext", "gettext_lazy")
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and counted_without_singular(call.args[0].value)
    ]
    for path in TEMPLATES:
        blocks = re.findall(r"{% blocktranslate([^%]*)%}(.*?){% endblocktranslate", path.read_text(), re.DOTALL)
        offences += [
            f"{name(path)}: {text}" for head, text in blocks if "count " not in head and counted_without_singular(text)
        ]

    assert offences == []
