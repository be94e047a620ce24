"""What the page of one actor, framework or theme shows, counted over the public events it hangs on.

Each function answers for one kind of record with everything its template needs, in a fixed number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, When
from django.utils.translation import gettext as _

from events.choices import CountryRole, FrameworkRelation, OrganizationRole, Region
from events.models import (
    Country,
    EventFramework,
    EventQuerySet,
    Framework,
    Organization,
    Person,
    PersonParticipation,
    Quote,
    Theme,
)
from events.pages import tallies
from events.pages.chain import STEPS, chain_of
from events.pages.charts import BarChart
from events.pages.event_rows import EventRow, event_rows
from events.pages.posts import set_latest_posts
from events.pages.tallies import Line, Multiple
from events.selection import Selection

LATEST = 6
QUOTES = 4
PEOPLE = 12
ORGANIZATIONS = 15
MAIN_REGIONS = (
    Region.CENTRAL_ASIA,
    Region.SOUTHERN_ASIA,
    Region.WESTERN_ASIA,
    Region.SOUTH_EASTERN_ASIA,
    Region.EASTERN_EUROPE,
    Region.NORTHERN_AFRICA,
    Region.WESTERN_AFRICA,
    Region.EASTERN_AFRICA,
)
APPEARANCES = 50
FEWEST_DRAWN = 3
EVENTS_OF_FRAMEWORK = 100


@dataclass
class Profile:
    """The parts of a page. A part that its kind of record has not is empty, and the page leaves it out."""

    selection: Selection
    total: int
    chart: BarChart | None = None
    latest: list[EventRow] = field(default_factory=list)
    roles: list[Line] = field(default_factory=list)
    types: list[Line] = field(default_factory=list)
    countries: list[Line] = field(default_factory=list)
    organizations: list[Line] = field(default_factory=list)
    frameworks: list[Line] = field(default_factory=list)
    themes: list[Line] = field(default_factory=list)
    multiples: list[Multiple] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def is_worth_drawing(self) -> bool:
        """Whether charts say more than the list of events beside them."""
        return self.total >= FEWEST_DRAWN

    @property
    def years(self) -> str:
        """First and last year, as “2004 to 2025”."""
        years = [bar.column.label for bar in self.chart.bars if bar.column.total] if self.chart else []
        if not years:
            return ""
        first, last = years[0], years[-1]
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def of_country(country: Country, *, today: date) -> Profile:
    """Where it hosted, where it went, with whom, when, on what, and who spoke for it."""
    selection = Selection("events", {"country": country.code})
    together = Selection("events", {"country": country.code, "country_role": "took-part"})
    title = _("Events with %(country)s per year") % {"country": country.name}
    chart = tallies.per_year(selection, today=today, title=title, located_in=country)
    located = tallies.located_in(selection, country)
    bodies = tallies.bodies_of(country, selection)
    return Profile(
        selection=selection,
        total=selection.counts.total,
        chart=chart,
        latest=latest(selection),
        roles=tallies.roles(selection, "country", country, CountryRole),
        types=tallies.types(selection),
        countries=tallies.countries(together, beside=country.code),
        organizations=tallies.organizations(selection, not_of=country),
        frameworks=tallies.frameworks(selection),
        multiples=tallies.themes_per_year(selection, today=today),
        people=people_of(country, selection),
        quotes=list(Quote.objects.public().for_country(country).with_relations().in_reading_order()[:QUOTES]),
        more={
            "located": located,
            "elsewhere": selection.counts.total - located,
            "countries_met": max(tallies.countries_met(together) - 1, 0),
            "organizations_met": tallies.met(selection, "organization"),
            "cities": tallies.cities(country),
            "bodies": bodies[:ORGANIZATIONS],
            "body_total": len(bodies),
        },
    )


def of_organization(organization: Organization, *, today: date) -> Profile:
    """In which roles, with whom, where, on what, and who spoke for it."""
    selection = Selection("events", {"organization": organization.slug})
    title = _("Events with %(actor)s per year") % {"actor": organization.short_name}
    return Profile(
        selection=selection,
        total=selection.counts.total,
        chart=tallies.per_year(selection, today=today, title=title),
        latest=latest(selection),
        roles=tallies.roles(selection, "organization", organization, OrganizationRole),
        types=tallies.types(selection),
        countries=tallies.countries(selection),
        organizations=tallies.organizations(selection, beside=organization.slug),
        frameworks=tallies.frameworks(selection),
        multiples=tallies.themes_per_year(selection, today=today),
        people=people_of(organization, selection),
        quotes=list(Quote.objects.public().for_organization(organization).with_relations().in_reading_order()[:QUOTES]),
        more={
            "countries_met": tallies.countries_met(selection),
            "organizations_met": max(tallies.met(selection, "organization") - 1, 0),
        },
    )


def of_person(person: Person, *, today: date) -> Profile:
    """Each public appearance with the post held at the time, and the words said."""
    selection = Selection("events", {"person": person.slug})
    title = _("Events with %(actor)s per year") % {"actor": person.name}
    public = PersonParticipation.objects.filter(EventQuerySet.public_q("event__"), person=person)
    set_latest_posts([person], selection.filters.found.bitmaps)
    appearances = public.select_related("event", "organization", "country").order_by(
        "-event__latest_start", "-event__earliest_start", "event__slug", "sort_order"
    )
    return Profile(
        selection=selection,
        total=selection.counts.total,
        chart=tallies.per_year(selection, today=today, title=title, plot=90),
        countries=tallies.countries(selection),
        organizations=tallies.organizations(selection),
        themes=tallies.themes(selection),
        quotes=list(Quote.objects.public().said_by(person).with_relations().in_reading_order()),
        more={"appearances": list(appearances[:APPEARANCES])},
    )


def of_framework(framework: Framework, *, today: date) -> Profile:
    """Which events were held under it, adopted it, presented it ..., and with whom."""
    selection = Selection("events", {"framework": framework.slug})
    title = _("Events of %(framework)s per year") % {"framework": framework.acronym or framework.title}
    public = EventFramework.objects.filter(EventQuerySet.public_q("event__"), framework=framework)
    rows = public.select_related("event").prefetch_related("event__places__country")
    found: dict[str, list[EventFramework]] = {}
    newest_first = ("-event__latest_start", "-event__earliest_start", "event__slug")
    is_step = Case(When(relation=FrameworkRelation.UNDER, then=1), default=0)  # the few that made it what it is
    for row in rows.order_by(is_step, *newest_first)[:EVENTS_OF_FRAMEWORK]:
        found.setdefault(row.relation, []).append(row)
    return Profile(
        selection=selection,
        total=selection.counts.total,
        chart=tallies.per_year(selection, today=today, title=title, plot=90),
        countries=tallies.countries(selection),
        organizations=tallies.organizations(selection),
        themes=tallies.themes(selection),
        more={
            "relations": [(step.label, found[step]) for step in STEPS if step in found],
            "chain": chain_of(found),
            "shown": len({row.event_id for group in found.values() for row in group}),
        },
    )


def of_theme(theme: Theme, *, today: date) -> Profile:
    """Who meets on it, under what, and when."""
    selection = Selection("events", {"theme": theme.slug})
    title = _("Events on %(theme)s per year") % {"theme": theme.name}
    return Profile(
        selection=selection,
        total=selection.counts.total,
        chart=tallies.per_year(selection, today=today, title=title),
        latest=latest(selection),
        types=tallies.types(selection),
        countries=tallies.countries(selection),
        organizations=tallies.organizations(selection),
        frameworks=tallies.frameworks(selection),
        more={
            "countries_met": tallies.countries_met(selection),
            "organizations_met": tallies.met(selection, "organization"),
        },
    )


def of_everything(*, today: date) -> Profile:
    """The whole record, for the home page."""
    selection = Selection("events", {})
    return Profile(
        selection=selection,
        total=selection.counts.total,
        chart=tallies.per_year(selection, today=today, title=_("All events per year"), plot=170),
        latest=latest(selection),
        types=tallies.types(selection)[: tallies.LINES],
        themes=tallies.themes(selection),
        quotes=list(Quote.objects.public().with_relations().in_reading_order()[:1]),
        more={
            "countries": tallies.busiest(selection, Country.objects.all(), "country", limit=LATEST),
            "organizations": tallies.busiest(selection, Organization.objects.all(), "organization", limit=LATEST),
            "frameworks": tallies.busiest(selection, Framework.objects.all(), "framework", limit=LATEST),
            "regions": [(region.value, region.label) for region in MAIN_REGIONS],
            "country_total": Country.objects.in_the_record().count(),
            "organization_total": Selection("organizations", {}).counts.total,
            "framework_total": tallies.met(selection, "framework"),
        },
    )


def people_of(actor: Country | Organization, selection: Selection) -> list[Person]:
    """Those who appeared for it most lately, each with the latest post. Three queries."""
    people = Person.objects.lately_representing(actor, PEOPLE)
    set_latest_posts(people, selection.filters.found.bitmaps)
    return people


def latest(selection: Selection) -> list[EventRow]:
    """The rows of the newest events. Two queries."""
    return event_rows(selection.first_events(LATEST))
