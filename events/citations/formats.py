"""The formats of bibliographies, each with its address, its media type and its writer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.citations import bibtex, csl, ris
from events.citations.entries import RECORDS
from events.citations.entry import Bibliography

CITED = tuple(RECORDS)


@dataclass(frozen=True)
class CitationFormat:
    """One way to write a bibliography down."""

    name: str  # the ending of the address
    label: str
    purpose: str | Promise
    media_type: str
    write: Callable[[Bibliography], Iterator[str]]


CITATION_FORMATS = [
    CitationFormat(
        "ris", "RIS", _("for Zotero, EndNote and Mendeley"), "application/x-research-info-systems", ris.write
    ),
    CitationFormat("bib", "BibTeX", _("for LaTeX and JabRef"), "application/x-bibtex; charset=utf-8", bibtex.write),
    CitationFormat(
        "csl.json", "CSL JSON", _("for Zotero and pandoc"), "application/vnd.citationstyles.csl+json", csl.write
    ),
]


def citation_format(name: str) -> CitationFormat:
    return next(one for one in CITATION_FORMATS if one.name == name)


class CitationForm:
    """The ending of an address, for its pattern."""

    regex = "|".join(re.escape(one.name) for one in CITATION_FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
