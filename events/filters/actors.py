"""Actors of any kind that took part together: how a tie of the network names its events.

`together=organization.unodc&together=country.UZ` asks for the events in which both took part, in whatever role. It
stands beside all other conditions and changes the meaning of none, so that it holds within every selection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from events.filters.fields import NOT_RECORDED, RecordsField, unknown
from events.filters.parameters import Asked, Keyed, NeverMissingError
from events.models import Country, Organization, Person
from events.models.event_index import key

KINDS: dict[str, tuple[type[Model], str]] = {
    "organization": (Organization, "slug"),
    "country": (Country, "code"),
    "person": (Person, "slug"),
}
"""The kinds of actors, each with its model and the column by which addresses name it."""
SEPARATOR = "."  # stands in no slug and no code


@dataclass(frozen=True)
class Actor:
    """An actor as an address names it."""

    kind: str
    record: Any

    def __str__(self) -> str:
        return actor_key(self.kind, str(getattr(self.record, KINDS[self.kind][1])))

    @property
    def short_name(self) -> str:
        return str(getattr(self.record, "short_name", self.record))


def actor_key(kind: str, slug: str) -> str:
    """`organization.unodc`."""
    return f"{kind}{SEPARATOR}{slug}"


class ActorsField(forms.MultipleChoiceField):
    """Several actors in the order asked. One query for each."""

    def clean(self, value: Any) -> list[Actor]:
        return list(dict.fromkeys(self._actor(one) for one in value or []))

    def _actor(self, typed: str) -> Actor:
        kind, _separator, slug = typed.partition(SEPARATOR)
        if kind not in KINDS or slug in ("", NOT_RECORDED):
            raise unknown(typed, _("Write organization.SLUG, country.CODE or person.SLUG."))
        records, column = KINDS[kind]
        public = records._default_manager.public()  # type: ignore[attr-defined]
        return Actor(kind, RecordsField(queryset=public, to_field_name=column).clean([slug])[0])


class Together(Keyed):
    """Actors that all took part, each in any role."""

    field_class = ActorsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def match(self, asked: Asked) -> str:
        return "all"

    def keys(self, values: Sequence[Actor], asked: Asked) -> list[str]:
        return [key(actor.kind, actor.record.pk) for actor in values]

    def not_recorded(self, asked: Asked) -> Q:
        raise NeverMissingError(self.field_name)
