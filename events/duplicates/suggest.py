"""Records that may be the one at hand, ready to be shown to whoever enters or looks at it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from events.duplicates.actors import LIKELY_FROM, MODELS, SAME_FROM, Actor, Actors
from events.duplicates.events import candidates as event_candidates
from events.duplicates.facts import EventFacts
from events.duplicates.recorded import facts_of
from events.lookup import Kind
from events.lookup.one import candidates as named_like
from events.models import Event

MOST = 4
MOST_NAMES = 6  # by which likely records are looked for


@dataclass(frozen=True)
class Suggestion:
    """A record that may be the one at hand."""

    pk: int
    label: str
    beside: str  # what tells it from its namesakes: dates and places of an event, kind of a body
    score: int
    reasons: list[str]
    is_same: bool  # judged to be the same, not only like it
    url: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def for_event(event: EventFacts, most: int = MOST) -> list[Suggestion]:
    """Recorded events that may be this one, the likeliest first. Some dozen queries."""
    found = event_candidates(event, most=most)
    events = Event.objects.with_places().in_bulk([candidate.event.key for candidate in found])
    suggestions = []
    for candidate in found:
        recorded = events[int(candidate.event.key)]
        cities = [place.city or place.country.name for place in recorded.places.all()]
        beside = ", ".join([recorded.date_in_words, *cities[:2], recorded.get_status_display()])
        suggestions.append(
            Suggestion(
                recorded.pk,
                recorded.title,
                beside,
                candidate.score,
                candidate.judgment.reasons[:5],
                candidate.is_same,
                reverse("admin:events_event_change", args=[recorded.pk]),
            )
        )
    return suggestions


def for_recorded_event(pk: int) -> list[Suggestion]:
    """The same for an event that is recorded."""
    return [suggestion for facts in facts_of([pk]).values() for suggestion in for_event(facts)]


def for_names(
    kind: Kind, names: list[tuple[str, str]], *, pk: int = 0, country: str = "", date: str = "", sort: str = ""
) -> list[Suggestion]:
    """Organizations, people or frameworks that may be one with these names (name and kind of name)."""
    names = [(name, name_kind) for name, name_kind in names if name.strip()][:MOST_NAMES]
    if not names:
        return []
    likely = Q(pk=pk)
    for name, _kind in names:
        likely |= Q(pk__in=named_like(kind, name).values("pk"))
    model = MODELS[kind]
    actors = Actors(kind, model._default_manager.filter(likely))
    at_hand = actors.actors.get(pk) or Actor(pk, "", names[0][0], tuple(names), sort, country, None, date)
    return [
        Suggestion(
            pair.second.pk,
            pair.second.label,
            pair.second.slug,
            pair.score,
            pair.reasons,
            pair.score >= SAME_FROM,
            reverse(f"admin:events_{kind.value}_change", args=[pair.second.pk]),
        )
        for pair in actors.like(at_hand, LIKELY_FROM)[:MOST]
    ]


def for_recorded_actor(kind: Kind, pk: int, names: list[tuple[str, str]]) -> list[Suggestion]:
    """The same for a record; `names` are those by which likely ones are looked for."""
    return for_names(kind, names, pk=pk)
