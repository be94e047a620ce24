"""What pages show of releases."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import ReleaseChangeKind, Status
from events.exports.tables import Table, every_table
from events.models import PublicChange, Release, ReleaseChange, ReleaseFile
from events.pages.downloads import SINGULAR
from events.pages.event_rows import EventRow

SHOWN = 50
BECAME = {
    Status.PUBLISHED: gettext_lazy("Changed since this release"),
    Status.WITHDRAWN: gettext_lazy("Withdrawn since this release"),
}


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


def told_since(rows: list[EventRow], release: Release) -> list[EventRow]:
    """The rows of a release, each with what became of its event since. One query."""
    changes = PublicChange.objects.since(release.made_at).of_events([row.number for row in rows])
    became = dict(changes.values_list("event", "status_after"))
    gone = _("Not in the record any more")
    return [
        replace(row, since=str(BECAME.get(Status(became[row.number]), gone) if became[row.number] else gone))
        if row.number in became
        else row
        for row in rows
    ]


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
