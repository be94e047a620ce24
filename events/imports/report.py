"""What people are told about an import: its problems, and what it did or would do."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

LONGEST_VALUE = 80  # characters of a wrong value that are shown


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place in a file, and what was expected there."""

    file: str
    line: int  # 0 for the file as a whole
    path: str  # such as organizations[2].role; '' for the whole line
    value: str  # as it is shown; '' when there is none
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{' '.join(part for part in (place, self.path, self.value) if part)}: {self.message}"


class ImportRefusedError(Exception):
    """The import was not done, because of these problems."""

    def __init__(self, problems: list[Problem], content: Any = None) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
        self.content = content  # what is known of the file nevertheless


def shown(value: Any) -> str:
    """A value as JSON, cut short, with nothing in it that a terminal would act on."""
    text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


@dataclass
class Outcome:
    """What an import did to one kind of record, or would do."""

    plural: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    fields: Counter[str] = field(default_factory=Counter)  # how many records had a change in each key
    lines: list[str] = field(default_factory=list)  # one a record, when asked for

    def __str__(self) -> str:
        words = {"records": self.plural, "new": self.new, "changed": self.changed, "unchanged": self.unchanged}
        words["keys"] = ", ".join(f"{key} {count}" for key, count in sorted(self.fields.items()))
        if words["keys"]:
            return _("%(records)s: %(new)d new, %(changed)d changed (%(keys)s), %(unchanged)d unchanged") % words
        return _("%(records)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged") % words
