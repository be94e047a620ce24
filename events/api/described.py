"""How a view of the API is written down in OpenAPI: by what it says of itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from events.api.problems import MEDIA_TYPE, TITLES

LIMITS = {
    "RateLimit-Limit": (_("Requests that one address may make in a minute."), {"type": "integer"}),
    "RateLimit-Remaining": (_("How many of them are left."), {"type": "integer"}),
    "RateLimit-Reset": (_("Seconds until all of them are there again."), {"type": "integer"}),
}
TAG = {
    "ETag": (_("Send it as If-None-Match to be answered 304 while nothing has changed."), {"type": "string"}),
}
CHANGED = {
    "Last-Modified": (_("When an event of the record changed last for readers. The tag is surer."), {"type": "string"}),
}
WAIT = {"Retry-After": (_("Seconds to wait."), {"type": "integer"})}


class Described(AutoSchema):
    """An operation. Its view tells `operation`, `tag`, `summary`, `says`, `key`, `takes`, `answers` and `errors`."""

    def get_operation_id(self) -> str:
        return str(self.view.operation)

    def get_summary(self) -> str:
        return str(self.view.summary)

    def get_description(self) -> str:
        return str(self.view.says)

    def get_tags(self) -> list[str]:
        return [str(self.view.tag)]

    def get_auth(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        keys = [
            OpenApiParameter(name, schema, OpenApiParameter.PATH, required=True, description=says)
            for name, says, schema in self.view.key()
        ]
        asked = [_query(*parameter) for parameter in self.view.takes()]
        return [*keys, *asked, *self._headers()]

    def _headers(self) -> list[OpenApiParameter]:
        answered = [(LIMITS, [200, 304, *self.view.errors()]), (TAG, [200, 304]), (CHANGED, [200]), (WAIT, [429, 503])]
        return [
            OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=says, response=codes)
            for headers, codes in answered
            for name, (says, schema) in headers.items()
        ]

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = {200: _answer(self.view.answers, self.view.summary)}
        if self.view.moves:
            answers[301] = _answer("Moved", _("The record has another address now."))
        answers[304] = OpenApiResponse(description=_("Nothing has changed since the answer with this tag."))
        for code in (*self.view.errors(), 503):
            answers[code, MEDIA_TYPE] = _answer("Problem", TITLES[code][1])
        return answers


def _query(name: str, says: str, schema: dict[str, Any]) -> OpenApiParameter:
    """Several values are given once for each, but for the names of fields, which have commas between."""
    is_joined = name == "fields"
    style, explode = ("form", False) if is_joined else (None, None)
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=says, style=style, explode=explode)


def _answer(name: str, says: Any) -> OpenApiResponse:
    return OpenApiResponse(response={"$ref": f"#/components/schemas/{name}"}, description=str(says))
