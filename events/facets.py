"""The choices of the filter panel: which values of a parameter a reader can pick in this selection.

Small vocabularies are listed whole. Of organizations, people and frameworks, which are many, the panel offers
those asked for, those that a typed word finds, and those most frequent among the newest events of the selection.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import search
from events.choices import DatePrecision, EventState, EventType, Mode, Pillar, Region
from events.filters import COUNTRY_ROLES, MATCHES, NOT_RECORDED, RecordFilters, Repeated
from events.models import (
    Country,
    Event,
    EventFramework,
    OrganizationParticipation,
    PersonParticipation,
    Theme,
)

NEWEST = 100  # events from which frequent actors are offered: enough to be typical, few enough to be quick
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
    "organization": (OrganizationParticipation, gettext_lazy("Name, acronym or former name")),
    "person": (PersonParticipation, gettext_lazy("Name")),
    "framework": (EventFramework, gettext_lazy("Title or acronym")),
}


def find_parameters(kind: str) -> set[str]:
    """Parameters of the page alone, which offer choices and restrict nothing."""
    return {f"find_{name}" for name in FINDABLE} if kind == "events" else set()


def event_facets(filters: RecordFilters, newest: list[int], words: dict[str, str]) -> list[Facet]:
    """The panel of the event list. `newest` are keys of selected events, `words` what was typed to find a choice.

    Costs six queries, and one for each parameter in which words were typed.
    """
    asked = filters.form.cleaned_data if filters.is_valid() else {}
    picked = {
        name: [_key(value) for value in asked.get(name) or []]
        for name, parameter in filters.filters.items()
        if isinstance(parameter, Repeated)
    }
    facets = [_years(picked), _countries(filters, asked, picked)]
    facets.append(_codes("region", _("Regions"), Region.choices, picked, match=_match(asked, "region")))
    facets.append(
        _findable("organization", _("Organizations"), filters=filters, asked=asked, newest=newest, words=words)
    )
    facets.append(_themes(asked, picked))
    facets.append(_codes("pillar", _("Pillars of the UN strategy"), Pillar.choices, picked))
    facets.append(_codes("type", _("Type"), EventType.choices, picked))
    facets.append(_findable("person", _("People"), filters=filters, asked=asked, newest=newest, words=words))
    facets.append(_findable("framework", _("Frameworks"), filters=filters, asked=asked, newest=newest, words=words))
    facets.append(_codes("state", _("State"), EventState.choices, picked))
    facets.append(_codes("mode", _("Mode"), [*Mode.choices, (NOT_RECORDED, _("Not recorded"))], picked))
    facets.append(_codes("precision", _("Start is known"), DatePrecision.choices, picked))
    return facets


def record_facets(filters: RecordFilters, names: Iterable[tuple[str, str, Any]]) -> list[Facet]:
    """Facets of the other lists: parameters whose values are codes."""
    asked = filters.form.cleaned_data if filters.is_valid() else {}
    picked = {name: [_key(value) for value in asked.get(name) or []] for name, _label, _choices in names}
    return [_codes(name, label, choices, picked) for name, label, choices in names]


def _key(value: Any) -> str:
    if isinstance(value, models.Model):
        return str(getattr(value, "slug", value.pk))
    return str(value)


def _match(asked: dict[str, Any], name: str) -> str:
    return asked.get(f"{name}_match") or MATCHES[0][0]


def _choices(pairs: Iterable[tuple[Any, Any]], picked: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), str(label), str(value) in picked) for value, label in pairs)


def _codes(
    name: str,
    label: str,
    pairs: Iterable[tuple[Any, Any]],
    picked: dict[str, list[str]],
    match: str | None = None,
) -> Facet:
    return Facet(name, label, (Group("", _choices(pairs, picked[name])),), match)


def _years(picked: dict[str, list[str]]) -> Facet:
    """Every year from the first to the last that a public event touches."""
    # The bounds of the reading order, because its index has them; a start lies in one year under every reading.
    span = Event.objects.public().aggregate(first=models.Min("latest_start"), last=models.Max("latest_start"))
    years = range(span["last"].year, span["first"].year - 1, -1) if span["first"] else []
    return _codes("year", _("Years"), [(year, year) for year in years], picked)


def _countries(filters: RecordFilters, asked: dict[str, Any], picked: dict[str, list[str]]) -> Facet:
    """Countries of public events, and those asked for."""
    rows = list(Country.objects.in_the_record().by_name().values_list("code", "name"))
    known = {code for code, _name in rows}
    rows += [(row.code, row.name) for row in asked.get("country") or [] if getattr(row, "code", "") not in known | {""}]
    choices = _choices([*rows, (NOT_RECORDED, _("Not recorded"))], picked["country"])
    roles = _choices(COUNTRY_ROLES, asked.get("country_role") or [])
    return Facet("country", _("Countries"), (Group("", choices),), _match(asked, "country"), roles)


def _themes(asked: dict[str, Any], picked: dict[str, list[str]]) -> Facet:
    """All themes, under their pillars."""
    themes = list(Theme.objects.public().by_pillar())
    groups = tuple(
        Group(
            str(pillar.label),
            _choices([(theme.slug, theme.name) for theme in themes if theme.pillar == pillar], picked["theme"]),
        )
        for pillar in Pillar
    )
    return Facet("theme", _("Themes"), groups, _match(asked, "theme"))


def _findable(
    name: str,
    label: str,
    *,
    filters: RecordFilters,
    asked: dict[str, Any],
    newest: list[int],
    words: dict[str, str],
) -> Facet:
    """Records asked for, then those found by the typed words, else those frequent in the newest events."""
    rows_model, placeholder = FINDABLE[name]
    records = filters.filters[name].records
    typed = words.get(f"find_{name}", "")
    if typed:
        offered = list(search.matching(records._default_manager.public(), typed)[:FOUND])
    else:
        offered = list(_frequent(records, rows_model._meta.get_field(name), newest))
    picked = [record for record in asked.get(name) or [] if record != NOT_RECORDED]
    rest = [record for record in offered if record not in picked]
    missing = Choice(NOT_RECORDED, _("Not recorded"), NOT_RECORDED in (asked.get(name) or []))
    choices = (
        *(_record(record, True) for record in picked),
        *(_record(record, False) for record in rest),
        missing,
    )
    roles = filters.filters[f"{name}_role"].vocabulary if f"{name}_role" in filters.filters else []
    return Facet(
        name,
        label,
        (Group("", choices),),
        _match(asked, name),
        _choices(roles, asked.get(f"{name}_role") or []),
        Find(f"find_{name}", typed, str(placeholder)),
    )


def _frequent(records: type[models.Model], link: Any, newest: list[int]) -> models.QuerySet:
    """Records that the rows of these events name most often, with their names only."""
    events = f"{link.remote_field.related_name}__event"
    named = records._default_manager.filter(**{f"{events}__in": newest}).annotate(number=Count(events, distinct=True))
    frequent: models.QuerySet = named.order_by("-number", "pk").defer("search")[:OFFERED]
    return frequent


def _record(record: models.Model, selected: bool) -> Choice:
    return Choice(_key(record), str(getattr(record, "short_name", record)), selected)
