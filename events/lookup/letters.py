"""Names reduced to what is compared: bare Latin letters, canonical words, and how a word sounds."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import urlsplit

from anyascii import anyascii

from events.lookup.vocabulary import (
    HONORIFICS,
    PARTICLES,
    PHRASES,
    SMALL,
    SPELLINGS,
    country_phrases,
    longest_country_from,
)

TRACKING = ("utm_", "fbclid", "gclid")
LONGEST = 600  # letters; a name is never longer than a title, and a pasted page is no name
APOSTROPHES = re.compile(r"['’‘`´ʻʼʽʹʿʾ′]")
POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}(?!\w)", re.UNICODE)
NO_LETTERS = re.compile(r"[^a-z0-9]+")
IN_PARENTHESES = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<acronym>[^()\[\]]{2,40})[)\]]\s*$", re.DOTALL)

# Romanizations of one sound, in the order in which they are replaced.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|sch|sh", "s"), ("dzh|dj|zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("ks", "x"),
        ("tch|tsch|ch", "c"), ("ts|tz", "c"), ("q", "k"), ("w", "v"), ("x", "h"), ("ou|oo", "u"), ("ee", "i"),
        ("[yij]u", "u"), ("[yi]a", "a"), ("[yi]o", "o"), ("[yi]e", "e"), ("i[yij]|y[yi]", "i"), ("y", "i"),
        ("off$", "ov"), ("eff$", "ev"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Small Latin letters and digits, words apart by one space: “Türkiye’s M.F.A.” becomes “turkiye mfa”."""
    text = normalize("NFKC", text[:LONGEST])
    text = INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", text)
    text = APOSTROPHES.sub("", POSSESSIVE.sub("", text)).replace("&", " and ")
    return NO_LETTERS.sub(" ", anyascii(text.casefold().replace("ə", "a")).lower()).strip()


def without_article(name: str) -> str:
    """A folded name without its leading “the”."""
    return name[4:] if name.startswith("the ") else name


@lru_cache(maxsize=50_000)
def canonical(text: str) -> tuple[str, ...]:
    """The telling words of a name of a body or a title, in order and in one spelling; states as “@uz”."""
    name = PHRASES.replaced(folded(text))
    words: list[str] = []
    for word in _with_countries(name.split()):
        words += SPELLINGS.get(word, word).split()
    return tuple(word for word in words if word not in SMALL)


def _with_countries(words: list[str]) -> list[str]:
    """Names of states replaced by their codes, the longest name first."""
    phrases, found, position = country_phrases(), [], 0
    while position < len(words):
        longest = longest_country_from(words[position])
        for end in range(min(len(words), position + longest), position, -1):
            if code := phrases.get(" ".join(words[position:end])):
                found.append(code)
                position = end
                break
        else:
            found.append(words[position])
            position += 1
    return found


@lru_cache(maxsize=50_000)
def sounded(word: str) -> str:
    """A folded word as any romanization writes it: “toqaev” and “tokayev” agree."""
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def skeleton(word: str) -> str:
    """A folded word without vowels, which romanizations of Arabic guess."""
    sound = sounded(word)
    return sound[:1] + re.sub("[aeiou]", "", sound[1:])


def bare_person(text: str) -> str:
    """The folded name of a person without titles and posts: “H.E. Mr. TOKAYEV, Kassym-Jomart” in usual order."""
    before, comma, after = text.partition(",")
    if comma and 1 <= len(after.split()) <= 3 and (len(before.split()) == 1 or before.isupper()):
        text = f"{after} {before}"
    elif comma:
        text = before  # what follows is a post
    words = folded(text).split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    while len(words) > 2 and words[-1] in {"phd", "jr", "sr", "retd", "ret"}:
        words = words[:-1]
    return " ".join(words)


def without_particles(name: str) -> str:
    """A folded name of a person without “al”, “bin” and their like, its words in alphabetical order."""
    return " ".join(sorted(word for word in name.split() if word not in PARTICLES))


def split_acronym(text: str) -> tuple[str, str]:
    """“Name (ACRONYM)” taken apart; the second is empty where there is none."""
    match = IN_PARENTHESES.match(text.strip())
    return (match["name"], match["acronym"]) if match else (text, "")


def bare_address(text: str) -> str:
    """A web address without what does not tell pages apart: scheme, www, fragment, tracking, last slash."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    query = "&".join(
        part for part in parts.query.split("&") if part and not part.startswith(("utm_", "fbclid", "gclid"))
    )
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")
