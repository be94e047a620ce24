"""Gunicorn, set up once for `make run` and the image: `gunicorn --config python:cooperation.server cooperation.wsgi`.

Its names are gunicorn's own. WEB_CONCURRENCY says how many processes there are, two if nothing else is said: so that a
long export leaves one for pages. The process that reads this loads nothing of the site, and lives for long: what it had
loaded, a reload would not load anew.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from cooperation import replacing
from cooperation.replacing import Worker

METRICS_ADDRESS = os.environ.get("METRICS_ADDRESS", "")
FIGURES = "PROMETHEUS_MULTIPROC_DIR"  # where the processes leave their counts; their package reads it

worker_class = Worker
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 120
graceful_timeout = 30  # seconds for answers under way when a process is replaced: a reload breaks no page
keepalive = 75  # longer than the proxy keeps a connection that waits: it never meets a closed one
limit_request_line = 8190  # a selection of sixty organizations fits
limit_request_fields = 50
loglevel = "warning"
control_socket_disable = True
bind = [f"0.0.0.0:{os.environ.get('PORT') or 8000}"]
if METRICS_ADDRESS:
    bind.append(METRICS_ADDRESS)
if Path("/dev/shm").is_dir():  # noqa: S108 - a heartbeat file on a slow disk blocks a worker
    worker_tmp_dir = "/dev/shm"  # noqa: S108

on_reload = replacing.on_reload


def on_starting(server: Any) -> None:
    """Make the folder of the counts before any process starts."""
    if METRICS_ADDRESS and FIGURES not in os.environ:
        os.environ[FIGURES] = tempfile.mkdtemp(prefix="cooperation-metrics-")


def child_exit(server: Any, worker: Any) -> None:
    replacing.child_exit(worker)
    if FIGURES in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # forget what only a living process can tell
