"""One release, from the frozen rows to the list of changes: all of it or nothing."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import ReleaseChangeKind
from events.freezing.changes import changes_since, note_digests, note_events
from events.freezing.files import keep, write_changes, write_package, write_record
from events.freezing.schema import freeze
from events.models import Release, ReleaseChange, ReleasePiece
from events.models.release import NAME_PATTERN
from events.releases import in_force


class ReleaseRefusedError(Exception):
    """No release can be made; the message says why and what helps."""


def make_release(*, name: str, note: str = "") -> Release:
    """Freeze the public record as it is at this moment. When anything fails, nothing is left of it."""
    is_whole = not connection.in_atomic_block
    with transaction.atomic(), TemporaryDirectory(prefix="release-") as temporary:
        if is_whole:
            with connection.cursor() as cursor:  # all tables as they are at one moment
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        before, folder = _latest_before(name), Path(temporary)
        release = Release.objects.create(name=name, made_at=timezone.now(), site=settings.SITE_URL, note=note)
        freeze(release)
        with in_force(release):
            told = write_package(release, folder)
            digests = write_record(release, folder)
        note_events(release, digests)
        changes = changes_since(before, release) if before else []
        ReleaseChange.objects.bulk_create(changes, batch_size=2000)
        write_changes(release, changes, folder)
        keep(release, folder)
        release.tables = told
        for kind in ReleaseChangeKind:
            setattr(release, kind, sum(change.kind == kind for change in changes))
        release.save()
    return release


def make_files_anew(*, release: Release, note: str) -> None:
    """Write the files of a release from the rows that it has now: for when the law demanded that some of them go."""
    with transaction.atomic(), TemporaryDirectory(prefix="release-") as temporary:
        folder = Path(temporary)
        with in_force(release):
            told = write_package(release, folder)
            digests = write_record(release, folder)
        note_digests(release, digests)
        write_changes(release, list(release.changes.order_by("pk")), folder)
        ReleasePiece.objects.filter(file__release=release).delete()
        release.files.all().delete()
        keep(release, folder)
        release.tables, release.note = told, " ".join(filter(None, (release.note, note)))
        release.save()


def _latest_before(name: str) -> Release | None:
    """The release that this one follows. One query."""
    if not re.fullmatch(NAME_PATTERN, name):
        raise ReleaseRefusedError(_("“%s” is no name of a release. Write year and month, like 2026.12.") % name)
    releases = list(Release.objects.latest_first())
    if any(release.name == name for release in releases):
        raise ReleaseRefusedError(_("There is a release %s already, and a release is never made anew.") % name)
    if releases and _parts(name) < _parts(releases[0].name):
        told = {"latest": releases[0].name}
        raise ReleaseRefusedError(_("The latest release is %(latest)s; give a later name.") % told)
    return releases[0] if releases else None


def _parts(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]
