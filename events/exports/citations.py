"""Bibliographies: of one record with its sources, and of a selection with its records and theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from itertools import chain

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from events.citations.entries import data_set, entries_of
from events.citations.entry import Bibliography
from events.citations.formats import CitationFormat
from events.citations.words import number_in_words
from events.exports.export import Export
from events.selection import Selection

LISTS = {"events": "events:event-list", "frameworks": "events:framework-list", "quotes": "events:quote-list"}


def record_response(kind: str, record: QuerySet, form: CitationFormat, stem: str, today: date) -> HttpResponse:
    """One record and its sources as a file; 404 where the record is not public."""
    found = list(entries_of(kind, record))
    if not found:
        raise Http404
    text = "".join(form.write(Bibliography(found, today)))
    saved_as = {"Content-Disposition": f'attachment; filename="{stem}.{form.name}"'}
    return HttpResponse(text, content_type=form.media_type, headers=saved_as)


def written_as(form: CitationFormat) -> Callable[[Export], Iterator[bytes]]:
    """The writer of a format, for the registry of files."""

    def write(export: Export) -> Iterator[bytes]:
        return (piece.encode() for piece in form.write(bibliography(export)))

    return write


def bibliography(export: Export) -> Bibliography:
    """The selection as a data set, its records, their sources. The count, and two queries."""
    selection, day = export.selection, localtime(export.at).date()
    query = selection.query.encode()
    key = "-".join(["ct", selection.kind, *([sha256(query).hexdigest()[:10]] if query else [])])
    number = number_in_words(selection.kind, selection.counts.total)
    title = f"{selection.description} ({number})"
    whole = data_set(key, title, _address(selection), str(day.year), export.release)
    return Bibliography(chain([whole], entries_of(selection.kind, selection.records)), day)


def _address(selection: Selection) -> str:
    """The page of the selection: what is cited is what everybody can see, not the file."""
    return f"{settings.SITE_URL}{reverse(LISTS[selection.kind])}?{selection.query}".removesuffix("?")
