"""Cities as a parameter: `city=UZ.Tashkent` asks for the events that took place there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from events.filters.fields import unknown
from events.filters.parameters import Asked, Repeated
from events.models import EventPlace, EventQuerySet

SEPARATOR = "."  # stands in no code of a country


@dataclass(frozen=True)
class City:
    """A city as an address names it: many countries have a city of the same name."""

    country: str
    name: str

    def __str__(self) -> str:
        return f"{self.country}{SEPARATOR}{self.name}"

    @property
    def short_name(self) -> str:
        return f"{self.name} ({self.country})"


class CitiesField(forms.MultipleChoiceField):
    """Several cities in which public events took place, in the order asked. One query for each."""

    def clean(self, value: Any) -> list[City]:
        return list(dict.fromkeys(self._city(one) for one in value or []))

    def _city(self, typed: str) -> City:
        country, _separator, name = typed.partition(SEPARATOR)
        public = EventPlace.objects.filter(EventQuerySet.public_q("event__"), country=country.upper())
        known = public.filter(city__iexact=name).values_list("city", flat=True).first() if name else None
        if not known:
            raise unknown(typed, _("Write the code of the country and the English name of the city, like UZ.Tashkent."))
        return City(country.upper(), known)


class Cities(Repeated):
    """Cities in which an event took place. Asked of the places themselves: the index names their country only."""

    field_class = CitiesField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def any_of(self, values: Sequence[City], asked: Asked) -> Q:
        named = reduce(or_, [Q(country=city.country, city=city.name) for city in values])
        return Q(pk__in=EventPlace.objects.filter(named).values("event"))
