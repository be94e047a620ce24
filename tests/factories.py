"""Rows for tests: plain functions with valid defaults. A test states every value that it asserts.

Events are public unless a test says otherwise; nothing else is made beside the row that is asked for, except
what the row cannot exist without.
"""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from events.choices import (
    CountryRole,
    EventType,
    FrameworkKind,
    FrameworkRelation,
    NameKind,
    OrganizationKind,
    OrganizationRole,
    PersonRole,
    SourceKind,
    Status,
    StepKind,
)
from events.models import (
    Citation,
    Country,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventStep,
    EventTheme,
    FormerSlug,
    Framework,
    NamedSelection,
    Organization,
    OrganizationName,
    OrganizationParticipation,
    Person,
    PersonName,
    PersonParticipation,
    Quote,
    SavedSearch,
    Source,
    Theme,
    Upload,
    UploadRow,
)

PUBLISHED_AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
_numbers = count(1)


def make_event(
    *,
    slug: str = "",
    title: str = "Seminar on returnees",
    type: str = EventType.SEMINAR,
    start: str = "2024-05-14",
    status: str = Status.PUBLISHED,
    **fields: Any,
) -> Event:
    """Return an event; public unless `status` says otherwise."""
    if status in (Status.PUBLISHED, Status.WITHDRAWN):
        fields.setdefault("published_at", PUBLISHED_AT)
    if status == Status.WITHDRAWN:
        fields.setdefault("withdrawn_reason", "Recorded twice.")
    slug = slug or f"{start}-event-{next(_numbers)}"
    event = Event.objects.create(slug=slug, title=title, type=type, start=start, status=status, **fields)
    event.refresh_from_db()  # the database derives columns
    return event


def make_step(
    *, event: Event, step: str = StepKind.SUBMIT, by: User | None = None, comment: str = "A comment.", **fields: Any
) -> EventStep:
    return EventStep.objects.create(event=event, step=step, by=by, comment=comment, **fields)


def make_saved_search(
    *, owner: User | None = None, name: str = "Drafts", list: str = "event", query: str = "status=draft", **fields: Any
) -> SavedSearch:
    owner = owner or User.objects.create(username=f"owner-{next(_numbers)}", is_staff=True)
    return SavedSearch.objects.create(owner=owner, name=name, list=list, query=query, **fields)


def make_named_selection(
    *, slug: str = "named", title: str = "Of Uzbekistan", query: str = "country=UZ", **fields: Any
) -> NamedSelection:
    return NamedSelection.objects.create(slug=slug, title=title, query=query, **fields)


def make_country(*, code: str = "UZ", name: str = "", **fields: Any) -> Country:
    """Return the country of the reference data, or a new one where it is not loaded or not real."""
    defaults = {"name": name or f"Country {code}", "alpha3": f"{code}X", "latitude": 0, "longitude": 0} | fields
    return Country.objects.get_or_create(code=code, defaults=defaults)[0]


def make_theme(*, slug: str = "pve", name: str = "", pillar: int = 1) -> Theme:
    """Return the theme of the reference data, or a new one where it is not loaded or not real."""
    return Theme.objects.get_or_create(slug=slug, defaults={"name": name or f"Theme {slug}", "pillar": pillar})[0]


def make_organization(
    *, slug: str = "", name: str = "", kind: str = OrganizationKind.UN_ENTITY, **fields: Any
) -> Organization:
    number = next(_numbers)
    return Organization.objects.create(
        slug=slug or f"organization-{number}", name=name or f"Organization {number}", kind=kind, **fields
    )


def make_organization_name(*, organization: Organization, name: str, kind: str = NameKind.FORMER) -> OrganizationName:
    return OrganizationName.objects.create(organization=organization, name=name, kind=kind)


def make_person(*, slug: str = "", name: str = "", **fields: Any) -> Person:
    number = next(_numbers)
    return Person.objects.create(slug=slug or f"person-{number}", name=name or f"Person {number}", **fields)


def make_person_name(*, person: Person, name: str, kind: str = NameKind.SPELLING) -> PersonName:
    return PersonName.objects.create(person=person, name=name, kind=kind)


def make_framework(*, slug: str = "", title: str = "", kind: str = FrameworkKind.PROJECT, **fields: Any) -> Framework:
    number = next(_numbers)
    return Framework.objects.create(
        slug=slug or f"framework-{number}", title=title or f"Framework {number}", kind=kind, **fields
    )


def make_source(*, slug: str = "", title: str = "", kind: str = SourceKind.PRESS_RELEASE, **fields: Any) -> Source:
    number = next(_numbers)
    return Source.objects.create(
        slug=slug or f"source-{number}", title=title or f"Source {number}", kind=kind, **fields
    )


def add_place(*, event: Event, country: Country | None = None, city: str = "", **fields: Any) -> EventPlace:
    return EventPlace.objects.create(event=event, country=country or make_country(), city=city, **fields)


def add_country(
    *, event: Event, country: Country | None = None, role: str = CountryRole.PARTICIPANT, **fields: Any
) -> CountryParticipation:
    return CountryParticipation.objects.create(event=event, country=country or make_country(), role=role, **fields)


def add_organization(
    *,
    event: Event,
    organization: Organization | None = None,
    role: str = OrganizationRole.ORGANIZER,
    **fields: Any,
) -> OrganizationParticipation:
    return OrganizationParticipation.objects.create(
        event=event, organization=organization or make_organization(), role=role, **fields
    )


def add_person(
    *, event: Event, person: Person | None = None, role: str = PersonRole.SPEAKER, **fields: Any
) -> PersonParticipation:
    return PersonParticipation.objects.create(event=event, person=person or make_person(), role=role, **fields)


def add_framework(
    *,
    event: Event,
    framework: Framework | None = None,
    relation: str = FrameworkRelation.UNDER,
    **fields: Any,
) -> EventFramework:
    return EventFramework.objects.create(
        event=event, framework=framework or make_framework(), relation=relation, **fields
    )


def add_theme(*, event: Event, theme: Theme | None = None, sort_order: int = 0) -> EventTheme:
    return EventTheme.objects.create(event=event, theme=theme or make_theme(), sort_order=sort_order)


def add_citation(*, event: Event, source: Source | None = None, **fields: Any) -> Citation:
    """Return a citation; it supports all facts unless `supports` names some."""
    return Citation.objects.create(event=event, source=source or make_source(), **fields)


def add_quote(
    *,
    event: Event,
    number: int = 1,
    text: str = "Words as they were said.",
    attribution: str = "A diplomat",
    **fields: Any,
) -> Quote:
    return Quote.objects.create(event=event, number=number, text=text, attribution=attribution, **fields)


def make_upload(*, by: User | None = None, content: bytes = b"title", **fields: Any) -> Upload:
    by = by or User.objects.create(username=f"importer-{User.objects.count()}")
    return Upload.objects.create(uploaded_by=by, content=content, **{"name": "events.csv", **fields})


def make_upload_row(*, upload: Upload | None = None, line: int = 2, status: str = "new", **fields: Any) -> UploadRow:
    return UploadRow.objects.create(upload=upload or make_upload(), line=line, status=status, **fields)


def make_former_slug(*, kind: str, slug: str, object_id: int) -> FormerSlug:
    """Return what the database's trigger would have written when a slug was changed."""
    return FormerSlug.objects.create(kind=kind, slug=slug, object_id=object_id)
