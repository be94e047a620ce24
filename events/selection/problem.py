"""What can be wrong with a request, as it is told to whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """What is wrong with a request, where, and the cure."""

    parameter: str
    value: str
    message: str

    def __str__(self) -> str:
        return f"{self.parameter}: {self.message}"


def shown(value: Any) -> str:
    """A value as it can be repeated to the reader: short, and without characters that can't be shown."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(value)[:80])
    return f"{text}…" if len(str(value)) > len(text) else text
