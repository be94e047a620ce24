"""The page about the API for people, made from its own OpenAPI document: no script, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.api import document
from events.api.problems import TITLES
from events.api.questions import LARGEST_PAGE, PAGE_SIZE
from events.views.page import page, reads

FEW = 12  # codes that fit into a cell


@dataclass(frozen=True)
class Row:
    """A parameter of an operation, or a field of an object."""

    name: str
    values: str
    says: str


@dataclass(frozen=True)
class Operation:
    """An address that can be asked."""

    anchor: str
    address: str
    summary: str
    says: str
    parameters: list[Row]
    answer: str


@dataclass(frozen=True)
class Shape:
    """An object that is answered."""

    name: str
    fields: list[Row]


@reads
def reference(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "pages/api.html",
        title=_("API"),
        description=_("The record for programs: every list, record and count as JSON."),
        operations=_operations(),
        shapes=_shapes(),
        errors=[(code, anchor, title) for code, (anchor, title) in TITLES.items()],
        limits={"page": PAGE_SIZE, "largest": LARGEST_PAGE, "minute": settings.API_REQUESTS_PER_MINUTE},
    )


def _operations() -> list[Operation]:
    return [
        Operation(
            operation["operationId"].replace("_", "-"),
            address,
            operation["summary"],
            operation.get("description", ""),
            [Row(each["name"], _values(each["schema"]), each.get("description", "")) for each in _own(operation)],
            _answer(operation),
        )
        for address, methods in document.made()["paths"].items()
        for operation in methods.values()
    ]


def _own(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in operation.get("parameters", []) if each["in"] in ("path", "query")]


def _answer(operation: dict[str, Any]) -> str:
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def _shapes() -> list[Shape]:
    return [
        Shape(name, [Row(key, _values(value), _says(value)) for key, value in shape["properties"].items()])
        for name, shape in document.made()["components"]["schemas"].items()
    ]


def _says(schema: dict[str, Any]) -> str:
    return str(schema.get("description") or schema.get("title") or "")


def _values(schema: dict[str, Any]) -> str:
    """What a value looks like, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if schema.get("type") == "array":
        return _("several: %s") % _values(schema["items"])
    if "enum" in schema:
        codes = [str(code) for code in schema["enum"] if code is not None]
        return (
            ", ".join(codes) if len(codes) <= FEW else ngettext("%d code", "one of %d codes", len(codes)) % len(codes)
        )
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    words = [str(schema.get("format") or name) if name == "string" else str(name) for name in types]
    span = f" {schema['minimum']}–{schema['maximum']}" if "maximum" in schema else ""
    return _(" or ").join(words) + span
