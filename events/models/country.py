"""Countries and territories of ISO 3166-1, with the names under which they are found."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Value
from django.db.models.functions import NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import NameKind
from events.models.base import folded_indexes, known_code, language_code, not_empty, search_field
from events.models.event_queryset import EventQuerySet, count_of_public_events
from events.models.participation import CountryParticipation, PersonParticipation
from events.models.place import EventPlace


class CountryQuerySet(models.QuerySet["Country"]):
    """Countries are a public standard list; what hangs on them is public only through an event."""

    def public(self) -> Self:
        """Every country: ISO 3166-1 is no secret."""
        return self.all()

    def in_the_record(self) -> Self:
        """Countries that a public event took place in, or that took part or were represented in one."""
        public = EventQuerySet.public_q("event__")
        rows = (CountryParticipation, EventPlace, PersonParticipation)
        links = [Exists(row.objects.filter(public, country=OuterRef("pk"))) for row in rows]
        return self.filter(links[0] | links[1] | links[2])

    def with_event_counts(self) -> Self:
        """Adds `event_count`, the public events it took part in, and `located_count`, those held there."""
        return self.annotate(
            event_count=count_of_public_events(CountryParticipation, "country"),
            located_count=count_of_public_events(EventPlace, "country"),
        )

    def with_names(self) -> Self:
        """Adds the other names. One query."""
        return self.prefetch_related(Prefetch("names", CountryName.objects.order_by("language", "name")))

    def by_event_count(self) -> Self:
        """The busiest first. Needs `with_event_counts()`."""
        return self.order_by("-event_count", "name")

    def by_region(self) -> Self:
        """Under the regions and sub-regions of UN M49, those without one last."""
        return self.order_by(
            NullIf("region", Value("")).asc(nulls_last=True), "subregion", "intermediate_region", "name"
        )

    def by_name(self) -> Self:
        return self.order_by("name")


class Country(models.Model):
    """A country or territory of ISO 3166-1; Kosovo is kept under the user-assigned code XK.

    Regions are those of UN M49. The point is one on the country's land, for maps, in degrees (WGS 84).
    """

    code = models.CharField(
        _("alpha-2 code"),
        max_length=2,
        primary_key=True,
        help_text=_("ISO 3166-1 alpha-2, like UZ."),
    )
    alpha3 = models.CharField(
        _("alpha-3 code"),
        max_length=3,
        unique=True,
        help_text=_("ISO 3166-1 alpha-3, like UZB."),
    )
    numeric = models.CharField(  # noqa: DJ001 - NULL, because the user-assigned XK has none and it is unique
        _("numeric code"),
        max_length=3,
        unique=True,
        null=True,
        help_text=_("ISO 3166-1 numeric (UN M49), like 860."),
    )
    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("Short English name."))
    region_code = models.CharField(_("region code"), max_length=3, blank=True, help_text=_("UN M49."))
    region = models.CharField(_("region"), max_length=60, blank=True, help_text=_("UN M49, like Asia."))
    subregion_code = models.CharField(_("sub-region code"), max_length=3, blank=True, help_text=_("UN M49."))
    subregion = models.CharField(
        _("sub-region"),
        max_length=60,
        blank=True,
        help_text=_("UN M49, like Central Asia."),
    )
    intermediate_region_code = models.CharField(
        _("intermediate region code"), max_length=3, blank=True, help_text=_("UN M49.")
    )
    intermediate_region = models.CharField(
        _("intermediate region"),
        max_length=60,
        blank=True,
        help_text=_("UN M49, like Western Africa."),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, help_text=_("Of a point on the land, in degrees (WGS 84).")
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, help_text=_("Of a point on the land, in degrees (WGS 84).")
    )
    search = search_field(names=("name", "code", "alpha3"))

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        indexes = [GinIndex("search", name="country_search"), *folded_indexes("country", "name")]
        constraints = [
            *not_empty("country", "name"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}$", alpha3__regex=r"^[A-Z]{3}$"),
                name="country_codes_are_well_formed",
                violation_error_message=_("ISO 3166-1 codes are two and three capital letters."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="country_point_is_on_earth",
                violation_error_message=_("Latitude within ±90 and longitude within ±180 degrees."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:country-detail", args=[self.code])


class CountryName(models.Model):
    """Another name of a country: in another language (CLDR), or as diplomats and the press write it."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=120, help_text=_("The name as it is written."))
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("BCP 47 tag; empty for an English variant."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=NameKind.choices,
        help_text=_("How it relates to the main name."),
    )
    search = search_field(names=("name",))

    class Meta:
        verbose_name = _("country name")
        verbose_name_plural = _("other names")
        indexes = [GinIndex("search", name="countryname_search"), *folded_indexes("countryname", "name")]
        constraints = [
            *not_empty("countryname", "name"),
            known_code("countryname", "kind", NameKind),
            language_code("countryname", "language", blank=True),
            models.UniqueConstraint(fields=["country", "name", "language"], name="countryname_once"),
        ]

    def __str__(self) -> str:
        return self.name
