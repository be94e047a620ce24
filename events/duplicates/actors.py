"""Organizations, people and frameworks that may be recorded twice.

Records meet through their names, as a typed name meets them (`events.lookup`). What else is recorded of the two then
speaks for or against: two bodies at one table are two bodies, a ministry of one state is not that of the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from events.choices import NameKind
from events.duplicates.ledger import not_the_same
from events.lookup import Kind, Match, Names
from events.lookup.letters import canonical
from events.models import (
    EventFramework,
    Framework,
    Organization,
    OrganizationName,
    OrganizationParticipation,
    Person,
    PersonName,
    PersonParticipation,
)

SAME_FROM = 85
LIKELY_FROM = 65
# Points of a framework typed by a part of its title: offered, whatever its kind, and never judged to be the same.
LEAST_OF_A_PART, MOST_OF_A_PART = 69, 80
SLIP = 70  # likeness of two words that are one with a slip of the pen
OFTEN_LEFT_OUT = frozenset({"united", "nations"})
SHORT = 6  # letters; a single word so short may be anybody's acronym

MODELS: dict[Kind, type[Model]] = {
    Kind.ORGANIZATION: Organization,
    Kind.PERSON: Person,
    Kind.FRAMEWORK: Framework,
}


@dataclass(frozen=True)
class Actor:
    """A record under all its names, with what else tells it from others."""

    pk: int
    slug: str
    label: str
    names: tuple[tuple[str, str], ...]  # name and kind of name
    kind: str = ""
    country: str = ""
    larger: int | None = None
    date: str = ""

    @cached_property
    def long_names(self) -> list[str]:
        return [name for name, kind in self.names if kind != NameKind.ACRONYM]


@dataclass(frozen=True)
class ActorPair:
    """Two records that may be one, the score 0 to 100, and the reasons in words."""

    first: Actor
    second: Actor
    score: int
    reasons: list[str]


class Actors:
    """All records of a kind, or those in `only`, laid out for comparison. Five queries."""

    def __init__(self, kind: Kind, only: QuerySet | None = None) -> None:
        self.kind = kind
        self.names = Names.of(kind, only)
        self.actors = {actor.pk: actor for actor in _actors(kind, only)}
        self.told_apart = not_the_same(MODELS[kind])

    def pairs(self, from_score: int = SAME_FROM, tell: Callable[[int], None] | None = None) -> Iterator[ActorPair]:
        """All pairs that may be one. `tell` hears how many records are done."""
        for done, actor in enumerate(self.actors.values(), 1):
            for pair in self.like(actor, from_score):
                if pair.first.pk < pair.second.pk:
                    yield pair
            if tell:
                tell(done)

    def like(self, actor: Actor, from_score: int = LIKELY_FROM) -> list[ActorPair]:
        """Records that may be the same as this one, the likeliest first. Two queries."""
        met: dict[Any, Match] = {}
        for name, _kind in actor.names:
            for match in self.names.around(name, without=actor.pk):
                if match.pk not in met or met[match.pk].score < match.score:
                    met[match.pk] = match
        likely = [
            (self.actors[pk], match)
            for pk, match in met.items()
            if frozenset({pk, actor.pk}) not in self.told_apart and pk in self.actors
        ]
        together = _at_one_table(self.kind, actor.pk, [other.pk for other, _match in likely]) if likely else set()
        found = [_judged(self.kind, actor, other, match, other.pk in together) for other, match in likely]
        return sorted((pair for pair in found if pair.score >= from_score), key=lambda pair: -pair.score)


def _judged(kind: Kind, actor: Actor, other: Actor, match: Match, are_together: bool) -> ActorPair:
    score, reasons = match.score, [match.reason]
    for points, reason in _for_and_against(kind, actor, other, match, are_together):
        score += points
        reasons.append(reason)
    return ActorPair(actor, other, max(0, min(100, score)), reasons)


def _for_and_against(
    kind: Kind, actor: Actor, other: Actor, match: Match, are_together: bool
) -> Iterator[tuple[int, str]]:
    """What speaks for or against two records being one, beside the name by which they met."""
    if actor.country and other.country:
        yield (3, _("of the same state")) if actor.country == other.country else (-60, _("of different states"))
    if other.pk == actor.larger or actor.pk == other.larger:
        yield -60, _("one belongs to the other")
    if are_together:
        yield -30, _("both took part in one event")
    if actor.date and other.date and not (actor.date.startswith(other.date) or other.date.startswith(actor.date)):
        yield -40, _("of different dates")
    if kind == Kind.PERSON:
        return
    if actor.kind and actor.kind != other.kind:
        yield -4, _("of different kinds")
    if _met_by_acronym(match) and not any(
        fuzz.token_set_ratio(" ".join(canonical(one)), " ".join(canonical(two))) >= 85
        for one in actor.long_names
        for two in other.long_names
    ):
        yield -25, _("only the acronym is the same")
    elif kind == Kind.FRAMEWORK and match.way == "PART" and _is_typed_in_part(actor, other):
        yield min(MOST_OF_A_PART, max(LEAST_OF_A_PART, match.score)) - match.score, _("typed by a part of its title")
    elif match.way in ("MISSPELLED", "PART") and not _is_slip(actor, other):
        yield -30, _("other words in the names")


def _met_by_acronym(match: Match) -> bool:
    return match.name_kind == NameKind.ACRONYM or (len(match.name) <= SHORT and " " not in match.name)


def _is_slip(actor: Actor, other: Actor) -> bool:
    """Whether two of the names differ by slips of the pen only, not by a word: Central Asia is not South Asia."""
    return any(_differ_by_slips(one, two) for one in actor.long_names for two in other.long_names)


def _is_typed_in_part(actor: Actor, other: Actor) -> bool:
    """Whether a framework that is not recorded has only words of the other's title: those are long, and cut short."""
    typed = set(canonical(actor.label))
    return not actor.pk and any(typed <= set(canonical(name)) for name in other.long_names)


