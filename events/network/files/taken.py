"""What a file of a network holds, whatever its format: actors, ties, and where they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.exports.export import LICENSE_TITLE
from events.network.gathered import Actor, Network
from events.releases import name as release_in_force
from events.releases import site

ACTOR: dict[str, str] = {
    "label": "string",
    "name": "string",
    "kind": "string",
    "organization_kind": "string",
    "country": "string",
    "url": "string",
    "events": "integer",
    "degree": "integer",
    "strength_plain": "integer",
    "strength_shared": "double",
    "betweenness": "double",
}
"""What is told of each actor, with its type. `events` counts those of the selection in which it took part."""
TIE: dict[str, str] = {
    "weight": "double",
    "events": "integer",
    "shared": "double",
    "first_year": "integer",
    "last_year": "integer",
}
"""What is told of each tie. `weight` is the asked one of the next two: `events` counts plainly, `shared` by 1/(n-1)."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """A network that is taken along. `path` is the address of the file without its parameters.

    With `most_ties` it is only the strongest of them, and the actors at their ends.
    """

    network: Network
    path: str
    at: datetime
    most_ties: int | None = None

    @property
    def title(self) -> str:
        return self.network.question.title

    @property
    def address(self) -> str:
        """Where the same can be asked again."""
        query = self.network.question.query
        return f"{settings.SITE_URL}{self.path}{'?' if query else ''}{query}"

    @cached_property
    def description(self) -> str:
        """What was asked, and how many were found."""
        network = self.network
        actors, ties, events = len(network.joined), len(network.ties), network.number_of_events
        least = network.question.least
        told = [
            self.title + ".",
            _("Actors: %s.") % network.question.actors_in_words,
            _("Weight: %s.") % dict(network.question.weights)[network.question.weight],
            ngettext("Ties of at least %d shared event.", "Ties of at least %d shared events.", least) % least,
            _("Events: %(events)d; actors with a tie: %(actors)d; ties: %(ties)d.")
            % {"actors": actors, "ties": ties, "events": events},
            _("Release: %s.") % release_in_force(),
            _("Taken from %(address)s at %(at)s.") % {"address": self.address, "at": f"{self.at:%Y-%m-%dT%H:%M:%S%z}"},
            f"Cooperation Tracker, {LICENSE_TITLE}.",
        ]
        return " ".join(told)

    @property
    def file_stem(self) -> str:
        """What was asked, when, and how many: an edge list has no other place for these."""
        ties = len(self.network.ties)
        return f"{self.network.question.file_stem}-{self.at:%Y-%m-%d}-{ties}-{'tie' if ties == 1 else 'ties'}"

    @cached_property
    def ties(self) -> list[int]:
        """The places of the ties, the strongest first."""
        places: list[int] = self.network.strongest[: self.most_ties].tolist()
        return places

    @cached_property
    def actors(self) -> dict[int, Actor]:
        """Those at the ends of the ties by their numbers, the most central first."""
        central = self.network.most_central.tolist()
        if self.most_ties is not None:
            network = self.network.ties
            ends = {*network.first[self.ties].tolist(), *network.second[self.ties].tolist()}
            central = [actor for actor in central if actor in ends]
        return self.network.named(central)

    def actor_rows(self) -> Iterator[tuple[int, str, Row]]:
        """Number and key of each actor, the most central first, and what is told of it; nothing that is not known."""
        measures = self.network.measures
        for number, actor in self.actors.items():
            row: Row = {
                "label": actor.short_name,
                "name": actor.name,
                "kind": actor.kind,
                "organization_kind": getattr(actor.record, "kind", "") if actor.kind == "organization" else "",
                "country": actor.country,
                "url": site() + actor.address,
                "events": actor.events,
                "degree": int(measures.degree[number]),
                "strength_plain": int(measures.events[number]),
                "strength_shared": round(float(measures.shared[number]), 6),
            }
            if measures.betweenness is not None:
                row["betweenness"] = round(float(measures.betweenness[number]), 6)
            yield number, actor.key, {name: value for name, value in row.items() if value != ""}

    def tie_rows(self) -> Iterator[tuple[Actor, Actor, Row]]:
        """The two actors of each tie, the strongest first, and what is told of it."""
        network, ties = self.network, self.network.ties
        for at in self.ties:
            row = {
                "weight": round(float(network.weights[at]), 6),
                "events": int(ties.events[at]),
                "shared": round(float(ties.shared[at]), 6),
                "first_year": int(ties.first_year[at]),
                "last_year": int(ties.last_year[at]),
            }
            yield self.actors[int(ties.first[at])], self.actors[int(ties.second[at])], row
