"""The question whether an event is recorded twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import WARNING, get_messages
from django.test import Client
from django.urls import reverse

from events.admin.duplicates import possible_duplicates
from events.models import Event
from tests.admin.forms import event_form
from tests.factories import add_citation, add_place, make_country, make_event, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "end", "city", "cites_the_source", "is_asked"),
    [
        ("2024-05-14", "", "Tashkent", False, True),
        ("2024-05", "", "Tashkent", False, True),
        ("2024-05-13", "2024-05-15", "Osh", True, True),
        ("2024-05-14", "", "Osh", False, False),
        ("2024-05-15", "", "Tashkent", True, False),
    ],
    ids=["day and city", "month and city", "days and source", "only the day", "another day"],
)
def test_event_of_the_same_days_and_city_or_source_is_asked_about(
    start: str, end: str, city: str, cites_the_source: bool, is_asked: bool
):
    source = make_source()
    entered, other = make_event(start="2024-05-14"), make_event(start=start, end=end)
    add_place(event=entered, city="Tashkent")
    add_place(event=other, city=city)
    add_citation(event=entered, source=source)
    if cites_the_source:
        add_citation(event=other, source=source)

    assert list(possible_duplicates(entered)) == ([other] if is_asked else [])


def test_events_without_a_known_city_are_not_taken_for_each_other():
    entered = make_event(start="2024-05-14")
    for event in (entered, make_event(start="2024-05-14")):
        add_place(event=event, city="")

    assert list(possible_duplicates(entered)) == []


def test_analyst_is_asked_after_saving(sign_in: Callable[[str], Client]):
    other = make_event(title="Seminar <b>there</b>", start="2024-05-14")
    add_place(event=other, city="Tashkent", country=make_country(code="UZ"))
    rows: dict[str, list[dict[str, Any]]] = {"places": [{"city": "Tashkent", "country": "UZ"}]}

    response = sign_in("analysts").post(reverse("admin:events_event_add"), event_form(rows=rows, start="2024-05-14"))

    asked = [str(message) for message in get_messages(response.wsgi_request) if message.level == WARNING]
    link = f'<a href="/admin/events/event/{other.pk}/change/">Seminar &lt;b&gt;there&lt;/b&gt;</a> (14 May 2024)'
    assert asked == [f"Is this event recorded twice? Please compare: {link}"]
    assert Event.objects.count() == 2
