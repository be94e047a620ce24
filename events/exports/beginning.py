"""How a file begins before all that writes it is at hand: as soon as its first row is there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain


class AtOnce(bytes):
    """The beginning of a file, to be sent before the rest is there: its rows are known to come."""


def fetched(rows: Iterator[bytes]) -> Iterator[bytes]:
    """The rows, of which the first is there already: a query that fails has failed by now."""
    first = next(rows, None)
    return iter(()) if first is None else chain([first], rows)
