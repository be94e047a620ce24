"""How much a request may bring along.

A form with files is read before anybody knows who sent it, and files go to the disk, which in a container is memory.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST = 30_000_000  # bytes: some more than an import takes, so that the form says in words what is too large


class NotTooLarge(FileUploadHandler):
    """The first of the handlers: it refuses a body by its length, of which nothing is read then."""

    def handle_raw_input(
        self, input_data: Any, meta: dict[str, Any], content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        if content_length > MOST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
