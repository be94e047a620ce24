"""What all tests share. Browser tests have a conftest.py of their own."""

import gc
import os
import threading
from copy import deepcopy

import pytest
from django.db import connection, transaction
from django.template import Template
from django.template.context import BaseContext
from django.test.utils import _TestState

from events.bitmaps import present
from events.models import Event, Framework, Organization, Person, Source
from tests import database
from tests.record import make_record

LONG = ("tests/browser/", "tests/commands/test_start.py", "tests/test_database.py")


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each process begin with its share of the long tests: one that begins last keeps all others waiting."""
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    is_long = [any(part in item.path.as_posix() for part in LONG) for item in items]
    long, rest = ([item for item, own in zip(items, is_long, strict=True) if own is wanted] for wanted in (True, False))
    size = -(-len(rest) // processes)
    shares = ([*long[number::processes], *rest[number * size :][:size]] for number in range(processes))
    items[:] = [item for share in shares for item in share]


def pytest_collection_finish() -> None:
    """Let no later search for garbage look through all modules and tests again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def only_pages_are_recorded(django_test_environment: None) -> None:
    """Let `response.context` be that of the page, and not of each of the thousand parts that a form is made of.

    Django's test environment copies the context of every part and tells listeners of it: a quarter of a form's time.
    """
    recorded, plain = Template._render, _TestState.saved_data.template_render
    inside = threading.local()

    def render(template: Template, context: BaseContext) -> str:
        if getattr(inside, "page", False):
            return plain(template, context)
        inside.page = True
        try:
            return recorded(template, context)
        finally:
            inside.page = False

    Template._render = render


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Let the database of each worker be a copy of one that was made before."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = database.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Give every test the reference data, such as countries, on top of an otherwise empty database."""
    with django_db_blocker.unblock():
        if os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0":  # one worker is enough for that
            database.drop_leftovers()
        database.prepare()
    yield
    with django_db_blocker.unblock():
        database.end_other_sessions()


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """Make rows once for all tests of a module: `once(make)` gives what `make` returns.

    They are undone after its last test. The transaction of each test lies inside of this one, so that what a test
    changes is undone before the next. Not for tests that commit.
    """
    with django_db_blocker.unblock():
        rows = transaction.atomic()
        rows.__enter__()
        present()  # a transaction that has written keeps no sets: each question of the module would make them anew

    def made(make):
        with django_db_blocker.unblock():
            return make()

    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        rows.__exit__(None, None, None)


@pytest.fixture(scope="module")
def record_of_module(once):
    return once(make_record)


@pytest.fixture
def record(db, record_of_module):
    """Four public events and a draft that matches everything they match (`tests.record`)."""
    return deepcopy(record_of_module)


@pytest.fixture
def sample(transactional_db: None) -> None:
    """The real events of the sample, for a test that commits."""
    database.load_sample()


@pytest.fixture
def empty(record):
    """Take the record away again, for a test that counts every row of a list."""
    for model in (Event, Framework, Person, Organization, Source):
        model.objects.all().delete()
