"""Quotes as people paste them: paragraphs of a page, or lines of words in quotation marks and who said them.

    “We share what we have learned.” - Stanislav Vasilenko, Ambassador, Ministry of Foreign Affairs of Kazakhstan
    Stanislav Vasilenko (Ministry of Foreign Affairs of Kazakhstan): “We share what we have learned.”
    “We share what we have learned,” said Stanislav Vasilenko, Ambassador of the Ministry of Foreign Affairs.
    A representative of the Ministry of Internal Affairs of Tajikistan stressed that “terrorism is ...” and “...”.

Nothing is looked up here: who is recorded under a name is asked by whoever takes the quotes into a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

LONGEST = 20_000  # letters
MOST = 60  # quotes
MOST_SENTENCES = 2  # of one quote: the rule of the codebook
FEWEST_WORDS = 4  # fewer, beside a longer quote, are a title or a word that the writer keeps at a distance
LONGEST_WORDS = 4_000
UNCLOSED = "the page does not close the quotation mark"

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
DASH = re.compile(r"^\s*[-–—―]+\s*")
# A full stop that ends a sentence: not that of “Mr.”, “U.S.” or an initial.
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-ZА-Я]\.)(?<!\b(?:Mr|Ms|Dr|St|No)\.)(?<!\bMrs\.)[”»\"’)\]]*\s+(?=[^\s\da-zа-яё])"
)

CAPITAL = r"[A-ZÀ-ÞĀ-ŽА-ЯЁӘҒҚҢӨҰҮҲҶ]"
WORD = rf"{CAPITAL}[\w’'ʻʼ-]*\.?"
LINK = r"(?:of|for|the|and|on|in|to|against|under|at|de|des|la|du|&)"
BODY = rf"{WORD}(?:\s+(?:{LINK}\s+){{0,3}}{WORD})*(?:\s*\([A-Z][\w-]+\))?"
NAME = rf"{WORD}(?:\s+(?:al-|bin\s|ibn\s|de\s|van\s|von\s)?{WORD}){{1,4}}"
UNNAMED = re.compile(
    r"\b(?:[Aa]n?|[Tt]he)\s+(?:[\w-]+\s+){0,3}(?:representative|delegate|official|spokes\w+|expert|member|officer)s?"
    rf"\s+(?:of|from|for)\s+(?:the\s+)?(?P<body>{BODY})"
)
NAME_OF_BODY = re.compile(rf"(?P<name>{NAME})\s+(?:of|from|at|representing)\s+(?:the\s+)?(?P<body>{BODY})")
NAME_POST_BODY = re.compile(
    rf"(?P<name>{NAME}),\s+(?:the\s+|an?\s+)?(?P<post>[^,:]{{3,120}}?)(?:,|\s+(?:of|at|from|for))\s+(?:the\s+)?(?P<body>{BODY})"
)
NAME_ALONE = re.compile(NAME)
IN_PARENTHESES = re.compile(r"^(?P<name>[^()]{2,150})\s*\((?P<rest>[^()]{2,250}(?:\([^()]*\))?[^()]*)\)$")
VERB = re.compile(
    r"\b(?:said|says|stated|states|stating|noted|notes|noting|stressed|stresses|stressing|added|adds|adding|explained"
    r"|underlined|underscored|emphasi[sz]ed|emphasi[sz]ing|highlighted|remarked|told|according\s+to|declared|concluded"
    r"|affirmed|pointed\s+out|warned|recalled|observed)\b[\s,:]*",
    re.IGNORECASE,
)
POSTS = (
    "ambassador|minister|deputy|first|vice|president|prime|director|general|colonel|major|captain|lieutenant|chief|head"
    "|chair|chairman|chairperson|chairwoman|secretary|secretary-general|under-secretary-general|assistant|prosecutor"
    "|judge|professor|commissioner|coordinator|representative|special|envoy|senior|executive|acting|regional|adviser|advisor|foreign"
)
POST_BEFORE = re.compile(rf"^(?P<post>(?:(?:{POSTS})\s+)+)(?P<name>\S+\s+\S.*)$", re.IGNORECASE)
COURTESY = re.compile(r"(?<!\w)(?:H\.?\s?E\.?|(?:His|Her)\s+Excellency|Mr|Mrs|Ms|Dr)\b\.?\s+")


@dataclass(frozen=True)
class Attributed:
    """Who said something, as it was pasted."""

    attribution: str  # as it should be printed
    name: str = ""  # of a person
    post: str = ""
    body: str = ""


@dataclass(frozen=True)
class TypedQuote:
    """Words, and who said them."""

    text: str
    said_by: Attributed
    line: int  # counted from 1, empty ones left out: the paragraph
    locator: str = ""


@dataclass(frozen=True)
class TypedQuotes:
    """What was pasted, as it was read. A line that can't be read is told with its number and the cure."""

    quotes: list[TypedQuote] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # the lines that could not be read
    lines: int = 0  # how many were pasted, empty ones left out


