"""The published columns of everything but events."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from events.columns.base import (
    INTEGER,
    LIST,
    NUMBER,
    PARTIAL_DATE,
    TEXT,
    URL,
    Column,
    address,
    event_count,
    field_column,
    list_of,
    public_parent,
)
from events.models import (
    Country,
    CountryParticipation,
    EventFramework,
    EventPlace,
    EventTheme,
    Framework,
    Organization,
    OrganizationName,
    OrganizationParticipation,
    Person,
    PersonName,
    PersonParticipation,
    Quote,
    Theme,
)
from events.models.event_queryset import count_of_public_events

ORGANIZATION_COLUMNS = [
    field_column(Organization, "slug"),
    Column(
        "url", _("address"), _("Permanent address of the page."), URL, address("events:organization-detail", "slug")
    ),
    field_column(Organization, "name"),
    field_column(Organization, "acronym"),
    field_column(Organization, "kind"),
    Column(
        "country",
        _("country"),
        _("For national bodies only: the state whose body it is (ISO 3166-1 alpha-2)."),
        TEXT,
        lambda: F("country_id"),
        ("Organization.country",),
    ),
    Column(
        "part_of",
        _("part of"),
        _("Slug of the larger body."),
        TEXT,
        public_parent(Organization, "parent"),
        ("Organization.parent",),
    ),
    field_column(Organization, "website", datatype=URL),
    Column(
        "other_names",
        _("other names"),
        _("Acronyms, former names, translations and other spellings."),
        LIST,
        list_of(OrganizationName, F("name"), owner="organization"),
        ("OrganizationName.name", "OrganizationName.organization"),
    ),
    event_count(OrganizationParticipation, "organization"),
]

PERSON_COLUMNS = [
    field_column(Person, "slug"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:person-detail", "slug")),
    field_column(Person, "name"),
    Column(
        "other_names",
        _("other names"),
        _("Other ways in which the name is written."),
        LIST,
        list_of(PersonName, F("name"), owner="person"),
        ("PersonName.name", "PersonName.person"),
    ),
    event_count(PersonParticipation, "person"),
]

COUNTRY_COLUMNS = [
    field_column(Country, "code"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:country-detail", "code")),
    field_column(Country, "name"),
    field_column(Country, "alpha3"),
    field_column(Country, "numeric"),
    field_column(Country, "region"),
    field_column(Country, "region_code"),
    field_column(Country, "subregion"),
    field_column(Country, "subregion_code"),
    field_column(Country, "intermediate_region"),
    field_column(Country, "intermediate_region_code"),
    field_column(Country, "latitude", datatype=NUMBER),
    field_column(Country, "longitude", datatype=NUMBER),
    Column(
        "events",
        _("events"),
        _("Number of events in the record in which it took part."),
        INTEGER,
        lambda: count_of_public_events(CountryParticipation, "country"),
    ),
    Column(
        "events_located",
        _("events held there"),
        _("Number of events in the record that took place there, whoever was the host."),
        INTEGER,
        lambda: count_of_public_events(EventPlace, "country"),
    ),
]

FRAMEWORK_COLUMNS = [
    field_column(Framework, "slug"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:framework-detail", "slug")),
    field_column(Framework, "title"),
    field_column(Framework, "acronym"),
    field_column(Framework, "kind"),
    field_column(Framework, "date", datatype=PARTIAL_DATE),
    Column(
        "part_of",
        _("part of"),
        _("Slug of the larger framework."),
        TEXT,
        public_parent(Framework, "part_of"),
        ("Framework.part_of",),
    ),
    field_column(Framework, "reference"),
    field_column(Framework, "summary"),
    event_count(EventFramework, "framework"),
]

QUOTE_COLUMNS = [
    Column(
        "event",
        _("event"),
        _("Slug of the event."),
        TEXT,
        lambda: F("event__slug"),
        ("Quote.event",),
    ),
    field_column(Quote, "number", datatype=INTEGER),
    Column(
        "url",
        _("address"),
        _("Permanent address of the quote."),
        URL,
        address("events:quote-detail", "event__slug", "number"),
    ),
    Column(
        "start",
        _("start of the event"),
        _("As far as it is known."),
        PARTIAL_DATE,
        lambda: F("event__start"),
    ),
    field_column(Quote, "text"),
    field_column(Quote, "language"),
    field_column(Quote, "translation"),
    Column("speaker", _("speaker"), _("Slug of the person."), TEXT, lambda: F("speaker__slug"), ("Quote.speaker",)),
    field_column(Quote, "attribution"),
    Column(
        "organization",
        _("organization"),
        _("Slug of the body for which the speaker spoke."),
        TEXT,
        lambda: F("organization__slug"),
        ("Quote.organization",),
    ),
    Column(
        "source",
        _("source"),
        _("Slug of the source that prints the words."),
        TEXT,
        lambda: F("source__slug"),
        ("Quote.source",),
    ),
    Column(
        "source_title",
        _("title of the source"),
        _("As it is printed."),
        TEXT,
        lambda: F("source__title"),
        ("Source.title",),
    ),
    Column("source_url", _("address of the source"), _("On the web."), URL, lambda: F("source__url"), ("Source.url",)),
    field_column(Quote, "locator"),
]

THEME_COLUMNS = [
    field_column(Theme, "slug"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:theme-detail", "slug")),
    field_column(Theme, "name"),
    field_column(Theme, "pillar", datatype=INTEGER),
    event_count(EventTheme, "theme"),
]
