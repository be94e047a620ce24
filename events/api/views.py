"""The views of the API: each reads its parameters, asks and answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import parameters, records
from events.api.base import ReadView, answers_releases
from events.api.questions import LARGEST_PAGE, PAGE_SIZE, Question, chosen, refuse_others
from events.api.records import KINDS
from events.choices import FormerSlugKind
from events.models import PublicChange
from events.selection.words import NOUNS


def schema_name(kind: str) -> str:
    """The name of a record's shape in the document: Event, Organization ..."""
    return KINDS[kind].singular.capitalize()


class Index(ReadView):
    """Where everything is."""

    operation, tag, answers = "index", "API", "Index"
    summary = gettext_lazy("Addresses and limits of this API.")

    def get(self, request: Request) -> Response:
        refuse_others(request.query_params, [])
        here = request.build_absolute_uri
        return Response(
            {
                "lists": {kind: here(reverse(f"api:{kind}")) for kind in KINDS},
                "facets": here(reverse("api:facets")),
                "network": here(reverse("api:network")),
                "openapi": here(reverse("api:openapi")),
                "reference": here(reverse("api:reference")),
                "licence": f"{settings.SITE_URL}{reverse('events:about')}",
                "limits": {
                    "page_size": PAGE_SIZE,
                    "largest_page": LARGEST_PAGE,
                    "requests_per_minute": settings.API_REQUESTS_PER_MINUTE,
                },
            }
        )


class OfTheRecord(ReadView):
    """What is answered from events and what hangs on them."""

    def last_modified(self) -> datetime | None:
        return self.release.made_at if self.release else PublicChange.objects.latest_moment()


class RecordList(OfTheRecord):
    """The records of a selection."""

    kind = ""
    says = gettext_lazy(
        "The same parameters, records and order as on the page of this list. What takes several values is "
        "given once for each. Unknown and wrong parameters are an error, never a wider result."
    )

    @property
    def operation(self) -> str:
        return f"list_{self.kind}"

    @property
    def tag(self) -> str:
        return str(NOUNS[self.kind])

    @property
    def answers(self) -> str:
        return f"{schema_name(self.kind)}List"

    @property
    def summary(self) -> str:
        return _("%(kind)s: the records of a selection, piece by piece.") % {"kind": NOUNS[self.kind]}

    def takes(self) -> list[parameters.Parameter]:
        return list(parameters.of_list(self.kind))

    @answers_releases
    def get(self, request: Request) -> Response:
        question = Question(self.kind, request.query_params)
        return Response(records.listed(question, lambda query: request.build_absolute_uri(f"{request.path}?{query}")))


class RecordDetail(OfTheRecord):
    """One record."""

    kind = ""
    moves = True
    says = gettext_lazy("A record whose key has changed is led on from the former one.")

    @property
    def operation(self) -> str:
        return f"get_{KINDS[self.kind].singular}"

    @property
    def tag(self) -> str:
        return str(NOUNS[self.kind])

    @property
    def answers(self) -> str:
        return schema_name(self.kind)

    @property
    def summary(self) -> str:
        return _("%(kind)s: one record by its key.") % {"kind": NOUNS[self.kind]}

    def key(self) -> list[parameters.Parameter]:
        return [parameters.of_key(name) for name in KINDS[self.kind].key]

    def takes(self) -> list[parameters.Parameter]:
        return [parameters.of_fields(self.kind)]

    def errors(self) -> list[int]:
        is_of_event = KINDS[self.kind].former == FormerSlugKind.EVENT
        return [400, 404, *([410] if is_of_event else []), 429]

    def get(self, request: Request, **key: Any) -> Response:
        refuse_others(request.query_params, ["fields"])
        kind = KINDS[self.kind]
        found = records.single(kind, key, chosen(self.kind, request.query_params))
        if found is not None:
            return Response(found)
        there = reverse(f"api:{kind.singular}", kwargs=records.moved(kind, key))
        query = request.META.get("QUERY_STRING", "")
        # A merge can be undone: without a limit a browser would never ask for the old address again.
        headers = {"Location": f"{there}?{query}".removesuffix("?"), "Cache-Control": "max-age=3600"}
        return Response({"moved_to": request.build_absolute_uri(there)}, status=301, headers=headers)


class Facets(OfTheRecord):
    """The choices of a selection of events."""

    operation, tag, answers = "get_facets", "Events", "Facets"
    summary = gettext_lazy("Events: the choices of every parameter, each with its number of events.")
    says = gettext_lazy(
        "Each choice is counted with all conditions but those of its own parameter. Of organizations, people and "
        "frameworks, which are many, those asked for and the most frequent are told, or those that given words find."
    )

    def takes(self) -> list[parameters.Parameter]:
        return list(parameters.of_facets())

    @answers_releases
    def get(self, request: Request) -> Response:
        return Response(records.facets(request.query_params))


class Nothing(ReadView):
    """Every other address under this one: an error of the same shape."""

    schema = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request)

    def get(self, request: Request) -> Response:
        raise Http404
