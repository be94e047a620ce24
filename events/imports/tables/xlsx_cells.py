"""What the reader of workbooks does not tell about the cells of a sheet, found in the sheet's own XML."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element, fromstring

from django.utils.translation import gettext as _

PIECE = 4_000_000
MOST_TOLD = 1_000
MOST_OF_A_LIST = 5_000_000  # bytes
MOST_CELLS = 20_000_000  # of the rectangle around them, in a sheet that is not read

# An opening tag of a row or a cell with its attributes, and whether it closes itself: such a cell has a format only.
TAG = re.compile(rb"<(?:[^\s<>/:]+:)?(c|row)((?:\s[^<>]*?)?)(/?)>")
PLAIN = re.compile(rb"""(?:\s+[^\s<>"'=]+="[^<>"]*")*\s*""")
ADDRESS = re.compile(rb'\sr="([A-Z]{1,5})(\d{1,9})"')
NUMBER = re.compile(rb'\sr="(\d{1,9})"')
PLACE = re.compile(rb'\sr="')
WHOLE_CELL = re.compile(rb"<(?:\w+:)?c(\s[^<>]*?)>(.*?)</(?:\w+:)?c>", re.DOTALL)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
VALUE = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class NoResult:
    cell: str  # such as D2
    what: str


@dataclass
class Noted:
    """The last row and column that hold something, and the cells whose value can't be known."""

    row: int = 0
    column: int = 0
    at: tuple[int, int] = (0, 0)  # row and column of the tag read last: one without a place stands beside it
    without_result: dict[int, list[NoResult]] = field(default_factory=lambda: defaultdict(list))


def part_of_sheet(file: BinaryIO, title: str) -> str:
    """The member of the archive in which a sheet is stored."""
    with zipfile.ZipFile(file) as archive:
        workbook = _parsed(archive, "xl/workbook.xml")
        relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    key = next(
        each.get(RELATION) for each in workbook.iter() if each.tag.endswith("}sheet") and each.get("name") == title
    )
    target = str(next(each.get("Target") for each in relations if each.get("Id") == key))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    """A small part of the archive. Each element takes forty times the memory that it takes in the file."""
    with archive.open(name) as member:
        xml = member.read(MOST_OF_A_LIST + 1)
    if len(xml) > MOST_OF_A_LIST:
        raise ValueError(_("has a list of sheets beyond all measure; save the table as CSV"))
    return fromstring(xml)  # noqa: S314 - its size is limited, and expat is safe


def cells_of_note(file: BinaryIO, part: str) -> Noted:
    """Go through the sheet's XML once, in pieces that end where a cell ends."""
    noted = Noted()
    with zipfile.ZipFile(file) as archive, archive.open(part) as member:
        rest = b""
        while piece := member.read(PIECE):
            whole, mark, rest = (rest + piece).rpartition(b"</row>")
            _look(whole + mark, noted)
            if len(rest) > 8 * PIECE:
                raise ValueError(_("has a row beyond all measure; save the table as CSV"))
        _look(rest, noted)
    return noted


def _look(xml: bytes, noted: Noted) -> None:
    _extent(xml, noted)
    if b'"e"' in xml or FORMULA.search(xml):
        for attributes, content in WHOLE_CELL.findall(xml):
            _note(attributes, content, noted)


def _extent(xml: bytes, noted: Noted) -> None:
    """Follow where rows and cells stand. What is written so that somebody else may read another place is refused."""
    for tag, attributes, closed in TAG.findall(xml):
        place = (ADDRESS if tag == b"c" else NUMBER).search(attributes)
        if not PLAIN.fullmatch(attributes) or len(PLACE.findall(attributes)) != bool(place):
            raise ValueError(_("has cells whose places can't be told; save the table as CSV"))
        row, column = noted.at
        if tag == b"row":
            noted.at = (int(place[1]) if place else row + 1, 0)
            continue
        noted.at = (int(place[2]), _number(place[1])) if place else (row, column + 1)
        if not closed:
            noted.row, noted.column = max(noted.row, noted.at[0]), max(noted.column, noted.at[1])


def check_other_parts(file: BinaryIO) -> None:
    """ValueError where any part of the archive has cells so far apart that memory would not hold what is between.

    The reader may take another part for the sheet than `part_of_sheet`: names in capitals, several of one name, and
    references can be written in more ways than two programs read alike.
    """
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            noted, rest, is_sheet = Noted(), b"", False
            with archive.open(info) as member:
                while piece := member.read(PIECE):
                    whole, mark, rest = (rest + piece).rpartition(b"<")
                    rest = mark + rest if len(rest) < PIECE else b""  # longer than any tag
                    is_sheet = is_sheet or b"sheetData" in whole
                    if is_sheet:
                        _extent(whole, noted)
            if noted.row * noted.column > MOST_CELLS:
                raise ValueError(_("has a sheet with cells too far apart; save the table as CSV"))


def _note(attributes: bytes, content: bytes, noted: Noted) -> None:
    address = ADDRESS.search(attributes)
    if address is None or len(noted.without_result) > MOST_TOLD:
        return
    what = ""
    if b't="e"' in attributes:
        what = _("an error instead of a value")
    elif FORMULA.search(content) and not VALUE.search(content):
        what = _("a formula without a result")
    if what:
        noted.without_result[int(address[2])].append(NoResult((address[1] + address[2]).decode(), what))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