def _differ_by_slips(one: str, other: str) -> bool:
    first, second = list(canonical(one)), list(canonical(other))
    for word in [word for word in first if word in second]:
        if word in second:
            first.remove(word)
            second.remove(word)
    first, second = ([word for word in words if word not in OFTEN_LEFT_OUT] for words in (first, second))
    if len(first) != len(second) or any(word[0] == "@" or word.isdigit() for word in first + second):
        return False
    return all(any(fuzz.ratio(word, two) >= SLIP for two in second) for word in first)


def _actors(kind: Kind, only: QuerySet | None) -> Iterable[Actor]:
    """Records of a kind as they are compared. Two queries."""
    records: Any = MODELS[kind]._default_manager.all() if only is None else only
    if kind == Kind.ORGANIZATION:
        other = _other_names(OrganizationName, "organization_id", only)
        for pk, slug, name, acronym, body, country, larger in records.values_list(
            "pk", "slug", "name", "acronym", "kind", "country_id", "parent_id"
        ):
            names = ((name, "main"), *([(acronym, NameKind.ACRONYM)] if acronym else []), *other[pk])
            yield Actor(pk, slug, name, tuple(names), body, country or "", larger)
    elif kind == Kind.PERSON:
        other = _other_names(PersonName, "person_id", only)
        for pk, slug, name in records.values_list("pk", "slug", "name"):
            yield Actor(pk, slug, name, ((name, "main"), *other[pk]))
    else:
        for pk, slug, title, acronym, sort, larger, date in records.values_list(
            "pk", "slug", "title", "acronym", "kind", "part_of_id", "date"
        ):
            names = ((title, "main"), *([(acronym, NameKind.ACRONYM)] if acronym else []))
            yield Actor(pk, slug, title, names, sort, "", larger, date)


def _other_names(model: Any, owner: str, only: QuerySet | None) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = model.objects.all() if only is None else model.objects.filter(**{f"{owner}__in": only.values("pk")})
    for pk, name, kind in rows.values_list(owner, "name", "kind"):
        found[pk].append((name, kind))
    return found


ROWS: dict[Kind, tuple[Any, str]] = {
    Kind.ORGANIZATION: (OrganizationParticipation, "organization_id"),
    Kind.PERSON: (PersonParticipation, "person_id"),
    Kind.FRAMEWORK: (EventFramework, "framework_id"),
}


def _at_one_table(kind: Kind, pk: int, others: list[int]) -> set[int]:
    """Those of the others that stand beside the record in one event. One query."""
    model, column = ROWS[kind]
    events = model.objects.filter(**{column: pk}).values("event_id")
    return set(model.objects.filter(**{f"{column}__in": others}, event_id__in=events).values_list(column, flat=True))
