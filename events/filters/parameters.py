"""What one parameter of a selection means: the conditions behind codes, years and records.

A filter takes its values as slugs and codes and turns them into one condition (`any_of`); `all` and `none` of a
repeated parameter, and the value `not-recorded`, follow from that in one place (`Repeated.condition`). Events are
asked through their index (`EventIndex`), other records through their own columns and rows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from copy import copy
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Self

import django_filters
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.choices import CountryRole
from events.filters.fields import NOT_RECORDED, CodeField, CodesField, PartialDateFormField, RecordsField, YearsField
from events.models import (
    Citation,
    EventQuerySet,
    PersonParticipation,
    Quote,
)
from events.models.event_index import Keys, key, missing

Asked = dict[str, Any]  # cleaned values of all parameters, by name


class NeverMissingError(TypeError):
    """A parameter was asked for `not-recorded`, which its field has to refuse: a fault of ours, no reader's."""


class Repeated(ABC, django_filters.Filter):
    """A parameter that can be given several times; any, all or none of its values must hold.

    A subclass says what one or more values mean (`any_of`) and, where nothing may be recorded, what that means.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Share the vocabulary: a FilterSet copies its filters for every request, and none of them changes it."""
        return copy(self)

    @abstractmethod
    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        """At least one of the values holds."""

    def not_recorded(self, asked: Asked) -> Q:
        raise NeverMissingError(self.field_name)

    def match(self, asked: Asked) -> str:
        """How several values combine: any, all or none of them."""
        return asked.get(f"{self.field_name}_match") or "any"

    def condition(self, asked: Asked) -> Q:
        """What the parameter asks for, under the `..._match` that goes with it."""
        name = str(self.field_name)
        values = [value for value in asked[name] if value != NOT_RECORDED]
        missing = len(values) < len(asked[name])
        match = self.match(asked)
        if match == "all":
            parts = [self.any_of([value], asked) for value in values]
            return reduce(and_, [*parts, self.not_recorded(asked)] if missing else parts)
        if match == "none":
            parts = [~self.any_of(values, asked)] if values else []
            return reduce(and_, [*parts, ~self.not_recorded(asked)] if missing else parts)
        parts = [self.any_of(values, asked)] if values else []
        return reduce(or_, [*parts, self.not_recorded(asked)] if missing else parts)

    def filter(self, qs: models.QuerySet, value: Any) -> models.QuerySet:
        return qs  # narrowed by RecordFilters.filter_queryset, which knows the other parameters


class Codes(Repeated):
    """Codes of a column of the record itself."""

    field_class = CodesField

    def __init__(self, *, column: str = "", may_lack: bool = False, choices: Sequence[Any], **kwargs: Any) -> None:
        self.column = column
        self.vocabulary = list(choices)
        missing = [(NOT_RECORDED, _("not recorded"))] if may_lack else []
        self.accepted = [*self.vocabulary, *missing]
        super().__init__(choices=lambda: self.accepted, required=False, **kwargs)

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        return Q(**{f"{self.column or self.field_name}__in": values})

    def not_recorded(self, asked: Asked) -> Q:
        return Q(**{self.column or str(self.field_name): ""})


class Keyed(Repeated):
    """Something that hangs on an event, asked of the index of events by its keys.

    A role and the actor who had it are one key, so that "Uzbekistan as host" is one participation.
    """

    def kinds(self, asked: Asked) -> list[tuple[str, str]]:
        """The kinds of keys that count, each with a role, or '' for any."""
        return [(str(self.field_name), "")]

    def keys(self, values: Sequence[Any], asked: Asked) -> list[str]:
        """The keys of the values, which are records, their primary keys, or codes."""
        asked_for = [getattr(value, "pk", value) for value in values]
        kinds = self.kinds(asked)
        return [key(kind, value, role) for value in asked_for for kind, role in kinds]

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        return Q(keys=Keys(self.keys(values, asked)))

    def not_recorded(self, asked: Asked) -> Q:
        none = [~Q(keys=Keys([key(kind, "", role)])) for kind, role in self.kinds(asked) if role]
        return reduce(and_, none + [Q(keys=Keys([missing(kind)])) for kind, role in self.kinds(asked) if not role])


class EventCodes(Keyed, Codes):
    """Codes of the event itself."""


class Years(Repeated):
    """Calendar years that an event touches, possibly or certainly."""

    field_class = YearsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, required=False, **kwargs)

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        certain = asked["dates"] == "certain"
        return reduce(or_, [in_period(date(year, 1, 1), date(year, 12, 31), certain=certain) for year in values])


