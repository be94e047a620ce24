"""Dated releases: what the public record was at one moment, kept for ever, and the files of it.

A command makes them and nobody edits them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.urls import reverse

from events.choices import ReleaseChangeKind
from events.models.base import known_code, not_empty

NAME_PATTERN = r"^20[0-9]{2}\.(0[1-9]|1[0-2])(\.[1-9][0-9]{0,2})?$"
DIGEST_PATTERN = r"^[0-9a-f]{64}$"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases by what readers ask of them. All of them are public."""

    def latest_first(self) -> Self:
        return self.order_by("-pk")  # as they were made, whatever the clock said

    def earlier_than(self, release: Release) -> Self:
        return self.filter(pk__lt=release.pk)


class Release(models.Model):
    """The public record as it was at one moment, under a name like 2026.12. Its rows are in a schema of their own.

    `tables` says of each table its number of rows, its columns, and the SHA-256 of it as CSV. `site` is where the pages
    were that its rows name: the addresses stay as they were printed, wherever the site moves.
    """

    name = models.CharField(max_length=12, unique=True, editable=False)
    made_at = models.DateTimeField(editable=False)
    site = models.CharField(max_length=200, editable=False)
    note = models.TextField(blank=True, editable=False)
    tables: Any = models.JSONField(default=dict, editable=False)
    added = models.PositiveIntegerField(default=0, editable=False)
    changed = models.PositiveIntegerField(default=0, editable=False)
    removed = models.PositiveIntegerField(default=0, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(name__regex=NAME_PATTERN), name="release_name_is_a_month"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:data-release", args=[self.name])

    @property
    def schema(self) -> str:
        return f"release_{self.name.replace('.', '_')}"

    def keys_of(self, table: str) -> list[str] | None:
        """The columns that a table has in the release, none where it has no such table; None while it is made."""
        return self.tables.get(table, {}).get("columns", []) if self.tables else None


class ReleaseFile(models.Model):
    """A file of a release, byte for byte as it was made."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files", editable=False)
    name = models.CharField(max_length=120, editable=False)
    label = models.CharField(max_length=200, editable=False)
    media_type = models.CharField(max_length=80, editable=False)
    size = models.BigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="releasefile_name_is_unique"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=DIGEST_PATTERN), name="releasefile_sha256_is_well_formed"
            ),
            *not_empty("releasefile", "name", "label"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:data-file", args=[self.release.name, self.name])

    def is_whole(self) -> bool:
        """Whether the pieces are still what the checksum was made of. Reads all of them."""
        digest = hashlib.sha256()
        for piece in self.content():
            digest.update(piece)
        return digest.hexdigest() == self.sha256

    def content(self) -> Iterator[bytes]:
        """The file piece by piece, one query for each: a slow reader holds neither a query nor the whole of it."""
        for number in self.pieces.order_by("number").values_list("number", flat=True):
            yield bytes(self.pieces.get(number=number).content)


class ReleasePiece(models.Model):
    """A part of a file, small enough to be held in memory."""

    file = models.ForeignKey(ReleaseFile, models.PROTECT, related_name="pieces", editable=False)
    number = models.PositiveIntegerField(editable=False)
    content = models.BinaryField(editable=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="releasepiece_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"


class ReleasedEventQuerySet(models.QuerySet["ReleasedEvent"]):
    """Events of releases by what feeds ask of them."""

    def of(self, release: Release) -> Self:
        return self.filter(release=release)

    def last_changed_first(self) -> Self:
        return self.order_by(models.F("changed_at").desc(nulls_last=True), "-event_number")


class ReleasedEvent(models.Model):
    """What an event was in a release: its slug, a digest of all that was told of it, and when it had changed last.

    There is no foreign key to the event, which may be deleted since.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="events", editable=False)
    event_number = models.BigIntegerField(editable=False)
    slug = models.CharField(max_length=120, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = ReleasedEventQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["release", "event_number"], name="releasedevent_once_per_release")
        ]

    def __str__(self) -> str:
        return self.slug


class ReleaseChangeQuerySet(models.QuerySet["ReleaseChange"]):
    """Changes by what the page of a release asks of them."""

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind).order_by("slug")


class ReleaseChange(models.Model):
    """An event that was added, changed or removed since the release before; of a removed one why."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="changes", editable=False)
    kind = models.CharField(max_length=8, choices=ReleaseChangeKind.choices, editable=False)
    slug = models.CharField(max_length=120, editable=False)
    reason = models.TextField(blank=True, editable=False)

    objects = ReleaseChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["release", "kind", "slug"], name="releasechange_once_per_release"),
            known_code("releasechange", "kind", ReleaseChangeKind),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
