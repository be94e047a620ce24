"""Lines of JSON in which actors are given by name: the slugs are put in the place of the names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from events.imports.names import Finder
from events.imports.read import Line
from events.imports.report import Problem, shown
from events.lookup import Kind
from events.models.base import SLUG_PATTERN

# list of the record -> what its rows refer to: the key of the slug, and keys that a name may stand under
LISTS: dict[str, tuple[Kind, str, tuple[str, ...]]] = {
    "countries": (Kind.COUNTRY, "code", ("name", "country")),
    "organizations": (Kind.ORGANIZATION, "slug", ("name",)),
    "people": (Kind.PERSON, "slug", ("name",)),
    "frameworks": (Kind.FRAMEWORK, "slug", ("name", "title")),
    "citations": (Kind.SOURCE, "source", ("url",)),
}
# references inside the rows of a list, which may be names themselves
REFERENCES: dict[str, dict[str, Kind]] = {
    "places": {"country": Kind.COUNTRY},
    "countries": {"code": Kind.COUNTRY},
    "people": {"organization": Kind.ORGANIZATION, "country": Kind.COUNTRY},
    "quotes": {"speaker": Kind.PERSON, "organization": Kind.ORGANIZATION},
}


def with_slugs(line: Line, finder: Finder, problems: list[Problem], new_status: str) -> Line:
    """The line with slugs for names, and with a status if it says none; what stays open is a problem."""
    data = line.data()
    before = len(problems)
    wrong: set[str] = set()

    def slug(kind: Kind, typed: str, path: str) -> str:
        try:
            return finder.slug(kind, typed, line.number)
        except ValueError as error:
            problems.append(line.problem(path, shown(typed), str(error)))
            wrong.add(path.partition("[")[0])
            return typed

    for key in {*LISTS, *REFERENCES}:
        rows = data.get(key)
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict):
                _name_actor(key, row, f"{key}[{index}]", slug)
                _name_references(key, row, f"{key}[{index}]", slug)
    for index, theme in enumerate(data["themes"] if isinstance(data.get("themes"), list) else []):
        if isinstance(theme, str) and not re.fullmatch(SLUG_PATTERN, theme):
            data["themes"][index] = slug(Kind.THEME, theme, f"themes[{index}]")
    if new_status and "status" not in data:
        data["status"] = _status(data.get("slug"), finder, new_status)
    data.pop("problem", None)
    is_same = len(problems) == before and data == line.data()
    return line if is_same else replace(line, text=json.dumps(data, ensure_ascii=False), wrong=frozenset(wrong))


def _name_actor(key: str, row: dict[str, Any], path: str, slug: Any) -> None:
    if key not in LISTS:
        return
    kind, actor, names = LISTS[key]
    name = next((name for name in names if isinstance(row.get(name), str)), "")
    if name and actor not in row:
        typed = row.pop(name)
        row[actor] = slug(kind, typed, f"{path}.{name}")


def _name_references(key: str, row: dict[str, Any], path: str, slug: Any) -> None:
    for name, kind in REFERENCES.get(key, {}).items():
        typed = row.get(name)
        if isinstance(typed, str) and not re.fullmatch(r"[A-Z]{2}" if kind is Kind.COUNTRY else SLUG_PATTERN, typed):
            row[name] = slug(kind, typed, f"{path}.{name}") if typed.strip() else typed


def _status(slug: Any, finder: Finder, new_status: str) -> str:
    """A recorded event keeps its status."""
    return finder.directory.statuses.get(slug, new_status) if isinstance(slug, str) else new_status
