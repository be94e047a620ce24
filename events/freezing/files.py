"""The files of a release: the tables as a data package, the record in the exchange format, and what changed.

They are written to a folder first and then kept in the database, so that one backup holds everything.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from events.exchange.folder import export as export_folder
from events.exports import tables
from events.exports.export import Export
from events.exports.package import Counted, archived
from events.exports.zipped import Archive
from events.models import Release, ReleaseChange, ReleaseFile, ReleasePiece
from events.selection import Selection

PIECE = 1024 * 1024  # bytes of a row of the database
ZIP = "application/zip"


@dataclass(frozen=True)
class Whole(Export):
    """A table of the whole release. It leads to the page of the release, as each of its files does."""

    @property
    def title(self) -> str:
        return _("Cooperation Tracker, release %s") % self.release

    @property
    def file_stem(self) -> str:
        return file_name(self.release)

    @property
    def address(self) -> str:
        assert self.selection.release
        return f"{settings.SITE_URL}{self.selection.release.get_absolute_url()}"

    @property
    def citation(self) -> str:
        told = {"year": self.at.year, "release": self.release, "address": self.address}
        return _("Cooperation Tracker (%(year)d). Release %(release)s. %(address)s.") % told


def file_name(release: str, ending: str = "") -> str:
    return f"cooperation-tracker-{release}{ending}"


def write_package(release: Release, folder: Path) -> dict[str, Any]:
    """Write the ZIP of all tables; return what is told of each of them. The release has to be in force."""
    counted = {name: Counted(whole, name.replace("/", "-")) for name, whole in every_table(release).items()}
    first = next(iter(counted.values())).export
    with (folder / file_name(release.name, ".zip")).open("wb") as file:
        file.writelines(archived(first, list(counted.values())))
    return {
        name: {
            "rows": one.rows,
            "columns": [column.key for column in one.export.columns],
            "bytes": one.bytes,
            "sha256": one.sha256,
        }
        for name, one in counted.items()
    }


def every_table(release: Release) -> dict[str, Whole]:
    """Each table of the release in force, by the name under which it is asked for."""
    return {
        name: Whole(Selection(kind, {"release": release.name}), table, "", release.made_at, all_columns=True)
        for name, (kind, table) in tables.every_table().items()
    }


def write_record(release: Release, folder: Path) -> dict[str, str]:
    """Write the ZIP of the record in the exchange format; return a digest of each event by its slug."""
    files = folder / "record"
    export_folder(files, public=True)
    archive = Archive(release.made_at)
    with (folder / file_name(release.name, "-record.zip")).open("wb") as file:
        for path in sorted(files.iterdir()):
            file.writelines(archive.add(path.name, _blocks(path), is_large=path.stat().st_size > 2**31 - 1))
        file.write(archive.end())
    return dict(_digests(files / "events.jsonl"))


def write_changes(release: Release, changes: list[ReleaseChange], folder: Path) -> None:
    with (folder / file_name(release.name, "-changes.csv")).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["change", "event", "reason"])
        lines.writerows([one.kind, one.slug, one.reason] for one in changes)


def keep(release: Release, folder: Path) -> None:
    """Take the files of a folder into the database, with their checksums."""
    labels = {
        ".zip": (_("All tables: a data package with codebook and licence"), ZIP),
        "-record.zip": (_("The record in the exchange format, to be imported elsewhere"), ZIP),
        "-changes.csv": (_("Events added, changed and removed since the release before"), "text/csv; charset=utf-8"),
    }
    for ending, (label, media_type) in labels.items():
        path = folder / file_name(release.name, ending)
        digest = hashlib.sha256()
        for block in _blocks(path):
            digest.update(block)
        told = {"label": label, "media_type": media_type, "size": path.stat().st_size, "sha256": digest.hexdigest()}
        file = ReleaseFile.objects.create(release=release, name=path.name, **told)
        for number, block in enumerate(_blocks(path)):
            ReleasePiece.objects.create(file=file, number=number, content=block)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(partial(file.read, PIECE), b"")


def _digests(events: Path) -> Iterable[tuple[str, str]]:
    """What is told of an event is one line."""
    if not events.exists():  # a kind without records has no file
        return
    with events.open("rb") as lines:
        for line in lines:
            yield json.loads(line)["slug"], hashlib.sha256(line).hexdigest()
