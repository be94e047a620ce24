"""What the titles of two events say for and against their being one."""

from __future__ import annotations

from itertools import pairwise

from django.utils.translation import gettext_noop as _  # reasons are translated when they are told

from events.choices import EventType
from events.duplicates.facts import EventFacts
from events.duplicates.subjects import FAR_FROM_TERRORISM
from events.duplicates.titles import Title, covered, similarity, take_apart
from events.duplicates.weights import IMPOSSIBLE, Point, Weights
from events.lookup.letters import folded


def titles(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    one, other = weights.titles_of(first, second)
    likeness = _likeness(first, second, one, other)
    points = _on_line(likeness, TITLE_LINE)
    if points < SUMMARY_LINE[-1][1]:  # otherwise no summary can add anything
        points = max(points, *(_on_line(share, SUMMARY_LINE) for share in _told(first, second, weights)))
    if folded(first.title) == folded(second.title):
        return Point(points, _("the same title"))
    if points > 0.5:
        return Point(points, _("titles alike") if likeness >= 0.3 else _("what one is called, the other tells"))
    if points < 0:
        points *= min(1, max(0.3, min(one.weight, other.weight)))  # a title of few telling words contradicts little
        if one.is_foreign != other.is_foreign:
            points *= OF_TWO_LANGUAGES
    return Point(points, _("different titles") if points < -0.5 else "")


def _told(first: EventFacts, second: EventFacts, weights: Weights) -> tuple[float, float]:
    """How much of each title is known of the other event."""
    return covered(weights.title(first), second.known_words), covered(weights.title(second), first.known_words)


def subjects(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    """What each title says that it is about, beside all that is known of the other."""
    one, other = weights.title(first).subjects, weights.title(second).subjects
    missing = one - second.subjects if other or second.summary else frozenset()
    missing |= other - first.subjects if first.summary else frozenset()
    if missing & FAR_FROM_TERRORISM:
        return Point(FAR_SUBJECT, _("on another subject"))
    if one & other:
        return Point(SAME_SUBJECT if not missing else 0, _("on the same subject"))
    if one & second.subjects or other & first.subjects:
        return Point(SUBJECT_TOLD if not missing else 0, "")
    if (one and other) or missing:
        return Point(OTHER_SUBJECT, _("on another subject"))
    return None


SAME_SUBJECT, SUBJECT_TOLD, OTHER_SUBJECT, FAR_SUBJECT = 0.9, 0.4, -2.0, -3.0
OF_TWO_LANGUAGES = 0.4


def titles_at_most(first: EventFacts, second: EventFacts, weights: Weights) -> float:
    """What the titles can give, before any summary is read."""
    points = _on_line(_likeness(first, second, *weights.titles_of(first, second)), TITLE_LINE)
    return max(points, SUMMARY_LINE[-1][1])


def _likeness(first: EventFacts, second: EventFacts, one: Title, other: Title) -> float:
    likeness = similarity(one, other)
    if first.original_title and second.original_title:
        likeness = max(likeness, similarity(take_apart(first.original_title), take_apart(second.original_title)))
    return likeness


# Likeness of the titles, and what it is worth; and how much of a title stands in the other's summary.
TITLE_LINE = [(0.0, -1.5), (0.15, -0.9), (0.3, 0.2), (0.5, 1.8), (0.75, 3.2), (1.0, 4.2)]
SUMMARY_LINE = [(0.0, -9.0), (0.3, -2.45), (0.5, -0.5), (0.75, 0.6), (1.0, 1.6)]


def _on_line(value: float, line: list[tuple[float, float]]) -> float:
    for (left, low), (right, high) in pairwise(line):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return line[-1][1]


def numbers(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    """The third meeting is not the fourth, nor that of 2022 that of 2023."""
    one, other = weights.title(first), weights.title(second)
    shared = [key for key in first.frameworks if key in second.frameworks]
    ordinals = [(first.frameworks[key], second.frameworks[key]) for key in shared]
    if any(a and b and a != b for a, b in ordinals):
        return Point(IMPOSSIBLE, _("different numbers in one series"))
    if one.years and other.years and not one.years & other.years:
        return Point(-7.0, _("different years in the titles"))
    if one.ordinals and other.ordinals:
        if one.ordinals & other.ordinals:
            return Point(1.6, _("the same number in the titles"))
        return Point(-10.0, _("different numbers in the titles"))
    return None


def parts(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    """A side event is not the conference, and the meeting that prepares it is not either."""
    if first.key in second.relatives or second.key in first.relatives:
        return Point(IMPOSSIBLE, _("one is recorded as part or follow-up of the other"))
    one, other = weights.title(first), weights.title(second)
    # What one title says the other has to say as well, be it by its type; a type alone is not yet a contradiction.
    if one.parts - _parts(other, second) or other.parts - _parts(one, first):
        return Point(-12.0, _("one is beside, before or part of an event by its title"))
    return None


def _parts(title: Title, event: EventFacts) -> frozenset[str]:
    return title.parts | ({"side"} if event.type == EventType.SIDE_EVENT else set())


def states(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    """The dialogue with Pakistan is not the dialogue with India."""
    here = {f"@{code.lower()}" for code in first.place_countries | second.place_countries}
    one, other = ({word for word in weights.title(event).words if word[0] == "@"} - here for event in (first, second))
    if one and other and not one & other:
        return Point(-4.0, _("different states in the titles"))
    if _tells_of_none(second, one) or _tells_of_none(first, other):
        return Point(-1.0, _("a state in the title of which the other says nothing"))
    return None


def _tells_of_none(event: EventFacts, states_named: set[str]) -> bool:
    return bool(states_named and event.summary and event.countries and not states_named & event.known_words)
