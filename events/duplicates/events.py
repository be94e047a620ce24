"""Events that may be the same as a given one, as typed ones, or as each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import log
from typing import Any

from django.db.models import Count, Q

from events.duplicates.blocking import near
from events.duplicates.facts import EventFacts
from events.duplicates.judgment import LIKELY_FROM, SAME_FROM, Judgment, judge
from events.duplicates.ledger import not_the_same
from events.duplicates.recorded import facts_of
from events.duplicates.sweep import by_month
from events.duplicates.titles import phrase
from events.duplicates.vocabulary import OF_ANY_EVENT, stem
from events.duplicates.weights import Weights
from events.models import (
    Event,
    EventFramework,
    EventPlace,
    Framework,
    Organization,
    OrganizationName,
    OrganizationParticipation,
    PersonParticipation,
)

MOST_TOLD = 6.0  # a name seen once in a million events tells no more than this
FEWEST_EVENTS = 400  # a young record says little of how rare an actor is
RARE = 0.6  # of what a name seen once tells
AT_A_TIME = 300


@dataclass(frozen=True)
class Candidate:
    """A recorded event that may be the one in question."""

    event: EventFacts
    judgment: Judgment

    @property
    def score(self) -> int:
        return self.judgment.score

    @property
    def is_same(self) -> bool:
        return self.score >= SAME_FROM


@dataclass(frozen=True)
class EventPair:
    """Two recorded events that may be one."""

    first: EventFacts
    second: EventFacts
    judgment: Judgment


def candidates(event: EventFacts, *, from_score: int = LIKELY_FROM, most: int = 5) -> list[Candidate]:
    """Recorded events that may be this one, the likeliest first, without those of which somebody said no."""
    return next(candidates_of([event], from_score=from_score, most=most))


def candidates_of(
    events: Iterable[EventFacts], *, from_score: int = LIKELY_FROM, most: int = 5
) -> Iterator[list[Candidate]]:
    """The same for many events, in their order. A dozen queries for each three hundred."""
    events = iter(events)
    while batch := list(islice(events, AT_A_TIME)):
        found = near(batch)
        recorded = facts_of({key for keys in found.values() for key in keys})
        weights = weights_of([*batch, *recorded.values()])
        told_apart = not_the_same(Event, [event.key for event in batch if isinstance(event.key, int)])
        for position, event in enumerate(batch):
            keys = [key for key in found[position] if frozenset({key, event.key}) not in told_apart]
            judged = [
                Candidate(recorded[key], judge(event, recorded[key], weights, from_score))
                for key in keys
                if key in recorded
            ]
            likely = [candidate for candidate in judged if candidate.score >= from_score]
            yield sorted(likely, key=lambda candidate: (-candidate.score, candidate.event.slug))[:most]


def pairs(*, from_score: int = SAME_FROM, tell: Callable[[date, int], None] | None = None) -> Iterator[EventPair]:
    """All pairs of recorded events that may be one, in the order of time. `tell` hears how many events are done."""
    told_apart = not_the_same(Event)
    weights = weights_of_all()
    for month in by_month():
        for key in month.over:
            weights.titles.pop(key, None)
        for pair in month.pairs:
            first, second = sorted(pair, key=lambda event: event.key)
            if frozenset({first.key, second.key}) in told_apart:
                continue
            judgment = judge(first, second, weights, from_score)
            if judgment.score >= from_score:
                yield EventPair(first, second, judgment)
        if tell:
            tell(month.first, month.done)


def weights_of(events: list[EventFacts]) -> Weights:
    """How much the actors of these events tell, and under which names titles mention them. Seven queries."""
    bodies = {key for event in events for key in event.organizations}
    people = {key for event in events for key in event.people}
    frameworks = {key for event in events for key in event.frameworks}
    places = {code for event in events for code in event.place_countries}
    return _weights(Q(organization__in=bodies), Q(person__in=people), Q(country__in=places), Q(pk__in=frameworks))


def weights_of_all() -> Weights:
    """The same for all actors of the record: what a whole look through it needs. Seven queries."""
    return _weights(Q(), Q(), Q(), Q())


def _weights(bodies: Q, people: Q, places: Q, frameworks: Q) -> Weights:
    taking_part = Q(framework__in=Framework.objects.filter(frameworks).values("pk"))
    total = max(FEWEST_EVENTS, Event.objects.count())
    rarity = _rarity(OrganizationParticipation, "organization_id", bodies, total)
    return Weights(
        rarity,
        _rarity(PersonParticipation, "person_id", people, total),
        _rarity(EventPlace, "country_id", places, total),
        _rarity(EventFramework, "framework_id", taking_part, total),
        frozenset(key for key, told in rarity.items() if told < RARE * log(total)),
        _mentions(bodies, frameworks),
    )


def _rarity(model: type, column: str, which: Q, total: int) -> dict[Any, float]:
    rows = model._default_manager.filter(which).order_by().values(column)  # type: ignore[attr-defined]
    counted = rows.annotate(number=Count("pk")).values_list(column, "number")
    return {key: min(MOST_TOLD, max(0.3, log(total / (number + 1)))) for key, number in counted}


def _mentions(bodies: Q, frameworks: Q) -> dict[tuple[str, ...], str]:
    """What stands in a title for each name of these actors; a framework of one name with a body is that body."""
    taking_part = OrganizationParticipation.objects.filter(bodies).values("organization")
    named = [
        (f"#o{pk}", name)
        for pk, *names in Organization.objects.filter(pk__in=taking_part).values_list("pk", "name", "acronym")
        for name in names
    ]
    other = OrganizationName.objects.filter(organization__in=taking_part).values_list("organization_id", "name")
    named += [(f"#o{pk}", name) for pk, name in other]
    mentions = {phrase(name): actor for actor, name in named if name}
    for pk, *names in Framework.objects.filter(frameworks).values_list("pk", "title", "acronym"):
        phrases = [phrase(name) for name in names if name]
        known = [mentions[words] for words in phrases if words in mentions]
        mentions |= dict.fromkeys(phrases, known[0] if known else f"#f{pk}")
    return {words: actor for words, actor in mentions.items() if not OF_ANY_EVENT.issuperset(map(stem, words))}
