"""Lines of the log as JSON, one object each, with the request that they belong to.

What is said with `extra=` becomes keys of the object. No address of a visitor, no query string and no value of a
statement is ever logged: see docs/privacy.md.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

KNOWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
NEVER = {"request", "sock", "server_time", "taskName"}  # what others hang on a record and JSON cannot say


class NotTold(logging.Filter):
    """Leaves out what Django says of a 503: whoever answers so has said why, in one line and without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != 503


class JsonLines(logging.Formatter):
    """`{"time": ..., "level": ..., "logger": ..., "message": ..., "request": ...}`, times in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= {key: value for key, value in vars(record).items() if key not in KNOWN | NEVER}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
