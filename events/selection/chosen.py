"""The columns that a request asks for: `columns=slug,title`, or once for each, in the order in which they are named."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from events.columns import Column
from events.selection.problem import Problem, shown


def chosen_columns(values: Sequence[str], columns: list[Column]) -> tuple[list[Column], list[Problem]]:
    """The asked ones of these columns, all of them when none is named; and what is wrong with what was asked."""
    keys = list(dict.fromkeys(key.strip() for value in values for key in value.split(",") if key.strip()))
    known = {column.key: column for column in columns}
    problems = [_unknown(key, list(known)) for key in keys if key not in known]
    return [known[key] for key in keys if key in known] or columns, problems[:3]


def _unknown(key: str, known: list[str]) -> Problem:
    near = get_close_matches(key, known, n=1)
    hint = _("Did you mean “%s”?") % near[0] if near else ""
    told = {"key": shown(key), "known": ", ".join(known), "hint": hint}
    message = _("There is no column “%(key)s”. %(hint)s Known columns are: %(known)s.") % told
    return Problem("columns", shown(key), message.replace("  ", " "))
