"""The chain of a framework: the events that prepared, adopted, presented and reviewed it, in the order of time.

A picture with one lane for each step. An event stands at its day, or over the days that it can have been where its
day is not known: it is never drawn on a day that nobody recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from events.choices import DatePrecision, FrameworkRelation
from events.models import Event, EventFramework

STEPS = (
    FrameworkRelation.PREPARED,
    FrameworkRelation.ADOPTED,
    FrameworkRelation.SIGNED,
    FrameworkRelation.ESTABLISHED,
    FrameworkRelation.LAUNCHED,
    FrameworkRelation.PRESENTED,
    FrameworkRelation.REVIEWED,
    FrameworkRelation.UNDER,
)
"""The steps of a framework in the order in which they follow each other."""

HEAD = 22  # pixels of a lane for its name
LEVEL = 16  # of each row of marks in it
LEVELS = 4  # rows; marks of busier times cover each other
NEAR = 1.7  # per cent of the width at which two marks would touch on a narrow screen
LEFT, SHARE = 2.0, 0.96  # of the width, so that no mark is cut at an edge
TICKS = 8


@dataclass(frozen=True)
class Mark:
    """An event in a lane."""

    event: Event
    words: str
    x: str
    y: str
    width: str  # '' for a day that is known
    top: str


@dataclass(frozen=True)
class Lane:
    label: str
    label_y: str
    line_y: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tick:
    label: str
    x: str


@dataclass(frozen=True)
class Chain:
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int

    @property
    def axis_y(self) -> str:
        return f"{self.height - 20}"

    @property
    def tick_y(self) -> str:
        return f"{self.height - 4}"

    @property
    def has_vague(self) -> bool:
        return any(mark.width for lane in self.lanes for mark in lane.marks)


def chain_of(found: dict[str, list[EventFramework]]) -> Chain | None:
    """A picture of the steps, given as rows by relation; None where nothing but being held under it is recorded."""
    if not set(found) - {FrameworkRelation.UNDER.value}:
        return None
    events = [row.event for rows in found.values() for row in rows]
    scale = _Scale(min(event.earliest_start.year for event in events), max(event.latest_end.year for event in events))
    lanes = []
    height = 0
    for step in STEPS:
        if step in found:
            lane, taken = _lane(str(step.label), (row.event for row in found[step]), scale, height)
            lanes.append(lane)
            height += taken
    return Chain(tuple(lanes), scale.ticks(), height + 24)


@dataclass(frozen=True)
class _Scale:
    """Whole years over the width."""

    first: int
    last: int

    def at(self, day: date) -> float:
        beginning = date(self.first, 1, 1).toordinal()
        whole = date(self.last, 12, 31).toordinal() - beginning + 1
        return LEFT + 100 * SHARE * (day.toordinal() - beginning) / whole

    def ticks(self) -> tuple[Tick, ...]:
        """The beginnings of some years, as many as there is room for."""
        every = -(-(self.last - self.first + 1) // TICKS)
        return tuple(
            Tick(str(year), f"{self.at(date(year, 1, 1)):.2f}%") for year in range(self.first, self.last + 1, every)
        )


def _lane(label: str, events: Iterable[Event], scale: _Scale, top: int) -> tuple[Lane, int]:
    ends: list[float] = []  # where the last mark of each level ends
    marks = []
    for event in sorted(events, key=lambda event: (event.earliest_start, event.latest_end, event.slug)):
        is_day = event.precision == DatePrecision.DAY
        start = scale.at(event.earliest_start)
        end = start if is_day else max(scale.at(event.latest_start), start + NEAR)
        level = next((level for level, taken in enumerate(ends) if start - taken > NEAR), len(ends))
        level = min(level, LEVELS - 1)
        ends[level : level + 1] = [end]
        y = top + HEAD + level * LEVEL + LEVEL / 2
        words = _("%(step)s: %(title)s, %(date)s") % {"step": label, "title": event.title, "date": event.date_in_words}
        width = "" if is_day else f"{end - start:.2f}%"
        marks.append(Mark(event, words, f"{start:.2f}%", f"{y:.1f}", width, f"{y - 5:.1f}"))
    taken = HEAD + max(len(ends), 1) * LEVEL + 6
    return Lane(label, f"{top + 15}", f"{top + taken - 0.5}", tuple(marks)), taken