def read_quotes(text: str, first_paragraph: int | None = None) -> TypedQuotes:
    """Read pasted quotes. With the number of the first paragraph each quote is told its place in the source."""
    lines = _lines(text)
    found = TypedQuotes(lines=len(lines))
    for number, line in enumerate(lines, start=1):
        spans, rest, is_unclosed = _taken_apart(line)
        said_by = attributed(*rest) if spans else None
        problem = _problem(spans, said_by)
        if not problem and len(found.quotes) + len(spans) > MOST:
            problem = _("at most %(most)d quotes can be pasted at once. Paste this line after saving.") % {"most": MOST}
        if problem or said_by is None:
            found.problems.append(_("Line %(number)d: %(problem)s") % {"number": number, "problem": problem})
            found.left.append(line)
            continue
        locator = _locator(number, first_paragraph, is_unclosed)
        found.quotes.extend(TypedQuote(words, said_by, number, locator) for span in spans for words in in_short(span))
    return found


def _lines(text: str) -> list[str]:
    """The lines that hold something; a line that begins with a dash belongs to the quote above it."""
    lines: list[str] = []
    for line in text.replace("\x00", "")[:LONGEST].splitlines():
        line = " ".join(line.split())
        if lines and DASH.match(line) and lines[-1][-1:] in CLOSING + STRAIGHT:
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
    return lines


def _problem(spans: list[str], said_by: Attributed | None) -> str:
    if not spans:
        return _("no words in quotation marks. Write “the words” - Name, post, body; or delete the line.")
    if max(map(len, spans)) > LONGEST_WORDS:
        return _("the quotation is longer than %(most)d letters. Is a quotation mark missing?") % {
            "most": LONGEST_WORDS
        }
    if said_by is None or not re.search(r"\w", said_by.attribution):
        return _("nobody is named who said it. Write - Name, post, body behind the words.")
    return ""


def _locator(number: int, first_paragraph: int | None, is_unclosed: bool) -> str:
    place = f"Paragraph {first_paragraph + number - 1}" if first_paragraph else ""  # data, in the record's language
    return "; ".join(part for part in (place, UNCLOSED if is_unclosed else "") if part)


# The words


