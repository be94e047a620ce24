"""Which of our columns stands under which heading of a file: ours, remembered, given, or guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from events.imports.report import shown
from events.imports.sheet.columns import REQUIRED, SHEET_COLUMNS, Group

LEFT_OUT = ""  # stands for a column that is not imported
NEAR = 82  # from here on a heading is guessed to mean a column

# What other tables call our columns, beside our own keys and labels.
ALIASES = {
    "title": "name; event; event name; event title; name of event; name of the event; subject; activity; meeting",
    "type": "event type; kind; type of event; format of event; category",
    "state": "event state; event status; held or planned",
    "start": "date; dates; when; start date; date start; from; begin; begins; first day; date of event; event date",
    "end": "end date; date end; until; to; last day; ends; finish",
    "mode": "format; online or in person; modality",
    "cities": "city; town; location city",
    "place_countries": "host country; country of event; place country; country; location country; venue country",
    "venues": "venue; building; hotel",
    "places": "place; location; where; venue and city",
    "countries": "participating countries; participant countries; countries involved; states; member states",
    "organizers": "organizer; organiser; organisers; organized by; organised by; lead organization; host organization",
    "organizations": "organisations; participating organizations; partners; institutions; bodies; agencies",
    "people": "persons; speakers; participants by name; officials",
    "themes": "theme; topic; topics; area; areas; thematic area; subjects",
    "frameworks": "framework; project; series; programme; under",
    "participant_count": "participants; number of participants; participants number; attendance; how many; count",
    "participant_unit": "unit; counted",
    "summary": "description; abstract; about; notes on event; details",
    "original_title": "title original; original name; title in original language",
    "sources": "source; source slug",
    "source_urls": "source url; source link; link; links; url of source; web address; reference; references; website",
    "status": "publication status; publication",
    "slug": "id; key; identifier; event slug",
    "problem": "problems",
}


class How(StrEnum):
    """How a heading came to its column."""

    OURS = "ours"
    GIVEN = "given"
    REMEMBERED = "remembered"
    GUESSED = "guessed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heading:
    """A heading of a file and the column that it means; LEFT_OUT when it is none."""

    text: str
    key: str
    how: How


@dataclass(frozen=True)
class Headings:
    """All headings of a file, in order."""

    found: tuple[Heading, ...]

    def keys(self) -> list[str]:
        return [heading.key for heading in self.found]

    def heading_of(self, key: str) -> str:
        """How the file calls a column; our own name for it where the file has none."""
        return next((heading.text for heading in self.found if heading.key == key), key)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Headings with what is wrong about them: unknown ones, and two that mean one column."""
        taken: dict[str, str] = {}
        for heading in self.found:
            if heading.how is How.UNKNOWN and heading.text:
                yield heading.text, _unknown(heading.text)
            if not heading.key:
                continue
            if heading.key in taken:
                told = _("means the same column, %(key)s, as %(other)s; say which one is it: the other is left out")
                yield heading.text, told % {"key": heading.key, "other": shown(taken[heading.key])}
            taken.setdefault(heading.key, heading.text)
        if not any(SHEET_COLUMNS[key].is_entered for key in self.keys() if key):
            yield "", _("no heading is that of a column; is the first line the heading?")

    def missing(self) -> list[str]:
        """Columns without which no event is new."""
        return [key for key in REQUIRED if key not in self.keys()]

    def notes(self) -> Iterator[str]:
        """What people should know about how the headings were taken."""
        for heading in self.found:
            if heading.how is How.GUESSED:
                yield _("The heading %(heading)s was taken as %(key)s.") % self._words(heading)
            elif heading.how is How.REMEMBERED:
                told = (
                    _("The heading %(heading)s was taken as %(key)s, as it was last time.")
                    if heading.key
                    else _("The column %(heading)s was left out, as it was last time.")
                )
                yield told % self._words(heading)
        derived = [each.text for each in self.found if each.key and SHEET_COLUMNS[each.key].group is Group.DERIVED]
        if derived:
            told = _("The site works these columns out itself, so they were left alone: %(columns)s.")
            yield told % {"columns": ", ".join(derived)}

    def _words(self, heading: Heading) -> dict[str, str]:
        return {"heading": shown(heading.text), "key": heading.key}

    def as_mapping(self) -> dict[str, str]:
        """What is worth remembering: headings that are not ours."""
        return {each.text: each.key for each in self.found if each.how is not How.OURS and each.text}


def headings_of(
    texts: list[str], *, given: Mapping[str, str] | None = None, remembered: Mapping[str, str] | None = None
) -> Headings:
    """Find our columns: what is given counts most, then our own names, what is remembered, and a near guess."""
    given, remembered = given or {}, remembered or {}
    certain = [_certain(text, given, remembered) for text in texts]
    taken = {heading.key for heading in certain if heading and heading.key}
    found = []
    for text, heading in zip(texts, certain, strict=True):
        chosen = heading or _guess(text, taken)
        taken.add(chosen.key)
        found.append(chosen)
    return Headings(tuple(found))


def _certain(text: str, given: Mapping[str, str], remembered: Mapping[str, str]) -> Heading | None:
    if text in given:
        return Heading(text, given[text], How.GIVEN)
    key = re.sub(r"[\s-]+", "_", text.strip().lower())
    if key in SHEET_COLUMNS:
        return Heading(text, key, How.OURS)
    if text in remembered and (remembered[text] in SHEET_COLUMNS or not remembered[text]):
        return Heading(text, remembered[text], How.REMEMBERED)
    return None if text else Heading(text, LEFT_OUT, How.UNKNOWN)


def _guess(text: str, taken: set[str]) -> Heading:
    """The column whose name or alias is the heading or nearest to it, among those that are still free."""
    names = {name: key for name, key in _names().items() if key not in taken}
    folded = _folded(text)
    if folded in names:
        return Heading(text, names[folded], How.GUESSED)
    near = process.extractOne(folded, list(names), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
    return Heading(text, names[near[0]], How.GUESSED) if near else Heading(text, LEFT_OUT, How.UNKNOWN)


def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, column in SHEET_COLUMNS.items():
        if column.is_entered or key == "problem":
            for name in (key, column.label, *ALIASES.get(key, "").split("; ")):
                found.setdefault(_folded(name), key)
    found.pop("", None)
    return found


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _unknown(text: str) -> str:
    told = _("is no column of ours; say which it means, or leave it out: --map %(example)s or --map %(empty)s")
    return told % {"example": f'"{text}=title"', "empty": f'"{text}="'}
