"""A record that is missing is recorded in place while an event is entered: who may, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from events.models import Framework, Organization, Person, Source
from tests.factories import make_country, make_organization
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


def address(model: str) -> str:
    return reverse("admin:events_event_entry_new", args=[model])


def test_form_begins_with_what_was_typed(analyst: Client):
    form = analyst.get(address("organization"), {"term": 'Council <b>"of"</b> Elders'}).json()["form"]

    assert 'value="Council &lt;b&gt;&quot;of&quot;&lt;/b&gt; Elders"' in form


@pytest.mark.parametrize(
    ("model", "data", "made"),
    [
        ("organization", {"name": "Council of Elders", "kind": "civil-society", "country": "UZ"}, Organization),
        ("person", {"name": "Aziza Speaker"}, Person),
        ("framework", {"title": "Termez Dialogue", "kind": "series", "date": "March 2022"}, Framework),
        ("source", {"title": "A page", "kind": "news", "language": "en", "url": "https://a.org/"}, Source),
    ],
)
def test_record_is_made_with_a_slug_and_logged(model: str, data: dict[str, str], made: Any, analyst: Client):
    make_country(code="UZ")

    answer = analyst.post(address(model), data).json()

    record = made.objects.get()
    assert answer == {"id": str(record.pk), "text": str(record)}
    assert record.slug in {"council-of-elders", "aziza-speaker", "termez-dialogue", "page"}
    assert LogEntry.objects.filter(object_id=str(record.pk)).count() == 1


def test_typed_date_of_a_framework_is_read(analyst: Client):
    analyst.post(address("framework"), {"title": "Termez Dialogue", "kind": "series", "date": "March 2022"})

    assert list(Framework.objects.values_list("date", flat=True)) == ["2022-03"]


def test_body_is_recorded_with_the_larger_one_by_its_acronym(analyst: Client):
    unoct = make_organization(name="United Nations Office of Counter-Terrorism", acronym="UNOCT")

    analyst.post(address("organization"), {"name": "Board of Wells", "kind": "un-entity", "larger_body": "UNOCT"})

    assert Organization.objects.get(name="Board of Wells").parent == unoct


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Ministry of Plenty", "No recorded body is called so for certain."),
        ("Office of Counter-Terrorisn", "No recorded body is called so for certain. Office of Counter-Terrorism?"),
        ("<b>\x00</b>", "Null characters are not allowed."),
    ],
)
def test_larger_body_that_is_not_certain_makes_nothing(typed: str, told: str, analyst: Client):
    make_organization(name="Office of Counter-Terrorism", acronym="")

    answer = analyst.post(
        address("organization"), {"name": "Board of Wells", "kind": "un-entity", "larger_body": typed}
    ).json()

    assert told in answer["form"]
    assert not Organization.objects.filter(name="Board of Wells").exists()


def test_record_that_is_like_a_recorded_one_is_made_only_on_demand(analyst: Client):
    make_organization(name="Council of Elders", acronym="")
    data = {"name": "The Council of Elders", "kind": "civil-society"}

    asked = analyst.post(address("organization"), data).json()

    assert "Is it one of these?" in asked["form"]
    assert Organization.objects.count() == 1
    analyst.post(address("organization"), {**data, "is_another_one": "1"})
    assert Organization.objects.count() == 2


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": "", "kind": "academic"},
        {"name": "a\x00b", "kind": "academic"},
        {"name": "x" * 10_000, "kind": "academic"},
        {"name": "Council", "kind": "party"},
        {"name": "Council", "kind": "academic", "country": "\x00"},
        {"name": "Council", "kind": "academic", "country": "Atlantis"},
    ],
)
def test_bad_record_comes_back_as_a_form_and_nothing_is_saved(data: dict[str, str], analyst: Client):
    answer = analyst.post(address("organization"), data)

    assert (answer.status_code, list(answer.json())) == (200, ["form"])
    assert Organization.objects.count() == 0


@pytest.mark.parametrize("term", ["\x00", "x" * 10_000, "<script>alert(1)</script>"])
def test_anything_can_be_typed_into_a_choice(term: str, analyst: Client):
    form = analyst.get(address("person"), {"term": term}).json()["form"]

    assert "<script>" not in form


@pytest.mark.parametrize("model", ["user", "event", "country", "nothing"])
def test_other_kinds_of_records_are_not_made_here(model: str, analyst: Client):
    assert analyst.get(address(model)).status_code == 404


def test_stranger_is_sent_to_sign_in(client: Client):
    assert client.post(address("person"), {"name": "A"}).status_code == 302
    assert Person.objects.count() == 0


def test_staff_who_may_not_add_are_refused(client: Client):
    client.force_login(make_user())

    assert client.post(address("person"), {"name": "A"}).status_code == 403
    assert Person.objects.count() == 0


def test_token_against_forgery_is_needed(analyst: Client):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = analyst.cookies

    assert careful.post(address("person"), {"name": "A"}).status_code == 403
    assert Person.objects.count() == 0
