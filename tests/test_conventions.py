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
CODE = [path for path in PYTHON if path.relative_to(PROJECT).parts[0] != "tests"]
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


def functions(path):
    return [found for found in ast.walk(ast.parse(path.read_text())) if isinstance(found, ast.FunctionDef)]


def lines(function):
    """How many it has, without what it says of itself."""
    said = function.body[0] if ast.get_docstring(function) else None
    return function.end_lineno - function.lineno + 1 - (said.end_lineno - said.lineno + 1 if said else 0)


def test_no_function_is_longer_than_40_lines():
    """Outside of tests and torture, which tell a story in one piece."""
    told = [path for path in CODE if path.relative_to(PROJECT).parts[0] != "torture"]
    long = [f"{name(path)} {one.name}" for path in told for one in functions(path) if lines(one) > 40]

    assert long == []


def test_views_filter_nothing_and_stay_short():
    offences = []
    for path in sorted((PROJECT / "events" / "views").glob("*.py")):
        source = path.read_text()
        if ".filter(" in source or ".exclude(" in source:
            offences.append(f"{name(path)} filters")
        offences += [
            f"{name(path)} {function.name} has {lines(function)} lines"
            for function in functions(path)
            if lines(function) > (15 if function.decorator_list else 20)  # views are decorated, what they share is not
        ]

    assert offences == []


def test_a_condition_on_rows_is_no_join_with_distinct():
    """Values may be distinct; a condition on what hangs on a record is an `Exists`."""
    joined = [
        f"{name(path)}: {line.strip()}"
        for path in CODE
        for line in path.read_text().splitlines()
        if ".distinct()" in line and ".values" not in line
    ]

    assert joined == []


def test_models_name_their_order_and_do_nothing_in_save():
    recorded = [model for model in apps.get_app_config("events").get_models() if model not in SNAPSHOTS.values()]

    assert [model.__name__ for model in recorded if model._meta.ordering] == []
    assert [model.__name__ for model in recorded if model.save is not models.Model.save] == []


def test_a_migration_imports_nothing_of_the_application_but_its_fields():
    """What a migration does must not change under it."""
    imported = [
        f"{name(path)}: {line.strip()}"
        for path in PROJECT.glob("*/migrations/0*.py")
        for line in path.read_text().splitlines()
        if re.match(r"\s*(from|import) (events|cooperation)\b(?!\.models\.base$|\.triggers import)", line)
    ]

    assert imported == []


def test_tests_use_no_mocks():
    assert [name(path) for path in PYTHON if re.search(r"^\s*(from|import) .*\bmock\b", path.read_text(), re.M)] == []


def test_components_know_no_word_of_the_subject():
    """But in the addresses of the site, which bear the name of the application."""
    subject = r"(?i)\b(event|organization|countr(y|ie)|person|quote|framework)s?\b(?!:)"
    known = [name(path) for path in TEMPLATES if "components" in path.parts and re.search(subject, path.read_text())]

    assert known == []


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
