"""How a search is written: words, "phrases", -not and `or`. One grammar for every box of the site.

Everything asked for must be found; `or` stands between two words or phrases of which one is enough, and binds more
tightly than the space: `UNODC Astana or Tashkent` asks for UNODC and for one of the two cities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii
from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable
from django.utils.translation import gettext as _

from events.models.base import NAMES, PROSE

MAX_TERMS = 12  # each word of an event search is a look-up; more words are a pasted text

TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"'))
NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")  # a letter of another script

# Words that the database drops from prose as too frequent; asked for alone they would find nothing.
STOP_WORDS = frozenset(
    """
    a about after against all an and are as at be been before between but by can did do does during for from had has
    have he her his how if in into is it its more most no nor not of off on or our out over own she so some such than
    that the their them then there these they this those through to too under until up very was we were what when
    where which while who why will with you
    и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще
    нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом
    себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под
    будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда
    зачем всех никогда можно при наконец два об другой хоть после над больше тот через эти нас про всего них какая
    много разве три эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно
    всю между
    """.split()  # noqa: SIM905 - as a list it would fill a page
)


@dataclass(frozen=True)
class Term:
    """One word or one phrase in quotation marks; a minus before it excludes what it finds."""

    text: str
    is_phrase: bool
    is_excluded: bool

    @cached_property
    def spellings(self) -> list[str]:
        """The text as it was typed, and in Latin letters where it was not typed in them."""
        latin = anyascii(self.text) if NOT_LATIN.search(self.text) else ""
        return [self.text, latin] if any(letter.isalnum() for letter in latin) else [self.text]

    @property
    def in_words(self) -> SearchQueryCombinable:
        """The term as prose or as a name."""
        found: SearchQueryCombinable = self.query(PROSE) | self.query(NAMES)
        for latin in self.spellings[1:]:
            found = found | self.query(NAMES, latin)
        return found

    @property
    def not_in_words(self) -> SearchQueryCombinable:
        found: SearchQueryCombinable = ~self.query(PROSE) & ~self.query(NAMES)
        for latin in self.spellings[1:]:
            found = found & ~self.query(NAMES, latin)
        return found

    def query(self, config: str, text: str = "") -> SearchQuery:
        return SearchQuery(text or self.text, config=config, search_type="phrase" if self.is_phrase else "plain")

    @property
    def beginnings(self) -> str:
        """The term as a raw query in which each word may be cut short at its end; a phrase is meant as it stands."""
        joiner, end = (" <-> ", "") if self.is_phrase else (" & ", ":*")
        readings = [joiner.join(f"'{word}'{end}" for word in _letters(text)) for text in self.spellings]
        return " | ".join(f"({reading})" for reading in readings if reading)

    @property
    def words(self) -> list[str]:
        return _letters(self.text)


Question = list[list[Term]]
"""Lists of alternatives: of each list one term must hold."""


def read(text: str, *, with_small_words: bool = False) -> Question:
    """What a search asks for; raise ValueError, with a sentence, when it has too many words.

    Words such as “the” say nothing and are left out, unless they stand in quotation marks or in capitals like WHO.
    """
    question: Question = []
    joins = False
    for term in _terms(text.translate(QUOTATION_MARKS), with_small_words=with_small_words):
        if term is None:
            joins = bool(question)
        elif joins:
            question[-1].append(term)
            joins = False
        else:
            question.append([term])
    number = sum(map(len, question))
    if number > MAX_TERMS:
        raise ValueError(
            _("A search takes at most %(most)d words; this one has %(number)d.") % {"most": MAX_TERMS, "number": number}
        )
    return question


def _terms(text: str, *, with_small_words: bool) -> Iterator[Term | None]:
    """The words and phrases one by one; None stands for `or`."""
    is_loud = text.isupper() and len(text.split()) > 1  # all in capitals: none of the words is marked by them
    for match in TERM.finditer(text):
        phrase, word, is_excluded = match["phrase"], match["word"], bool(match["minus"])
        body = phrase if word is None else word
        if not any(map(str.isalnum, body)):
            continue
        if word is not None:
            if word.lower() == "or" and not is_excluded:
                yield None
                continue
            is_name = word.isupper() and len(word) > 1 and not is_loud
            if not with_small_words and not is_name and _plain(word) in STOP_WORDS:
                continue
        yield Term(body, is_phrase=word is None, is_excluded=is_excluded)


def _plain(word: str) -> str:
    return word.lower().strip(".,;:!?()").replace("ё", "е")


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
