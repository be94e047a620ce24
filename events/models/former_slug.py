"""Slugs that records once had, so that old addresses lead to the new ones."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import FormerSlugKind
from events.models.base import SLUG_PATTERN, known_code


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    def present(self, kind: FormerSlugKind, model: type[models.Model], slug: str) -> Any | None:
        """The public record that had this slug before; None when there is none or it is not public. Two queries."""
        former = self.filter(kind=kind, slug=slug).first()
        if former is None:
            return None
        public = model._default_manager.public()  # type: ignore[attr-defined]
        return public.filter(pk=former.object_id).first()


class FormerSlug(models.Model):
    """A slug that a record had before. Rows are written by a trigger of the database, whoever changes the slug."""

    kind = models.CharField(_("kind"), max_length=12, choices=FormerSlugKind.choices)
    slug = models.CharField(_("former slug"), max_length=120)
    object_id = models.BigIntegerField(_("record"))

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [
            known_code("formerslug", "kind", FormerSlugKind),
            models.UniqueConstraint(fields=["kind", "slug"], name="formerslug_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(slug__regex=SLUG_PATTERN),
                name="formerslug_slug_is_well_formed",
            ),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="formerslug_by_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
