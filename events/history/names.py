"""What the records that a history refers to are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Model, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.history.differences import Difference, Reordered
from events.models import SNAPSHOTS, Country, Event, Framework, Organization, Person, Source, Theme

NAME: dict[type[Model], str] = {
    Event: "title",
    Organization: "name",
    Person: "name",
    Framework: "title",
    Source: "title",
    Theme: "name",
    Country: "name",
}
"""The column with the name of each record that can be referred to."""

References = set[tuple[type[Model], Any]]


class Names:
    """Names of records, read at once: two queries at most, whatever the number of records.

    With `public` only what readers may see has its name; of everything else they learn that it was one.
    """

    def __init__(self, references: References, *, public: bool = False) -> None:
        self._public = public
        self._names = _read(references, public=public)
        self._gone = {} if public else _read_gone(references - set(self._names))

    def of(self, model: type[Model], pk: Any) -> str:
        if (model, pk) in self._names:
            return self._names[model, pk]
        if self._public:
            return _("one that is not shown any more")
        return _("%(name)s (deleted since)") % {"name": self.last_name(model, pk)}

    def last_name(self, model: type[Model], pk: Any) -> str:
        """What a record was called last; its kind and key, where even its history is gone."""
        kind = capfirst(model._meta.verbose_name)
        return self._names.get((model, pk)) or self._gone.get((model, pk)) or f"{kind} {pk}"

    def is_known(self, model: type[Model], pk: Any) -> bool:
        return (model, pk) in self._names


def references_in(found: Iterable[Difference | Reordered]) -> References:
    """Every record that rows refer to, before or after."""
    references: References = set()
    for difference in found:
        if isinstance(difference, Difference):
            for row in (difference.before, difference.after):
                references |= references_of(difference.model, row or {})
    return references


def references_of(model: type[Model], row: dict[str, Any]) -> References:
    columns: list[Any] = [*model._meta.concrete_fields]
    fields = [field for field in columns if field.is_relation and field.related_model in NAME]
    return {(field.related_model, row[field.attname]) for field in fields if row.get(field.attname) is not None}


def _read(references: References, *, public: bool) -> dict[tuple[type[Model], Any], str]:
    def asked(model: type[Model], keys: list[Any]) -> Any:
        manager: Any = model._default_manager
        records = manager.public() if public else manager.all()
        return _labelled(records.filter(pk__in=keys).order_by(), model, "pk", NAME[model])

    return _union(references, asked)


def _read_gone(references: References) -> dict[tuple[type[Model], Any], str]:
    """The last names of records that are not there any more."""

    def asked(model: type[Model], keys: list[Any]) -> Any:
        snapshot = SNAPSHOTS[model]
        later = snapshot.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id")).order_by("-pgh_id").values("pgh_id")[:1]
        last = snapshot.objects.filter(pgh_obj_id__in=keys, pgh_id=Subquery(later))
        return _labelled(last, model, "pgh_obj_id", NAME[model])

    return _union(references, asked)


def _labelled(records: Any, model: type[Model], key: str, name: str) -> Any:
    return records.values_list(
        Value(model._meta.model_name, output_field=CharField()), Cast(key, CharField()), Cast(name, CharField())
    )


def _union(references: References, asked: Any) -> dict[tuple[type[Model], Any], str]:
    keys: dict[type[Model], list[Any]] = defaultdict(list)
    for model, pk in references:
        keys[model].append(pk)
    if not keys:
        return {}
    first, *others = [asked(model, found) for model, found in keys.items()]
    rows = first.union(*others, all=True) if others else first
    models = {model._meta.model_name: model for model in keys}
    return {(models[name], models[name]._meta.pk.to_python(pk)): label for name, pk, label in rows}
