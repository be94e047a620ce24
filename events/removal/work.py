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


def take_out_of_work(names: Names) -> dict[str, int]:
    """Forget each of these that names the person: a file can be uploaded again, a search saved again."""
    uploads = [
        upload.pk for upload in Upload.objects.iterator(chunk_size=1) if any(map(names.in_text, _told_by(upload)))
    ]
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
    """A file, or those in it where it is an archive as workbooks are."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        yield content


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
