"""When something changed for readers: one row for each event and transaction, kept by triggers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import Status
from events.models.event_queryset import EventQuerySet


class PublicChangeQuerySet(models.QuerySet["PublicChange"]):
    def public(self) -> Self:
        """Changes of events that are public now, and the withdrawals of others that once were."""
        return self.filter(EventQuerySet.public_q("event__") | self.withdrawals_q())

    @staticmethod
    def withdrawals_q() -> Q:
        """The withdrawals of events that are still withdrawn."""
        return Q(event__status=Status.WITHDRAWN, status_before=Status.PUBLISHED, status_after=Status.WITHDRAWN)

    def since(self, moment: datetime) -> Self:
        """What changed after a moment, the latest last."""
        return self.filter(made_at__gt=moment).order_by("made_at", "pk")

    def of_events(self, keys: list[int]) -> Self:
        return self.filter(event__in=keys)

    def with_key(self, key: int) -> PublicChange | None:
        return self.filter(pk=key).first()

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def latest_moment(self) -> datetime | None:
        """When something changed for readers last. One query of the index."""
        return self.newest_first().values_list("made_at", flat=True).first()


class PublicChange(models.Model):
    """One transaction's changes to an event that was public before or after it, and to what hangs on the event.

    The snapshots of the same moment say what changed. Written by triggers on their tables, and by nothing else.
    """

    event = models.ForeignKey(
        "events.Event",
        models.DO_NOTHING,
        related_name="public_changes",
        db_constraint=False,
        db_index=False,
        editable=False,
    )
    made_at = models.DateTimeField(_("made"), editable=False)
    context = models.ForeignKey(
        "pghistory.Context",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        editable=False,
    )
    # '' before the event was there, and after it was deleted.
    status_before = models.CharField(max_length=10, blank=True, editable=False)
    status_after = models.CharField(max_length=10, blank=True, editable=False)

    objects = PublicChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("public change")
        verbose_name_plural = _("public changes")
        default_permissions = ()
        indexes = [
            # The list of what changed for readers, newest first.
            models.Index(fields=["-made_at", "-id"], include=["event", "context"], name="publicchange_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "made_at", "context"], name="publicchange_once_per_moment", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"

    @property
    def told(self) -> dict[str, Any]:
        """What is known of the circumstances. Needs the context: select it, or this costs a query."""
        return self.context.metadata if self.context else {}
