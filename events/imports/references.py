"""Whether slugs exist, stand only once, and never lead round in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from events.exchange.shapes import KINDS, Kind, Value, child, field
from events.imports.read import Line
from events.imports.report import Problem, shown
from events.models import Country, CountryName, Event, FormerSlug, Framework, Organization, Person, Source, Theme

SUGGESTIONS = 50  # among 100,000 slugs the nearest takes some 20 ms, so only the first wrong ones get one
NEAR = 60  # how alike a slug has to be

Model = type[models.Model]
Reference = tuple[str, Model, str]  # path, model of what is meant, its slug or code


class Directory:
    """Primary keys by slug, of every model that can be referred to, and what former slugs stand for."""

    def __init__(self) -> None:
        self.keys: dict[Model, dict[str, Any]] = {
            kind.model: dict(kind.model._default_manager.values_list("slug", "pk")) for kind in KINDS
        }
        self.keys[Country] = {code: code for code in Country.objects.values_list("code", flat=True)}
        self.present = {model: frozenset(keys) for model, keys in self.keys.items()}  # before the import
        self._nearest: dict[tuple[Model, str], str] = {}

    @cached_property
    def former(self) -> dict[Model, dict[str, Any]]:
        """Primary keys by former slug. The slugs of a deleted record are free again."""
        models_by_kind = {str(kind.former_slugs.kind): kind.model for kind in KINDS if kind.former_slugs}
        found: dict[Model, dict[str, Any]] = {model: {} for model in models_by_kind.values()}
        live = {model: set(self.keys[model].values()) for model in found}
        for kind, slug, pk in FormerSlug.objects.values_list("kind", "slug", "object_id"):
            if pk in live[models_by_kind[kind]]:
                found[models_by_kind[kind]][slug] = pk
        return found

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The status of every recorded event by its slug."""
        return dict(Event.objects.values_list("slug", "status"))

    def present_slug(self, model: Model, pk: Any) -> str:
        """The slug of a record by its key."""
        return next(slug for slug, key in self.keys[model].items() if key == pk)

    def suggestion(self, model: Model, slug: str, more: set[str]) -> str:
        """`; did you mean "unodc"?`, or '' when nothing is near."""
        if (model, slug) not in self._nearest and len(self._nearest) < SUGGESTIONS:
            self._nearest[model, slug] = self._near(model, slug, more)
        near = self._nearest.get((model, slug), "")
        return _("; did you mean %s?") % shown(near) if near else ""

    def _near(self, model: Model, slug: str, more: set[str]) -> str:
        if model is Country:
            names = self._country_codes
            match = get_close_matches(slug.casefold(), names, n=1, cutoff=0.8)
            return names[match[0]] if match else ""
        pk = self.former.get(model, {}).get(slug)
        if pk:
            return self.present_slug(model, pk)
        near = process.extractOne(slug, self.present[model] | more, scorer=fuzz.ratio, score_cutoff=NEAR)
        return near[0] if near else ""

    @cached_property
    def _country_codes(self) -> dict[str, str]:
        """Codes by everything that people write in their place."""
        names = {name.casefold(): code for code, name in CountryName.objects.values_list("country_id", "name")}
        for code, alpha3, name in Country.objects.values_list("code", "alpha3", "name"):
            names |= {code.casefold(): code, alpha3.casefold(): code, name.casefold(): code}
        return names


