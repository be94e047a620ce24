"""What the page of one event shows: its record in the order of reading, each fact with its source marks.

Works on an event of `EventQuerySet.with_everything()`; only `beside` asks the database something itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import CountQualifier, CountUnit, Fact, FrameworkRelation
from events.models import Citation, Event, EventFramework, EventPlace, Framework, Quote, Source
from events.pages.follow_ups import FollowUps

AGREED = (
    FrameworkRelation.ADOPTED,
    FrameworkRelation.SIGNED,
    FrameworkRelation.LAUNCHED,
    FrameworkRelation.ESTABLISHED,
)


@dataclass(frozen=True)
class NumberedSource:
    """A source as the list at the end of the page prints it."""

    number: int
    source: Source
    citation: Citation | None  # None when only a quote rests on it
    quotes: tuple[int, ...]  # numbers of the quotes that it prints

    @property
    def supports_everything(self) -> bool:
        return self.citation is not None and not self.citation.supports

    @property
    def facts(self) -> list[str]:
        """Names of the facts that it supports."""
        named = [str(Fact(fact).label) for fact in self.citation.supports] if self.citation else []
        return named + [_("quote %(number)d") % {"number": number} for number in self.quotes]


@dataclass(frozen=True)
class RoleGroup:
    """Participations in one role."""

    label: str
    rows: list[Any]


@dataclass(frozen=True)
class QuoteRow:
    """A quote with the marks of its source."""

    quote: Quote
    marks: list[int]


class EventPage:
    """An event's record, arranged for reading."""

    def __init__(self, event: Event, follow_ups: FollowUps | None = None) -> None:
        self.event = event
        self.follow_ups = follow_ups

    @cached_property
    def sources(self) -> list[NumberedSource]:
        """Citations in their order, then sources that only quotes rest on."""
        quoted: dict[Source, list[int]] = {}
        for quote in self.event.quotes.all():
            if quote.source:
                quoted.setdefault(quote.source, []).append(quote.number)
        rows: list[tuple[Source, Citation | None]] = [(c.source, c) for c in self.event.citations.all()]
        cited = {source for source, citation in rows}
        rows += [(source, None) for source in quoted if source not in cited]
        return [
            NumberedSource(number, source, citation, tuple(quoted.get(source, ())))
            for number, (source, citation) in enumerate(rows, start=1)
        ]

    @cached_property
    def marks(self) -> dict[str, list[int]]:
        """For each fact the numbers of the sources that support it."""
        return {
            fact: [
                row.number
                for row in self.sources
                if row.citation and (row.supports_everything or fact in row.citation.supports)
            ]
            for fact in Fact.values
        }

    @property
    def places(self) -> list[EventPlace]:
        return list(self.event.places.all())

    @property
    def themes(self) -> list[Any]:
        return [row.theme for row in self.event.event_themes.all()]

    @property
    def organizations(self) -> list[RoleGroup]:
        return _by_role(self.event.organization_participations.all())

    @property
    def countries(self) -> list[RoleGroup]:
        return _by_role(self.event.country_participations.all())

    @property
    def organization_total(self) -> int:
        return len({row.organization_id for row in self.event.organization_participations.all()})

    @property
    def country_total(self) -> int:
        return len({row.country_id for row in self.event.country_participations.all()})

    @property
    def person_total(self) -> int:
        """Each of those whose name was removed counts as somebody else."""
        return len({row.person_id or -row.pk for row in self.event.person_participations.all()})

    @property
    def agreed(self) -> list[EventFramework]:
        """What was adopted, signed, launched or established: the outcomes."""
        return [row for row in self.event.event_frameworks.all() if row.relation in AGREED]

    @property
    def frameworks(self) -> list[EventFramework]:
        """Every other framework: held under, presented, reviewed, prepared."""
        return [row for row in self.event.event_frameworks.all() if row.relation not in AGREED]

    @property
    def series(self) -> EventFramework | None:
        """The framework whose events the page leads through: one with a number, else the first held under."""
        under = [row for row in self.event.event_frameworks.all() if row.relation == FrameworkRelation.UNDER]
        return next((row for row in under if row.ordinal), under[0] if under else None)

    @property
    def quotes(self) -> list[QuoteRow]:
        return [
            QuoteRow(quote, [row.number for row in self.sources if row.source == quote.source][:1])
            for quote in self.event.quotes.all()
        ]

    @property
    def has_chain(self) -> bool:
        return bool(self.event.part_of or self.event.parts.all() or self.follow_ups)

    @property
    def participants_in_words(self) -> str:
        return participants_in_words(self.event)


def _by_role(rows: Iterable[Any]) -> list[RoleGroup]:
    """Group by role, the roles in the order of first mention."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.get_role_display(), []).append(row)
    return [RoleGroup(label, found) for label, found in groups.items()]


def participants_in_words(event: Event) -> str:
    """The participant count as a sentence would say it: “more than 60 people”; '' when none is recorded."""
    number = event.participant_count
    if number is None:
        return ""
    counted = {
        CountUnit.PEOPLE: ngettext("%(number)s person", "%(number)s people", number),
        CountUnit.DELEGATIONS: ngettext("%(number)s delegation", "%(number)s delegations", number),
        CountUnit.COUNTRIES: ngettext("%(number)s country", "%(number)s countries", number),
        CountUnit.ORGANIZATIONS: ngettext("%(number)s organization", "%(number)s organizations", number),
    }[CountUnit(event.participant_unit)] % {"number": f"{number:,}"}
    qualified = {
        CountQualifier.ABOUT: _("about %(count)s"),
        CountQualifier.MORE_THAN: _("more than %(count)s"),
        CountQualifier.UP_TO: _("up to %(count)s"),
    }.get(event.participant_qualifier)  # type: ignore[call-overload]
    return qualified % {"count": counted} if qualified else counted


@dataclass(frozen=True)
class Beside:
    """The events before and after this one within a framework."""

    framework: Framework
    previous: Event | None
    following: Event | None


def beside(page: EventPage) -> Beside | None:
    """Lead through the events of the page's main framework. Two queries, none when it was held under none."""
    if page.series is None:
        return None
    events = Event.objects.public().under(page.series.framework)
    previous, following = events.before(page.event).first(), events.after(page.event).first()
    return Beside(page.series.framework, previous, following) if previous or following else None
