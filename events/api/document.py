"""The OpenAPI document: drf-spectacular walks the addresses, the registry of columns and the filters say the rest."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import networks, parameters
from events.api.base import ReadView
from events.api.questions import refuse_others
from events.api.records import KINDS
from events.api.views import schema_name


class OpenApi(ReadView):
    """This API as an OpenAPI document."""

    schema = None  # it does not describe itself

    def get(self, request: Request) -> Response:
        refuse_others(request.query_params, [])
        return Response(made())


@cache
def made() -> dict[str, Any]:
    """The document, the same for everybody. It takes a moment to make."""
    with translation.override("en"):
        document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
        document["components"] = {"schemas": _schemas()}
    return document


def _schemas() -> dict[str, Any]:
    """Every object that is answered."""
    made = {
        "Problem": _problem(),
        "Moved": _object(moved_to=_text(_("The present address."))),
        **_counted(),
        **_index(),
        **networks.schemas(),
    }
    for kind in KINDS:
        made[schema_name(kind)] = parameters.record(kind)
        made[f"{schema_name(kind)}List"] = _list(schema_name(kind))
    return dict(sorted(made.items()))


def _list(name: str) -> dict[str, Any]:
    return _object(
        selection=_ref("Selection"),
        count=_number(_("How many records the selection holds, all pieces together.")),
        possible=_number(_("How many of them lie only possibly in the asked period: their dates are not known fully.")),
        next=_text(_("The address of the next piece; null at the end."), "null"),
        results={"type": "array", "items": _ref(name), "description": _("The records of this piece.")},
    )


def _counted() -> dict[str, Any]:
    return {
        "Selection": _object(
            description=_text(_("The question in words.")),
            query=_text(_("The canonical query string: same question, same string.")),
            page=_text(_("Where people read the same selection.")),
            release=_text(_("The dated release that answers; null for the record as it is now."), "null"),
        ),
        "Facets": _object(
            selection=_ref("Selection"),
            count=_number(_("How many events the selection holds.")),
            facets={"type": "array", "items": _ref("Facet")},
        ),
        "Facet": _object(
            parameter=_text(_("The parameter whose values these are.")),
            label=_text(_("Its name.")),
            choices={"type": "array", "items": _ref("Choice")},
        ),
        "Choice": _object(
            value=_text(_("As it is given to the parameter.")),
            label=_text(_("Its name.")),
            count=_number(_("Events with this value that meet all conditions on other parameters.")),
            selected={"type": "boolean", "description": _("Whether the selection asks for it.")},
        ),
    }


def _index() -> dict[str, Any]:
    links = _object(**{kind: _text(_("Address of the list.")) for kind in KINDS})
    return {
        "Index": _object(
            lists=links,
            facets=_text(_("Address of the counts beside each choice.")),
            network=_text(_("Address of who cooperates with whom.")),
            openapi=_text(_("Address of this document.")),
            reference=_text(_("The page for people.")),
            licence=_text(_("The terms of use.")),
            limits=_object(
                page_size=_number(_("Records answered at a time.")),
                largest_page=_number(_("The most that can be asked for at a time.")),
                requests_per_minute=_number(_("For each network address; 0 when there is no limit.")),
            ),
        )
    }


def _problem() -> dict[str, Any]:
    wrong = _object(
        parameter=_text(_("The name of the parameter.")),
        value=_text(_("What was given, shortened.")),
        message=_text(_("What is wrong with it, and the cure.")),
    )
    whole = _object(
        type=_text(_("An address that stands for this kind of error.")),
        title=_text(_("The kind of error in words.")),
        status={"type": "integer", "description": _("The HTTP status.")},
        detail=_text(_("What is wrong this time, and the cure.")),
        problems={"type": "array", "items": wrong, "description": _("Each parameter that cannot be answered.")},
    )
    whole["properties"] |= {
        "reason": _text(_("Of a withdrawn event: why it was withdrawn.")),
        "withdrawn_at": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": _("Of a withdrawn event: when, as far as it is known."),
        },
    }
    whole["description"] = _("Every error has this shape (RFC 9457).")
    return whole


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _text(says: str, *others: str) -> dict[str, Any]:
    return {"type": ["string", *others] if others else "string", "description": says}


def _number(says: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "description": says}
