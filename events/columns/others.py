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
from events.models.event import count_of_public_events

ORGANIZATION_COLUMNS = [
    Column.of(Organization, "slug"),
    Column(
        "url", _("address"), _("Permanent address of the page."), URL, address("events:organization-detail", "slug")
    ),
    Column.of(Organization, "name"),
    Column.of(Organization, "acronym"),
    Column.of(Organization, "kind"),
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
    Column.of(Organization, "website", type=URL),
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
    Column.of(Person, "slug"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:person-detail", "slug")),
    Column.of(Person, "name"),
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
    Column.of(Country, "code"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:country-detail", "code")),
    Column.of(Country, "name"),
    Column.of(Country, "alpha3"),
    Column.of(Country, "numeric"),
    Column.of(Country, "region"),
    Column.of(Country, "region_code"),
    Column.of(Country, "subregion"),
    Column.of(Country, "subregion_code"),
    Column.of(Country, "intermediate_region"),
    Column.of(Country, "intermediate_region_code"),
    Column.of(Country, "latitude", type=NUMBER),
    Column.of(Country, "longitude", type=NUMBER),
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
    Column.of(Framework, "slug"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:framework-detail", "slug")),
    Column.of(Framework, "title"),
    Column.of(Framework, "acronym"),
    Column.of(Framework, "kind"),
    Column.of(Framework, "date", type=PARTIAL_DATE),
    Column(
        "part_of",
        _("part of"),
        _("Slug of the larger framework."),
        TEXT,
        public_parent(Framework, "part_of"),
        ("Framework.part_of",),
    ),
    Column.of(Framework, "reference"),
    Column.of(Framework, "summary"),
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
    Column.of(Quote, "number", type=INTEGER),
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
    Column.of(Quote, "text"),
    Column.of(Quote, "language"),
    Column.of(Quote, "translation"),
    Column("speaker", _("speaker"), _("Slug of the person."), TEXT, lambda: F("speaker__slug"), ("Quote.speaker",)),
    Column.of(Quote, "attribution"),
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
    Column.of(Quote, "locator"),
]

THEME_COLUMNS = [
    Column.of(Theme, "slug"),
    Column("url", _("address"), _("Permanent address of the page."), URL, address("events:theme-detail", "slug")),
    Column.of(Theme, "name"),
    Column.of(Theme, "pillar", type=INTEGER),
    event_count(EventTheme, "theme"),
]
