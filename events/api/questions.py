"""What a request asks of the API: a selection, and which fields of it, how many records and from where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.api.problems import WrongParametersError
from events.columns import COLUMNS, Column
from events.selection import Selection
from events.selection.chosen import chosen_columns
from events.selection.cursors import Piece, WrongCursorError, piece
from events.selection.problem import Problem, shown

PAGE_SIZE = 50
LARGEST_PAGE = 500
LIST_ONLY = ("cursor", "limit")


def chosen(kind: str, asked: QueryDict) -> list[Column]:
    """The columns that `fields` names, in its order; all of them without it."""
    columns, problems = chosen_columns(asked.getlist("fields"), COLUMNS[kind])
    if problems:
        raise WrongParametersError(replace(problem, parameter="fields") for problem in problems)
    return columns


def refuse_others(asked: QueryDict, known: Iterable[str]) -> None:
    """An unknown parameter is an error here too, for it would be taken for answered."""
    known = list(known)
    problems = []
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            cure = _("Did you mean “%s”?") % near[0] if near else _("It can be left out.")
            message = _("This is not a parameter of this address. %(hint)s") % {"hint": cure}
            problems.append(Problem(shown(name), shown(asked[name]), message))
    if problems:
        raise WrongParametersError(problems)


def page_only(selection: Selection) -> list[Problem]:
    """Parameters that mean something on a page and nothing to a list of the API."""
    message = _("This parameter belongs to the page; a list of the API goes on by cursor. Leave it out.")
    return [Problem(name, shown(value), message) for name, value in selection.page_only.items()]


def page_number(selection: Selection) -> list[Problem]:
    """The page alone: words that find choices mean something to facets."""
    return [problem for problem in page_only(selection) if problem.parameter == "page"]


def wrong_limit(given: list[str], *, usual: int, most: int) -> list[Problem]:
    """What is wrong with the values of `limit`."""
    typed = (given or [""])[0] or str(usual)
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 6
    if is_number and 1 <= int(typed) <= most:
        return _twice("limit", given)
    return [*_twice("limit", given), Problem("limit", shown(typed), _("Give a number from 1 to %d.") % most)]


def _twice(name: str, given: list[str]) -> list[Problem]:
    message = _("This parameter can be given only once.")
    return [Problem(name, shown(", ".join(given)), message)] if len(given) > 1 else []


class Question:
    """A selection of one kind of record, asked with what pages have no need of. Wrong parameters raise."""

    def __init__(self, kind: str, asked: QueryDict) -> None:
        self.kind = kind
        self.asked = asked
        self.selection = Selection(kind, self._for_selection())
        errors = [replace(each, parameter=self._name_of(each.parameter)) for each in self.selection.errors]
        limits = wrong_limit(asked.getlist("limit"), usual=PAGE_SIZE, most=LARGEST_PAGE)
        problems = [*errors, *page_only(self.selection), *_twice("cursor", asked.getlist("cursor")), *limits]
        if problems:
            raise WrongParametersError(problems)
        self.columns = self.selection.columns

    @cached_property
    def limit(self) -> int:
        return int(self.asked.get("limit") or PAGE_SIZE)

    @cached_property
    def piece(self) -> Piece:
        """One query, beside those that count the selection."""
        try:
            return piece(self.selection, limit=self.limit, cursor=self.asked.get("cursor", ""))
        except WrongCursorError:
            message = _("This cursor does not belong to this list. Begin again without one.")
            raise WrongParametersError([Problem("cursor", shown(self.asked["cursor"]), message)]) from None

    @property
    def next_query(self) -> str:
        """The query string of the next piece; '' at the end."""
        if not self.piece.next:
            return ""
        asked = self._without("cursor")
        asked["cursor"] = self.piece.next
        return asked.urlencode()

    def _for_selection(self) -> QueryDict:
        """Fields are the columns of a file; that name of theirs is taken too."""
        rest = self._without(*LIST_ONLY, "fields")
        if "fields" in self.asked:
            rest.setlist("columns", [*self.asked.getlist("fields"), *rest.getlist("columns")])
        return rest

    def _name_of(self, parameter: str) -> str:
        return "fields" if parameter == "columns" and "fields" in self.asked else parameter

    def _without(self, *names: str) -> QueryDict:
        rest = self.asked.copy()
        for name in names:
            rest.pop(name, None)
        return rest
