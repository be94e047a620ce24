"""The settings of the tests: the project's own, on a server of the tests, whatever the shell says."""

import os
from pathlib import Path

from cooperation.database import embedded_url
from tests.variables import VARIABLES

PROJECT = Path(__file__).resolve().parent.parent

# Everything from the environment but DATABASE_URL is left out: a test means the same on every machine.
for name in VARIABLES - {"DATABASE_URL"}:
    os.environ.pop(name, None)
os.environ["LOCAL"] = "true"
os.environ["LOG_LEVEL"] = "CRITICAL"
# The first process starts the server and names the run; the workers of pytest-xdist inherit both.
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = embedded_url(PROJECT / "var" / "pg-test", durable=False)
os.environ.setdefault("TEST_RUN", str(os.getpid()))

from cooperation.settings import *  # noqa: E402, F403 - after the environment is settled
from cooperation.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

SECRET_KEY = "tests only " * 5
# A name of its own for each run, so that two runs at a time do not meet in one database.
DATABASES["default"]["TEST"] = {"NAME": f"test_cooperation_{os.environ['TEST_RUN']}"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # the live server has static files of its own
SEARCHES_PER_MINUTE = FILES_PER_MINUTE = 0  # a test asks for a hundred files in a second
REMEMBERED_MB = 0  # a test asks whether a page is made right
