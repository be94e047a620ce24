"""The network of a selection for programs: the same ties and actors as on the page and in its files."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import parameters
from events.api.base import answers_releases
from events.api.limits import AsAFile
from events.api.problems import WrongParametersError
from events.api.questions import wrong_limit
from events.api.records import Row
from events.api.views import OfTheRecord
from events.network.files.taken import ACTOR, TIE, Taken
from events.network.gathered import Network
from events.network.question import ACTORS, ALL, USUAL, WEIGHTS, NetworkQuestion
from events.selection.problem import Problem, shown

TIES = 500
MOST_TIES = 5000

NODE_SAYS = {
    "label": gettext_lazy("A short name."),
    "name": gettext_lazy("The name."),
    "kind": gettext_lazy("organization, country or person."),
    "organization_kind": gettext_lazy("What kind of body an organization is; null for others."),
    "country": gettext_lazy("ISO 3166-1 alpha-2 of a country, or of the state whose body it is; null for others."),
    "url": gettext_lazy("Where people read about it."),
    "events": gettext_lazy("Events of the selection in which it took part."),
    "degree": gettext_lazy("How many others it has a tie with."),
    "strength_plain": gettext_lazy("The sum of its ties, each shared event counting 1."),
    "strength_shared": gettext_lazy("The sum of its ties, each shared event of n actors counting 1/(n-1)."),
    "betweenness": gettext_lazy(
        "The share of shortest paths between two others on which it lies; null in a network too large for it."
    ),
}
TIE_SAYS = {
    "weight": gettext_lazy("What was asked for by weight: “shared” or “events”."),
    "events": gettext_lazy("Events that the two shared."),
    "shared": gettext_lazy("The same, each event of n actors counting 1/(n-1)."),
    "first_year": gettext_lazy("The year of the first of them."),
    "last_year": gettext_lazy("The year of the last of them."),
}
OF_LISTS = ("page", "sort")  # what the page of a network takes along from elsewhere, and means nothing here


class NetworkOfEvents(OfTheRecord):
    """Who cooperates with whom in a selection of events."""

    operation, tag, answers = "get_network", "Events", "Network"
    throttle_classes = [AsAFile]
    summary = gettext_lazy("Events: who cooperates with whom, as actors and the ties between them.")
    says = gettext_lazy(
        "Two actors have a tie for the events of the selection in which both took part. The strongest ties are "
        "answered, with the actors at their ends; numbers and measures are those of the whole network. The files "
        "/network.graphml, .gexf and .csv have all of it."
    )

    def takes(self) -> list[parameters.Parameter]:
        return [*_of_events(), *_own()]

    @answers_releases
    def get(self, request: Request) -> Response:
        return Response(network(request.query_params))


def network(asked: QueryDict) -> Row:
    """The strongest ties and their actors. Costs what the page costs."""
    rest = asked.copy()
    given = rest.pop("limit", [])
    question = NetworkQuestion(rest)
    message = _("This parameter belongs to lists and pages; ties come the strongest first. Leave it out.")
    of_lists = [Problem(name, shown(asked[name]), message) for name in OF_LISTS if name in asked]
    errors = [problem for problem in question.errors if problem.parameter not in OF_LISTS]
    problems = [*errors, *of_lists, *wrong_limit(given, usual=TIES, most=MOST_TIES)]
    if problems:
        raise WrongParametersError(problems)
    found = Network(question)
    page = reverse("events:network")
    taken = Taken(found, page, timezone.now(), most_ties=int((given or [""])[0] or TIES))
    return {
        "selection": {
            "description": question.description,
            "query": question.query,
            "page": f"{page}?{question.query}".removesuffix("?"),
            "release": question.selection.release.name if question.selection.release else None,
        },
        "numbers": {
            "events": found.number_of_events,
            "actors": len(found.joined),
            "ties": len(found.ties),
        },
        "nodes": [_whole({"key": key}, row, ACTOR) for _number, key, row in taken.actor_rows()],
        "ties": [
            _whole({"source": source.key, "target": target.key}, row, TIE) for source, target, row in taken.tie_rows()
        ],
    }


def _whole(first: Row, row: Row, known: dict[str, str]) -> Row:
    """A row with null for what is not known of it."""
    return {**first, **{name: row.get(name) for name in known}}


# How it is written down


def _of_events() -> list[parameters.Parameter]:
    return [parameter for parameter in parameters.of_selection("events") if parameter[0] != "sort"]


def _own() -> list[parameters.Parameter]:
    kinds = {"type": "array", "items": {"type": "string", "enum": [*ACTORS, ALL]}, "default": list(USUAL)}
    weights: dict[str, Any] = {"type": "string", "enum": list(WEIGHTS), "default": next(iter(WEIGHTS))}
    most = {"type": "integer", "minimum": 1, "maximum": MOST_TIES, "default": TIES}
    return [
        ("actors", _("Who counts as an actor."), kinds),
        ("weight", _("How ties are weighed: by the size of shared events, or plainly by their number."), weights),
        ("least", _("The fewest shared events of a tie."), {"type": "integer", "minimum": 1, "maximum": 999_999}),
        ("limit", _("How many of the strongest ties are answered."), most),
    ]


def schemas() -> dict[str, Any]:
    """The objects of the answer, in JSON Schema."""
    key = _described("string", _("The kind of the actor and its code or slug, as the parameter together takes it."))
    ends = {name: _described("string", _("The key of an actor.")) for name in ("source", "target")}
    return {
        "Network": _object(
            {
                "selection": {"$ref": "#/components/schemas/Selection"},
                "numbers": {"$ref": "#/components/schemas/NetworkNumbers"},
                "nodes": _several("Node", _("The actors at the ends of these ties, the most central first.")),
                "ties": _several("Tie", _("The strongest ties, the strongest first.")),
            }
        ),
        "NetworkNumbers": _object(
            {
                "events": _described("integer", _("Events of the selection.")),
                "actors": _described("integer", _("Actors of the whole network that have a tie.")),
                "ties": _described("integer", _("Ties of the whole network.")),
            }
        ),
        "Node": _object({"key": key, **{name: _field(ACTOR[name], says) for name, says in NODE_SAYS.items()}}),
        "Tie": _object({**ends, **{name: _described(_json(TIE[name]), says) for name, says in TIE_SAYS.items()}}),
    }


def _several(name: str, says: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}, "description": says}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _described(kind: str, says: Any) -> dict[str, Any]:
    return {"type": kind, "description": str(says)}


def _field(kind: str, says: Any) -> dict[str, Any]:
    return {"type": [_json(kind), "null"], "description": str(says)}


def _json(kind: str) -> str:
    return "number" if kind == "double" else kind
