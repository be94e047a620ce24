"""The choices of the filter panel: which values of a parameter a reader can pick, and how many events each finds.

Each choice is counted with all conditions but those of its own parameter, in the roles that are asked for. Small
vocabularies are listed whole. Of organizations, people and frameworks, which are many, the panel offers those asked
for, and those that a typed word finds or else the most frequent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import search
from events.choices import (
    DatePrecision,
    EventState,
    EventType,
    FrameworkKind,
    Mode,
    OrganizationKind,
    Pillar,
    Region,
)
from events.filters import COUNTRY_ROLES, MATCHES, NOT_RECORDED, EventFilters, RecordFilters, Repeated
from events.filters.found import Found
from events.models import Country, Theme

OFFERED = 8
FOUND = 12


@dataclass(frozen=True)
class Choice:
    """One value that can be picked. `count` is None where it is not counted."""

    value: str
    label: str
    selected: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Group:
    """Choices under a heading, '' when there is only one group."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Find:
    """A text field that offers, when submitted, the records that its words find. It restricts nothing."""

    parameter: str
    value: str
    placeholder: str


@dataclass(frozen=True)
class Facet:
    """One parameter in the panel. Equal facets look alike, so that a page need not render them anew."""

    parameter: str
    label: str
    groups: tuple[Group, ...]
    match: str | None = None  # any, all or none; None where values can't be combined
    roles: tuple[Choice, ...] = ()
    find: Find | None = None

    @property
    def selected(self) -> int:
        return sum(choice.selected for group in self.groups for choice in group.choices)


FINDABLE = {
    "country": gettext_lazy("Name or code"),
    "organization": gettext_lazy("Name, acronym or former name"),
    "person": gettext_lazy("Name"),
    "framework": gettext_lazy("Title or acronym"),
}


def find_parameters(kind: str) -> set[str]:
    """Parameters of the page alone, which offer choices and restrict nothing."""
    return {f"find_{name}" for name in FINDABLE} if kind == "events" else set()


def event_facets(filters: EventFilters, found: Found | None, words: dict[str, str]) -> list[Facet]:
    """The panel of the event list. `words` are what was typed to find a choice; nothing is counted without `found`.

    Costs five queries.
    """
    panel, missing = Panel(filters, found, words), (NOT_RECORDED, _("Not recorded"))
    return [
        panel.years(),
        panel.countries(),
        panel.codes("region", _("Regions"), [*Region.choices, missing], has_match=True),
        panel.records("organization", _("Organizations")),
        panel.themes(),
        panel.codes("pillar", _("Pillars of the UN strategy"), Pillar.choices),
        panel.codes("type", _("Type"), EventType.choices, has_match=True),
        panel.records("person", _("People")),
        panel.records("framework", _("Frameworks")),
        panel.codes("state", _("State"), EventState.choices),
        panel.codes("mode", _("Mode"), [*Mode.choices, missing], has_match=True),
        panel.codes("precision", _("Start is known"), DatePrecision.choices),
    ]


RECORD_FACETS: dict[str, list[tuple[str, Any, Any]]] = {
    "organizations": [("kind", gettext_lazy("Kind"), OrganizationKind.choices)],
    "countries": [("region", gettext_lazy("Region"), [*Region.choices, (NOT_RECORDED, gettext_lazy("Not recorded"))])],
    "frameworks": [("kind", gettext_lazy("Kind"), FrameworkKind.choices)],
    "themes": [("pillar", gettext_lazy("Pillar"), Pillar.choices)],
}


def record_facets(kind: str, filters: RecordFilters) -> list[Facet]:
    """Facets of the other lists: parameters whose values are codes. Not counted."""
    names = RECORD_FACETS.get(kind, [])
    asked = filters.form.cleaned_data if filters.is_valid() else {}
    picked = {name: [_key(value) for value in asked.get(name) or []] for name, _label, _choices in names}
    return [_codes(name, label, choices, picked) for name, label, choices in names]


def _key(value: Any) -> str:
    if isinstance(value, models.Model):
        return str(getattr(value, "slug", value.pk))
    return str(value)


def _choices(pairs: Iterable[tuple[Any, Any]], picked: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), str(label), str(value) in picked) for value, label in pairs)


def _codes(name: str, label: str, pairs: Iterable[tuple[Any, Any]], picked: dict[str, list[str]]) -> Facet:
    return Facet(name, label, (Group("", _choices(pairs, picked[name])),))


