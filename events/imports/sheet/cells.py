"""Single cells: what was done to them for spreadsheets undone, lists taken apart, codes and counts understood."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.choices import CountQualifier, CountUnit

# An apostrophe that our own CSV puts before what a spreadsheet would run as a formula.
DEFUSED = re.compile(r"'(?='*[=+\-@\t\r\n|%＝＋－＠])")

BEFORE = {
    CountQualifier.ABOUT: r"about|around|approximately|approx\.?|ca\.?|c\.|circa|some|roughly|nearly|almost|~|≈|около",
    CountQualifier.MORE_THAN: r"more than|over|above|at least|not less than|no fewer than|min\.?|>=?|≥|более|свыше",
    CountQualifier.UP_TO: r"up to|at most|not more than|no more than|max\.?|<=?|≤|до",
}
AFTER = {CountQualifier.MORE_THAN: r"\+|or more|and more|plus", CountQualifier.ABOUT: r"or so|approx\.?"}
UNITS = {
    CountUnit.PEOPLE: "people|persons?|participants?|delegates?|officials?|experts?|officers?|attendees",
    CountUnit.DELEGATIONS: "delegations?",
    CountUnit.COUNTRIES: "countries|states|member states|nations",
    CountUnit.ORGANIZATIONS: "organi[sz]ations?|bodies|agencies|institutions",
}
COUNT = re.compile(
    rf"(?P<before>{'|'.join(BEFORE.values())})?\s*(?P<number>\d{{1,3}}(?:[,.\s ’']\d{{3}})+|\d+)(?:\.0+)?"
    rf"\s*(?P<after>{'|'.join(AFTER.values())})?\s*(?P<unit>{'|'.join(UNITS.values())})?\.?",
    re.IGNORECASE,
)


class Count(NamedTuple):
    number: int
    qualifier: str  # '' when the cell says none
    unit: str  # likewise


def plain(cell: str) -> str:
    """What a cell says: without blanks around it, and without the apostrophe that defuses formulas."""
    return DEFUSED.sub("", cell, count=1).strip() if cell.startswith("'") else cell.strip()


def listed(cell: str) -> list[str]:
    """The items of a list. They are parted by semicolons or lines, because names have commas."""
    items = (" ".join(item.split()) for item in re.split(r"[;\n]", cell))
    return [item for item in items if item]


def code_of(choices: type[models.Choices], text: str) -> str:
    """The code that a cell gives, by code or by label; ValueError with the codes when it gives none."""
    known = _codes(choices)
    found = known.get(_folded(text))
    if found is None:
        near = get_close_matches(_folded(text), known, n=1, cutoff=0.75)
        told = _("expected one of %(codes)s") % {"codes": ", ".join(map(str, choices.values))}
        hint = _("; did you mean %(code)s?") % {"code": known[near[0]]} if near else ""
        raise ValueError(f"{told}{hint}")
    return found


@cache
def _codes(choices: type[models.Choices]) -> dict[str, str]:
    with override("en"):
        found = {_folded(str(label)): str(code) for code, label in choices.choices}
    return found | {_folded(str(code)): str(code) for code in choices.values}


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def with_role(item: str, roles: type[models.Choices]) -> tuple[str, str]:
    """An item taken apart into name and role: `unodc:organizer`, `UNODC (organizer)`. The role may be ''.

    What follows a colon is a role only if it is known as one, or if there is no blank after the colon: names have
    colons too. ValueError when it looks like a role and is none.
    """
    for pattern in (r"(?P<name>.*\S)\s*:\s*(?P<role>[^:]+)", r"(?P<name>.*\S)\s*\((?P<role>[^()]+)\)"):
        match = re.fullmatch(pattern, item)
        if match and _folded(match["role"]) in _codes(roles):
            return match["name"], code_of(roles, match["role"])
    slug, colon, role = item.rpartition(":")
    if colon and re.fullmatch(r"[\w-]+", slug) and re.fullmatch(r"\s?[\w-]+", role):
        raise ValueError(
            _("“%(role)s” is no role here: %(problem)s") % {"role": role.strip(), "problem": _problem(roles, role)}
        )
    return item, ""


def _problem(choices: type[models.Choices], text: str) -> str:
    try:
        code_of(choices, text)
    except ValueError as error:
        return str(error)
    return ""


def count_of(cell: str) -> Count:
    """A participant count as people write it: `150+`, `about 60`, `1,200 participants`."""
    match = COUNT.fullmatch(" ".join(cell.split()))
    if match is None:
        raise ValueError(_("expected a whole number, also like 150+, about 60 or up to 40"))
    qualifier = _which(BEFORE, match["before"]) or _which(AFTER, match["after"])
    return Count(int(re.sub(r"\D", "", match["number"])), qualifier, _which(UNITS, match["unit"]))


def _which(patterns: dict, words: str | None) -> str:
    if not words:
        return ""
    return next(str(code) for code, pattern in patterns.items() if re.fullmatch(pattern, words, re.IGNORECASE))
