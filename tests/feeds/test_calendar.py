"""The calendar of a selection, read back with icalendar."""

from datetime import date

import pytest

from events.choices import Status
from events.feeds import calendar
from tests import factories as make
from tests.feeds.reading import calendar_of, components_of, components_of_all, slugs_of_calendar
from tests.test_selection import SELECTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@pytest.mark.parametrize(("query", "expected"), SELECTED[::3])
def test_a_calendar_holds_the_events_of_the_page(client, record, query, expected):
    assert slugs_of_calendar(client.get(f"/events.ics?{query}")) == expected


@pytest.mark.usefixtures("empty")
def test_days_are_whole_and_the_end_is_the_day_after_the_last(client):
    make.make_event(title="One day", start="2024-05-14")
    make.make_event(title="Three days", start="2024-05-30", end="2024-06-01")
    found = components_of(client.get("/events.ics"))

    assert {title: (one.name, one.decoded("DTSTART"), one.decoded("DTEND")) for title, one in found.items()} == {
        "One day": ("VEVENT", date(2024, 5, 14), date(2024, 5, 15)),
        "Three days": ("VEVENT", date(2024, 5, 30), date(2024, 6, 2)),
    }
    assert b"DTSTART;VALUE=DATE:20240514\r\n" in client.get("/events.ics").content


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("start", ["2024", "2024-05"])
def test_an_event_of_unknown_day_stands_on_no_day(client, start):
    make.make_event(title="Some time", start=start)
    response = client.get("/events.ics")
    note = components_of(response)["Some time"]

    assert note.name == "VJOURNAL"
    assert [name for name in note if name in ("DTSTART", "DTEND", "DUE")] == []
    assert "not known" in note["DESCRIPTION"]
    assert calendar_of(response)["X-WR-CALDESC"].startswith(
        "1 event. Of 1 of them the day is not known: it stands on no day, and in this file as a note without a date."
    )


def test_an_end_of_unknown_day_adds_no_day(client):
    make.make_event(title="Open end", start="2024-05-14", end="2024-06")
    found = components_of(client.get("/events.ics"))["Open end"]

    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (date(2024, 5, 14), date(2024, 5, 15))
    assert "14 May – June 2024" in found["DESCRIPTION"]


def test_place_point_themes_and_state_are_there(client):
    event = make.make_event(slug="seminar", title="Семинар; о, возвращении", start="2024-05-14", state="announced")
    make.add_place(
        event=event, city="Tashkent", country=make.make_country(code="UZ"), latitude="41.2647", longitude="69.2163"
    )
    make.add_theme(event=event, theme=make.make_theme(slug="pve"))
    found = components_of(client.get("/events.ics"))["Семинар; о, возвращении"]

    assert found["LOCATION"] == f"Tashkent, {make.make_country(code='UZ').name}"
    assert (found["GEO"].latitude, found["GEO"].longitude) == (41.2647, 69.2163)
    assert found["CATEGORIES"].to_ical().decode() == make.make_theme(slug="pve").name
    assert found["STATUS"] == "TENTATIVE"


def test_identity_outlasts_the_address(client):
    event = make.make_event(slug="old", title="Seminar")
    before = components_of(client.get("/events.ics"))["Seminar"]["UID"]
    event.slug = "new"
    event.save()
    after = components_of(client.get("/events.ics"))["Seminar"]

    assert after["UID"] == before
    assert after["URL"].endswith("/events/new/")


def test_a_calendar_is_named_after_its_content(client, record):
    found = calendar_of(client.get("/events.ics?country=UZ&organization=unodc"))

    assert found["X-WR-CALNAME"] == "Events with Uzbekistan and UNODC"


def test_what_a_calendar_leaves_out_it_says(client, record, monkeypatch):
    monkeypatch.setattr(calendar, "MOST", 2)
    response = client.get("/events.ics?sort=oldest")

    assert slugs_of_calendar(response) == ["bare", "month"]
    assert calendar_of(response)["X-WR-CALDESC"].startswith("The first 2 of 4 events, in the order of the list. ")


HOSTILE = "Title\r\nEND:VEVENT\nBEGIN:VEVENT\u2028SUMMARY:x\x0b\x07\x1b ; , \\ \\n {ё} " + "ё" * 60


@pytest.mark.usefixtures("empty")
def test_hostile_text_stays_in_its_line(client):
    event = make.make_event(title=HOSTILE, summary=HOSTILE)
    make.add_place(event=event, city=HOSTILE[:100])
    make.add_organization(event=event, organization=make.make_organization(name=HOSTILE))
    response = client.get("/events.ics")
    found = components_of_all(response)

    assert len(found) == 1
    assert str(found[0]["SUMMARY"]).startswith("Title END:VEVENT BEGIN:VEVENT SUMMARY:x ; , \\ ")
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
    assert b"\x07" not in response.content


@pytest.mark.usefixtures("empty")
def test_nothing_unpublished_is_in_a_calendar(client):
    make.make_event(title="Draft", status=Status.DRAFT)

    assert components_of(client.get("/events.ics")) == {}
