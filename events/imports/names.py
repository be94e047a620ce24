"""Names that people write where the format has slugs: which record each means, and which are to be made.

A name that means no record, or several, stays open: it is a problem of its row, and offered for an answer. Answers
say which record is meant, or that a new one is to be made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.slugs import wanted_slug
from events.exchange.shapes import FRAMEWORKS, ORGANIZATIONS, PEOPLE, SOURCES
from events.exchange.shapes import Kind as RecordKind
from events.imports.references import Directory
from events.imports.report import shown
from events.imports.schema import complaints
from events.lookup import Found, Kind, Names, Verdict
from events.models import Country, Framework, Organization, Person, Source, Theme
from events.models.base import SLUG_PATTERN, WEB_ADDRESS_PATTERN

MODELS: dict[Kind, Any] = {
    Kind.COUNTRY: Country,
    Kind.ORGANIZATION: Organization,
    Kind.PERSON: Person,
    Kind.FRAMEWORK: Framework,
    Kind.THEME: Theme,
    Kind.SOURCE: Source,
}
# Kinds of records that an import may make from a name.
MAKEABLE: dict[Kind, RecordKind] = {
    Kind.ORGANIZATION: ORGANIZATIONS,
    Kind.PERSON: PEOPLE,
    Kind.FRAMEWORK: FRAMEWORKS,
    Kind.SOURCE: SOURCES,
}
NOUNS = {
    Kind.COUNTRY: gettext_lazy("country"),
    Kind.ORGANIZATION: gettext_lazy("organization"),
    Kind.PERSON: gettext_lazy("person"),
    Kind.FRAMEWORK: gettext_lazy("framework"),
    Kind.THEME: gettext_lazy("theme"),
    Kind.SOURCE: gettext_lazy("source"),
}
NEW = "+"  # the answer that a new record is to be made
MOST_NAMED = 5

Answers = Mapping[str, str]  # by `key_of`: a slug, or NEW and the code of the new record's kind, such as +fund


class OpenNameError(ValueError):
    """A name means no record, or several. The message says which are near."""


@dataclass
class OpenName:
    """A name that waits for an answer, or was answered with a new record."""

    kind: Kind
    typed: str
    found: Found
    lines: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        return key_of(self.kind, self.typed)


def key_of(kind: Kind, typed: str) -> str:
    return f"{kind}:{' '.join(typed.split()).casefold()}"


class Finder:
    """Finds the slug that a typed name stands for, and makes records that were asked for."""

    def __init__(self, directory: Directory, answers: Answers | None = None) -> None:
        self.directory = directory
        self.answers = dict(answers or {})
        self.open: dict[str, OpenName] = {}
        self.made: dict[str, tuple[Kind, dict[str, Any], list[int]]] = {}  # key -> kind, record, lines that name it
        self._names: dict[Kind, Names] = {}
        self._made_slugs: set[tuple[Kind, str]] = set()

    def slug(self, kind: Kind, typed: str, line: int) -> str:
        """The slug or code that is meant; OpenNameError when that is not sure."""
        if typed in self.directory.keys[MODELS[kind]]:
            return typed
        key = key_of(kind, typed)
        answer = self.answers.get(key, "")
        if answer and not answer.startswith(NEW):
            return answer
        if kind is Kind.SOURCE and (slug := self._source_at(typed)):
            return slug
        found = self._find(kind, typed)
        if found.match:
            return found.match.slug
        answer = answer or self.answers.get(f"{kind}:*", "")
        if answer.startswith(NEW) and kind in MAKEABLE and found.verdict is not Verdict.AMBIGUOUS:
            return self._make(kind, typed, key, answer.removeprefix(NEW), line)
        self.open.setdefault(key, OpenName(kind, typed, found)).lines.append(line)
        raise OpenNameError(_problem(kind, found) + self._hint(kind, typed, found))

    def is_name(self, kind: Kind, typed: str) -> bool:
        """Whether there is a record that is surely meant."""
        return typed in self.directory.keys[MODELS[kind]] or self._find(kind, typed).verdict is Verdict.SURE

    def _find(self, kind: Kind, typed: str) -> Found:
        if kind is Kind.SOURCE and re.fullmatch(WEB_ADDRESS_PATTERN, typed):
            several = self._sources.get(_bare(typed), [])  # one would have been taken
            return Found(typed, Verdict.AMBIGUOUS if several else Verdict.UNKNOWN)
        if kind not in self._names:
            self._names[kind] = Names.of(kind)
        return self._names[kind].find(typed)

    def _hint(self, kind: Kind, typed: str, found: Found) -> str:
        """A near slug, or the slugs of sources at one address."""
        if kind is Kind.SOURCE and found.verdict is Verdict.AMBIGUOUS:
            return ", ".join(self._sources[_bare(typed)][:MOST_NAMED])
        is_slug = re.fullmatch(SLUG_PATTERN, typed) and not found.matches
        return self.directory.suggestion(MODELS[kind], typed, set()) if is_slug else ""

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug, url in Source.objects.exclude(url="").order_by("pk").values_list("slug", "url"):
            found.setdefault(_bare(url), []).append(slug)
        return found

    def sources_at(self, address: str) -> list[str]:
        """The slugs of all sources at an address."""
        return self._sources.get(_bare(address), [])

    def _source_at(self, address: str) -> str:
        slugs = self.sources_at(address)
        return slugs[0] if len(slugs) == 1 else ""

    def _make(self, kind: Kind, typed: str, key: str, code: str, line: int) -> str:
        if key not in self.made:
            record = _record(kind, typed, code)
            wanted = wanted_slug(record=MODELS[kind](**record | ({"title": _bare(typed)} if "url" in record else {})))
            record = {"slug": self._free(kind, wanted), **record}
            if wrong := next((told for _path, _value, told in complaints(MAKEABLE[kind], record)), ""):
                raise OpenNameError(_("can't be made: %s") % wrong)
            self.made[key] = (kind, record, [])
        _kind, record, lines = self.made[key]
        lines.append(line)
        return str(record["slug"])

    def _free(self, kind: Kind, wanted: str) -> str:
        model = MODELS[kind]
        taken = self.directory.keys[model].keys() | self.directory.former.get(model, {}).keys()
        numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        slug = next(each for each in numbered if each not in taken and (kind, each) not in self._made_slugs)
        self._made_slugs.add((kind, slug))
        return slug


def _record(kind: Kind, typed: str, code: str) -> dict[str, Any]:
    """What a new record holds: its name and its kind, and nothing that nobody knows."""
    if kind is Kind.PERSON:
        return {"name": typed}
    if kind is Kind.ORGANIZATION:
        return {"name": typed, "kind": code or "other"}
    if kind is Kind.FRAMEWORK:
        return {"title": typed, "kind": code or "other"}
    code, _colon, language = code.partition("/")
    more = {"url": typed} if re.fullmatch(WEB_ADDRESS_PATTERN, typed) else {}
    return {"title": typed[:500], **more, "kind": code or "web-page", "language": language or "en"}


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/")


def noun(kind: Kind | str) -> str:
    """What people call a record of a kind."""
    return str(NOUNS[Kind(kind)])


def _problem(kind: Kind, found: Found) -> str:
    words = {
        "noun": noun(kind),
        "candidates": ", ".join(f"{each.label} ({each.slug})" for each in found.matches[:MOST_NAMED]),
    }
    if found.verdict is Verdict.AMBIGUOUS:
        return _("several records are called so; write the slug of one of them: %(candidates)s") % words
    if found.matches and kind in MAKEABLE:
        return _("no %(noun)s is called so; did you mean %(candidates)s? Write its slug, or have it made") % words
    if found.matches:
        return _("no %(noun)s is called so; did you mean %(candidates)s? Write that") % words
    if kind in MAKEABLE:
        return _("no %(noun)s is called so; write the name of a recorded one, or have it made") % words
    return _("no %(noun)s is called so; write the name or code of a recorded one") % words


def made_in_words(kind: Kind, record: dict[str, Any]) -> str:
    return f"{noun(kind)} {shown(record.get('name') or record.get('title'))} ({record['slug']})"
