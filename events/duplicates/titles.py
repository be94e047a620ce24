"""Titles as weighted words, and how much of them agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from events.duplicates.languages import SMALL, in_english, is_foreign, plain
from events.duplicates.subjects import subjects_of
from events.duplicates.vocabulary import MONTHS, OF_A_PART, OF_ANY_EVENT, OF_THE_SUBJECT, SAME_THING, stem
from events.lookup.letters import canonical, folded
from events.lookup.vocabulary import ORDINALS, ROMAN, UNITS

MISSPELLED = 86  # likeness of two words that are one with a slip
LONG_ENOUGH = 5  # letters of a word in which a slip can be told

LONGEST_MENTION = 16  # words of a name that a title cites whole

NUMBERS = {word: number for number, word in enumerate(UNITS, 1)}
NUMBERS |= {word: int(number) for word, number in ORDINALS}
NUMBERS |= {word: number for number, word in ROMAN.items()}
ORDINAL = re.compile(
    r"\b(?:(?P<digits>\d{1,3}) ?(?:st|nd|rd|th|e|oe|ya|i)|(?P<word>"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r")|(?P<roman>ii|iii|iv|vii|viii|ix|xi|xii)e(?:me)?"
    + r"|(?:session|meeting|phase|pillar|round|no|part|module|stage|cttf|edition|plenary) ?(?P<after>\d{1,3}))\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")

WEIGHT_OF_EVENT_WORDS, WEIGHT_OF_SUBJECT_WORDS, WEIGHT_OF_MENTIONS = 0.12, 0.35, 0.9
WEIGHT_OF_FOREIGN_WORDS = 0.35  # of which nobody knows what they mean


@dataclass(frozen=True)
class Title:
    """A title taken apart."""

    words: dict[str, float] = field(default_factory=dict)  # with what each tells
    ordinals: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()  # words that make it a part of another event
    subjects: frozenset[str] = frozenset()  # what it says that the event is about
    is_foreign: bool = False  # in another language than English

    @property
    def weight(self) -> float:
        return sum(self.words.values())

    def without(self, words: frozenset[str]) -> Title:
        """The title without words that other facts hold."""
        if not words & self.words.keys():
            return self
        return replace(self, words={word: weight for word, weight in self.words.items() if word not in words})


def take_apart(
    title: str, mentions: Mapping[tuple[str, ...], str] | None = None, known_to_all: frozenset[str] = frozenset()
) -> Title:
    """The telling words of a title. `mentions` are names of actors, each with what stands for the actor."""
    text = folded(plain(title))
    ordinals = frozenset(_number(match) for match in ORDINAL.finditer(text))
    years = frozenset(int(year) for year in YEAR.findall(text))
    foreign = is_foreign(text.split())
    words, inside = _mentioned(words_of(title), mentions or {})
    weights = {}
    for word in words:
        if word in MONTHS or (word.isdigit() and (int(word) in ordinals or int(word) in years)):
            continue
        if foreign and word in SMALL:
            continue
        known = word in known_to_all or word in inside
        word = stem(word) if word[0] != "#" else word
        weight = _weight(word)
        if foreign and weight == 1.0:
            weight = WEIGHT_OF_FOREIGN_WORDS
        weights[word] = min(WEIGHT_OF_SUBJECT_WORDS, weight) if known else weight
    subjects = subjects_of(word for word in words if word not in inside)
    return Title(weights, ordinals, years, frozenset(words) & OF_A_PART, subjects, foreign)


def words_of_text(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for word in words_of(text))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, each thing under one name and, as far as it is known, in English."""
    return tuple(SAME_THING.replaced(" ".join(in_english(word) for word in canonical(plain(text)))).split())


def _number(match: re.Match[str]) -> int:
    digits = match["digits"] or match["after"]
    return int(digits) if digits else NUMBERS[match["word"] or match["roman"]]


def _weight(word: str) -> float:
    if word[0] == "#":
        return WEIGHT_OF_MENTIONS
    if word in OF_ANY_EVENT:
        return WEIGHT_OF_EVENT_WORDS
    if word in OF_THE_SUBJECT or word[0] == "@":
        return WEIGHT_OF_SUBJECT_WORDS
    return 1.0


def phrase(name: str) -> tuple[str, ...]:
    """A name of an actor as it can stand in a title that was taken apart."""
    return words_of(name)


def _mentioned(words: tuple[str, ...], mentions: Mapping[tuple[str, ...], str]) -> tuple[list[str], set[str]]:
    """The words with what stands for the actors they name, the longest name first; and the words of such names."""
    position = 0
    found: list[str] = []
    inside: set[str] = set()
    while position < len(words):
        for end in range(min(len(words), position + LONGEST_MENTION), position, -1):
            if actor := mentions.get(words[position:end]):
                # A long name is often cut short or turned around, so that its words count as well, a little.
                found += [actor, *words[position:end]] if end > position + 1 else [actor]
                if actor[:2] == "#o":
                    inside.update(words[position:end])
                position = end
                break
        else:
            found.append(words[position])
            position += 1
    return found, inside


def similarity(first: Title, second: Title) -> float:
    """How much of two titles agrees, 0 to 1: mostly how much of the shorter one stands in the longer one."""
    lighter, heavier = sorted((first, second), key=lambda title: title.weight)
    if not lighter.weight:
        return 0
    shared = sum(min(weight, heavier.words[other]) for weight, other in _pairs(lighter, heavier))
    within = shared / lighter.weight
    # Of two or three words that tell little it means little that the other title has them too.
    within *= min(1, lighter.weight / 1.5)
    together = shared / (lighter.weight + heavier.weight - shared)
    return 0.6 * within + 0.4 * together


def _pairs(first: Title, second: Title) -> Iterable[tuple[float, str]]:
    for word, weight in first.words.items():
        if other := _same_word(word, second.words):
            yield weight, other


def _same_word(word: str, words: Mapping[str, float]) -> str:
    if word in words:
        return word
    if len(word) < LONG_ENOUGH or word[0] == "#":
        return ""
    likely = (other for other in words if other[0] == word[0] and len(other) >= LONG_ENOUGH)
    return next((other for other in likely if fuzz.ratio(word, other) >= MISSPELLED), "")


def covered(title: Title, text: frozenset[str]) -> float:
    """How much of a title stands in a text, 0 to 1."""
    if not title.weight:
        return 0
    share = sum(weight for word, weight in title.words.items() if word in text) / title.weight
    return share * min(1, title.weight / 2.5)  # two or three words stand in many texts
