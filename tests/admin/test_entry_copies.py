"""A copy of an event as the start of the next one of its series."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from events.admin.entry.numbers import counted_on
from events.models import Event
from tests.admin.test_event_form import ADD, change
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
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


def sent_back(response: Any) -> dict[str, Any]:
    """What a browser sends when it saves the form as it was shown."""
    data: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            if (value := field.value()) is not None:
                data[field.html_name] = value
    return data


def test_copy_takes_the_series_along_and_leaves_behind_what_was_of_its_day(analyst: Client):
    event = make_event(
        title="Ninth meeting", start="2024-05-14", summary="They met.", participant_count=20, participant_unit="people"
    )
    add_place(event=event, city="Tashkent", country=make_country(code="UZ"))
    add_organization(event=event, role="host")
    add_country(event=event, country=make_country(code="KZ"), sort_order=0)
    add_country(event=event, country=make_country(code="KG"), sort_order=1)
    add_person(event=event, position="Director")
    framework = add_framework(event=event, ordinal=9)
    add_theme(event=event, theme=make_theme(slug="pve"))
    add_citation(event=event)
    add_quote(event=event)

    shown = analyst.get(f"{ADD}?copy_of={event.pk}")
    analyst.post(ADD, {**sent_back(shown), "start": "May 2025"})

    copy = Event.objects.exclude(pk=event.pk).get()
    assert (copy.title, copy.start, copy.end, copy.summary) == ("Tenth meeting", "2025-05", "", "")
    assert (copy.participant_count, copy.participant_unit, copy.follow_up_to) == (None, "", event)
    assert list(copy.places.values_list("city", "country")) == [("Tashkent", "UZ")]
    assert list(copy.country_participations.order_by("sort_order").values_list("country", flat=True)) == ["KZ", "KG"]
    assert list(copy.organization_participations.values_list("role", flat=True)) == ["host"]
    assert list(copy.person_participations.values_list("position", flat=True)) == ["Director"]
    assert list(copy.event_frameworks.values_list("framework", "ordinal")) == [(framework.framework_id, 10)]
    assert list(copy.themes.values_list("slug", flat=True)) == ["pve"]
    assert (copy.citations.count(), copy.quotes.count()) == (0, 0)


def test_nothing_is_saved_before_the_form_is(analyst: Client):
    event = make_event()

    analyst.get(f"{ADD}?copy_of={event.pk}")

    assert Event.objects.count() == 1


def test_event_offers_its_copy(analyst: Client):
    event = make_event()

    assert f'href="{ADD}?copy_of={event.pk}"' in analyst.get(change(event)).content.decode()


@pytest.mark.parametrize("key", ["", "0", "abc", "-1", "9" * 40, "%00", "٣", "1;drop"])
def test_copy_of_nothing_is_an_empty_form(key: str, analyst: Client):
    response = analyst.get(f"{ADD}?copy_of={key}")

    assert response.status_code == 200
    assert response.context["adminform"].form["title"].value() in (None, "")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fifteenth Annual Meeting", "Sixteenth Annual Meeting"),
        ("15th meeting, held on 15 May", "16th meeting, held on 15 May"),
        ("XV Summit (fifteenth)", "XVI Summit (sixteenth)"),
        ("The 115th session of the Fourteenth Congress", "The 115th session of the Fourteenth Congress"),
        ("", ""),
    ],
)
def test_the_number_in_a_title_is_counted_on(title: str, expected: str):
    assert counted_on(title, [15]) == expected


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        (1, "First I meeting, 1st", "Second I meeting, 2nd"),
        (9, "IX Forum", "X Forum"),
        (11, "11th", "12th"),
        (19, "NINETEENTH", "TWENTIETH"),
        (20, "Twentieth", "Twenty-first"),
        (21, "Twenty-First Meeting, 21st", "Twenty-Second Meeting, 22nd"),
        (44, "44th, XLIV", "45th, XLV"),
        (999, "999th", "999th"),
    ],
)
def test_each_way_to_print_a_number_is_known(number: int, title: str, expected: str):
    assert counted_on(title, [number]) == expected
