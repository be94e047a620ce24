"""What pages show of releases."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.choices import ReleaseChangeKind
from events.exports.tables import Table, every_table
from events.models import Release, ReleaseChange, ReleaseFile
from events.pages.downloads import SINGULAR

SHOWN = 50


@dataclass(frozen=True)
class ReleasedTable:
    """A table of a release, with the address that answers it."""

    label: str | Promise
    address: str
    rows: int
    columns: int
    sha256: str


@dataclass(frozen=True)
class Changes:
    """The changes of one kind since the release before, the first of them by slug."""

    label: str | Promise
    number: int
    shown: list[ReleaseChange]


@dataclass(frozen=True)
class ReleasePage:
    """A release as its page shows it."""

    release: Release
    events: int
    files: list[ReleaseFile]
    tables: list[ReleasedTable]
    changes: list[Changes]
    is_first: bool
    citation: str


def all_releases() -> list[tuple[Release, int, ReleaseFile | None]]:
    """The latest first, each with its number of events and its largest file. Two queries."""
    found = Release.objects.latest_first().prefetch_related("files")
    return [(one, _rows(one, "events"), max(one.files.all(), key=_size, default=None)) for one in found]


def _size(file: ReleaseFile) -> int:
    return file.size


def _rows(release: Release, table: str) -> int:
    rows: int = release.tables.get(table, {}).get("rows", 0)
    return rows


def of_release(release: Release) -> ReleasePage:
    """Five queries."""
    address = f"{settings.SITE_URL}{release.get_absolute_url()}"
    told = {"year": release.made_at.year, "release": release.name, "address": address}
    return ReleasePage(
        release=release,
        events=_rows(release, "events"),
        files=list(release.files.order_by("pk")),
        tables=_tables(release),
        changes=_changes(release),
        is_first=not Release.objects.earlier_than(release).exists(),
        citation=_("Cooperation Tracker (%(year)d). Release %(release)s. %(address)s.") % told,
    )


def _tables(release: Release) -> list[ReleasedTable]:
    known = every_table().items()
    return [_table(release, name, kind, table) for name, (kind, table) in known if name in release.tables]


def _table(release: Release, name: str, kind: str, table: Table) -> ReleasedTable:
    parts = [SINGULAR.get(kind, kind.removesuffix("s")), *([table.name] if table.hanging else []), "csv"]
    address = f"{reverse('events:' + '-'.join(parts))}?release={release.name}"
    told = release.tables[name]
    return ReleasedTable(table.label, address, told["rows"], len(told["columns"]), told["sha256"])


def _changes(release: Release) -> list[Changes]:
    """Three queries at most: one for each kind that there is."""
    numbers = {ReleaseChangeKind(kind): getattr(release, kind) for kind in ReleaseChangeKind.values}
    return [
        Changes(kind.label, number, list(release.changes.of_kind(kind)[:SHOWN]))
        for kind, number in numbers.items()
        if number
    ]
