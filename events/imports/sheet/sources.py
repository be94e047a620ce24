"""The sources on which an event rests, by slug or by address."""

from __future__ import annotations

from events.imports.sheet.cells import listed
from events.imports.sheet.row import Record, Row
from events.lookup import Kind
from events.models import Source


def read_sources(row: Row) -> Record:
    """The citations of the record: those of both columns. What a citation supports, and where, stays."""
    stored = {each["source"]: each for each in row.stored.get("citations", [])}
    wanted = list(stored)
    if row.differs("sources"):
        wanted = _sources(row, "sources")
        if row.differs("source_urls"):  # addresses of sources that are named already say nothing new
            named = {*wanted}
            items = [each for each in listed(row.cell("source_urls")) if named.isdisjoint(row.finder.sources_at(each))]
            wanted += _slugs(row, "source_urls", items)
    elif row.differs("source_urls"):
        typed = _sources(row, "source_urls")
        without_address = set(Source.objects.filter(slug__in=stored, url="").values_list("slug", flat=True))
        wanted = [slug for slug in wanted if slug in typed or slug in without_address] + typed
    return {"citations": [stored.get(slug, {"source": slug}) for slug in dict.fromkeys(wanted)] or None}


def _sources(row: Row, column: str) -> list[str]:
    return _slugs(row, column, listed(row.cell(column)))


def _slugs(row: Row, column: str, items: list[str]) -> list[str]:
    found = [row.slug_of(Kind.SOURCE, item, column) for item in items]
    return [slug for slug in found if slug]
