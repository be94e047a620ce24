"""A person's name taken out of what the staff keeps for its own work: files to import, searches, headings."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote_plus

from events.models import HeadingMemory, SavedSearch, Upload
from events.removal.names import Names

ENCODINGS = ("utf-8", "utf-16", "cp1251", "latin-1")
UNPACKED = 100_000_000  # bytes: no import takes a workbook that is larger without its compression
PIECE = 1_000_000
SHARED = 4_000  # bytes: longer than any name


class TooLargeError(Exception):
    """An archive that unpacks to more than any import takes."""


def take_out_of_work(names: Names) -> dict[str, int]:
    """Forget each of these that names the person: a file can be uploaded again, a search saved again."""
    uploads = [upload.pk for upload in Upload.objects.iterator(chunk_size=1) if _may_name(upload, names)]
    searches = [
        search.pk
        for search in SavedSearch.objects.all()
        if names.in_text(search.name) or names.in_text(unquote_plus(search.query))
    ]
    headings = [memory.pk for memory in HeadingMemory.objects.all() if names.in_text(_plain(memory.headings))]
    Upload.objects.filter(pk__in=uploads).delete()
    SavedSearch.objects.filter(pk__in=searches).delete()
    HeadingMemory.objects.filter(pk__in=headings).delete()
    return {"uploads": len(uploads), "searches": len(searches), "headings": len(headings)}


def _may_name(upload: Upload, names: Names) -> bool:
    """Whether a file names the person, or cannot be read to its end: then it was refused and is nobody's loss."""
    try:
        return any(map(names.in_text, _told_by(upload)))
    except TooLargeError:
        return True


def _told_by(upload: Upload) -> Iterator[str]:
    yield upload.name
    yield _plain([upload.mapping, upload.answers, upload.preview])
    for row in upload.rows.all():
        yield _plain([row.slug, row.title, row.changes, row.problems, row.notices])
    for part in _parts(bytes(upload.content)):
        for encoding in ENCODINGS:
            text = part.decode(encoding, "ignore")
            yield text
            yield text.encode().decode("unicode_escape", "ignore") if "\\u" in text else ""  # JSON of plain ASCII


def _parts(content: bytes) -> Iterator[bytes]:
    """A file, or those in it where it is an archive as workbooks are, in pieces that share their ends."""
    left = UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    end = b""
                    while piece := member.read(PIECE):
                        left -= len(piece)
                        if left < 0:
                            raise TooLargeError
                        yield end + piece
                        end = piece[-SHARED:]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        yield content


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
