"""What people ask of events, and the rule of what the public may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from events.choices import FormerSlugKind, FrameworkRelation, Status, StepKind
from events.models.follow_ups import chain
from events.models.former_slug import FormerSlug
from events.models.place import EventPlace

if TYPE_CHECKING:
    from events.models.country import Country
    from events.models.event import Event
    from events.models.framework import Framework


DATED_co = TypeVar("DATED_co", bound=models.Model, covariant=True)


@dataclass(frozen=True)
class Withdrawal:
    """All that readers learn of an event that was withdrawn."""

    reason: str
    at: datetime | None  # not known of events that an import brought


class DatedQuerySet(models.QuerySet[DATED_co]):
    """What can be asked of everything that has an event's status and days: of events and of their index."""

    @staticmethod
    def public_q(prefix: str = "") -> Q:
        """The rule of what the public may see, for use through a relation: `public_q("event__")`."""
        return Q(**{f"{prefix}status": Status.PUBLISHED})

    def public(self) -> Self:
        return self.filter(self.public_q())

    @staticmethod
    def possibly_between_q(first: date | None, last: date | None) -> Q:
        """Events of which some reading of their dates touches the days from `first` to `last`."""
        condition = Q()
        if last is not None:
            condition &= Q(earliest_start__lte=last)
        if first is not None:
            condition &= Q(latest_end__gte=first)
        return condition

    @staticmethod
    def certainly_between_q(first: date | None, last: date | None) -> Q:
        """Events of which every reading of their dates touches the days from `first` to `last`."""
        condition = Q()
        if last is not None:
            condition &= Q(latest_start__lte=last)
        if first is not None:
            condition &= Q(earliest_end__gte=first)
        return condition

    def in_reading_order(self) -> Self:
        """Newest first. A date known to the month stands at the end of its month, before its last day."""
        return self.order_by("-latest_start", "-earliest_start", "slug")

    def in_order_of_time(self) -> Self:
        return self.order_by("earliest_start", "latest_start", "slug")

    def by_title(self) -> Self:
        return self.order_by("title", "slug")

    def by_number_of_countries(self) -> Self:
        """Those in which the most countries took part first, then the newest."""
        from events.models.participation import CountryParticipation  # its module needs this one

        rows = CountryParticipation.objects.filter(event=OuterRef("pk")).order_by().values("event")
        number = Subquery(rows.annotate(number=Count("country", distinct=True)).values("number"))
        return self.order_by(Coalesce(number, 0).desc(), "-latest_start", "-earliest_start", "slug")


class EventQuerySet(DatedQuerySet["Event"]):
    """Events by what people ask of them. `objects` hides nothing; only `public()` decides what readers see."""

    def withdrawn(self) -> Self:
        """Events that readers have seen and see no more."""
        return self.filter(status=Status.WITHDRAWN, published_at__isnull=False)

    def withdrawal(self, slug: str) -> Withdrawal | None:
        """What readers are told at an address, present or former, whose event was withdrawn. One query."""
        former = FormerSlug.objects.filter(kind=FormerSlugKind.EVENT, slug=slug).values("object_id")
        steps = self.model._meta.get_field("steps").related_model._default_manager
        days = steps.filter(event=OuterRef("pk"), step=StepKind.WITHDRAW).order_by("-pk").values("at")[:1]
        told = self.withdrawn().filter(Q(slug=slug) | Q(pk__in=former))
        found = told.values_list("withdrawn_reason", Subquery(days)).first()
        return Withdrawal(*found) if found else None

    def located_in(self, country: Country) -> Self:
        """Events that took place in the country, whoever was the host."""
        return self.filter(Exists(EventPlace.objects.filter(event=OuterRef("pk"), country=country)))

    def under(self, framework: Framework) -> Self:
        """Events held within the framework; one row each, for a framework and a relation are there once."""
        return self.filter(event_frameworks__framework=framework, event_frameworks__relation=FrameworkRelation.UNDER)

    def in_chain_with(self, event: Event) -> Self:
        """Public events that this one follows up, over others too, that follow it up, and that follow up these."""
        return self.filter(pk__in=chain(self.model._default_manager.public(), event.pk))

    def before(self, event: Event) -> Self:
        """Events that come before this one in the order of time, the nearest first."""
        return self.filter(self._beside_q(event, "lt")).order_by("-earliest_start", "-latest_start", "-slug")

    def after(self, event: Event) -> Self:
        """Events that come after this one in the order of time, the nearest first."""
        return self.filter(self._beside_q(event, "gt")).in_order_of_time()

    @staticmethod
    def _beside_q(event: Event, side: str) -> Q:
        """The order of time as a condition: earliest start, then latest start, then slug."""
        condition = Q(**{f"slug__{side}": event.slug})
        for column in ("latest_start", "earliest_start"):
            value = getattr(event, column)
            condition = Q(**{f"{column}__{side}": value}) | (Q(**{column: value}) & condition)
        return condition

    def with_everything(self) -> Self:
        """All that the page of an event shows, other events only as far as they are public.

        Twelve queries beside the one for the events.
        """
        return self.prefetch_related(
            self._rows("places", "country"),
            self._rows("organization_participations", "organization__country"),
            self._rows("country_participations", "country"),
            self._rows("person_participations", "person", "organization", "country"),
            self._rows("event_frameworks", "framework"),
            self._rows("event_themes", "theme"),
            self._rows("quotes", "speaker", "organization", "source", order="number"),
            self._rows("citations", "source"),
            *(
                Prefetch(relation, self.model._default_manager.public().in_order_of_time().with_places())
                for relation in ("part_of", "follow_up_to", "parts", "follow_ups")
            ),
        )

    def with_places(self) -> Self:
        return self.prefetch_related(self._rows("places", "country"))

    def _rows(self, relation: str, *related: str, order: str = "sort_order") -> Prefetch:
        """Rows that hang on the events, in the order in which they were entered, with what they point to."""
        rows = self.model._meta.get_field(relation).related_model._default_manager  # type: ignore[union-attr]
        # Without a name, select_related would follow every link, back to the event among them.
        return Prefetch(relation, rows.select_related(*related or (None,)).order_by(order, "pk"))


def count_of_public_events(rows: type[models.Model], owner: str) -> Coalesce:
    """How many public events the outer record hangs on through `rows`; an event with two roles counts once."""
    counted = (
        rows._default_manager.filter(EventQuerySet.public_q("event__"), **{owner: OuterRef("pk")})
        .order_by()
        .values(owner)
        .annotate(number=Count("event_id", distinct=True))
        .values("number")
    )
    return Coalesce(Subquery(counted), 0)
