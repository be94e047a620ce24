"""Writes the record as a folder of files in the exchange format: whole and consistent, or not at all."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from events.exchange.records import Record, Slugs, records, visible
from events.exchange.shapes import KINDS, THEMES, Kind

Counted = Callable[[Kind, Iterable[tuple[Any, Record]]], Iterable[tuple[Any, Record]]]
COMPANIONS = {"README.md"}  # may lie beside the files and is left alone


class FolderRefusedError(Exception):
    """The folder can't be written to; the message says why and what helps."""


def export(
    folder: Path, *, public: bool = False, force: bool = False, counted: Counted | None = None
) -> dict[str, int]:
    """Write every record, or those that the public sees; return how many of each kind.

    A kind without records has no file. `counted` may wrap the records of a kind to show how far the work is.
    """
    _check(folder, force=force)
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    fresh: dict[str, Path] = {}
    try:
        with _one_moment():
            slugs = Slugs(public=public)
            for kind in KINDS:
                found: Iterable[tuple[Any, Record]] = records(kind, visible(kind.model, public=public), slugs)
                fresh[kind.file] = folder / f".{kind.file}.{os.getpid()}"
                with fresh[kind.file].open("w", encoding="utf-8", newline="") as file:
                    counts[kind.plural] = write(kind, (counted(kind, found) if counted else found), file)
                    file.flush()
                    os.fsync(file.fileno())
        for kind in KINDS:
            if counts[kind.plural]:
                fresh[kind.file].replace(folder / kind.file)
            else:
                (folder / kind.file).unlink(missing_ok=True)
    finally:
        for path in fresh.values():
            path.unlink(missing_ok=True)
    return counts


def write(kind: Kind, found: Iterable[tuple[Any, Record]], file: IO[str]) -> int:
    """Write the records of one kind to a file: JSON Lines, or CSV for the themes."""
    count = 0
    table = csv.DictWriter(file, [key.key for key in kind.keys], lineterminator="\n")
    if kind is THEMES:
        table.writeheader()
    for _, record in found:
        if kind is THEMES:
            table.writerow(record)
        else:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def _check(folder: Path, *, force: bool) -> None:
    """Refuse to write over what may be something else than an earlier export."""
    if folder.exists() and not folder.is_dir():
        raise FolderRefusedError(f"{folder} is a file; name a folder.")
    known = {kind.file for kind in KINDS} | COMPANIONS
    strangers = sorted({path.name for path in folder.iterdir()} - known) if folder.exists() else []
    if strangers and not force:
        raise FolderRefusedError(
            f"{folder} holds other files, such as {strangers[0]}; name an empty folder, or give --force."
        )


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it stands at one moment, so that the files agree with each other."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
