"""Two events held against each other: points for and against their being one, each with its reason in words.

Points are natural logarithms of odds, so that they add up: +2.3 makes “the same” ten times as likely, -2.3 ten times
less. They are set by what each fact means (how many events of the record share a city, a week, an organizer), not
fitted to cases; `bench/duplicates.py` measures what they achieve.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from math import exp, inf, log
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _  # reasons are translated when they are told

from events.choices import EventType
from events.duplicates.facts import EventFacts
from events.duplicates.places import share_a_city
from events.duplicates.titles import Title, covered, similarity, take_apart
from events.lookup.letters import folded

PRIOR = -4.65
SAME_FROM = 50  # score; from here on two records are judged to be the same event
LIKELY_FROM = 20  # from here on a person is asked
IMPOSSIBLE = -50.0


class Point(NamedTuple):
    """What one fact says."""

    points: float
    reason: str


@dataclass(frozen=True)
class Judgment:
    """How sure it is that two events are the same, 0 to 100, and why."""

    score: int
    reasons: list[str] = field(default_factory=list)  # the weightiest first
    points: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Weights:
    """How much a shared actor tells: nothing much, if it takes part in every tenth event."""

    organizations: dict[int, float] = field(default_factory=dict)
    people: dict[int, float] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)  # by country
    frameworks: dict[int, float] = field(default_factory=dict)
    frequent: frozenset[int] = frozenset()  # organizations of very many events
    mentions: dict[tuple[str, ...], str] = field(default_factory=dict)  # names of actors in titles
    titles: dict[int | str, Title] = field(default_factory=dict)  # taken apart before

    def titles_of(self, first: EventFacts, second: EventFacts) -> tuple[Title, Title]:
        """Both titles without the words that places and shared actors hold already."""
        # Where one has no place, its title may name it.
        words = frozenset() if first.is_placeless or second.is_placeless else first.place_words | second.place_words
        words |= {f"#o{key}" for key in first.organizations & second.organizations & self.frequent}
        words |= {f"@{code.lower()}" for code in first.countries & second.countries}
        return self.title(first).without(words), self.title(second).without(words)

    @cached_property
    def known_to_all(self) -> frozenset[str]:
        """What stands in titles for organizations of very many events."""
        return frozenset(f"#o{key}" for key in self.frequent)

    def title(self, event: EventFacts) -> Title:
        """The title taken apart, once."""
        if event.key not in self.titles:
            self.titles[event.key] = take_apart(event.title, self.mentions, self.known_to_all)
        return self.titles[event.key]


def judge(first: EventFacts, second: EventFacts, weights: Weights, from_score: int = 0) -> Judgment:
    """Hold two events against each other. It asks no database.

    Where the score cannot come up to `from_score` any more, the rest is not looked at and the score told is 0.
    """
    found: dict[str, Point] = {}
    total, hope, needed = PRIOR, MOST_OF_ALL, _points_for(from_score)
    for name, (rule, most) in RULES.items():
        hope -= most
        if from_score and rule is titles and total + hope + titles_at_most(first, second, weights) < needed:
            return UNLIKELY
        point = rule(first, second, weights)
        if point is None:
            if total + hope < needed:
                return UNLIKELY
            continue
        found[name] = point
        total += point.points
        if point.points <= IMPOSSIBLE:
            return Judgment(0, [gettext(point.reason)], {name: point.points})
        if total + hope < needed:
            return UNLIKELY
    score = round(100 / (1 + exp(-max(min(total, 50), -50))))
    told = sorted(found.values(), key=lambda point: -abs(point.points))
    return Judgment(
        score, [gettext(point.reason) for point in told if point.reason], {k: p.points for k, p in found.items()}
    )


UNLIKELY = Judgment(0)


@cache
def _points_for(score: int) -> float:
    """The points that a score takes, with half of one to spare for rounding."""
    share = (score - 1) / 100
    return log(share / (1 - share)) if share > 0 else -inf


def dates(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    """Days that agree tell much, months little; days that cannot agree say no."""
    apart = max((second.earliest_start - first.latest_end).days, (first.earliest_start - second.latest_end).days)
    are_days = first.has_days and second.has_days
    if apart > (MOST_DAYS_APART if are_days else 0):
        return Point(IMPOSSIBLE, _("the dates cannot overlap"))
    if are_days:
        return _days_apart(apart) if apart > 0 else _common_days(first, second)
    longest = max((event.latest_end - event.earliest_start).days for event in (first, second))
    points = 1.8 if longest <= A_FEW_DAYS else 1.2 if longest <= A_MONTH else -0.8
    return Point(points, _("one date is less exact and can mean the other"))


MOST_DAYS_APART, A_FEW_DAYS, A_MONTH = 2, 3, 45


def _days_apart(days: int) -> Point:
    return Point(-1.5 * days, _("a day apart") if days == 1 else _("some days apart"))


def _common_days(first: EventFacts, second: EventFacts) -> Point:
    same_start = first.earliest_start == second.earliest_start
    same_end = first.latest_end == second.latest_end
    if same_start and same_end:
        return Point(3.2, _("the same days"))
    if same_start:
        return Point(2.6, _("the same first day"))
    return Point(1.8, _("the same last day")) if same_end else Point(1.0, _("overlapping days"))


def places(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    if first.is_placeless or second.is_placeless:
        if first.is_placeless and second.is_placeless:
            return Point(0.8, _("neither has a place"))
        return Point(-0.3, "") if "online" not in (first.mode, second.mode) else Point(-1.2, _("one is online"))
    if not first.place_countries & second.place_countries:
        return Point(-12.0, _("in different countries"))
    if not first.cities or not second.cities:
        return Point(0.6, _("in the same country"))
    if share_a_city(first.cities, second.cities):
        same_venue = first.venues & second.venues
        told = 1.0 + 0.25 * max(weights.places.get(code, 4.0) for code in first.place_countries)
        return Point(
            told + 0.6 if same_venue else told, _("at the same venue") if same_venue else _("in the same city")
        )
    return Point(-3.5, _("in different cities"))


def titles(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    one, other = weights.titles_of(first, second)
    likeness = _likeness(first, second, one, other)
    told = max(
        covered(one, second.text_words) if second.summary else 0,
        covered(other, first.text_words) if first.summary else 0,
    )
    points = max(_on_line(likeness, TITLE_LINE), _on_line(told, SUMMARY_LINE))
    if likeness > 0.9 or folded(first.title) == folded(second.title):
        return Point(points, _("the same title"))
    if points > 0.5:
        return Point(points, _("titles alike") if likeness >= 0.3 else _("what one is called, the other tells"))
    if points < 0 and not told:
        points += UNTOLD
    points *= min(1, max(0.3, min(one.weight, other.weight)))  # a title of few telling words contradicts little
    return Point(points, _("different titles") if points < -0.5 else "")


def titles_at_most(first: EventFacts, second: EventFacts, weights: Weights) -> float:
    """What the titles can give, before any summary is read."""
    points = _on_line(_likeness(first, second, *weights.titles_of(first, second)), TITLE_LINE)
    return max(points, SUMMARY_LINE[-1][1]) if first.summary or second.summary else max(points, 0)


def _likeness(first: EventFacts, second: EventFacts, one: Title, other: Title) -> float:
    likeness = similarity(one, other)
    if first.original_title and second.original_title:
        likeness = max(likeness, similarity(take_apart(first.original_title), take_apart(second.original_title)))
    return likeness


UNTOLD = -0.7  # no word of either title stands in the other's summary: one may well be about something else

# Likeness of the titles, and what it is worth; and how much of a title stands in the other's summary.
TITLE_LINE = [(0.0, -1.8), (0.15, -1.1), (0.3, 0.2), (0.5, 1.8), (0.75, 3.2), (1.0, 4.2)]
SUMMARY_LINE = [(0.0, -9.0), (0.3, -2.45), (0.5, -0.8), (0.75, 0.6), (1.0, 1.4)]


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
    return Point(-4.0, _("different states in the titles")) if one and other and not one & other else None


def organizations(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    if not first.organizations or not second.organizations:
        return None
    shared = first.organizations & second.organizations
    kin = (first.organizations | first.larger_bodies) & (second.organizations | second.larger_bodies) - shared
    if not shared and not kin:
        return Point(-1.6, _("no organization in common"))
    told = sum(weights.organizations.get(key, 2.0) for key in shared)
    told += 0.4 * sum(weights.organizations.get(key, 2.0) for key in kin)
    smaller = min(len(first.organizations), len(second.organizations))
    share = min(1, (len(shared) + 0.5 * len(kin)) / smaller)
    points = min(2.6, 0.45 * told) * (0.5 + 0.5 * share) - 0.8 * (1 - share)
    return Point(points, _("the same organizations") if share == 1 else _("organizations in common"))


def people(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    shared = first.people & second.people
    if not shared:
        return Point(-0.3, "") if first.people and second.people else None
    most = 2.4 if len(shared) == 1 else 3.4  # one person goes from meeting to meeting, two together less often
    return Point(min(most, 0.5 * sum(weights.people.get(key, 2.0) for key in shared)), _("people in common"))


def countries(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    """Countries that took part, beside those in which it took place."""
    here = first.place_countries | second.place_countries
    one, other = first.countries - here, second.countries - here
    if not one or not other:
        return None
    share = len(one & other) / min(len(one), len(other))
    together = len(one & other) / len(one | other)
    if not share:
        return Point(-1.5 if min(len(one), len(other)) > 2 else -0.5, _("no country in common"))
    return Point(min(2.0, 0.5 * log(1 + len(one & other)) * (share + together)) - (1 - share), _("countries in common"))


def frameworks(first: EventFacts, second: EventFacts, weights: Weights) -> Point | None:
    shared = first.frameworks.keys() & second.frameworks.keys()
    if not shared:
        return None
    same_number = any(first.frameworks[key] and first.frameworks[key] == second.frameworks[key] for key in shared)
    if same_number:
        return Point(3.0, _("the same number in one series"))
    told = 0.45 * max(weights.frameworks.get(key, 2.0) for key in shared)
    return Point(min(2.0, told), _("frameworks in common"))


def sources(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    return Point(1.6, _("a source in common")) if first.sources & second.sources else None


def types(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    if not first.type or not second.type:
        return None
    if first.type == second.type:
        return Point(0.6, "")
    if EventType.OTHER in (first.type, second.type):
        return None
    if any({first.type, second.type} <= group for group in ALIKE_TYPES):
        return Point(0.0, "")
    return Point(-1.8, _("another type of event"))


# Types that two sources give to one event.
ALIKE_TYPES = [
    frozenset({"conference", "summit", "ministerial-meeting", "plenary", "seminar", "round-table", "dialogue"}),
    frozenset(
        {"expert-meeting", "working-group", "steering-committee", "plenary", "consultation", "workshop", "dialogue"}
    ),
    frozenset({"workshop", "training", "seminar", "round-table", "expert-meeting", "exercise"}),
    frozenset({"visit", "assessment-visit", "bilateral-meeting", "study-visit", "consultation", "dialogue", "signing"}),
    frozenset({"briefing", "side-event", "round-table", "seminar", "consultation"}),
    frozenset({"launch", "commemoration", "handover", "conference"}),
    frozenset({"operation", "exercise"}),
]


def themes(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    if not first.themes or not second.themes:
        return None
    share = len(first.themes & second.themes) / min(len(first.themes), len(second.themes))
    return Point(1.4 * share - 0.8, _("the same themes") if share > 0.6 else "")


def counts(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    if not first.count or not second.count or first.count[1] != second.count[1]:
        return None
    low, high = sorted((first.count[0], second.count[0]))
    if low == high:
        return Point(1.5, _("the same number of participants"))
    return Point(-0.8, _("very different numbers of participants")) if high > 3 * low else Point(0.3, "")


Rule = Callable[[EventFacts, EventFacts, Weights], Point | None]

# With the most that each can give. What costs little comes first, so that few titles have to be compared.
RULES: dict[str, tuple[Rule, float]] = {
    rule.__name__: (rule, most)
    for rule, most in (
        (dates, 3.2), (places, 3.3), (types, 0.6), (organizations, 2.6), (people, 3.4), (frameworks, 3.0),
        (sources, 1.6), (counts, 1.5), (themes, 0.6), (countries, 2.0), (numbers, 1.6), (parts, 0.0),
        (states, 0.0), (titles, 4.2),
    )
}  # fmt: skip
MOST_OF_ALL = sum(most for _rule, most in RULES.values())
