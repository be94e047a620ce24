"""The entry for a web server: `gunicorn --config python:cooperation.server cooperation.wsgi`."""

import ctypes
import gc
import os

from django.core.wsgi import get_wsgi_application

M_ARENA_MAX = -8  # malloc.h

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

# A process holds the sets of all events (`events.bitmaps`), thousands of objects that never go. Python would walk
# through them every few pages in search of cycles, for a tenth of a second each time; what a page leaves is little.
gc.set_threshold(50_000, 20, 100)

# Each thread would get memory of its own, of which little is given back: a fifth more for each process.
if hasattr(libc := ctypes.CDLL(None), "mallopt"):  # glibc
    libc.mallopt(M_ARENA_MAX, 1)

django_application = get_wsgi_application()

from cooperation.watching import metrics  # noqa: E402 - it reads the settings

application = metrics.beside(django_application)
