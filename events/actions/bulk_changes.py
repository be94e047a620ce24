"""The kinds of changes that can be made to many events at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max, Model, Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from events.actions.bulk import Planned
from events.actions.publication import (
    CHANGE,
    PUBLISH,
    PUBLISHING,
    RETURN,
    SUBMIT,
    Step,
    publish_event,
    return_event,
    submit_event,
    withdraw_event,
    works_of_one,
)
from events.choices import EventType, FrameworkRelation
from events.models import Citation, Event, EventFramework, EventTheme, Framework, Theme

DEEPEST = 50  # events within events, beyond which something is wrong


class ContentChange:
    """A change of what is recorded, which everybody who enters events may make."""

    permission = CHANGE
    is_step = False


@dataclass(frozen=True)
class SetType(ContentChange):
    """Every event becomes one of this type."""

    type: str

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        after = str(EventType(self.type).label)
        return [Planned(event, str(EventType(event.type).label), after) for event in events]

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        Event.objects.filter(pk__in=_keys(planned)).update(type=self.type)


@dataclass(frozen=True)
class AddTheme(ContentChange):
    """The theme comes last, for the first theme is the most important one."""

    theme: Theme

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        return _plan_rows(events, "event_themes", _theme_name, lambda rows: _added(rows, self.theme, "theme"))

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        last = _last_numbers(EventTheme, planned)
        EventTheme.objects.bulk_create(
            EventTheme(event=one.event, theme=self.theme, sort_order=last.get(one.event.pk, -1) + 1) for one in planned
        )


@dataclass(frozen=True)
class RemoveTheme(ContentChange):
    """The events are about this theme no more."""

    theme: Theme

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        planned = _plan_rows(events, "event_themes", _theme_name, lambda rows: _taken(rows, self.theme, "theme"))
        return _only_reviewers_take_away(planned, by)

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        EventTheme.objects.filter(event__in=_keys(planned), theme=self.theme).delete()


@dataclass(frozen=True)
class AddFramework(ContentChange):
    """The events have to do with the framework, all in the same relation."""

    framework: Framework
    relation: str

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        new = EventFramework(framework=self.framework, relation=self.relation)
        same = (self.framework.pk, self.relation)

        def add(rows: list[Any]) -> list[Any]:
            return rows if same in {(row.framework_id, row.relation) for row in rows} else [*rows, new]

        return _plan_rows(events, "event_frameworks", _framework_name, add)

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        _add_frameworks(planned, self.framework, self.relation, {})


@dataclass(frozen=True)
class RemoveFramework(ContentChange):
    """The framework goes in every relation that it has to the event."""

    framework: Framework

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        planned = _plan_rows(
            events, "event_frameworks", _framework_name, lambda rows: _taken(rows, self.framework, "framework")
        )
        return _only_reviewers_take_away(planned, by)

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        EventFramework.objects.filter(event__in=_keys(planned), framework=self.framework).delete()


@dataclass(frozen=True)
class AddToSeries(ContentChange):
    """Events join a series in the order of time, numbered on from its last number if that is wanted."""

    series: Framework
    is_numbered: bool

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        prefetch_related_objects(events, _rows("event_frameworks", "framework"))
        last = self._last()
        number = last.ordinal if last and last.ordinal else 0
        planned = []
        for event in events:
            rows = list(event.event_frameworks.all())
            before = _in_words(rows, _framework_name)
            if any(row.framework_id == self.series.pk and row.relation == FrameworkRelation.UNDER for row in rows):
                planned.append(Planned(event, before, before))
            elif self.is_numbered and last and _order(event) < _order(last.event):
                told = _("It was before no. %(number)d of the series: write its number on its own form.")
                planned.append(Planned(event, before, before, told % {"number": last.ordinal}))
            else:
                number += 1
                new = EventFramework(framework=self.series, relation=FrameworkRelation.UNDER)
                new.ordinal = number if self.is_numbered else None
                planned.append(Planned(event, before, _in_words([*rows, new], _framework_name)))
        return planned

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        last = self._last()
        first = (last.ordinal or 0) + 1 if last else 1
        numbers = {one.event.pk: number for number, one in enumerate(planned, start=first)}
        _add_frameworks(planned, self.series, FrameworkRelation.UNDER, numbers if self.is_numbered else {})

    def _last(self) -> EventFramework | None:
        numbered = EventFramework.objects.filter(framework=self.series, ordinal__isnull=False)
        return numbered.select_related("event").order_by("-ordinal", "-pk").first()


@dataclass(frozen=True)
class SetPartOf(ContentChange):
    """Events took place within a larger one."""

    whole: Event

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        prefetch_related_objects(events, "part_of")
        above = self._above()
        planned = []
        for event in events:
            before, problem = str(event.part_of or _("of nothing larger")), ""
            if event.pk == self.whole.pk:
                problem = _("An event can't be part of itself.")
            elif event.pk in above:
                problem = _("“%(whole)s” is part of this event.") % {"whole": self.whole}
            after = before if problem or event.part_of_id == self.whole.pk else str(self.whole)
            planned.append(Planned(event, before, after, problem))
        return planned

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        Event.objects.filter(pk__in=_keys(planned)).update(part_of=self.whole)

    def _above(self) -> set[int]:
        """Keys of the events that the larger one is part of."""
        above: set[int] = set()
        key = self.whole.part_of_id
        while key and key not in above and len(above) < DEEPEST:
            above.add(key)
            key = Event.objects.values_list("part_of", flat=True).get(pk=key)
        return above


@dataclass(frozen=True)
class TakeStep:
    """Every event takes the same step; what a person has to look at by itself stays where it is."""

    step: Step
    is_step = True

    @property
    def permission(self) -> str:
        return self.step.permission

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        cited = set(Citation.objects.filter(event__in=events).values_list("event", flat=True))
        own = works_of_one(events=events, by=by)
        after = str(self.step.leads_to.label)
        planned = []
        for event in events:
            before, problem = event.get_status_display(), ""
            if event.status == self.step.leads_to:
                planned.append(Planned(event, before, before))
                continue
            if event.status not in self.step.starts_from:
                problem = _("It is “%(status)s”: this step does not start there.") % {"status": before}
            elif self.step is PUBLISHING and event.pk not in cited:
                problem = _("It has no source.")
            elif self.step is PUBLISHING and event.pk in own:
                problem = _("Nobody but you has seen it: publish it on its own page, and write why.")
            planned.append(Planned(event, before, before if problem else after, problem))
        return planned

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        for one in planned:
            if self.step is PUBLISHING:
                publish_event(event=one.event, by=by, comment=reason)
            elif self.step is SUBMIT:
                submit_event(event=one.event, by=by, comment=reason)
            elif self.step is RETURN:
                return_event(event=one.event, by=by, comment=reason)
            else:
                withdraw_event(event=one.event, by=by, reason=reason)


def _keys(planned: list[Planned]) -> list[int]:
    return [one.event.pk for one in planned]


def _order(event: Event) -> tuple[Any, ...]:
    return event.earliest_start, event.latest_start, event.slug


def _rows(relation: str, named: str) -> Prefetch:
    model: Any = Event._meta.get_field(relation).related_model
    return Prefetch(relation, model._default_manager.select_related(named).order_by("sort_order", "pk"))


def _plan_rows(
    events: list[Event], relation: str, name: Callable[[Any], str], change: Callable[[list[Any]], list[Any]]
) -> list[Planned]:
    prefetch_related_objects(events, _rows(relation, "theme" if relation == "event_themes" else "framework"))
    planned = []
    for event in events:
        rows = list(getattr(event, relation).all())
        planned.append(Planned(event, _in_words(rows, name), _in_words(change(rows), name)))
    return planned


def _in_words(rows: list[Any], name: Callable[[Any], str]) -> str:
    return "; ".join(name(row) for row in rows) or _("none")


def _theme_name(row: EventTheme) -> str:
    return row.theme.name


def _framework_name(row: EventFramework) -> str:
    number = f", {row.ordinal}" if row.ordinal else ""
    return f"{row.framework} ({row.get_relation_display().lower()}{number})"


def _added(rows: list[Any], record: Model, name: str) -> list[Any]:
    is_there = any(getattr(row, f"{name}_id") == record.pk for row in rows)
    return rows if is_there else [*rows, EventTheme(**{name: record})]


def _taken(rows: list[Any], record: Model, name: str) -> list[Any]:
    return [row for row in rows if getattr(row, f"{name}_id") != record.pk]


def _only_reviewers_take_away(planned: list[Planned], by: User) -> list[Planned]:
    """As on the form: what readers have seen is taken away by reviewers."""
    if by.has_perm(PUBLISH):
        return planned
    refusal = _("It was published: only reviewers take something away from it.")
    return [
        Planned(one.event, one.before, one.before, refusal) if one.is_made and one.event.published_at else one
        for one in planned
    ]


def _last_numbers(model: Any, planned: list[Planned]) -> dict[int, int]:
    rows = model.objects.filter(event__in=_keys(planned)).order_by().values("event")
    return dict(rows.annotate(last=Max("sort_order")).values_list("event", "last"))


def _add_frameworks(planned: list[Planned], framework: Framework, relation: str, numbers: dict[int, int]) -> None:
    last = _last_numbers(EventFramework, planned)
    EventFramework.objects.bulk_create(
        EventFramework(
            event=one.event,
            framework=framework,
            relation=relation,
            ordinal=numbers.get(one.event.pk),
            sort_order=last.get(one.event.pk, -1) + 1,
        )
        for one in planned
    )
