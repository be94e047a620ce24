"""Which backups go when newer ones have come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cooperation.backups.archive import Kept

ASIDE = 2  # of those that failed their proof or were not proved, for whoever looks into it


@dataclass(frozen=True)
class Keep:
    """How many are kept: the last ones, and the newest of so many weeks and months."""

    last: int
    weeks: int
    months: int


FROM_THE_FUTURE = timedelta(hours=1)


def from_the_future(one: Kept, *, now: datetime) -> bool:
    """Whether it bears a moment yet to come: the clock was or is wrong, so its age says nothing."""
    return one.made_at > now + FROM_THE_FUTURE


def to_delete(backups: Iterable[Kept], keep: Keep, *, now: datetime) -> list[Kept]:
    """Those that nothing asks for any more. The newest proved one is always kept.

    One from the future is never deleted, nor is another for its sake: a clock that is wrong costs no backup.
    """
    past = (one for one in backups if not from_the_future(one, now=now))
    newest_first = sorted(past, key=lambda one: one.made_at, reverse=True)
    proved = [one for one in newest_first if one.is_proved]
    kept = set(proved[: max(keep.last, 1)])
    kept |= _newest_of_each(proved, lambda at: at.isocalendar()[:2], keep.weeks)
    kept |= _newest_of_each(proved, lambda at: (at.year, at.month), keep.months)
    for state in {one.state for one in newest_first} - {""}:
        kept |= set([one for one in newest_first if one.state == state][:ASIDE])
    return [one for one in newest_first if one not in kept]


def _newest_of_each(newest_first: list[Kept], period: Callable[[datetime], Any], number: int) -> set[Kept]:
    newest: dict[Any, Kept] = {}
    for one in newest_first:
        newest.setdefault(period(one.made_at), one)
    return set(list(newest.values())[:number])
