"""Files that wait for their import to be confirmed, their previews, and what their headings meant."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.base import known_code

KEPT = timedelta(days=1)


class RowStatus(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    WRONG = "wrong", _("Wrong")


class UploadQuerySet(models.QuerySet["Upload"]):
    def waiting_too_long(self) -> Self:
        """Uploads that nobody came back to."""
        return self.filter(uploaded_at__lt=timezone.now() - KEPT)

    def of(self, user: object) -> Self:
        """A person's own uploads, without their content."""
        return self.filter(uploaded_by=user).defer("content")

    def newest_first(self) -> Self:
        return self.order_by("-uploaded_at", "-pk")


class Upload(models.Model):
    """A file of events that somebody is importing: kept in the database, so that any server process can go on."""

    name = models.CharField(_("file"), max_length=255, editable=False)
    content = models.BinaryField(_("content"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    mapping = models.JSONField(_("headings"), default=dict, editable=False)  # their heading -> our column
    answers = models.JSONField(_("answers"), default=dict, editable=False)  # a name -> what it means
    preview = models.JSONField(_("preview"), default=dict, editable=False)  # what concerns the file as a whole
    imported_at = models.DateTimeField(_("imported"), null=True, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["uploaded_by", "-uploaded_at"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.name


class UploadRow(models.Model):
    """What the import of a file does with one of its rows."""

    upload = models.ForeignKey(Upload, models.CASCADE, editable=False, related_name="rows")
    line = models.PositiveIntegerField(_("line"), editable=False)  # 0 for the file as a whole
    status = models.CharField(_("what becomes of it"), max_length=9, choices=RowStatus.choices, editable=False)
    slug = models.TextField(_("slug"), blank=True, editable=False)  # as in the file, so it may be none
    title = models.TextField(_("title"), blank=True, editable=False)
    event = models.ForeignKey("events.Event", models.SET_NULL, null=True, editable=False, related_name="+")
    changes = models.JSONField(_("changes"), default=list, editable=False)
    problems = models.JSONField(_("problems"), default=list, editable=False)
    notices = models.JSONField(_("notices"), default=list, editable=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        constraints = [
            known_code("uploadrow", "status", RowStatus),
            models.UniqueConstraint(fields=["upload", "line"], name="uploadrow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line}"


class HeadingMemory(models.Model):
    """What the headings of a spreadsheet meant the last time: remembered for every file with the same headings."""

    key = models.CharField(_("key"), max_length=64, unique=True, editable=False)  # digest of the set of headings
    headings = models.JSONField(_("headings"), editable=False)
    mapping = models.JSONField(_("mapping"), editable=False)  # their heading -> our column, '' for left out
    used_at = models.DateTimeField(_("last used"), auto_now=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last used by"),
    )

    class Meta:
        verbose_name = _("remembered headings")
        verbose_name_plural = _("remembered headings")

    def __str__(self) -> str:
        return ", ".join(self.headings)
