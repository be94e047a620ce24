"""How a file begins before all that writes it is at hand: as soon as its first row is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from events.exports.export import Export


class AtOnce(bytes):
    """The beginning of a file, to be sent before the rest is there: its rows are known to come."""


def fetched(export: Export, rows_of: Callable[[Export], Iterator[bytes]]) -> Iterator[bytes]:
    """The rows, of which the first is there already: a query that fails has failed by now.

    What the file says of itself is asked for first: until the last row is read, the connection answers nothing else.
    """
    _now = export.about
    rows = rows_of(export)
    first = next(rows, None)
    return iter(()) if first is None else chain([first], rows)
