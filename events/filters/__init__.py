"""What can be asked of each kind of record: one set of parameters a kind.

Selections are asked in these words on every page, file and feed. The meaning of a single parameter is in
`parameters`, the reading of its values in `fields`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db import models
from django.db.models import Q
from django.forms import Form
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events import search
from events.choices import (
    CountryRole,
    DatePrecision,
    EventState,
    EventType,
    FrameworkKind,
    Mode,
    OrganizationKind,
    OrganizationRole,
    Pillar,
    Region,
)
from events.filters.actors import Together
from events.filters.cities import Cities
from events.filters.fields import NOT_RECORDED, EventForm, RecordForm
from events.filters.found import Found
from events.filters.parameters import (
    Cited,
    Codes,
    Countries,
    CountryRegions,
    EventCodes,
    Hanging,
    Keyed,
    OneOf,
    Own,
    PeriodEnd,
    Records,
    Regions,
    Repeated,
    Represented,
    Roles,
    Years,
    in_period,
)
from events.models import (
    Country,
    Event,
    EventIndex,
    Framework,
    Organization,
    Person,
    Quote,
    Source,
    Theme,
)

__all__ = [
    "COUNTRY_ROLES",
    "FILTERS",
    "MATCHES",
    "NOT_RECORDED",
    "Cities",
    "EventFilters",
    "Keyed",
    "RecordFilters",
    "Records",
    "Repeated",
    "Together",
]

MATCHES = [("any", _("any of these")), ("all", _("all of these")), ("none", _("none of these"))]
COUNTRY_ROLES = [
    ("took-part", _("took part, in any role")),
    *CountryRole.choices,
    ("located-in", _("the event took place there")),
]
"""Beside the roles of the record: any of them, and the place. Without a role a country counts either way."""
DATES = [("possible", _("possibly in the period")), ("certain", _("certainly in the period"))]


WORDS = {"max_length": 200, "error_messages": {"max_length": _("A search takes at most 200 letters.")}}


class RecordFilters(django_filters.FilterSet):
    """The parameters of one kind of list. `nothing` marks those that only qualify another parameter."""

    q = django_filters.CharFilter(label=_("words"), method="nothing", **WORDS)

    forms: ClassVar[dict[type[RecordFilters], type[Form]]] = {}

    def get_form_class(self) -> type[Form]:
        """The class of the form, made once: a form copies its fields anyway."""
        known = self.forms.get(type(self))
        if known is None:
            known = self.forms[type(self)] = super().get_form_class()
        return known

    def nothing(self, queryset: models.QuerySet, name: str, value: Any) -> models.QuerySet:
        return queryset

    def conditions(self) -> dict[str, Q]:
        """What each repeated parameter that was given asks for, by its name."""
        asked = self.form.cleaned_data
        repeated = {name: narrow for name, narrow in self.filters.items() if isinstance(narrow, Repeated)}
        return {name: narrow.condition(asked) for name, narrow in repeated.items() if asked.get(name)}

    def filter_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        asked = self.form.cleaned_data
        queryset = queryset.filter(*self.conditions().values())
        return search.matching(queryset, asked["q"]) if asked.get("q") else queryset


class EventFilters(RecordFilters):
    """What can be asked of events. The order here is that of canonical addresses and of the filter panel."""

    country = Countries(label=_("country"), records=Country, key="code")
    country_role = Roles(choices=COUNTRY_ROLES)
    country_match = OneOf(choices=MATCHES)
    region = Regions(label=_("region"), choices=Region.choices, may_lack=True)
    region_match = OneOf(choices=MATCHES)
    city = Cities(label=_("city"))
    organization = Hanging(label=_("organization"), records=Organization, roles=True)
    organization_role = Roles(choices=OrganizationRole.choices)
    organization_match = OneOf(choices=MATCHES)
    person = Hanging(label=_("person"), records=Person)
    person_match = OneOf(choices=MATCHES)
    together = Together(label=_("took part"))
    theme = Hanging(label=_("theme"), records=Theme)
    theme_match = OneOf(choices=MATCHES)
    pillar = EventCodes(label=_("pillar"), choices=Pillar.choices, coerce=int)
    pillar_match = OneOf(choices=MATCHES)
    framework = Hanging(label=_("framework"), records=Framework)
    framework_match = OneOf(choices=MATCHES)
    source = Cited(label=_("source"), records=Source)
    source_match = OneOf(choices=MATCHES)
    type = EventCodes(label=_("type"), choices=EventType.choices)
    type_match = OneOf(choices=MATCHES)
    mode = EventCodes(label=_("mode"), choices=Mode.choices, may_lack=True)
    mode_match = OneOf(choices=MATCHES)
    state = EventCodes(label=_("state"), choices=EventState.choices)
    state_match = OneOf(choices=MATCHES)
    year = Years(label=_("year"))
    vars()["from"] = PeriodEnd(label=_("from"))
    to = PeriodEnd(label=_("to"))
    dates = OneOf(choices=DATES)
    precision = EventCodes(label=_("dates known"), choices=DatePrecision.choices)

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = []
        form = EventForm

    @property
    def period(self) -> tuple[date | None, date | None]:
        """First and last day of the asked range; None where it is open."""
        asked = self.form.cleaned_data
        first, last = asked.get("from"), asked.get("to")
        return (first.earliest if first else None, last.latest if last else None)

    @property
    def asks_for_a_period(self) -> bool:
        return bool(self.form.cleaned_data["year"] or any(self.period))

    @cached_property
    def asked(self) -> dict[str, Q]:
        """All conditions on the index of events, by parameter; the period by that of its beginning.

        One query where words are asked for.
        """
        asked = self.form.cleaned_data
        conditions = self.conditions()
        if any(self.period):
            conditions["from"] = in_period(*self.period, certain=asked["dates"] == "certain")
        if asked["q"]:
            conditions["q"] = Q(*search.index_conditions(search.read(asked["q"])))
        return conditions

    @cached_property
    def index(self) -> models.QuerySet[EventIndex]:
        """The public events that were asked for, as rows of their index: to be ordered and cut there."""
        return EventIndex.objects.public().filter(*self.asked.values())

    @cached_property
    def found(self) -> Found:
        """The same as sets in memory: to be counted. A question with faults finds nothing."""
        return Found(self.asked if self.is_valid() else {"": Q(pk__in=[])})

    def filter_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        """The same as whole events."""
        return queryset.filter(pk__in=self.index.values("event")) if self.asked else queryset

    def certain_q(self) -> Q:
        """Which of the found events lie in the asked years and range under every reading of their dates."""
        asked = {**self.form.cleaned_data, "dates": "certain"}
        condition = in_period(*self.period, certain=True)
        return condition & self.filters["year"].condition(asked) if asked["year"] else condition


class OrganizationFilters(RecordFilters):
    kind = Codes(label=_("kind"), choices=OrganizationKind.choices)
    country = Own(label=_("country"), records=Country, key="code")

    class Meta:
        model = Organization
        fields: ClassVar[list[str]] = []
        form = RecordForm


class PersonFilters(RecordFilters):
    country = Represented(label=_("state represented"), records=Country, key="code")
    organization = Represented(label=_("organization"), records=Organization)

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []
        form = RecordForm


class CountryFilters(RecordFilters):
    region = CountryRegions(label=_("region"), choices=Region.choices, may_lack=True)

    class Meta:
        model = Country
        fields: ClassVar[list[str]] = []
        form = RecordForm


class FrameworkFilters(RecordFilters):
    kind = Codes(label=_("kind"), choices=FrameworkKind.choices)

    class Meta:
        model = Framework
        fields: ClassVar[list[str]] = []
        form = RecordForm


class QuoteFilters(RecordFilters):
    person = Own(label=_("speaker"), records=Person, column="speaker")
    organization = Own(label=_("organization"), records=Organization)

    class Meta:
        model = Quote
        fields: ClassVar[list[str]] = []
        form = RecordForm


class ThemeFilters(RecordFilters):
    pillar = Codes(label=_("pillar"), choices=Pillar.choices, coerce=int)

    class Meta:
        model = Theme
        fields: ClassVar[list[str]] = []
        form = RecordForm


FILTERS: dict[str, type[RecordFilters]] = {
    "events": EventFilters,
    "organizations": OrganizationFilters,
    "people": PersonFilters,
    "countries": CountryFilters,
    "frameworks": FrameworkFilters,
    "quotes": QuoteFilters,
    "themes": ThemeFilters,
}
