"""From files to lines: which files there are, and what each line holds before anybody asks what it means."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.exchange.shapes import KINDS, THEMES, Kind
from events.imports.report import ImportRefusedError, Problem, shown

BOM = b"\xef\xbb\xbf"
PILLAR = re.compile("[0-9]")


@dataclass(frozen=True)
class Line:
    """A line that can be read, kept as it stands in the file: objects would take ten times the memory."""

    kind: Kind
    file: str
    number: int
    text: str
    wrong: frozenset[str] = frozenset()  # keys about which everything has been said

    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found

    def problem(self, path: str, value: str, message: str) -> Problem:
        return Problem(self.file, self.number, path, value, message)


class _RepeatedKeyError(Exception):
    """A key stands twice in an object; JSON leaves open which one counts."""


def files_of(path: Path) -> dict[Kind, Path]:
    """The files of a folder; ImportRefusedError when there are none."""
    names = ", ".join(kind.file for kind in KINDS)
    strangers = sorted(each.name for each in path.glob("*.jsonl") if each.name not in {kind.file for kind in KINDS})
    if strangers:
        message = _("no file of the exchange format; expected %(names)s") % {"names": names}
        raise ImportRefusedError([Problem(name, 0, "", "", message + _meant(name)) for name in strangers])
    found = {kind: path / kind.file for kind in KINDS if (path / kind.file).exists()}
    if not found:
        message = _("holds no file of the exchange format; expected %(names)s") % {"names": names}
        raise ImportRefusedError([Problem(str(path), 0, "", "", message)])
    return found


def _meant(name: str) -> str:
    near = get_close_matches(name, [kind.file for kind in KINDS], n=1)
    return _("; did you mean %(name)s?") % {"name": near[0]} if near else ""


def lines_of(kind: Kind, path: Path, problems: list[Problem]) -> list[Line]:
    """Every line of a file that can be read; what can't be read is added to the problems."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problems.append(Problem(path.name, 0, "", "", _("can't be read: %(why)s") % {"why": error.strerror}))
        return []
    return lines_in(kind, path.name, content, problems)


def lines_in(kind: Kind, name: str, content: bytes, problems: list[Problem]) -> list[Line]:
    """Every line of a file's content that can be read."""
    content = content.removeprefix(BOM)
    if not content.strip():
        problems.append(Problem(name, 0, "", "", _("is empty; expected one record a line, or no such file")))
        return []
    if kind is THEMES:
        return _themes(name, content, problems)
    texts = _texts(name, content, problems)
    return [line for number, text in texts if (line := _line(kind, name, number, text, problems))]


def _texts(file: str, content: bytes, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its number."""
    for number, line in enumerate(content.split(b"\n"), 1):
        if b"\0" in line:
            message = _("a NUL byte at byte %(place)d of the line; expected UTF-8 text") % {"place": line.index(0) + 1}
            problems.append(Problem(file, number, "", "", message))
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = f"0x{line[error.start]:02x}"
            where = {"place": error.start + 1, "byte": byte}
            message = _("not UTF-8 at byte %(place)d of the line (%(byte)s); save the file as UTF-8") % where
            problems.append(Problem(file, number, "", "", message))
            continue
        if text.strip():
            yield number, text


def _line(kind: Kind, file: str, number: int, text: str, problems: list[Problem]) -> Line | None:
    wrong = _("expected an object in braces, one a line")
    try:
        if isinstance(json.loads(text, object_pairs_hook=_without_repeats), dict):
            return Line(kind, file, number, text)
    except json.JSONDecodeError as error:
        wrong = _("not JSON at character %(place)d: %(what)s") % {"place": error.pos + 1, "what": error.msg}
    except _RepeatedKeyError as error:
        wrong = _("the key %(key)s stands twice in one object; expected it once") % {"key": error}
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets without end
        wrong = _("not a record: numbers or nesting beyond all measure")
    problems.append(Problem(file, number, "", "", wrong))
    return None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _RepeatedKeyError(shown(next(key for key in keys if keys.count(key) > 1)))
    return found


def _themes(file: str, content: bytes, problems: list[Problem]) -> list[Line]:
    """The rows of the table as lines like those of the other files."""
    before = len(problems)
    for _text in _texts(file, content, problems):
        pass
    if len(problems) > before:
        return []
    keys = [key.key for key in THEMES.keys]
    table = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    lines: list[Line] = []
    number = 1  # where the row begins: a cell may hold line breaks
    try:
        for row in table:
            if number == 1 and row != keys:
                wrong = _("expected the heading %(keys)s") % {"keys": ",".join(keys)}
                problems.append(Problem(file, 1, "", shown(",".join(row)), wrong))
                break
            if row and len(row) != len(keys):
                words = {"count": len(row), "expected": len(keys), "keys": ", ".join(keys)}
                wrong = ngettext(
                    "%(count)d cell; expected %(expected)d: %(keys)s",
                    "%(count)d cells; expected %(expected)d: %(keys)s",
                    len(row),
                )
                problems.append(Problem(file, number, "", "", wrong % words))
            elif row and number > 1:
                lines.append(Line(THEMES, file, number, _theme(keys, row)))
            number = table.line_num + 1
    except csv.Error as error:
        problems.append(Problem(file, number, "", "", _("no row of a table: %(why)s") % {"why": error}))
    return lines


def _theme(keys: list[str], row: list[str]) -> str:
    """A row as an object; an empty cell is a missing value, and the pillar a number."""
    filled = {key: cell for key, cell in zip(keys, row, strict=True) if cell}
    return json.dumps(
        {key: int(cell) if PILLAR.fullmatch(cell) and key == "pillar" else cell for key, cell in filled.items()}
    )