class References:
    """Gathers slugs and references line by line, and says in the end which of them are wrong."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.slugs: dict[Model, dict[str, Line]] = {model: {} for model in directory.keys}
        self.former: dict[Model, dict[str, tuple[Line, str]]] = {model: {} for model in directory.keys}
        self.parents: dict[tuple[Kind, Value], dict[str, tuple[str, Line]]] = {}
        self.open: list[tuple[Line, Reference]] = []
        self.theme_names: dict[str, str] = {}

    def gather(self, line: Line, data: dict[str, Any], problems: list[Problem]) -> None:
        """Take in a record. Values of a wrong type are passed over: they have been complained about."""
        slug = data.get("slug")
        if isinstance(slug, str):
            self._gather_slug(line, slug, data, problems)
        for path, model, wanted in references(line.kind, data):
            if wanted not in self.directory.keys[model] and wanted not in self.slugs[model]:
                self.open.append((line, (path, model, wanted)))

    def _gather_slug(self, line: Line, slug: str, data: dict[str, Any], problems: list[Problem]) -> None:
        model = line.kind.model
        first = self.slugs[model].setdefault(slug, line)
        if first is not line:
            words = {"line": first.number, "kind": line.kind.noun}
            told = _("stands already in line %(line)d; expected each %(kind)s once") % words
            problems.append(line.problem("slug", shown(slug), told))
            return
        pk = self.directory.former.get(model, {}).get(slug)
        if pk and slug not in self.directory.keys[model]:
            today = self.directory.present_slug(model, pk)
            told = _("a former slug; expected the slug of today, %s") % shown(today)
            problems.append(line.problem("slug", shown(slug), told))
        for value in self_references(line.kind):
            parents = self.parents.setdefault((line.kind, value), {})
            parent = data.get(value.key)
            parents[slug] = (parent if isinstance(parent, str) else "", line)
        found = data.get("former_slugs", [])
        for index, former in enumerate(found if isinstance(found, list) else []):
            if isinstance(former, str):
                self._gather_former(line, slug, former, f"former_slugs[{index}]", problems)

    def _gather_former(self, line: Line, slug: str, former: str, path: str, problems: list[Problem]) -> None:
        model = line.kind.model
        first, owner = self.former[model].setdefault(former, (line, slug))
        pk = self.directory.former.get(model, {}).get(former)
        if owner != slug:
            words = {"line": first.number, "kind": line.kind.noun}
            told = _("stands already in line %(line)d; expected it with one %(kind)s only") % words
            problems.append(line.problem(path, shown(former), told))
        elif pk and pk != self.directory.keys[model].get(slug):
            other = self.directory.present_slug(model, pk)
            problems.append(line.problem(path, shown(former), _("a former slug of %s") % shown(other)))

    def problems(self) -> Iterator[Problem]:
        """What is wrong now that every line is known."""
        for line, (path, model, wanted) in self.open:
            if wanted not in self.slugs[model]:
                hint = self.directory.suggestion(model, wanted, set(self.slugs[model]))
                yield line.problem(path, shown(wanted), str(EXPECTED[model]) + hint)
        for model, former in self.former.items():
            for slug, (line, owner) in former.items():
                if slug != owner and (slug in self.slugs[model] or slug in self.directory.present[model]):
                    told = _("another %s has this slug today; expected one that is free") % line.kind.noun
                    yield line.problem("former_slugs", shown(slug), told)
        for (kind, value), parents in self.parents.items():
            yield from circles(kind, value, parents)


def references(kind: Kind, data: dict[str, Any]) -> Iterator[Reference]:
    """Everything that a record refers to, with its path."""
    yield from _references(kind.model, kind.columns, data, "")
    for rows in kind.rows:
        model = child(kind, rows)[0]
        found = data.get(rows.key, [])
        for index, row in enumerate(found if isinstance(found, list) else []):
            path = f"{rows.key}[{index}]"
            if rows.is_flat and isinstance(row, str):
                yield path, field(model, rows.values[0]).related_model, row
            elif isinstance(row, dict):
                yield from _references(model, rows.values, row, f"{path}.")


def _references(model: Model, values: tuple[Value, ...], data: dict[str, Any], path: str) -> Iterator[Reference]:
    for value in values:
        column = field(model, value)
        if column.is_relation and isinstance(data.get(value.key), str) and data[value.key]:
            yield f"{path}{value.key}", column.related_model, data[value.key]


def self_references(kind: Kind) -> list[Value]:
    """Keys that refer to another record of the same kind."""
    columns = [(value, field(kind.model, value)) for value in kind.columns]
    return [value for value, column in columns if column.is_relation and column.related_model is kind.model]


def circles(kind: Kind, value: Value, parents: dict[str, tuple[str, Line]]) -> Iterator[Problem]:
    """Records of the files that hang on themselves, directly or through others. Each circle is told once."""
    stored = kind.model._default_manager.exclude(**{value.attribute: None})
    edges = dict(stored.values_list("slug", f"{value.attribute}__slug"))
    edges |= {slug: parent for slug, (parent, _line) in parents.items()}
    done: set[str] = set()
    for slug in parents:
        way: list[str] = []
        while slug and slug not in done:
            done.add(slug)
            way.append(slug)
            slug = edges.get(slug, "")
        circle = [*way[way.index(slug) :], slug] if slug in way else []
        told_at = next((each for each in circle if each in parents), "")
        if told_at:
            told = _("expected another one") if len(circle) == 2 else _("leads back to itself: %s") % ", ".join(circle)
            parent, line = parents[told_at]
            yield line.problem(value.key, shown(parent), told)


EXPECTED: dict[Model, str | Promise] = {
    Country: gettext_lazy("expected the code of a country (ISO 3166-1 alpha-2)"),
    Organization: gettext_lazy("expected the slug of an organization"),
    Person: gettext_lazy("expected the slug of a person"),
    Framework: gettext_lazy("expected the slug of a framework"),
    Source: gettext_lazy("expected the slug of a source"),
    Theme: gettext_lazy("expected the slug of a theme"),
    Event: gettext_lazy("expected the slug of an event"),
}
