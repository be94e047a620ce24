"""What is asked of a network: a selection of events, who counts as an actor, and how ties are weighed.

The parameters are those of a list of events and `actors`, `weight` and `least`. Wrong ones are an error in words.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from events.facets import Choice
from events.selection import Pill, Selection, words
from events.selection.problem import Problem, shown

ACTORS = {
    "organizations": ("organization", gettext_lazy("Organizations")),
    "countries": ("country", gettext_lazy("Countries")),
    "people": ("person", gettext_lazy("People")),
}
"""Who can be an actor: values of `actors`, each with its kind."""
ALL = "all"
USUAL = ("organizations", "countries")
WEIGHTS = {
    "shared": gettext_lazy("Shared events, by size of event"),
    "plain": gettext_lazy("Shared events, plain count"),
}
"""The usual one first."""
OWN = ("actors", "weight", "least", "page")


class NetworkQuestion:
    """A network that a query string asks for. Its events are those of `selection`, which knows its other parameters."""

    def __init__(self, parameters: QueryDict) -> None:
        self._own = {name: _given(parameters, name) for name in OWN}
        rest = parameters.copy()
        for name in OWN:
            rest.pop(name, None)
        self.selection = Selection("events", rest)

    @cached_property
    def errors(self) -> list[Problem]:
        """Everything wrong with the parameters, in words; empty when they can be answered."""
        problems = [*self.selection.errors]
        known = {"actors": (*ACTORS, ALL), "weight": tuple(WEIGHTS)}
        for name, values in self._own.items():
            if name != "actors" and len(values) > 1:
                problems.append(Problem(name, shown(", ".join(values)), _("This parameter can be given only once.")))
            elif name in known and (wrong := [value for value in values if value not in known[name]]):
                problems.append(Problem(name, shown(wrong[0]), _("Known values are: %s.") % ", ".join(known[name])))
            elif name not in known and values and not re.fullmatch(r"[1-9]\d{0,5}", values[0], re.ASCII):
                problems.append(Problem(name, shown(values[0]), _("Write a whole number from 1 to 999999.")))
        message = _("This parameter belongs to the list of events. Leave it out.")
        of_a_list = {**self.selection.page_only, **_columns(self.selection)}
        problems += [Problem(name, shown(value), message) for name, value in of_a_list.items()]
        return problems

    # What was asked

    @property
    def actors(self) -> list[str]:
        """Who counts, as the address says it."""
        asked = self._own["actors"] or USUAL
        return [name for name in ACTORS if name in asked or ALL in asked]

    @property
    def kinds(self) -> list[str]:
        """The kinds of actors that count."""
        return [ACTORS[name][0] for name in self.actors]

    @property
    def weight(self) -> str:
        return next(iter(self._own["weight"]), next(iter(WEIGHTS)))

    @property
    def least(self) -> int:
        return int(next(iter(self._own["least"]), "1"))

    @property
    def weights(self) -> dict[str, Any]:
        """The ways to weigh a tie, in words."""
        return dict(WEIGHTS)

    @property
    def is_of_a_page(self) -> bool:
        return bool(self._own["page"])

    @property
    def page(self) -> int:
        return int(next(iter(self._own["page"]), "1"))

    # What it is called

    @property
    def actors_in_words(self) -> str:
        """“organizations and countries”."""
        names = [str(ACTORS[name][1]).lower() for name in self.actors]
        last = pgettext("between the last two of a list", "and")
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"

    @property
    def description(self) -> str:
        return self.selection.description

    @property
    def title(self) -> str:
        if self.errors or not self.selection.is_filtered:
            return _("Who cooperates with whom")
        return _("Who cooperates with whom: %s") % self.description

    @property
    def file_stem(self) -> str:
        return f"network-{words.file_stem(self.description, self.selection.release)}"

    @property
    def pills(self) -> list[Pill]:
        """The restrictions of the selection, each to be dropped from the network."""
        own = self._own_pairs()
        return [
            Pill(pill.label, pill.value, "&".join(part for part in (pill.query, urlencode(own)) if part))
            for pill in ([] if self.errors else self.selection.pills)
        ]

    # What a form offers

    @property
    def actor_choices(self) -> list[Choice]:
        return [Choice(name, str(label), name in self.actors) for name, (_kind, label) in ACTORS.items()]

    @property
    def weight_choices(self) -> list[Choice]:
        return [Choice(value, str(label), value == self.weight) for value, label in WEIGHTS.items()]

    # Where it leads

    @property
    def events_query(self) -> str:
        """The canonical query string of the events alone."""
        return self.selection.link(sort=None)

    @property
    def query(self) -> str:
        """The canonical query string: same question, same string. Without the page."""
        return self.link()

    @property
    def with_any_tie(self) -> str:
        """The same question with ties of one shared event."""
        return self.link(least=1)

    def link(self, **changes: Any) -> str:
        """The query string with own parameters changed, back on the first page."""
        if self.errors:
            return ""
        own = urlencode(self._own_pairs(**changes))
        return "&".join(part for part in (self.events_query, own) if part)

    def _own_pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """Own parameters without those that say what is usual."""
        actors = [] if tuple(self.actors) == USUAL else [ALL] if len(self.actors) == len(ACTORS) else self.actors
        asked = {"weight": self.weight, "least": str(self.least), **{name: str(one) for name, one in changes.items()}}
        usual = {"weight": next(iter(WEIGHTS)), "least": "1", "page": "1"}
        pairs = [(name, value) for name, value in asked.items() if value != usual[name]]
        return [*(("actors", name) for name in actors), *pairs]


def _columns(selection: Selection) -> dict[str, str]:
    """The columns of a list that were asked for: a network has none of these."""
    asked = selection.parameters.get("columns", "")
    return {"columns": asked} if asked.strip() else {}


def _given(parameters: QueryDict, name: str) -> list[str]:
    """Values that are not blank, each once."""
    return list(dict.fromkeys(value.strip() for value in parameters.getlist(name) if value.strip()))
