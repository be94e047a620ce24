"""The number of a meeting in its title, counted on: “Fifteenth Meeting” becomes “Sixteenth Meeting”."""

from __future__ import annotations

import re
from collections.abc import Collection

from events.lookup.vocabulary import TENS, UNITS

MOST = 98
ONES = {10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
ROMANS = {50: "L", 40: "XL", **ONES}
WORDS = dict(enumerate(UNITS, 1))
WORDS |= {ten: f"{stem}ieth" for ten, stem in TENS.items()}
WORDS |= {ten + number: f"{stem}y-{word}" for ten, stem in TENS.items() for number, word in enumerate(UNITS[:9], 1)}


def counted_on(title: str, numbers: Collection[int]) -> str:
    """A title in which any of these numbers, in words, digits or Roman letters, becomes the next one."""
    following: dict[str, str] = {}
    for number in (number for number in numbers if 0 < number <= MOST):
        for told, after in zip(_forms(number), _forms(number + 1), strict=True):
            if told and after:
                following.setdefault(told, after)
    if not following:
        return title
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(following, key=len, reverse=True)))})(?!\w)")
    return pattern.sub(lambda match: following[match[0]], title)


def _forms(number: int) -> list[str]:
    """One number in each way in which titles print it, always in the same order."""
    word = WORDS.get(number, "")
    digits = f"{number}{_ending(number)}"
    return [word, word.capitalize(), word.title(), word.replace("-", " ").title(), word.upper(), digits, _roman(number)]


def _ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _roman(number: int) -> str:
    """Only from two on: “I” is a word, too."""
    letters = ""
    for value, letter in ROMANS.items():
        letters += letter * (number // value)
        number %= value
    return letters if letters != "I" else ""