class Panel:
    """Makes the facets of one question about events."""

    def __init__(self, filters: EventFilters, found: Found | None, words: dict[str, str]) -> None:
        self.filters, self.found, self.words = filters, found, words
        self.asked = filters.form.cleaned_data if filters.is_valid() else {}

    def picked(self, name: str) -> list[Any]:
        return self.asked.get(name) or []

    def match(self, name: str) -> str:
        return self.asked.get(f"{name}_match") or MATCHES[0][0]

    def count(self, name: str, value: Any) -> int | None:
        """How many events a value of a parameter finds beside all other parameters."""
        return None if self.found is None else self.found.with_value(self.parameter(name), value, self.asked)

    def parameter(self, name: str) -> Repeated:
        parameter: Repeated = self.filters.filters[name]
        return parameter

    def choice(self, name: str, value: Any, label: Any) -> Choice:
        is_picked = value in self.picked(name)
        return Choice(_key(value), str(label), is_picked, self.count(name, value))

    def missing(self, name: str) -> Choice:
        return self.choice(name, NOT_RECORDED, _("Not recorded"))

    def codes(self, name: str, label: str, pairs: Iterable[tuple[Any, Any]], *, has_match: bool = False) -> Facet:
        """Every code of a vocabulary, those too that find nothing."""
        choices = tuple(self.choice(name, value, words) for value, words in pairs)
        return Facet(name, label, (Group("", choices),), self.match(name) if has_match else None)

    def years(self) -> Facet:
        """Every year from the first to the last that a public event touches, in their order, the last first."""
        years = reversed(self.found.bitmaps.years) if self.found else self.picked("year")
        return self.codes("year", _("Years"), [(year, year) for year in years])

    def countries(self) -> Facet:
        """Countries of the found events, and those asked for, by name; with typed words those that they find."""
        typed = self.words.get("find_country", "")
        asked_for = {country.pk for country in self.picked("country") if country != NOT_RECORDED}
        known = Country.objects.by_name()
        if typed:
            known = known.filter(Q(pk__in=search.matching(Country.objects.public(), typed)) | Q(pk__in=asked_for))
        choices = [self.choice("country", *row) for row in known.values_list("code", "name")]
        offered = [
            replace(one, selected=one.value in asked_for) for one in choices if one.count != 0 or one.value in asked_for
        ]
        roles = _choices(COUNTRY_ROLES, self.picked("country_role"))
        groups = (Group("", (*offered, self.missing("country"))),)
        find = Find("find_country", typed, str(FINDABLE["country"]))
        return Facet("country", _("Countries"), groups, self.match("country"), roles, find)

    def themes(self) -> Facet:
        """All themes, under their pillars."""
        themes = list(Theme.objects.public().by_pillar())
        groups = tuple(
            Group(
                str(pillar.label),
                tuple(self.choice("theme", theme, theme.name) for theme in themes if theme.pillar == pillar),
            )
            for pillar in Pillar
        )
        return Facet("theme", _("Themes"), groups, self.match("theme"))

    def records(self, name: str, label: str) -> Facet:
        """Records asked for, then those found by the typed words, else the most frequent."""
        typed = self.words.get(f"find_{name}", "")
        picked = [record for record in self.picked(name) if record != NOT_RECORDED]
        rest = [record for record in self._offered(name, typed) if record not in picked]
        choices = [self.choice(name, one, getattr(one, "short_name", one)) for one in [*picked, *rest]]
        roles = self.filters.filters[f"{name}_role"].vocabulary if f"{name}_role" in self.filters.filters else []
        return Facet(
            name,
            label,
            (Group("", (*choices, self.missing(name))),),
            self.match(name),
            _choices(roles, self.picked(f"{name}_role")),
            Find(f"find_{name}", typed, str(FINDABLE[name])),
        )

    def _offered(self, name: str, typed: str) -> list[Any]:
        """Records of a kind to choose from. One query."""
        records = self.parameter(name).records._default_manager
        if typed:
            return list(search.matching(records.public(), typed)[:FOUND])
        if self.found is None:
            return []
        keys = self.found.most_frequent(self.parameter(name), self.asked, OFFERED)
        named = {record.pk: record for record in records.filter(pk__in=keys).defer("search")}
        return [named[key] for key in keys if key in named]
