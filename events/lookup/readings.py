"""How a typed name can be read: whole, without its acronym, without titles, either side of a stroke."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from events.lookup.kinds import Kind
from events.lookup.letters import (
    bare_address,
    bare_person,
    canonical,
    folded,
    skeleton,
    sounded,
    split_acronym,
    without_article,
    without_particles,
)
from events.lookup.reasons import Way
from events.lookup.vocabulary import SMALL

TELLING = 3  # letters of the beginning or the end of a word by which misspelled names still meet
LONGEST_ACRONYM = 8
PATRONYMIC = re.compile("(?:ovich|evich|ovna|evna|ogly|oglu|ugli|uulu|uly|qizi|kyzy|zoda|zade)$")
SOUND_IS_SURE = 7  # letters; a shorter name that only sounds the same may be another


@dataclass(frozen=True)
class Reading:
    """One way of reading a name, reduced to what is compared."""

    kind: Kind
    exact: str  # folded, without article or titles
    address: str = ""
    penalty: int = 0  # what reading it so takes off the score
    note: str = ""
    beside: str = ""  # of an acronym: the words that it stands beside

    @classmethod
    def of(
        cls, kind: Kind, text: str, *, penalty: int = 0, note: str = "", beside: str = "", is_code: bool = False
    ) -> Reading:
        exact = bare_person(text) if kind == Kind.PERSON and not is_code else without_article(folded(text))
        return cls(kind, exact, bare_address(text), penalty, note, beside)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The telling words: of a person all, of a body in canonical spelling."""
        words = self.exact.split()
        if self.kind == Kind.PERSON:
            return tuple(words)
        if self.kind == Kind.COUNTRY:
            return tuple(word for word in words if word not in SMALL)
        return canonical(self.exact)

    def ways(self, *, sure: bool | None = None) -> Iterator[tuple[Way, str]]:
        """What the name is met by beside its letters, the strongest first; all of them when `sure` is None."""
        if sure is not False:
            yield Way.JOINED, self.exact.replace(" ", "")
            if len(self.words) > 1:
                yield Way.WORDS, " ".join(sorted(self.words))
        sounds = self._sounds()
        is_sure = len(sounds.replace(" ", "")) >= SOUND_IS_SURE and self.kind in (Kind.PERSON, Kind.COUNTRY)
        if sounds and sure in (None, is_sure):
            yield Way.SOUND, sounds
        if sure is not True and self.kind == Kind.PERSON and len(self.words) > 1:
            yield Way.SKELETON, " ".join(sorted(map(skeleton, without_particles(self.exact).split())))
            for first, last in ((0, -1), (-1, 0)):
                if len(self.words[last]) > 1:
                    yield Way.INITIAL, f"{self.words[first][:1]} {sounded(self.words[last])}"

    def _sounds(self) -> str:
        if self.kind == Kind.PERSON:
            words = without_particles(self.exact).split()
            # A middle initial comes and goes, and so does a patronymic.
            whole = [word for word in words if len(word) > 1 and not (len(words) > 2 and PATRONYMIC.search(word))]
            return " ".join(sorted(map(sounded, whole if len(whole) > 1 else words)))
        return " ".join(sorted(sounded(word) for word in self.words))

    def blocks(self) -> set[str]:
        """Keys that a misspelled name still shares with the right one: beginnings and ends of words."""
        sounds = [sounded(word) for word in self.words] or [sounded(word) for word in self.exact.split()]
        starts = {f"{sound[:TELLING]}…" for sound in sounds}
        ends = {f"…{sound[-TELLING:]}" for sound in sounds if len(sound) > TELLING}
        letters = {"".join(sorted(self.exact))} if len(self.exact) <= LONGEST_ACRONYM else set()  # ODHIR for ODIHR
        return starts | ends | letters


def readings(kind: Kind, typed: str) -> list[Reading]:
    """All readings of a typed name, the plainest first."""
    text = typed.replace("\x00", "").strip(" \t\r\n.,;:*–-")
    found = [Reading.of(kind, text)]
    name, acronym = split_acronym(text)
    if acronym:
        found.append(Reading.of(kind, name, penalty=1, note=_("without “%(part)s”") % {"part": acronym}))
        if kind in (Kind.ORGANIZATION, Kind.FRAMEWORK, Kind.COUNTRY):
            note = _("by what stands in parentheses")
            found.append(Reading.of(kind, acronym, penalty=3, note=note, beside=name))
    if "/" in text and kind in (Kind.COUNTRY, Kind.ORGANIZATION) and not found[0].address:
        parts = [part for part in text.split("/") if part.strip()]
        found += [Reading.of(kind, part, penalty=2, note=_("by one of two names")) for part in parts]
    return [reading for reading in found if reading.exact]
