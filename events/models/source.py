"""Sources, and which facts of which event they support."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events import partial_dates
from events.choices import Fact, SourceKind
from events.models.base import (
    LANGUAGE_PATTERN,
    PartialDateField,
    Slugged,
    TimeStamped,
    known_code,
    language_code,
    not_empty,
    partial_date,
    search_field,
    web_address,
)
from events.models.event_queryset import EventQuerySet
from events.models.quote import Quote


class SourceQuerySet(models.QuerySet["Source"]):
    def public(self) -> Self:
        """Sources that a public event cites, as a whole or for a quote."""
        public = EventQuerySet.public_q("event__")
        cited = Citation.objects.filter(public, source=OuterRef("pk"))
        quoted = Quote.objects.filter(public, source=OuterRef("pk"))
        return self.filter(Exists(cited) | Exists(quoted))

    def by_title(self) -> Self:
        return self.order_by("title", "slug")


class Source(TimeStamped, Slugged):
    """A page or document on which facts of the record rest."""

    title = models.CharField(_("title"), max_length=500, help_text=_("The title as it is printed."))
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Who published it first; empty when not known."),
    )
    url = models.URLField(
        _("address"),
        max_length=1000,
        blank=True,
        help_text=_("Its address on the web; empty when only a copy elsewhere is known."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=SourceKind.choices,
        help_text=_("What kind of publication it is; the codebook explains each kind."),
    )
    published = PartialDateField(
        _("date of publication"),
        blank=True,
        help_text=_("As printed: 2022, 2022-03 or 2022-03-03."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        validators=[
            RegexValidator(
                LANGUAGE_PATTERN,
                _("Write a language tag (BCP 47), like en, ru or uz-Cyrl."),
            )
        ],
        help_text=_("Language of the text (BCP 47): en, ru, uz ..."),
    )
    search = search_field(names=("title", "publisher"), prose=("title",))

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        indexes = [
            GinIndex("search", name="source_search"),
            models.Index(fields=["url"], name="source_by_url"),
        ]
        constraints = [
            *Slugged.Meta.constraints,
            *not_empty("source", "title"),
            known_code("source", "kind", SourceKind),
            partial_date("source", "published", blank=True),
            language_code("source", "language"),
            web_address("source", "url"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})" if self.publisher else self.title

    @property
    def published_in_words(self) -> str:
        return partial_dates.in_words(self.published) if self.published else ""


class Citation(models.Model):
    """An event rests on a source: for which of its facts, and where in the source."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="citations")
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="citations",
        verbose_name=_("source"),
        help_text=_("The page or document; start typing its title, publisher or address."),
    )
    supports = ArrayField(
        models.CharField(max_length=20, choices=Fact.choices),
        verbose_name=_("supports"),
        default=list,
        blank=True,
        help_text=_("The facts that this source backs; none chosen means all of them."),
    )
    locator = models.CharField(
        _("locator"),
        max_length=200,
        blank=True,
        help_text=_("Where in the source: “Paragraph 6”, “p. 12”."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("What readers should know about this source for this event."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("source of the event")
        verbose_name_plural = _("sources of the event")
        constraints = [
            models.CheckConstraint(
                condition=Q(supports__contained_by=Fact.values),
                name="citation_supports_known_facts",
                violation_error_message=_("This is no fact of an event that a source can support."),
            ),
            models.UniqueConstraint(
                fields=["event", "source", "locator"],
                name="citation_once_per_locator",
                violation_error_message=_("This source is already cited there."),
            ),
        ]

    def __str__(self) -> str:
        return self.locator or str(_("whole source"))
