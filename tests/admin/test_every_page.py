"""Every page of every registered model opens, and a list costs the same for one row and for three."""

from collections.abc import Callable

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
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
    Organization,
    Person,
    Quote,
    Source,
    Theme,
    Upload,
)
from tests.factories import make_event
from tests.one_of_each import MAKERS

REGISTERED = list(admin.site._registry)
SEEN_ONLY = [AccessAttempt, AccessFailureLog, AccessLog]  # what the site wrote down itself


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
