"""One row of each model that the admin shows, with all that can hang on it."""

from collections.abc import Callable
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group, User
from django.db.models import Model

from events.models import (
    Country,
    Event,
    FormerSlug,
    Framework,
    NamedSelection,
    Organization,
    Person,
    Quote,
    Source,
    Theme,
    Upload,
)
from tests.factories import (
    add_citation,
    add_country,
    add_framework,
    add_organization,
    add_person,
    add_place,
    add_quote,
    add_theme,
    make_country,
    make_event,
    make_former_slug,
    make_framework,
    make_named_selection,
    make_organization,
    make_organization_name,
    make_person,
    make_person_name,
    make_source,
    make_theme,
    make_upload,
)

CODES = iter(["UZ", "KZ", "KG", "TJ", "TM", "AF", "MN", "CN"] * 50)


def a_full_event() -> Event:
    event = make_event(created_by=User.objects.first())
    add_place(event=event, city="Tashkent", country=make_country(code=next(CODES)))
    add_country(event=event, country=make_country(code=next(CODES)))
    add_organization(event=event)
    add_person(event=event)
    add_framework(event=event)
    add_theme(event=event)
    add_citation(event=event)
    add_quote(event=event, speaker=make_person())
    return event


def an_organization() -> Organization:
    country = make_country(code=next(CODES))
    organization = make_organization(country=country, parent=make_organization(country=country))
    make_organization_name(organization=organization, name="Another name")
    return organization


def a_person() -> Person:
    person = make_person()
    make_person_name(person=person, name="Another name")
    return person


def seen(model: type[Model], **more: Any) -> Any:
    """A row of those that tell of sign-ins."""
    number = model._default_manager.count()
    return model._default_manager.create(username=f"ada{number}", ip_address="203.0.113.7", user_agent="x", **more)


MAKERS: dict[type[Model], Callable[[], Any]] = {
    Event: a_full_event,
    Organization: an_organization,
    Person: a_person,
    Framework: lambda: make_framework(part_of=make_framework()),
    Source: make_source,
    Quote: lambda: Quote.objects.get(event=a_full_event()),
    Country: lambda: make_country(code=next(CODES)),
    Theme: make_theme,
    NamedSelection: lambda: make_named_selection(slug=f"named-{NamedSelection.objects.count()}"),
    FormerSlug: lambda: make_former_slug(
        kind="event", slug=f"former-{FormerSlug.objects.count()}", object_id=a_full_event().pk
    ),
    Upload: lambda: make_upload(by=User.objects.get(username="root"), name=f"events-{Upload.objects.count()}.csv"),
    AccessAttempt: lambda: seen(AccessAttempt, failures_since_start=1),
    AccessFailureLog: lambda: seen(AccessFailureLog),
    AccessLog: lambda: seen(AccessLog),
    User: lambda: User.objects.create_user(f"user{User.objects.count()}"),
    Group: lambda: Group.objects.create(name=f"group {Group.objects.count()}"),
}
