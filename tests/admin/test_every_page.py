"""Every page of every registered model opens, and a list costs the same for one row and for three."""

from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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

REGISTERED = list(admin.site._registry)
SEEN_ONLY = [AccessAttempt, AccessFailureLog, AccessLog]  # what the site wrote down itself
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


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def client(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("superuser")


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_list_opens_and_can_be_searched(model: type[Model], client: Client):
    made = MAKERS[model]()

    listed = client.get(address(model, "changelist"))
    searched = client.get(address(model, "changelist"), {"q": "nothing is called so"})

    assert listed.status_code == 200
    assert made in listed.context["cl"].queryset
    assert (searched.status_code, list(searched.context["cl"].result_list)) == (200, [])


@pytest.mark.parametrize(
    "model", [model for model in REGISTERED if model not in [FormerSlug, *SEEN_ONLY]], ids=lambda m: m.__name__
)
def test_page_to_add_one_opens(model: type[Model], client: Client):
    assert client.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_page_of_a_record_opens(model: type[Model], page: str, client: Client):
    made = MAKERS[model]()
    if page == "delete" and isinstance(made, Event):
        made = make_event(status="draft")

    assert client.get(address(model, page, made.pk)).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_unknown_and_impossible_keys_lead_back(model: type[Model], client: Client):
    for key in ("999999", "a\x00b", "'"):
        assert client.get(address(model, "change", key)).status_code == 302


# The session, the user, the count of the rows, the rows, the saved searches; the filters of a list add a query for
# each relation.
QUERIES = {
    Event: 8,  # and the themes, years and precisions of the filters
    Organization: 6,  # and the countries of the filter
    Person: 5,
    Framework: 5,
    Source: 6,  # and the languages of the filter
    Quote: 6,  # and the languages of the filter
    Country: 7,  # and the regions and sub-regions of the filters
    Theme: 5,
    Upload: 4,
    FormerSlug: 5,
}


@pytest.mark.parametrize("model", QUERIES, ids=lambda model: model.__name__)
def test_list_of_three_costs_as_many_queries_as_a_list_of_one(model: type[Model], client: Client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            MAKERS[model]()
        with CaptureQueriesContext(connection) as queries:
            client.get(address(model, "changelist"))
        counts.append(len(queries))

    assert counts == [QUERIES[model], QUERIES[model]]


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_nul_in_a_search_or_a_filter_breaks_nothing(model: type[Model], client: Client):
    for parameters in ({"q": "a\x00b"}, {"kind__exact": "\x00"}, {"\x00": "1"}):
        assert client.get(address(model, "changelist"), parameters).status_code in (200, 302)
