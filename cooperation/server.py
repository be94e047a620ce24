"""Gunicorn, set up once for `make run` and the image: `gunicorn --config python:cooperation.server cooperation.wsgi`.

Its names are gunicorn's own. WEB_CONCURRENCY says how many processes there are, two if nothing else is said: so that a
long export leaves one for pages.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

from django.conf import settings

from cooperation.watching import metrics

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 120
graceful_timeout = 30  # seconds for answers under way when a process is replaced: a reload breaks no page
keepalive = 75  # longer than the proxy keeps a connection that waits: it never meets a closed one
limit_request_line = 8190  # a selection of sixty organizations fits
limit_request_fields = 50
loglevel = "warning"
control_socket_disable = True
bind = [f"0.0.0.0:{settings.PORT}"]
if settings.METRICS_ADDRESS:
    bind.append(settings.METRICS_ADDRESS)
if Path("/dev/shm").is_dir():  # noqa: S108 - a heartbeat file on a slow disk blocks a worker
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def on_starting(server: Any) -> None:
    metrics.prepare()


def child_exit(server: Any, worker: Any) -> None:
    metrics.gone(worker.pid)