def _taken_apart(line: str) -> tuple[list[str], tuple[str, str], bool]:
    """The quoted words of a line, what stands before the first and after them, and whether the last is not closed."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for place, step in _marks(line):
        if step > 0 and depth == 0:
            start = place + 1
        if step < 0 and depth == 1:
            spans.append((start, place))
        depth = max(0, depth + step)
    is_unclosed = depth > 0
    if is_unclosed:
        spans.append((start, len(line)))
    spans = _worth_quoting(line, spans)
    if not spans:
        return [], (line, ""), False
    between = [line[one[1] + 1 : two[0] - 1] for one, two in pairwise(spans)]
    after = " ".join([*between, line[spans[-1][1] + 1 :]])
    words = [line[begin:end].strip().rstrip(",").strip() for begin, end in spans]
    return words, (line[: spans[0][0] - 1].strip(), after.strip()), is_unclosed


def _marks(line: str) -> Iterator[tuple[int, int]]:
    """Where quotation marks open (1) and close (-1); of straight ones their neighbors tell."""
    for place, letter in enumerate(line):
        if letter in OPENING:
            yield place, 1
        elif letter in CLOSING:
            yield place, -1
        elif letter == STRAIGHT:
            before, after = line[place - 1 : place], line[place + 1 : place + 2]
            opens = (not before or before in " ([-–—:" + OPENING) and bool(after.strip())
            yield place, 1 if opens else -1


def _worth_quoting(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    filled = [(begin, end) for begin, end in spans if line[begin:end].strip(" .,;")]
    long = [(begin, end) for begin, end in filled if len(line[begin:end].split()) >= FEWEST_WORDS]
    return long or filled


def in_short(words: str) -> list[str]:
    """A quotation in parts of at most two sentences, as they follow each other."""
    ends = [match.end() for match in SENTENCE_END.finditer(words)]
    starts = [0, *ends]
    sentences = [words[begin:end].strip() for begin, end in zip(starts, [*ends, len(words)], strict=True)]
    return [" ".join(sentences[at : at + MOST_SENTENCES]) for at in range(0, len(sentences), MOST_SENTENCES)]


# Who said them


def attributed(before: str, after: str) -> Attributed:
    """Who said what stands between two texts: a line of the usual forms, or a sentence around the words."""
    after = after.rstrip(" .")
    if DASH.match(after):
        return _listed(DASH.sub("", after))
    if after.startswith("(") and after.endswith(")"):
        return _listed(after[1:-1])
    if before.endswith(":") and not VERB.search(before) and not UNNAMED.search(before):
        return _listed(before[:-1].strip())
    for text in (after, before):
        if found := _in_a_sentence(text):
            return found
    return Attributed("")


def _listed(who: str) -> Attributed:
    """“Name, post, body”, “Name (post, body)”, “A representative of the body”, or a body alone."""
    if unnamed := UNNAMED.match(who):
        return Attributed(_capital(who), body=unnamed["body"])
    who = COURTESY.sub("", who)
    if match := IN_PARENTHESES.match(who):
        who = f"{match['name'].strip()}, {match['rest'].strip()}"
    name, *rest = [part.strip() for part in who.split(",") if part.strip()] or [""]
    if not rest:
        match = NAME_OF_BODY.match(name)
        return _named(match["name"], "", match["body"]) if match else Attributed(who, name=name, body=name)
    if len(rest) == 1:
        post, of, body = rest[0].partition(" of ")
        is_post = bool(of) and re.match(rf"(?:the\s+)?(?:{POSTS})\b", post, re.IGNORECASE)
        return Attributed(who, name, post if is_post else "", _bare(body if is_post else rest[0]))
    return Attributed(who, name, ", ".join(rest[:-1]), _bare(rest[-1]))


def _in_a_sentence(text: str) -> Attributed | None:
    """Who is named in the sentence around the words."""
    text = COURTESY.sub("", text.strip(" ,."))
    if match := UNNAMED.search(text):
        return Attributed(_capital(match[0]), body=match["body"])
    found = [match for pattern in (NAME_POST_BODY, NAME_OF_BODY) if (match := pattern.search(text))]
    if found:
        match = min(found, key=lambda each: each.start())
        return _named(match["name"], match.groupdict().get("post") or "", match["body"])
    if VERB.search(text) and (match := NAME_ALONE.search(VERB.sub(" ", text, count=1))):
        return _named(match[0], "", "")
    return None


def _named(name: str, post: str, body: str) -> Attributed:
    """“Ambassador Stanislav Vasilenko” of a body: the post goes behind the name."""
    name = name.strip()
    if match := POST_BEFORE.match(name):
        name = match["name"].strip()
        post = ", ".join(part for part in (match["post"].strip(), post) if part)
    return Attributed(", ".join(part for part in (name, post, body) if part), name, post.strip(), _bare(body))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _bare(body: str) -> str:
    return re.sub(r"^the\s+", "", body.strip().rstrip("."), flags=re.IGNORECASE)
