"""People in public roles. A name and what hangs on it in the record; nothing private, ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, Max, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import NameKind
from events.models.base import Slugged, TimeStamped, folded_indexes, known_code, not_empty, search_field
from events.models.country import Country
from events.models.event_queryset import EventQuerySet, count_of_public_events
from events.models.participation import PersonParticipation
from events.models.quote import Quote

if TYPE_CHECKING:
    from events.models.organization import Organization


class PersonQuerySet(models.QuerySet["Person"]):
    def public(self) -> Self:
        """People who took part in a public event or are quoted from one."""
        public = EventQuerySet.public_q("event__")
        took_part = PersonParticipation.objects.filter(public, person=OuterRef("pk"))
        is_quoted = Quote.objects.filter(public, speaker=OuterRef("pk"))
        return self.filter(Exists(took_part) | Exists(is_quoted))

    def with_event_counts(self) -> Self:
        """Adds `event_count`, the number of public events."""
        return self.annotate(event_count=count_of_public_events(PersonParticipation, "person"))

    def lately_representing(self, actor: Country | Organization, number: int) -> list[Person]:
        """Those who appeared for a country or an organization most lately. Two queries."""
        name = "country" if isinstance(actor, Country) else "organization"
        rows = PersonParticipation.objects.filter(EventQuerySet.public_q("event__"), **{name: actor})
        days = rows.filter(person__isnull=False).order_by().values("person").annotate(last=Max("event__latest_start"))
        latest = list(days.order_by("-last", "person").values_list("person", flat=True)[:number])
        found = self.in_bulk(latest)
        return [found[pk] for pk in latest]

    def with_names(self) -> Self:
        """Adds the other names. One query."""
        return self.prefetch_related(Prefetch("names", PersonName.objects.order_by("sort_order", "pk")))

    def by_name(self) -> Self:
        return self.order_by("name", "slug")


class Person(TimeStamped, Slugged):
    """Somebody who appears in a public role. The post held is recorded with each event, not here."""

    name = models.CharField(
        _("name"),
        max_length=150,
        help_text=_("The name as English sources usually write it."),
    )
    search = search_field(names=("name",))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex("search", name="person_search"),
            *folded_indexes("person", "name"),
            models.Index(fields=["name", "slug"], name="person_by_name"),
        ]
        constraints = [*Slugged.Meta.constraints, *not_empty("person", "name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:person-detail", args=[self.slug])


class PersonName(models.Model):
    """Another way in which a person's name is written."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=150, help_text=_("The name as sources write it."))
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
        indexes = [GinIndex("search", name="personname_search"), *folded_indexes("personname", "name")]
        constraints = [
            *not_empty("personname", "name"),
            known_code("personname", "kind", NameKind),
            models.UniqueConstraint(
                fields=["person", "name", "kind"],
                name="personname_once",
                violation_error_message=_("This name is already there."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
