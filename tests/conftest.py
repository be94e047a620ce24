"""What all tests share. Browser tests have a conftest.py of their own."""

import os

import pytest
from django.db import connection

from tests import database


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
