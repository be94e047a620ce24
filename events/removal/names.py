"""Everything that a person was ever called, and how that is recognized in a text.

Words of a name count as a name however they are kept apart: “Ada Ray”, “ada-ray”, “Ada+Ray”, “Ray, Ada”.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from events.choices import FormerSlugKind
from events.models import SNAPSHOTS, FormerSlug, Merge, Person, PersonName

PLACEHOLDER = "[name removed]"
# Spaces and hyphens of pasted texts, of which not every locale of a database knows each, and what is not seen at all.
PASTED = "\u00a0\u00ad\u2000-\u200d\u2010-\u2015\u202f\u205f\u2060\u3000\ufeff"
BETWEEN = rf"(?:\s|\\n|\\u00a0|[-_+.{PASTED}]|%20)+"  # words of a name, in texts, slugs and addresses
REVERSED = rf"(?:\s|[-_+.{PASTED}]|%20|,|%2C)+"
LETTER = {"python": r"\w", "sql": "[[:alnum:]_]"}


@dataclass(frozen=True)
class Names:
    """What a person was ever called, and the keys of the records that became this one."""

    keys: frozenset[int]
    names: frozenset[str]

    @cached_property
    def sql(self) -> list[tuple[str, str]]:
        """Regular expressions of PostgreSQL, each with its flags."""
        return self._patterns("sql")

    def in_text(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._compiled)

    def left_out(self, text: str) -> str:
        """A short text, such as an attribution, without the name and what tied it to the rest."""
        for pattern in self._compiled:
            text = pattern.sub("", text)
        return re.sub(r"^[\s,;:–-]+|[\s,;:–-]+$", "", re.sub(r"\s+", " ", text))

    def around(self, text: str, letters: int) -> str:
        """The name as it stands first in a text, and some letters on either side."""
        first = min(
            (found for pattern in self._compiled if (found := pattern.search(text))), key=lambda each: each.start()
        )
        start, end = max(first.start() - letters, 0), first.end() + letters
        return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"

    @cached_property
    def _compiled(self) -> list[re.Pattern[str]]:
        return [
            re.compile(pattern, re.IGNORECASE if flags else re.NOFLAG) for pattern, flags in self._patterns("python")
        ]

    def _patterns(self, dialect: str) -> list[tuple[str, str]]:
        """A single word is told by its capital letters; of several words capitals do not matter."""
        split = {tuple(re.findall(r"[^\s\-_+.,]+", name)) for name in self._spelled()}
        many = sorted({each for words in split if len(words) > 1 for each in _orders(words)}, key=len, reverse=True)
        single = sorted({_escaped(words[0]) for words in split if len(words) == 1 and len(words[0]) > 2}, reverse=True)
        letter = LETTER[dialect]
        told = [("|".join(many), "i"), ("|".join(single), "")]
        return [(f"(?<!{letter})(?:{found})(?!{letter})", flags) for found, flags in told if found]

    def _spelled(self) -> Iterable[str]:
        for name in self.names:
            for spelled in {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}:
                yield spelled
                if not spelled.isascii():
                    yield json.dumps(spelled)[1:-1]  # as the admin's log keeps what was changed


def _orders(words: tuple[str, ...]) -> Iterable[str]:
    escaped = [_escaped(word) for word in words]
    yield BETWEEN.join(escaped) + r"\.?" * words[-1].isupper()
    yield REVERSED.join([escaped[-1], BETWEEN.join(escaped[:-1])])


def _escaped(word: str) -> str:
    """Letters and figures as they are: a backslash before one of them means something else to PostgreSQL."""
    return re.sub(r"([^\w])", r"\\\1", word)


def names_of(person: Person) -> Names:
    """Names and slugs of now and before, of records that were merged into this one too. Some nine queries."""
    keys = {person.pk}
    merges: list[Any] = []
    while found := list(Merge.objects.filter(_of_people(keys)).exclude(pk__in=[merge.pk for merge in merges])):
        merges += found
        keys |= {merge.gone for merge in found if not merge.is_undone}
    names = {person.name, person.slug}
    names |= {text for merge in merges if merge.gone in keys for text in (merge.gone_name, merge.gone_slug)}
    names |= set(PersonName.objects.filter(person__in=keys).values_list("name", flat=True))
    names |= set(
        FormerSlug.objects.filter(kind=FormerSlugKind.PERSON, object_id__in=keys).values_list("slug", flat=True)
    )
    for row in SNAPSHOTS[Person].objects.filter(pgh_obj_id__in=keys).values_list("name", "slug"):
        names |= set(row)
    names |= set(SNAPSHOTS[PersonName].objects.filter(person_id__in=keys).values_list("name", flat=True))
    return Names(frozenset(keys), frozenset(name for name in names if name.strip()))


def _of_people(keys: set[int]) -> Q:
    return Q(kind=FormerSlugKind.PERSON, kept__in=keys)


def merges_of(names: Names) -> Any:
    """The merges of people in which this one took part."""
    kind = Q(kind=FormerSlugKind.PERSON)
    return Merge.objects.filter(kind & (Q(kept__in=names.keys) | Q(gone__in=names.keys)))
