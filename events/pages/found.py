"""A search of the whole record: what was asked, what is wrong with it, where it leads, and what it finds.

Costs a fixed number of queries for a question, whatever it finds. Numbers are those of the lists to which they lead,
because both ask `search.matching`. What of each kind is shown lies in `found_records`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from events import search
from events.filters import EventFilters
from events.pages.found_records import MAKERS
from events.pages.found_shapes import Asked, Hit, Kind
from events.search import Question, names
from events.search.written import Words
from events.selection import Selection
from events.selection.problem import Problem

PARAMETERS = ("q", "stay", "kind")
LONGEST_NAME = 300  # letters; some names have more words than a search takes
QUOTATION_MARKS = set('“”„«»"')


class Search:
    """A question to the whole record. `problems` says what can't be answered; then nothing is found."""

    def __init__(self, parameters: QueryDict) -> None:
        self.parameters = parameters
        self.text = " ".join(parameters.get("q", "").split())
        self.only = parameters.get("kind", "")
        self.events = Selection("events", QueryDict(urlencode({"q": self.text})))

    @cached_property
    def problems(self) -> list[Problem]:
        problems = [
            Problem(name[:80], "", _("This is not a parameter of the search. It can be left out."))
            for name in self.parameters
            if name not in PARAMETERS
        ]
        if self.only not in ("", *MAKERS):
            known = ", ".join(MAKERS)
            problems.append(Problem("kind", self.only[:80], _("Known values are: %s.") % known))
        return [*problems, *self.events.errors]

    @cached_property
    def question(self) -> Question:
        return [] if self.problems else search.read(self.text)

    @cached_property
    def named(self) -> list[tuple[str, Any]]:
        """The records that are called exactly so."""
        is_readable = bool(self.text) and len(self.text) <= LONGEST_NAME and "\x00" not in self.text
        return names.named(self.text) if is_readable else []

    @property
    def leads_to(self) -> str:
        """The address of the one record of that name; '' where the search itself wants to be seen."""
        wants_to_stay = self.parameters.get("stay") or self.only or set(self.text) & QUOTATION_MARKS
        if wants_to_stay or len(self.named) != 1:
            return ""
        return str(self.named[0][1].get_absolute_url())

    @cached_property
    def kinds(self) -> list[Kind]:
        """Everything that was found; kinds of which there is nothing are left out."""
        if not self.question:
            return []
        assert isinstance(self.events.filters, EventFilters)
        bearers: dict[str, set[Any]] = {}
        for kind, record in self.named if self.only in ("", *names.KINDS) else ():
            bearers.setdefault(kind, set()).add(record.pk)
        bitmaps = self.events.filters.found.bitmaps
        asked = Asked(
            self.text, self.question, Words(self.question), self.events, bitmaps, bearers, is_alone=bool(self.only)
        )
        is_only_excluding = all(term.is_excluded for terms in self.question for term in terms)
        asked_for = [self.only] if self.only else ["events"] if is_only_excluding else MAKERS
        found = (MAKERS[name](asked) for name in asked_for)
        return [kind for kind in found if kind.total]

    @cached_property
    def near(self) -> list[Hit]:
        """Records with names that are spelled like this, where nobody bears it."""
        if not self.question or self.only or self.named or any(kind.key in names.KINDS for kind in self.kinds):
            return []
        return [
            Hit(one.record.get_absolute_url(), str(one.record), also="" if one.name in str(one.record) else one.name)
            for one in names.spelled_like(self.text)
        ]
