"""Forms of the records beside events."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Country, Organization, Quote, Source, Theme
from tests.admin.forms import name_rows
from tests.factories import add_quote, make_event, make_organization, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


@pytest.fixture
def administrator(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("administrators")


def test_organization_is_saved_with_its_names_and_a_slug(analyst: Client):
    names: list[dict[str, Any]] = [{"name": "ЮНОДК", "kind": "transliteration"}]
    data = {"name": "Office on Drugs and Crime", "acronym": "UNODC", "kind": "un-entity", **name_rows(names)}

    analyst.post(reverse("admin:events_organization_add"), data)

    organization = Organization.objects.get()
    assert organization.slug == "unodc"
    assert list(organization.names.values_list("name", "kind", "sort_order")) == [("ЮНОДК", "transliteration", 0)]


def test_name_that_is_there_twice_is_explained(analyst: Client):
    names: list[dict[str, Any]] = [{"name": "ЮНОДК", "kind": "transliteration"}] * 2
    data = {"name": "Office on Drugs and Crime", "kind": "un-entity", **name_rows(names)}

    response = analyst.post(reverse("admin:events_organization_add"), data)

    (inline,) = response.context["inline_admin_formsets"]
    assert inline.formset.non_form_errors() == ["This name is already there."]
    assert Organization.objects.count() == 0


def test_slug_taken_by_another_is_made_anew(analyst: Client):
    make_organization(slug="unodc")

    analyst.post(
        reverse("admin:events_organization_add"),
        {"name": "Office", "acronym": "UNODC", "kind": "un-entity", **name_rows([])},
    )

    assert set(Organization.objects.values_list("slug", flat=True)) == {"unodc", "unodc-2"}


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("javascript:alert(1)", "Enter a valid URL."),
        ("ftp://example.org/a", "Write an address that begins with https:// or http://."),
    ],
)
def test_source_keeps_to_the_web(address: str, problem: str, analyst: Client):
    data = {"title": "A page", "kind": "web-page", "language": "en", "url": address}

    response = analyst.post(reverse("admin:events_source_add"), data)

    errors = response.context["adminform"].form.errors
    assert [message for messages in errors.values() for message in messages] == [problem]
    assert Source.objects.count() == 0


def test_quote_entered_by_itself_is_numbered(analyst: Client):
    event = make_event()
    add_quote(event=event, number=1)
    data = {"event": event.pk, "text": "More.", "language": "en", "attribution": "A diplomat", "change_reason": "New."}

    analyst.post(reverse("admin:events_quote_add"), data)

    assert Quote.objects.get(text="More.").number == 2


def test_address_of_a_quote_does_not_change(analyst: Client):
    quote = add_quote(event=make_event(), number=1)
    data = {
        "event": make_event().pk, "number": 7, "text": "Corrected.", "language": "en", "attribution": "A",
        "change_reason": "Misread.",
    }  # fmt: skip

    analyst.post(reverse("admin:events_quote_change", args=[quote.pk]), data)

    assert list(Quote.objects.values_list("event", "number", "text")) == [(quote.event_id, 1, "Corrected.")]


def test_key_of_a_theme_does_not_change(administrator: Client):
    make_theme(slug="pve")
    before = Theme.objects.count()

    administrator.post(
        reverse("admin:events_theme_change", args=["pve"]), {"slug": "other", "name": "Renamed", "pillar": 2}
    )

    assert list(Theme.objects.filter(name="Renamed").values_list("slug", "pillar")) == [("pve", 2)]
    assert Theme.objects.count() == before


def test_code_of_a_country_does_not_change(administrator: Client):
    country = Country.objects.get(code="UZ")
    data = {
        "code": "ZZ", "alpha3": "UZB", "numeric": "860", "name": "Renamed",
        "latitude": "41", "longitude": "64", **name_rows([]),
    }  # fmt: skip

    administrator.post(reverse("admin:events_country_change", args=["UZ"]), data)

    country.refresh_from_db()
    assert (country.name, Country.objects.filter(code="ZZ").count()) == ("Renamed", 0)


@pytest.mark.parametrize("address", ["admin:events_country_change", "admin:events_theme_change"])
def test_standard_lists_are_only_looked_at_by_analysts(address: str, analyst: Client):
    make_theme(slug="pve")
    page = reverse(address, args=["UZ" if "country" in address else "pve"])

    assert analyst.get(page).status_code == 200
    assert analyst.post(page, {"name": "Renamed"}).status_code == 403