class Records(Repeated):
    """Records that hang on an event (or on a person, a quote ...), by slug or code."""

    field_class = RecordsField

    def __init__(self, *, records: type[models.Model], key: str = "slug", **kwargs: Any) -> None:
        self.records, self.key = records, key
        super().__init__(
            queryset=records._default_manager.public(),  # type: ignore[attr-defined]
            to_field_name=key,
            required=False,
            **kwargs,
        )


class Own(Records):
    """A foreign key of the record itself."""

    def __init__(self, *, column: str = "", **kwargs: Any) -> None:
        self.column = column
        super().__init__(**kwargs)

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        return Q(**{f"{self.column or self.field_name}__in": values})

    def not_recorded(self, asked: Asked) -> Q:
        return Q(**{f"{self.column or self.field_name}__isnull": True})


class Hanging(Keyed, Records):
    """Records that hang on an event, in any of the asked roles where there are roles."""

    def __init__(self, *, roles: bool = False, **kwargs: Any) -> None:
        self.has_roles = roles
        super().__init__(**kwargs)

    def kinds(self, asked: Asked) -> list[tuple[str, str]]:
        roles = asked[f"{self.field_name}_role"] if self.has_roles else []
        return [(str(self.field_name), role) for role in roles or [""]]


class Cited(Records):
    """Sources on which an event rests, as a whole or with a quote."""

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        rows = (model._default_manager.filter(source__in=values) for model in (Citation, Quote))
        return reduce(or_, [Q(pk__in=each.values("event")) for each in rows])

    def not_recorded(self, asked: Asked) -> Q:
        return ~Q(pk__in=Citation.objects.values("event"))


class CountryWays(Keyed):
    """The ways in which a country hangs on an event, for the filters `country` and `region` alike."""

    def kinds(self, asked: Asked) -> list[tuple[str, str]]:
        """The ways that the asked `country_role` leaves."""
        roles = asked["country_role"]
        if not roles:
            return [("country", ""), ("place", "")]
        located = [("place", "")] if "located-in" in roles else []
        if "took-part" in roles:
            return [("country", ""), *located]
        return [*(("country", role) for role in roles if role in CountryRole.values), *located]


class Countries(CountryWays, Records):
    """Countries that took part in an event or in which it took place."""


class Regions(CountryWays, Codes):
    """Regions, sub-regions and intermediate regions of UN M49, through the countries of an event."""


class CountryRegions(Codes):
    """The same codes for a list of countries."""

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        return _in_regions(values)

    def not_recorded(self, asked: Asked) -> Q:
        return Q(region_code="")


class Represented(Records):
    """Countries or organizations for which a person appeared at a public event."""

    def _exists(self, **condition: Any) -> Q:
        rows = PersonParticipation.objects.filter(EventQuerySet.public_q("event__"), person=OuterRef("pk"))
        return Q(Exists(rows.filter(**condition)))

    def any_of(self, values: Sequence[Any], asked: Asked) -> Q:
        return self._exists(**{f"{self.field_name}__in": values})

    def not_recorded(self, asked: Asked) -> Q:
        return ~self._exists(**{f"{self.field_name}__isnull": False})


def _in_regions(codes: Sequence[str]) -> Q:
    levels = ("region_code", "subregion_code", "intermediate_region_code")
    return reduce(or_, [Q(**{f"{level}__in": codes}) for level in levels])


def in_period(first: date | None, last: date | None, *, certain: bool) -> Q:
    if certain:
        return EventQuerySet.certainly_between_q(first, last)
    return EventQuerySet.possibly_between_q(first, last)


class Qualifier(django_filters.Filter):
    """Says how another parameter is meant, and restricts nothing by itself."""

    def __init__(self, *, choices: Sequence[Any], **kwargs: Any) -> None:
        self.vocabulary = list(choices)
        super().__init__(choices=lambda: self.vocabulary, required=False, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return copy(self)

    def filter(self, qs: models.QuerySet, value: Any) -> models.QuerySet:
        return qs


class OneOf(Qualifier):
    """A way to combine values, or to read dates."""

    field_class = CodeField


class Roles(Qualifier):
    """Roles in which an actor must have taken part; any one of them is enough."""

    field_class = CodesField


class PeriodEnd(django_filters.Filter):
    """One end of the asked range of dates."""

    field_class = PartialDateFormField

    def filter(self, qs: models.QuerySet, value: Any) -> models.QuerySet:
        return qs  # `EventFilters.period` reads both ends together
