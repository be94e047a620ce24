"""Organizations: bodies of any kind, under all their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import NameKind, OrganizationKind
from events.models.base import (
    Slugged,
    TimeStamped,
    folded_indexes,
    known_code,
    not_empty,
    not_itself,
    search_field,
    web_address,
)
from events.models.event_queryset import EventQuerySet, count_of_public_events
from events.models.participation import OrganizationParticipation, PersonParticipation
from events.models.quote import Quote

if TYPE_CHECKING:
    from events.models.country import Country


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def public(self) -> Self:
        """Organizations that a public event shows: as a participant, behind a person or behind a quote."""
        public = EventQuerySet.public_q("event__")
        rows = (OrganizationParticipation, PersonParticipation, Quote)
        links = [Exists(row.objects.filter(public, organization=OuterRef("pk"))) for row in rows]
        return self.filter(links[0] | links[1] | links[2])

    def with_event_counts(self) -> Self:
        """Adds `event_count`, the number of public events."""
        return self.annotate(event_count=count_of_public_events(OrganizationParticipation, "organization"))

    def by_event_count(self) -> Self:
        """The busiest first. Needs `with_event_counts()`."""
        return self.order_by("-event_count", "name")

    def with_relatives(self) -> Self:
        """Adds country, other names, and the larger and smaller bodies as far as they are public. Three queries."""
        public = Organization.objects.public().by_name()
        return self.select_related("country").prefetch_related(
            Prefetch("names", OrganizationName.objects.order_by("sort_order", "pk")),
            Prefetch("parent", public),
            Prefetch("children", public),
        )

    def of_country(self, country: Country) -> Self:
        """Bodies of one state."""
        return self.filter(country=country)

    def by_name(self) -> Self:
        return self.order_by("name", "slug")


class Organization(TimeStamped, Slugged):
    """A body of any kind that takes part in cooperation: of states, of one state, of scholars, of citizens ..."""

    name = models.CharField(
        _("name"),
        max_length=250,
        help_text=_("The official English name of today, in full."),
    )
    acronym = models.CharField(
        _("acronym"),
        max_length=40,
        blank=True,
        help_text=_("The usual acronym, like UNODC."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganizationKind.choices,
        help_text=_("What kind of body it is; the codebook explains each kind."),
    )
    country = models.ForeignKey(
        "events.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("country"),
        help_text=_("For national bodies only: the state whose body it is."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        help_text=_("The larger body to which it belongs, if any."),
    )
    website = models.URLField(
        _("website"),
        max_length=500,
        blank=True,
        help_text=_("Its own site, with https://."),
    )
    search = search_field(names=("name", "acronym"))

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [
            GinIndex("search", name="organization_search"),
            *folded_indexes("organization", "name"),
            *folded_indexes("organization", "acronym"),
            models.Index(fields=["name", "slug"], name="organization_by_name"),
        ]
        constraints = [
            *Slugged.Meta.constraints,
            *not_empty("organization", "name"),
            known_code("organization", "kind", OrganizationKind),
            not_itself("organization", "parent"),
            web_address("organization", "website"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self) -> str:
        return reverse("events:organization-detail", args=[self.slug])

    def clean(self) -> None:
        if self.pk and self.parent_id == self.pk:
            raise ValidationError({"parent": _("An organization can't be part of itself.")})

    @property
    def short_name(self) -> str:
        """The acronym where there is one, for rows in which names would not fit.

        Many states have an MFA, so the acronym of a national body carries the code of its country.
        """
        if self.acronym and self.country_id:
            return f"{self.acronym} ({self.country_id})"
        return self.acronym or self.name


class OrganizationName(models.Model):
    """Another name of an organization: an acronym, a former name, a translation, another spelling."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=250, help_text=_("The name as sources write it."))
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=NameKind.choices,
        help_text=_("How it relates to the main name."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    search = search_field(names=("name",))

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        indexes = [GinIndex("search", name="organizationname_search"), *folded_indexes("organizationname", "name")]
        constraints = [
            *not_empty("organizationname", "name"),
            known_code("organizationname", "kind", NameKind),
            models.UniqueConstraint(
                fields=["organization", "name", "kind"],
                name="organizationname_once",
                violation_error_message=_("This name is already there."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
