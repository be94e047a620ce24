"""The words that were found, marked in the texts that hold them. What comes out is escaped."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchQueryCombinable
from django.db.models import CharField, F
from django.db.models.functions import Cast, Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events.models.base import NAMES, PROSE
from events.search.grammar import Question

BEGIN, END = "\x02", "\x03"  # stand in no text that a person wrote; where they do, nothing worse than a mark appears
MARKED = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")
LONGEST = 20_000  # letters in which words are looked for


def wanted_in_prose(question: Question) -> SearchQueryCombinable | None:
    """Any of the words asked for, as they are looked for in events; None when there are only excluded ones."""
    terms = [term for terms in question for term in terms if not term.is_excluded]
    return reduce(or_, [term.in_words for term in terms]) if terms else None


def wanted_in_names(question: Question, config: str = NAMES) -> SearchQueryCombinable | None:
    """The same as they are looked for in names: words may be cut short."""
    terms = [term for terms in question for term in terms if not term.is_excluded]
    raw = " | ".join(filter(None, (term.beginnings for term in terms)))
    return SearchQuery(raw, config=config, search_type="raw") if raw else None


def whole(column: str, query: SearchQueryCombinable, config: str = NAMES) -> SearchHeadline:
    """A short text, all of it."""
    return SearchHeadline(F(column), query, config=config, start_sel=BEGIN, stop_sel=END, highlight_all=True)


def excerpt(column: str, query: SearchQueryCombinable, config: str = PROSE) -> SearchHeadline:
    """The part of a longer text in which the words stand."""
    return SearchHeadline(
        Left(Cast(column, CharField()), LONGEST),
        query,
        config=config,
        start_sel=BEGIN,
        stop_sel=END,
        max_words=36,
        min_words=18,
        max_fragments=2,
        fragment_delimiter=" … ",
    )


def shown(text: str | None) -> SafeString:
    """A text from `whole` or `excerpt` with its marks as elements, all else escaped."""
    parts = MARKED.split(text or "")
    pieces = [
        format_html("<mark>{}</mark>", part) if at % 2 else format_html("{}", _bare(part))
        for at, part in enumerate(parts)
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def has_marks(text: str | None) -> bool:
    return bool(text and MARKED.search(text))


def _bare(text: str) -> str:
    return text.replace(BEGIN, "").replace(END, "")
