"""Two events held against each other: points for and against their being one, each with its reason in words.

Points are natural logarithms of odds, so that they add up: +2.3 makes “the same” ten times as likely, -2.3 ten times
less. They are set by what each fact means (how many events of the record share a city, a week, an organizer), not
fitted to cases; `bench/duplicates.py` measures what they achieve.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from math import exp, inf, log

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _  # reasons are translated when they are told

from events.choices import EventType
from events.duplicates.facts import EventFacts
from events.duplicates.places import can_be_near, share_a_city
from events.duplicates.title_rules import numbers, parts, states, subjects, titles, titles_at_most
from events.duplicates.weights import IMPOSSIBLE, Point, Weights

PRIOR = -4.65
SAME_FROM = 50  # score; from here on two records are judged to be the same event
LIKELY_FROM = 20  # from here on a person is asked


@dataclass(frozen=True)
class Judgment:
    """How sure it is that two events are the same, 0 to 100, and why."""

    score: int
    reasons: list[str] = field(default_factory=list)  # the weightiest first
    points: dict[str, float] = field(default_factory=dict)


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
        return _without_a_place(first, second)
    if not first.place_countries & second.place_countries:
        return Point(-12.0, _("in different countries"))
    if not first.cities or not second.cities:
        return Point(0.6, _("in the same country"))
    if not share_a_city(first.cities, second.cities):
        if can_be_near(first.cities, second.cities):
            return Point(-1.2, _("in cities of different names"))
        return Point(-3.5, _("in different cities"))
    told = 1.0 + 0.25 * max(weights.places.get(code, 4.0) for code in first.place_countries)
    return (
        Point(told + 0.6, _("at the same venue"))
        if first.venues & second.venues
        else Point(told, _("in the same city"))
    )


def _without_a_place(first: EventFacts, second: EventFacts) -> Point:
    if first.is_placeless and second.is_placeless:
        return Point(0.8, _("neither has a place"))
    return Point(-0.3, "") if "online" not in (first.mode, second.mode) else Point(-1.2, _("one is online"))


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
    """One page can tell of a meeting and of what was signed there; hardly of two meetings."""
    if not first.sources & second.sources:
        return None
    return Point(1.6 if first.type == second.type else 0.8, _("a source in common"))


def types(first: EventFacts, second: EventFacts, _weights: Weights) -> Point | None:
    if not first.type or not second.type:
        return None
    if first.type == second.type:
        return Point(0.6, "")
    if EventType.OTHER in (first.type, second.type):
        return None
    if any({first.type, second.type} <= group for group in ALIKE_TYPES):
        return Point(0.0, "")
    if {first.type, second.type} <= GATHERINGS:
        return Point(-0.8, "")
    return Point(-2.8 if ACTS & {first.type, second.type} else -2.0, _("another type of event"))


# Types that two sources give to one event.
ALIKE_TYPES = [
    frozenset({"conference", "summit", "ministerial-meeting", "plenary", "seminar", "round-table", "dialogue"}),
    frozenset(
        {"expert-meeting", "working-group", "steering-committee", "plenary", "consultation", "workshop", "dialogue"}
    ),
    frozenset({"workshop", "training", "seminar", "round-table", "expert-meeting", "exercise", "consultation"}),
    frozenset({"visit", "assessment-visit", "bilateral-meeting", "study-visit", "consultation", "dialogue", "signing"}),
    frozenset({"briefing", "side-event", "round-table", "seminar", "consultation"}),
    frozenset({"launch", "commemoration", "handover", "conference"}),
    frozenset({"bilateral-meeting", "working-group", "ministerial-meeting", "dialogue", "consultation", "visit"}),
    frozenset({"conference", "workshop", "seminar", "expert-meeting"}),
    frozenset({"operation", "exercise"}),
]
ACTS = frozenset({"signing", "launch", "handover", "operation", "commemoration"})
GATHERINGS = frozenset(
    {
        "conference", "summit", "ministerial-meeting", "plenary", "seminar", "round-table", "dialogue",
        "expert-meeting", "working-group", "steering-committee", "consultation", "workshop", "training", "briefing",
        "bilateral-meeting",
    }
)  # fmt: skip


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
        (states, 0.0), (titles, 4.2), (subjects, 0.9),
    )
}  # fmt: skip
MOST_OF_ALL = sum(most for _rule, most in RULES.values())
