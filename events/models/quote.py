"""What was said, word for word, with speaker, event and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import FormerSlugKind
from events.models.base import (
    LANGUAGE_PATTERN,
    TimeStamped,
    language_code,
    not_empty,
    search_field,
)
from events.models.event_queryset import EventQuerySet
from events.models.former_slug import FormerSlug
from events.models.merge import Merge
from events.models.participation import PersonParticipation

if TYPE_CHECKING:
    from events.models.country import Country
    from events.models.event import Event
    from events.models.organization import Organization
    from events.models.person import Person


class QuoteQuerySet(models.QuerySet["Quote"]):
    def public(self) -> Self:
        return self.filter(EventQuerySet.public_q("event__"))

    def said_by(self, person: Person) -> Self:
        return self.filter(speaker=person)

    def of_event(self, event: Event) -> Self:
        return self.filter(event=event)

    def formerly_at(self, slug: str, number: int) -> Quote | None:
        """The quote that once stood at the address of an event that has another slug now or became part of another.

        A merge may have given it another number; of two quotes that were one and the same, the one that stayed is
        meant. Four queries.
        """
        former = FormerSlug.objects.filter(kind=FormerSlugKind.EVENT, slug=slug).first()
        if former is None:
            return None
        merge = Merge.objects.that_took(former)
        if merge is None:
            return self.filter(event=former.object_id, number=number).first()
        name = self.model._meta.label_lower
        moved = [int(key) for key, row in merge.rows("updated", name) if _stood_at(row["before"], merge.gone, number)]
        words = [row["text"] for _key, row in merge.rows("deleted", name) if _stood_at(row, merge.gone, number)]
        return self.filter(Q(pk__in=moved) | Q(event=former.object_id, text__in=words)).first()

    def for_organization(self, organization: Organization) -> Self:
        """Quotes of people who spoke for the organization."""
        return self.filter(organization=organization)

    def for_country(self, country: Country) -> Self:
        """Quotes of those who spoke for the state at the event, or for one of its bodies."""
        quotes = self.model._default_manager.order_by()
        of_bodies = quotes.filter(organization__country=country).values("pk")
        rows = PersonParticipation.objects.filter(country=country, person=OuterRef("speaker"), event=OuterRef("event"))
        spoken = quotes.filter(Exists(rows)).values("pk")
        # Apart, because with "or" between them each quote of the record would be looked at.
        return self.filter(pk__in=of_bodies.union(spoken))

    def with_relations(self) -> Self:
        """All that a printed quote shows. One query more, for the places of its event."""
        return self.select_related("event", "speaker", "organization", "source").prefetch_related(
            "event__places__country"
        )

    def in_reading_order(self) -> Self:
        """By event, newest first, and within an event as they were entered."""
        return self.order_by("-event__latest_start", "-event__earliest_start", "event__slug", "number")


def _stood_at(row: dict[str, Any], event: int, number: int) -> bool:
    return row.get("event_id") == event and row.get("number") == number


class Quote(TimeStamped):
    """Verbatim words of an event. Its address is the event's slug and the number within the event."""

    event = models.ForeignKey(
        "events.Event",
        models.CASCADE,
        related_name="quotes",
        verbose_name=_("event"),
        help_text=_("The event at which, or about which, this was said."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MinValueValidator(1)],
        help_text=_("Number within the event, part of the permanent address. It never changes."),
    )
    text = models.TextField(
        _("text"),
        help_text=_("The words exactly as the source prints them, at most two sentences."),
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
        help_text=_("Language of the words (BCP 47): en, ru, uz ..."),
    )
    translation = models.TextField(
        _("translation"),
        blank=True,
        help_text=_("Our English translation, where the words are not English."),
    )
    speaker = models.ForeignKey(
        "events.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name=_("speaker"),
        help_text=_("Who said it; empty when the source does not name anybody."),
    )
    attribution = models.CharField(
        _("attribution"),
        max_length=300,
        blank=True,
        help_text=_("Who said it, as it should be printed: “A representative of the Ministry of ...”."),
    )
    organization = models.ForeignKey(
        "events.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name=_("organization"),
        help_text=_("The body for which the speaker spoke."),
    )
    source = models.ForeignKey(
        "events.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name=_("source"),
        help_text=_("The page or document that prints these words."),
    )
    locator = models.CharField(
        _("locator"),
        max_length=200,
        blank=True,
        help_text=_("Where in the source: “Paragraph 6”, “p. 12”."),
    )
    search = search_field(prose=("text", "translation", "attribution"))

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        indexes = [GinIndex("search", name="quote_search")]
        constraints = [
            *not_empty("quote", "text"),
            language_code("quote", "language"),
            models.UniqueConstraint(
                fields=["event", "number"],
                name="quote_number_once_per_event",
                violation_error_message=_("Another quote of this event has this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="quote_number_counts_from_one",
                violation_error_message=_("Quotes are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) | ~Q(attribution=""),
                name="quote_has_speaker_or_attribution",
                violation_error_message=_("Name the speaker, or write to whom the source attributes the words."),
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        """Needs the event: select it, or this costs a query."""
        return reverse("events:quote-detail", args=[self.event.slug, self.number])

    def clean(self) -> None:
        if not self.speaker_id and not self.attribution:
            raise ValidationError(
                {"attribution": _("Name the speaker, or write to whom the source attributes the words.")}
            )
