"""In which way two names are the same or alike, what that is worth, and how it is said."""

from __future__ import annotations

from enum import IntEnum

from django.utils.translation import gettext as _

from events.choices import NameKind
from events.lookup.kinds import CODE, MAIN


class Way(IntEnum):
    """How a typed name meets a recorded one, the strongest first; the value is the score."""

    SAME = 100
    ADDRESS = 99
    JOINED = 97
    WORDS = 95
    SOUND = 92
    SKELETON = 86
    PART = 82
    INITIAL = 80
    MISSPELLED = 0  # the likeness is the score


MOST_OF_A_LIKENESS = 89  # below what is called the same


def reason(way: Way, name_kind: str, name: str, *, most: int = 100) -> tuple[int, str]:
    """Score and reason of a match; of a misspelled name the score is `most`, its likeness."""
    if way == Way.SAME:
        return _score_of_same(name_kind), _same(name_kind)
    score = min(most, MOST_OF_A_LIKENESS if way == Way.MISSPELLED else int(way))
    return score, _sentence(way) % {"name": name}


def _score_of_same(name_kind: str) -> int:
    return 96 if name_kind == NameKind.FORMER else 100 if name_kind in (MAIN, CODE) else 98


def _same(name_kind: str) -> str:
    return {
        MAIN: _("the same name"),
        CODE: _("its code"),
        NameKind.ACRONYM: _("its acronym"),
        NameKind.FORMER: _("a former name"),
        NameKind.TRANSLATION: _("its name in another language"),
        NameKind.TRANSLITERATION: _("its name in another script"),
        NameKind.SPELLING: _("another spelling"),
    }[name_kind]


def _sentence(way: Way) -> str:
    return {
        Way.ADDRESS: _("the same address"),
        Way.JOINED: _("“%(name)s” but for spaces and hyphens"),
        Way.WORDS: _("the words of “%(name)s” in another order or spelling"),
        Way.SOUND: _("“%(name)s” in another transliteration"),
        Way.SKELETON: _("“%(name)s” but for vowels"),
        Way.PART: _("a part of “%(name)s”, or the other way round"),
        Way.INITIAL: _("“%(name)s” but for a first or middle name"),
        Way.MISSPELLED: _("spelled like “%(name)s”"),
    }[way]
