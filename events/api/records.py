"""The bodies of the answers: records as objects of the registry's columns, lists, facets and single records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404, QueryDict
from django.urls import reverse

from events.api.problems import WithdrawnError, WrongParametersError
from events.api.questions import Question, page_number
from events.choices import FormerSlugKind
from events.columns import Column, computed
from events.columns.base import LIST, NUMBER
from events.columns.by_key import rows_of
from events.facets import Facet
from events.models import Event, FormerSlug
from events.selection import RECORDS, Selection

Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of record, and how one of them is asked for."""

    plural: str
    singular: str
    key: tuple[str, ...] = ("slug",)  # parts of the address: names of columns
    lookup: tuple[str, ...] = ("slug",)  # the same as the database asks for them
    former: FormerSlugKind | None = None  # whose former slugs lead on

    @property
    def model(self) -> type[models.Model]:
        return RECORDS[self.plural]

    @property
    def public(self) -> models.QuerySet:
        records: models.QuerySet = self.model._default_manager.public()  # type: ignore[attr-defined]
        return records


KINDS = {
    kind.plural: kind
    for kind in (
        Kind("events", "event", former=FormerSlugKind.EVENT),
        Kind("organizations", "organization", former=FormerSlugKind.ORGANIZATION),
        Kind("people", "person", former=FormerSlugKind.PERSON),
        Kind("countries", "country", ("code",), ("code",)),
        Kind("frameworks", "framework", former=FormerSlugKind.FRAMEWORK),
        Kind("quotes", "quote", ("event", "number"), ("event__slug", "number"), former=FormerSlugKind.EVENT),
        Kind("themes", "theme"),
    )
}


def listed(question: Question, link: Callable[[str], str]) -> Row:
    """One piece of a list; `link` makes an address of a query string. Two queries beside those of the selection."""
    selection = question.selection
    counts = selection.counts
    return {
        "selection": described(selection),
        "count": counts.total,
        "possible": counts.possible,
        "next": link(question.next_query) if question.next_query else None,
        "results": _in_this_order(KINDS[question.kind], question.piece.keys, question.columns),
    }


def described(selection: Selection) -> Row:
    """The question as it was understood: in words, as a canonical query string, and where people read the same."""
    page = reverse(f"events:{KINDS[selection.kind].singular}-list")
    return {
        "description": selection.description,
        "query": selection.query,
        "page": f"{page}?{selection.query}".removesuffix("?"),
        "release": selection.release.name if selection.release else None,
    }


def _in_this_order(kind: Kind, keys: Sequence[Any], columns: list[Column]) -> list[Row]:
    """The records with these keys. One that has ceased to be public since they were listed is left out."""
    found = {row[0]: row[1:] for row in rows_of(kind.model, keys, columns)}
    return [as_object(columns, found[key]) for key in keys if key in found]


def as_object(columns: Sequence[Column], values: Sequence[Any]) -> Row:
    return {column.key: _value(column, value) for column, value in zip(columns, values, strict=True)}


def _value(column: Column, value: Any) -> Any:
    """A value as JSON has it: null where nothing is recorded, numbers as numbers."""
    if column.datatype == LIST:
        return [str(item) for item in value or []]
    if value == "" or value is None:
        return None
    return float(value) if column.datatype == NUMBER else value


def single(kind: Kind, key: dict[str, Any], columns: list[Column]) -> Row | None:
    """One public record; None when there is none under this key. One query."""
    asked = {lookup: key[name] for lookup, name in zip(kind.lookup, kind.key, strict=True)}
    row = computed(kind.public.filter(**asked), columns).first()
    return as_object(columns, row) if row else None


def moved(kind: Kind, key: dict[str, Any]) -> dict[str, Any]:
    """The key under which the record is found now. Raise 410 for what was withdrawn, 404 for what is not public."""
    if kind.key == ("code",) and key["code"] != key["code"].upper():
        return {"code": key["code"].upper()}
    if kind.former is None:
        raise Http404
    name = kind.key[0]
    model = RECORDS["events"] if kind.former == FormerSlugKind.EVENT else kind.model
    if record := FormerSlug.objects.present(kind.former, model, key[name]):
        return {**key, name: record.slug}
    if model is Event and (withdrawal := Event.objects.withdrawal(key[name])):
        raise WithdrawnError(withdrawal)
    raise Http404


def facets(asked: QueryDict) -> Row:
    """The choices of every parameter of a selection, each with the number of events that it would find."""
    selection = Selection("events", asked)
    if problems := [*selection.errors, *page_number(selection)]:
        raise WrongParametersError(problems)
    return {
        "selection": described(selection),
        "count": selection.counts.total,
        "facets": [_facet(facet) for facet in selection.facets()],
    }


def _facet(facet: Facet) -> Row:
    return {
        "parameter": facet.parameter,
        "label": str(facet.label),
        "choices": [
            {
                "value": choice.value,
                "label": str(choice.label),
                "count": choice.count,
                "selected": choice.selected,
            }
            for group in facet.groups
            for choice in group.choices
        ],
    }
