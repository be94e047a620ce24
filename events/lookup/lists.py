"""A pasted list of names taken apart: “Kazakhstan, the Kyrgyz Republic, Tajikistan and Türkiye”."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from events.lookup.kinds import Kind
from events.lookup.letters import folded, without_article
from events.reference.country_names import ENGLISH, FORMER
from events.reference.load import rows_of

LONGEST = 20_000  # letters
# What stands between two names: a comma, a semicolon, a new line, a bullet, a stroke, “and”, “as well as”.
HARD = re.compile(r"[;\n\r\t•·]+|(?:^|\s)[-–—*](?=\s)")
SOFT = re.compile(r"\s*,\s*(?:and\s+|as well as\s+)?|\s+(?:and|as well as|&|und|et|y|и|va|және|жана)\s+", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*(?:\(?\d{1,3}[.)]|[-–—*•])\s+")
# Qualifiers that follow the name they belong to after a comma.
QUALIFIER = re.compile(
    r"^(?:the\s+)?(?:(?:islamic|democratic|people'?s|federated|united|plurinational|bolivarian|former|federal|arab)\s+)*"
    r"(?:republic|states?|kingdom|province|rep\.?|dem\.?(?: rep\.?)?|china|n\.z\.|u\.s\.|british|sar)\b(?:.*\bof)?"
    r"(?:\s+(?:the\s+)?(?:china|korea))?\.?$",
    re.IGNORECASE,
)


def split_names(text: str, kind: Kind = Kind.COUNTRY, is_name: Callable[[str], bool] | None = None) -> list[str]:
    """The names of a pasted list, in order, each once, as they were typed.

    A name that holds “and” or a comma itself (“Bosnia and Herzegovina”, “Korea, Republic of”) stays whole when it is
    a name of a country, or when `is_name` knows it. Lists of people are parted at commas too, never at a full stop.
    """
    text = text.replace("\x00", "")[:LONGEST]
    known = is_name or (lambda name: False)
    names: list[str] = []
    for part in HARD.split(text):
        pieces, separators = _pieces(NUMBERED.sub("", part).strip(" .:"))
        names += _joined(pieces, separators, lambda name: _is_country(name) or known(name))
    return list(dict.fromkeys(name for name in names if folded(name) not in ("", "and")))


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """The text cut at every comma and “and” outside of parentheses, with what stood between the pieces."""
    pieces, separators, start = [], [], 0
    for match in SOFT.finditer(text):
        before = text[: match.start()]
        if before.count("(") > before.count(")"):
            continue
        pieces.append(text[start : match.start()])
        separators.append(match[0])
        start = match.end()
    return [*pieces, text[start:]], separators


def _joined(pieces: list[str], separators: list[str], is_name: Callable[[str], bool]) -> list[str]:
    """Pieces that make one name together joined again, the longest name first."""
    names, position = [], 0
    while position < len(pieces):
        for end in range(min(len(pieces), position + 4), position + 1, -1):
            whole = _whole(pieces, separators, position, end)
            qualified = end == position + 2 and "," in separators[position] and QUALIFIER.match(pieces[end - 1].strip())
            if is_name(whole) or (qualified and not _is_country(pieces[end - 1])):
                names.append(whole)
                position = end
                break
        else:
            names.append(pieces[position])
            position += 1
    return [_trimmed(name) for name in names]


def _whole(pieces: list[str], separators: list[str], start: int, end: int) -> str:
    found = pieces[start]
    for number in range(start + 1, end):
        found += separators[number - 1] + pieces[number]
    return found


def _trimmed(name: str) -> str:
    name = re.sub(r"^(?:and|as well as)\s+", "", name.strip(), flags=re.IGNORECASE)
    return name.strip(" .,:")


def _is_country(name: str) -> bool:
    return without_article(folded(name)) in _countries()


@cache
def _countries() -> frozenset[str]:
    """English names of countries, folded; those that hold “and” or a comma are what matters here."""
    names = {row["name"] for row in rows_of("countries.csv")}
    names |= {name for table in (ENGLISH, FORMER) for found in table.values() for name in found}
    return frozenset(without_article(folded(name)) for name in names) | OFFICIAL


# Forms of official lists with a comma, which are in no other list here.
OFFICIAL = frozenset(
    {
        "korea democratic people republic of", "korea democratic peoples republic of", "iran islamic republic of",
        "congo democratic republic of the", "congo the democratic republic of the", "tanzania united republic of",
        "moldova republic of", "venezuela bolivarian republic of", "bolivia plurinational state of",
        "micronesia federated states of", "macedonia the former yugoslav republic of", "palestine state of",
        "virgin islands british", "virgin islands u s", "virgin islands us", "taiwan province of china",
        "hong kong china", "macao china", "antigua barbuda", "bosnia herzegovina", "saint kitts nevis",
        "st kitts nevis", "st kitts and nevis", "st vincent and the grenadines", "saint vincent grenadines",
        "trinidad tobago",
        "sao tome principe", "st pierre and miquelon", "turks caicos islands", "micronesia fed states",
    }
)  # fmt: skip
