"""Merges of two records into one, with all that is needed to undo them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import FormerSlugKind
from events.models.base import known_code, not_empty
from events.models.former_slug import FormerSlug


class MergeQuerySet(models.QuerySet["Merge"]):
    def that_took(self, former: FormerSlug) -> Merge | None:
        """The merge by which a slug became one of the past; None where a record just has another one now."""
        took = Q(gone_slug=former.slug) | Q(
            **{f"changes__updated__{FormerSlug._meta.label_lower}__has_key": str(former.pk)}
        )
        return self.filter(took, kind=former.kind, undone_at=None).order_by("pk").first()


class Merge(models.Model):
    """Two records that turned out to be one: what hung on the one that went now hangs on the one that stays."""

    kind = models.CharField(_("kind"), editable=False, max_length=12, choices=FormerSlugKind.choices)
    kept = models.BigIntegerField(_("record that stays"), editable=False)
    gone = models.BigIntegerField(_("record that went"), editable=False)
    kept_name = models.CharField(_("name of the one that stays"), editable=False, max_length=500)
    gone_name = models.CharField(_("name of the one that went"), editable=False, max_length=500)
    gone_slug = models.CharField(_("slug of the one that went"), editable=False, max_length=120)
    reason = models.TextField(_("reason"), editable=False, help_text=_("Why they are one."))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("merged by"),
    )
    merged_at = models.DateTimeField(_("merged"), editable=False, auto_now_add=True)
    changes = models.JSONField(
        _("changes"), editable=False, help_text=_("Each row that changed: as it was and as the merge left it.")
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone"), editable=False, null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        default_permissions = ()
        permissions = [("merge_records", _("Can merge records and undo merges"))]
        indexes = [models.Index(fields=["kind", "kept"], name="merge_by_kept")]
        constraints = [
            known_code("merge", "kind", FormerSlugKind),
            *not_empty("merge", "reason", "kept_name", "gone_name"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"

    def rows(self, how: str, model: str) -> Iterable[tuple[str, dict[str, Any]]]:
        """The keys of the rows of a model that were `updated`, `deleted` or `created`, each with what is kept of it."""
        rows: dict[str, dict[str, Any]] = self.changes.get(how, {}).get(model, {})
        return rows.items()

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None
