"""The form of a change of many events: what can be done, with the fields that each needs, and the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.bulk import MOST, BulkChange
from events.actions.bulk_changes import (
    AddFramework,
    AddTheme,
    AddToSeries,
    RemoveFramework,
    RemoveTheme,
    SetPartOf,
    SetType,
    TakeStep,
)
from events.actions.publication import STEPS, Step
from events.admin.entry.choices import RecordSelect
from events.choices import EventType, FrameworkKind, FrameworkRelation
from events.models import Event, EventFramework, Framework, Theme

LONGEST_REASON = 2_000
DEFAULTS = frozenset({"relation", "is_numbered"})  # fields that always say something


@dataclass(frozen=True)
class Kind:
    """Something that can be done to many events."""

    key: str
    label: str | Promise
    fields: tuple[str, ...]
    make: Callable[[dict[str, Any]], BulkChange]  # of what the form says


def _step(step: Step) -> Kind:
    return Kind(step.key, step.label, (), lambda said: TakeStep(step))


KINDS = {
    kind.key: kind
    for kind in (
        Kind("type", gettext_lazy("Set the type"), ("type",), lambda said: SetType(said["type"])),
        Kind("add-theme", gettext_lazy("Add a theme"), ("added",), lambda said: AddTheme(said["added"])),
        Kind("remove-theme", gettext_lazy("Remove a theme"), ("removed",), lambda said: RemoveTheme(said["removed"])),
        Kind(
            "add-framework",
            gettext_lazy("Add a framework"),
            ("framework", "relation"),
            lambda said: AddFramework(said["framework"], said["relation"]),
        ),
        Kind(
            "remove-framework",
            gettext_lazy("Remove a framework"),
            ("dropped",),
            lambda said: RemoveFramework(said["dropped"]),
        ),
        Kind(
            "series",
            gettext_lazy("Add to a series"),
            ("series", "is_numbered"),
            lambda said: AddToSeries(said["series"], said["is_numbered"]),
        ),
        Kind("part-of", gettext_lazy("Make part of an event"), ("whole",), lambda said: SetPartOf(said["whole"])),
        *map(_step, STEPS.values()),
    )
}


def _record(model: Any, field: str, queryset: QuerySet) -> forms.ModelChoiceField:
    """A choice among records that are found by typing, as on the form of one event."""
    widget = RecordSelect(model._meta.get_field(field), admin.site)
    return forms.ModelChoiceField(queryset, required=False, widget=widget)


class BulkForm(forms.Form):
    """What is to be done to the chosen events, and why."""

    keys = forms.CharField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label=gettext_lazy("What"), widget=forms.RadioSelect)
    type = forms.ChoiceField(choices=[("", "–"), *EventType.choices], required=False)
    added = forms.ModelChoiceField(Theme.objects.by_pillar(), required=False, empty_label="–")
    removed = forms.ModelChoiceField(Theme.objects.by_pillar(), required=False, empty_label="–")
    framework = _record(EventFramework, "framework", Framework.objects.all())
    relation = forms.ChoiceField(
        choices=FrameworkRelation.choices,
        initial=FrameworkRelation.UNDER,
        required=False,
        label=gettext_lazy("Relation"),
    )
    dropped = _record(EventFramework, "framework", Framework.objects.all())
    series = _record(EventFramework, "framework", Framework.objects.all())
    is_numbered = forms.BooleanField(
        required=False, label=gettext_lazy("count on from the last number, in the order of time")
    )
    whole = _record(Event, "part_of", Event.objects.all())
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Kept in the history of each event, for the staff. Only the reason of a withdrawal is for readers: they "
            "find it at the event's address."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [
            kind for kind in KINDS.values() if kind.key not in STEPS or user.has_perm(STEPS[kind.key].permission)
        ]
        what: Any = self.fields["what"]
        what.choices = [(kind.key, kind.label) for kind in self.offered]

    def clean_keys(self) -> list[int]:
        keys = [key for key in self.cleaned_data["keys"].split(",") if key.isdecimal() and len(key) < 19]
        if not keys or len(keys) > MOST:
            raise ValidationError(_("Choose between 1 and %(most)d events.") % {"most": MOST})
        return [int(key) for key in keys]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.data.get("what") and (meant := self._meant(cleaned)):
            cleaned["what"] = meant
            self.errors.pop("what", None)
        kind = KINDS.get(cleaned.get("what", ""))
        needed = kind.fields if kind else ()
        for name in needed:
            if name not in self.errors and name != "is_numbered" and not cleaned.get(name):
                self.add_error(name, _("Choose one."))
        series = cleaned.get("series")
        if "series" in needed and series and series.kind != FrameworkKind.SERIES:
            told = _("“%(framework)s” is no series. Choose one, or use “Add a framework”.")
            self.add_error("series", told % {"framework": series})
        return cleaned

    def _meant(self, cleaned: dict[str, Any]) -> str:
        """Whoever chose a value and did not mark the line in which it stands means that line, if it is the only one."""
        chosen = {name for name, value in cleaned.items() if value and name not in DEFAULTS}
        meant = [kind.key for kind in self.offered if chosen.intersection(kind.fields)]
        return meant[0] if len(meant) == 1 else ""

    def change(self) -> BulkChange:
        """The change that the form describes. Only for a valid form."""
        return KINDS[self.cleaned_data["what"]].make(self.cleaned_data)

    def choices_with_fields(self) -> list[dict[str, Any]]:
        """Each thing that can be done with its fields beside it, as the page shows them."""
        return [
            {"key": kind.key, "label": kind.label, "fields": [self[name] for name in kind.fields]}
            for kind in self.offered
        ]
