"""Geometry of the bar charts that pages draw as inline SVG: every number a string, ready for the template.

x is in per cent and y in pixels, so that bars stretch with the page and letters keep their size. Nothing here
knows what is counted; whoever builds a chart brings the labels and the links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LABEL_ROOM = 20  # pixels below the bars
VALUE_ROOM = 16  # pixels above the tallest bar
BAR_SHARE = 0.74  # of its slot
EVERY_LABEL_UP_TO = 32  # more labels than this would run into each other even on a wide screen


@dataclass(frozen=True)
class Column:
    """What one place on the axis holds: one number for each series, bottom first."""

    label: str
    values: tuple[int, ...]
    words: str  # "2019: 16 events", the accessible name
    query: str | None  # of the list behind it; None where no address asks for it
    is_incomplete: bool = False
    uncertain: int = 0  # of the only number, how many have a date that is not known to the day

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True)
class Part:
    """A rectangle."""

    style: str
    y: str
    height: str


@dataclass(frozen=True)
class Bar:
    """A column, measured."""

    column: Column
    slot_x: str
    slot_width: str
    x: str
    width: str
    middle: str
    parts: tuple[Part, ...]
    value_y: str
    has_label: bool
    label_on_wide_only: bool


@dataclass(frozen=True)
class BarChart:
    """A chart and the same numbers for its table."""

    title: str  # what it shows, for those who hear it
    bars: tuple[Bar, ...]
    series: tuple[str, ...]
    height: int
    plot: int
    is_small: bool

    @property
    def baseline(self) -> str:
        return f"{self.plot + 0.5}"

    @property
    def label_y(self) -> str:
        return f"{self.plot + 16}"

    @property
    def has_uncertain(self) -> bool:
        return any(bar.column.uncertain for bar in self.bars)

    @property
    def has_incomplete(self) -> bool:
        return any(bar.column.is_incomplete and bar.column.total for bar in self.bars)


def bar_chart(
    title: str,
    columns: Sequence[Column],
    *,
    series: tuple[str, ...] = (),
    plot: int = 150,
    tallest: int = 0,
    is_small: bool = False,
) -> BarChart:
    """Measure a chart. `tallest` is the number at full height where several charts share a scale."""
    room = 4 if is_small else VALUE_ROOM
    tallest = tallest or max((column.total for column in columns), default=0) or 1
    scale = (plot - room) / tallest
    bars = tuple(_bar(index, columns, scale, plot, is_small) for index in range(len(columns)))
    return BarChart(title, bars, series, plot + LABEL_ROOM, plot, is_small)


def _bar(index: int, columns: Sequence[Column], scale: float, plot: int, is_small: bool) -> Bar:
    column = columns[index]
    slot = 100 / len(columns)
    left = index * slot
    edge = is_small and index in (0, len(columns) - 1)
    fifth = column.label.endswith(("0", "5"))
    parts, top = _parts(column, scale, plot)
    return Bar(
        column=column,
        slot_x=f"{left:.2f}%",
        slot_width=f"{slot:.2f}%",
        x=f"{left + slot * (1 - BAR_SHARE) / 2:.2f}%",
        width=f"{slot * BAR_SHARE:.2f}%",
        middle=f"{left + slot / 2:.2f}%",
        parts=parts,
        value_y=f"{top - 5:.1f}",
        has_label=edge if is_small else len(columns) <= EVERY_LABEL_UP_TO or fifth,
        label_on_wide_only=not is_small and len(columns) > 8 and not fifth,
    )


def _parts(column: Column, scale: float, plot: int) -> tuple[tuple[Part, ...], float]:
    """Stack the values; a column that may still grow is drawn in the style of incomplete ones."""
    top = float(plot)
    parts = []
    for value, style in _styled(column):
        if value:
            top -= value * scale
            parts.append(Part(style, f"{top:.1f}", f"{value * scale:.1f}"))
    return tuple(parts), top


def _styled(column: Column) -> list[tuple[int, str]]:
    if len(column.values) > 1:
        return list(zip(column.values, ("bar", "bar-second"), strict=False))
    certain = "bar-incomplete" if column.is_incomplete else "bar"
    return [(column.total - column.uncertain, certain), (column.uncertain, "bar-uncertain")]
