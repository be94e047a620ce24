"""The published columns of events."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.choices import FrameworkRelation, OrganizationRole
from events.columns.base import (
    DATE,
    INTEGER,
    LIST,
    NUMBER,
    PARTIAL_DATE,
    TEXT,
    URL,
    Column,
    address,
    distinct,
    field_column,
    list_of,
    main_place,
    number_of,
    pair,
    public_event,
)
from events.models import (
    Citation,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventTheme,
    OrganizationParticipation,
    PersonParticipation,
    Quote,
)

OUTCOMES = [
    FrameworkRelation.ADOPTED,
    FrameworkRelation.SIGNED,
    FrameworkRelation.LAUNCHED,
    FrameworkRelation.ESTABLISHED,
]
ORGANIZERS = [OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER]


def bound(name: str, label: str | Promise, description: str | Promise) -> Column:
    """A day that the database derives from a partial date."""
    return Column(name, label, description, DATE, lambda: F(name), (f"Event.{name}",))


EVENT_COLUMNS = [
    field_column(Event, "slug"),
    Column(
        "url", _("address"), _("Permanent address of the event's page."), URL, address("events:event-detail", "slug")
    ),
    field_column(Event, "title"),
    field_column(Event, "type"),
    field_column(Event, "state"),
    field_column(Event, "start", datatype=PARTIAL_DATE),
    field_column(Event, "end", datatype=PARTIAL_DATE),
    Column(
        "precision",
        _("precision of the start"),
        _("How much of the start is known: day, month or year."),
        TEXT,
        lambda: F("precision"),
        ("Event.precision",),
    ),
    Column("year", _("year"), _("Year of the start."), INTEGER, lambda: F("year"), ("Event.year",)),
    bound("earliest_start", _("earliest start"), _("First day on which it can have started.")),
    bound("latest_start", _("latest start"), _("Last day on which it can have started.")),
    bound("earliest_end", _("earliest end"), _("First day on which it can have ended.")),
    bound("latest_end", _("latest end"), _("Last day on which it can have ended.")),
    field_column(Event, "date_note"),
    field_column(Event, "mode"),
    Column(
        "cities",
        _("cities"),
        _("Cities in which it took place, the main one first."),
        LIST,
        list_of(EventPlace, F("city"), city__gt=""),
        ("EventPlace.city",),
    ),
    Column(
        "place_countries",
        _("countries of the places"),
        _("Countries in which it took place (ISO 3166-1 alpha-2)."),
        LIST,
        distinct(EventPlace, "country_id"),
        ("EventPlace.country",),
    ),
    Column(
        "venues",
        _("venues"),
        _("Buildings, hotels or campuses."),
        LIST,
        list_of(EventPlace, F("venue"), venue__gt=""),
        ("EventPlace.venue",),
    ),
    Column(
        "latitude",
        _("latitude"),
        _("Of the main place's city, in degrees (WGS 84, GeoNames)."),
        NUMBER,
        main_place("latitude"),
        ("EventPlace.latitude",),
    ),
    Column(
        "longitude",
        _("longitude"),
        _("Of the main place's city, in degrees (WGS 84, GeoNames)."),
        NUMBER,
        main_place("longitude"),
        ("EventPlace.longitude",),
    ),
    Column(
        "countries",
        _("countries"),
        _("Countries that took part (ISO 3166-1 alpha-2)."),
        LIST,
        distinct(CountryParticipation, "country_id"),
        ("CountryParticipation.country",),
    ),
    Column(
        "country_names",
        _("names of the countries"),
        _("Countries that took part, by name."),
        LIST,
        distinct(CountryParticipation, "country__name"),
    ),
    Column(
        "country_roles",
        _("countries with roles"),
        _("Each participation as code:role, in the order of the record."),
        LIST,
        list_of(CountryParticipation, pair("country_id", "role")),
        ("CountryParticipation.role",),
    ),
    Column(
        "organizers",
        _("organizers"),
        _("Slugs of organizers and co-organizers."),
        LIST,
        list_of(OrganizationParticipation, F("organization__slug"), role__in=ORGANIZERS),
    ),
    Column(
        "organizations",
        _("organizations"),
        _("Slugs of the organizations that took part."),
        LIST,
        distinct(OrganizationParticipation, "organization__slug"),
        ("OrganizationParticipation.organization",),
    ),
    Column(
        "organization_names",
        _("names of the organizations"),
        _("Organizations that took part, by name."),
        LIST,
        distinct(OrganizationParticipation, "organization__name"),
    ),
    Column(
        "organization_roles",
        _("organizations with roles"),
        _("Each participation as slug:role, in the order of the record."),
        LIST,
        list_of(OrganizationParticipation, pair("organization__slug", "role")),
        ("OrganizationParticipation.role",),
    ),
    Column(
        "people",
        _("people"),
        _("Slugs of the people who took part."),
        LIST,
        distinct(PersonParticipation, "person__slug"),
        ("PersonParticipation.person",),
    ),
    Column(
        "person_names",
        _("names of the people"),
        _("People who took part, by name."),
        LIST,
        distinct(PersonParticipation, "person__name"),
    ),
    Column(
        "person_roles",
        _("people with roles"),
        _("Each participation as slug:role, in the order of the record."),
        LIST,
        list_of(PersonParticipation, pair("person__slug", "role")),
        ("PersonParticipation.role",),
    ),
    Column(
        "themes",
        _("themes"),
        _("Slugs of the themes, the most important first."),
        LIST,
        list_of(EventTheme, F("theme_id")),
        ("EventTheme.theme",),
    ),
    Column(
        "pillars",
        _("pillars"),
        _("Pillars of the UN Global Counter-Terrorism Strategy that the themes serve."),
        LIST,
        distinct(EventTheme, "theme__pillar"),
    ),
    Column(
        "frameworks",
        _("frameworks"),
        _("Each framework as slug:relation, in the order of the record."),
        LIST,
        list_of(EventFramework, pair("framework__slug", "relation")),
        ("EventFramework.framework", "EventFramework.relation"),
    ),
    Column(
        "outcomes",
        _("outcomes"),
        _("Slugs of what was adopted, signed, launched or established."),
        LIST,
        list_of(EventFramework, F("framework__slug"), relation__in=OUTCOMES),
    ),
    field_column(Event, "participant_count", datatype=INTEGER),
    field_column(Event, "participant_unit"),
    field_column(Event, "participant_qualifier"),
    field_column(Event, "participant_note"),
    field_column(Event, "summary"),
    field_column(Event, "original_title"),
    Column(
        "part_of",
        _("part of"),
        _("Slug of the larger event within which it took place."),
        TEXT,
        public_event("part_of"),
        ("Event.part_of",),
    ),
    Column(
        "follow_up_to",
        _("follow-up to"),
        _("Slug of the earlier event that it continues."),
        TEXT,
        public_event("follow_up_to"),
        ("Event.follow_up_to",),
    ),
    Column("quotes", _("quotes"), _("Number of quotes recorded."), INTEGER, number_of(Quote), ("Quote.event",)),
    Column(
        "sources",
        _("sources"),
        _("Slugs of the sources cited for the event."),
        LIST,
        list_of(Citation, F("source__slug")),
        ("Citation.source", "Citation.event", "Source.slug"),
    ),
    Column(
        "source_urls",
        _("addresses of the sources"),
        _("Where the sources are found on the web, as far as known."),
        LIST,
        list_of(Citation, F("source__url"), source__url__gt=""),
        ("Source.url",),
    ),
    Column(
        "published",
        _("published"),
        _("Day on which the record was first published (UTC)."),
        DATE,
        lambda: TruncDate("published_at"),
        ("Event.published_at",),
    ),
]
