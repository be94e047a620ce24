"""All names of a kind, laid out so that a typed name meets those that it can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from events.lookup.kinds import ADDRESS, CODE, MAIN, Kind, Named, Record, records_of
from events.lookup.letters import bare_address, canonical, sounded, split_acronym
from events.lookup.readings import Reading, readings
from events.lookup.reasons import MOST_OF_A_LIKENESS, Way, reason
from events.lookup.results import Found, Match, Verdict

CROWD = 3_000  # a word that so many names have tells nothing: “ministry”
CLOSE_FROM = 78
SAME_THING = 70  # how alike the words beside an acronym have to be to the name that bears it
MOST = 8


class Names:
    """The names of one kind. `Names.of(kind)` loads all of them once, for imports and comparisons of many names."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._records: dict[int | str, Record] = {}
        self._names: list[tuple[Named, str]] = []  # with its folded form
        self._keys: dict[Way, dict[str, list[int]]] = {way: defaultdict(list) for way in Way}
        self._words: dict[int, tuple[str, ...]] = {}
        self._numbers: dict[int | str, list[int]] = defaultdict(list)
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Found] = {}

    @classmethod
    def of(cls, kind: Kind, only: QuerySet | None = None) -> Self:
        """The names of all records of a kind, or of those in `only`. Two queries at most."""
        names = cls(kind)
        for record, found in records_of(kind, only):
            names._add(record, found)
        return names

    def add(
        self, pk: int | str, slug: str, label: str, names: Iterable[tuple[str, str]] = (), country: str = ""
    ) -> None:
        """Take in a record that was made meanwhile, with further names as pairs of name and kind."""
        own = [Named(pk, label, MAIN), Named(pk, slug, CODE)]
        self._add(Record(pk, slug, label, country), [*own, *(Named(pk, text, kind) for text, kind in names)])
        self._answers.clear()

    def find(self, typed: str, *, country: str = "", most: int = MOST) -> Found:
        """What a typed name can mean. `country` (alpha-2) helps to tell bodies of one name in several states apart."""
        key = (typed, country)
        if key not in self._answers:
            self._answers[key] = self._find(typed, country)
        found = self._answers[key]
        return Found(found.typed, found.verdict, found.matches[:most])

    def around(self, text: str, without: int | str) -> list[Match]:
        """Other records that bear a name, or one that is like it: what may be the record `without` once more."""
        best: dict[int | str, Match] = {}
        for reading in readings(self.kind, text):
            for match in [*self._same(reading, without), *self._like(reading)]:
                if match.pk != without and (not reading.beside or self._fits(match, reading.beside)):
                    _keep_better(best, match)
        return sorted(best.values(), key=_order)

    # Laying out

    def _add(self, record: Record, names: list[Named]) -> None:
        self._records[record.pk] = record
        for named in names:
            if named.kind == ADDRESS:
                if address := bare_address(named.text):
                    self._key(Way.ADDRESS, address, named, address)
                continue
            for reading in self._readings_of(named):
                self._lay_out(reading, named)

    def _readings_of(self, named: Named) -> list[Reading]:
        """A recorded name; one that carries its acronym in parentheses counts without it as well."""
        found = [Reading.of(self.kind, named.text, is_code=named.kind == CODE)]
        name, acronym = split_acronym(named.text)
        if acronym and self.kind in (Kind.ORGANIZATION, Kind.FRAMEWORK) and not any(map(str.isdigit, acronym)):
            found.append(Reading.of(self.kind, name))
        return found

    def _lay_out(self, reading: Reading, named: Named) -> None:
        if not reading.exact:
            return
        number = self._key(Way.SAME, reading.exact, named, reading.exact)
        self._words[number] = reading.words
        if named.kind == CODE:
            return
        for way, key in reading.ways():
            self._keys[way][key].append(number)
        for block in reading.blocks():
            self._blocks[block].append(number)

    def _key(self, way: Way, key: str, named: Named, name: str) -> int:
        number = len(self._names)
        self._names.append((named, name))
        self._numbers[named.pk].append(number)
        self._keys[way][key].append(number)
        return number

    # Finding

    def _find(self, typed: str, country: str) -> Found:
        ways = readings(self.kind, typed)
        best: dict[int | str, Match] = {}
        for reading in ways:
            for match in self._same(reading):
                if not reading.beside or self._fits(match, reading.beside):
                    _keep_better(best, match)
        if best:
            return self._decide(typed, list(best.values()), country)
        for reading in ways:
            for match in self._like(reading):
                _keep_better(best, match)
        close = sorted(best.values(), key=_order)
        return Found(typed, Verdict.CLOSE if close else Verdict.UNKNOWN, close[: MOST * 2])

    def _decide(self, typed: str, found: list[Match], country: str) -> Found:
        """Those of the strongest way decide; what was met in a weaker way is no rival."""
        found.sort(key=_order)
        strongest = [match for match in found if match.score >= found[0].score - 3]
        if len(strongest) > 1 and country:
            there = [match for match in strongest if self._records[match.pk].country == country]
            if len(there) == 1:
                found = [*there, *(match for match in found if match is not there[0])]
                strongest = there
        return Found(typed, Verdict.SURE if len(strongest) == 1 else Verdict.AMBIGUOUS, found)

    def _same(self, reading: Reading, without: int | str | None = None) -> list[Match]:
        """Names that are the same in the strongest way in which any is, of other records than `without`."""
        for way, key in [(Way.ADDRESS, reading.address), (Way.SAME, reading.exact), *reading.ways(sure=True)]:
            numbers = self._keys[way].get(key, []) if key else []
            if found := [number for number in numbers if self._names[number][0].pk != without]:
                return [self._match(number, way, reading) for number in found]
        return []

    def _fits(self, match: Match, name: str) -> bool:
        """Whether the words beside an acronym can be a name of the record: “Fund for X (EU)” is not the EU."""
        typed = " ".join(canonical(name))
        numbers = self._numbers[match.pk]
        return any(fuzz.token_set_ratio(typed, " ".join(canonical(self._names[n][1]))) >= SAME_THING for n in numbers)

    def _like(self, reading: Reading) -> list[Match]:
        """Names that are only like the typed one."""
        found = [
            self._match(number, way, reading, MOST_OF_A_LIKENESS)
            for way, key in reading.ways(sure=False)
            for number in self._keys[way].get(key, [])
            if way != Way.INITIAL or _fit_together(reading.words, self._words[number])
        ]
        numbers = self._neighbors(reading)
        choices = {number: self._names[number][1] for number in numbers}
        scored = process.extract(reading.exact, choices, scorer=_likeness, score_cutoff=CLOSE_FROM, limit=MOST * 3)
        found += [self._match(number, Way.MISSPELLED, reading, round(score)) for _name, score, number in scored]
        parts = sorted((-score, number) for number in numbers if (score := self._share(reading, number)))
        return found + [self._match(number, Way.PART, reading, -score) for score, number in parts[: MOST * 3]]

    def _share(self, reading: Reading, number: int) -> int:
        """What it is worth that one name holds all words of the other; 0 where it does not."""
        typed, named = set(reading.words), set(self._words[number])
        if not typed or not named or not (typed <= named or named <= typed):
            return 0
        alone = min(len(typed), len(named)) == 1 and self.kind not in (Kind.COUNTRY, Kind.THEME)
        return 0 if alone else round(60 + 28 * min(len(typed), len(named)) / max(len(typed), len(named)))

    def _neighbors(self, reading: Reading) -> set[int]:
        """Numbers of the names that share the beginning or the end of a telling word."""
        lists = sorted((self._blocks[block] for block in reading.blocks() if block in self._blocks), key=len)
        numbers: set[int] = set()
        for block in lists:
            if len(block) > CROWD and numbers:
                break
            numbers.update(block)
        if self.kind == Kind.PERSON:
            return numbers
        marks = _marks(reading.words)
        return {number for number in numbers if self._can_be(marks, number)}

    def _can_be(self, marks: tuple[set[str], set[str]], number: int) -> bool:
        """Whether states and numbers allow it: a ministry of Moldova is none of Mali, resolution 9 not 15."""
        states, digits = _marks(self._words[number])
        if own := self._records[self._names[number][0].pk].country:
            states = {*states, f"@{own.lower()}"}
        return not (marks[0] and states and not marks[0] & states) and not (marks[1] and digits and marks[1] != digits)

    def _match(self, number: int, way: Way, reading: Reading, likeness: int = 100) -> Match:
        named, _name = self._names[number]
        record = self._records[named.pk]
        score, words = reason(way, named.kind, named.text, most=likeness)
        if reading.penalty:
            score, words = min(score, 100 - reading.penalty), f"{words}; {reading.note}"
        return Match(record.pk, record.slug, record.label, named.text, score, words, way.name, named.kind)


def _likeness(first: Any, second: Any, /, *, score_cutoff: float | None = None) -> float:
    """How alike two folded names are, whatever the order of their words."""
    if abs(len(first) - len(second)) > max(len(first), len(second)) * 0.5:
        return 0
    score = max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second) - 1)
    return score if score >= (score_cutoff or 0) else 0


def _fit_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether of two names of a person each word of the shorter one stands in the longer one, as an initial perhaps."""
    shorter, longer = sorted(([sounded(word) for word in words] for words in (one, other)), key=len)
    for word in shorter:
        fitting = [two for two in longer if word == two or (min(len(word), len(two)) == 1 and word[0] == two[0])]
        if not fitting:
            return False
        longer.remove(fitting[0])
    return True


def _marks(words: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The states and the numbers in a name."""
    return {word for word in words if word[0] == "@"}, {word for word in words if word.isdigit()}


def _keep_better(best: dict[int | str, Match], match: Match) -> None:
    known = best.get(match.pk)
    if known is None or match.score > known.score:
        best[match.pk] = match


def _order(match: Match) -> tuple[int, str]:
    return (-match.score, match.label)
