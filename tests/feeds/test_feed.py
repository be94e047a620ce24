"""The feed of a selection, read back with feedparser; and what feeds and calendars have in common."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.bitmaps import present
from events.choices import Status
from events.feeds import atom, followed
from events.models import Event, PublicChange
from tests import factories as make
from tests.feeds.reading import feed_of, slugs_of_feed
from tests.test_selection import SELECTED, WRONG
from tests.views.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

BOTH = ["atom", "ics"]


@pytest.mark.parametrize(("query", "expected"), SELECTED, ids=[query or "nothing" for query, _slugs in SELECTED])
def test_a_feed_holds_the_events_of_the_page(client, record, query, expected):
    assert sorted(slugs_of_feed(client.get(f"/events.atom?{query}"))) == sorted(expected)


def changed_after(event, minutes):
    """Put the event's last change so long after all others."""
    latest = PublicChange.objects.order_by("-made_at").first().made_at
    PublicChange.objects.filter(event=event).update(made_at=latest + timedelta(minutes=minutes))


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("few", [0, 2000], ids=["of many", "of few"])
def test_what_was_published_or_changed_last_comes_first(client, monkeypatch, few):
    monkeypatch.setattr(followed, "FEW", few)
    for number, slug in enumerate(("first", "second", "third")):
        changed_after(make.make_event(slug=slug), number + 1)
    changed_after(Event.objects.get(slug="first"), 9)

    assert slugs_of_feed(client.get("/events.atom")) == ["first", "third", "second"]


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("few", [0, 2000], ids=["of many", "of few"])
def test_an_event_without_a_recorded_change_is_not_left_out(client, monkeypatch, few):
    monkeypatch.setattr(followed, "FEW", few)
    make.make_event(slug="old")
    PublicChange.objects.all().delete()
    make.make_event(slug="new")

    assert slugs_of_feed(client.get("/events.atom")) == ["new", "old"]


def test_a_feed_is_bounded_and_says_so(client, record, monkeypatch):
    monkeypatch.setattr(atom, "MOST", 2)
    found = feed_of(client.get("/events.atom"))

    assert len(found.entries) == 2
    assert found.feed.subtitle == "The 2 of 4 events that were published or changed last. Release: none (live)."


def test_an_entry_says_when_where_and_what(client, settings):
    settings.SITE_URL = "https://tracker.example"
    event = make.make_event(slug="seminar", title="Семинар & <b>", start="2024-05", summary="What it was.")
    make.add_place(event=event, city="Tashkent", country=make.make_country(code="UZ"))
    make.add_theme(event=event, theme=make.make_theme(slug="pve"))
    found = feed_of(client.get("/events.atom?country_match=any"))
    entry = found.entries[0]

    assert entry.title == "Семинар & <b>"
    assert entry.link == "https://tracker.example/events/seminar/"
    assert entry.id == f"tag:tracker.example,2026:event/{event.pk}"
    assert entry.summary.splitlines() == [
        f"May 2024, day not known · Tashkent, {make.make_country(code='UZ').name} · Seminar",
        "What it was.",
    ]
    assert [tag.term for tag in entry.tags] == [make.make_theme(slug="pve").name]
    assert found.feed.title == "Cooperation Tracker: Events"
    assert found.feed.id == "https://tracker.example/events.atom"


def test_identity_outlasts_the_address(client):
    event = make.make_event(slug="old")
    before = feed_of(client.get("/events.atom")).entries[0].id
    event.slug = "new"
    event.save()

    assert feed_of(client.get("/events.atom")).entries[0].id == before


@pytest.mark.usefixtures("empty")
def test_hostile_text_is_still_a_feed(client):
    make.make_event(title="\x07\x1b\ufffe]]><script>\u202e", summary="&#0; \x0b <![CDATA[")

    assert len(feed_of(client.get("/events.atom")).entries) == 1


@pytest.mark.parametrize("form", BOTH)
@pytest.mark.parametrize(("query", "message"), WRONG, ids=[query[:30] for query, _message in WRONG])
def test_a_wrong_request_is_a_400_in_the_words_of_the_page(client, record, query, message, form):
    response = client.get(f"/events.{form}?{query}")

    assert response.status_code == 400
    assert message in response.content.decode().splitlines()


@pytest.mark.parametrize("form", BOTH)
@pytest.mark.parametrize("query", ["page=2", "find_person=x", "columns=title"])
def test_what_belongs_to_a_page_is_refused(client, record, form, query):
    assert client.get(f"/events.{form}?{query}").status_code == 400


@pytest.mark.parametrize("form", BOTH)
def test_who_has_it_already_is_told_so_by_its_tag_until_something_changes(client, record, form):
    first = client.get(f"/events.{form}")
    by_tag = client.get(f"/events.{form}", headers={"if-none-match": first["ETag"]})
    by_day = client.get(f"/events.{form}", headers={"if-modified-since": first["Last-Modified"]})
    Event.objects.filter(slug="both").update(status=Status.WITHDRAWN, withdrawn_reason="Recorded twice.")
    changed = client.get(f"/events.{form}", headers={"if-none-match": first["ETag"]})

    assert (by_tag.status_code, by_tag.content, by_day.status_code) == (304, b"", 200)
    assert changed.status_code == 200
    assert b"/events/both/" not in changed.content


@pytest.mark.parametrize("form", BOTH)
def test_an_empty_one_is_the_same_twice(client, form):
    assert client.get(f"/events.{form}?q=nothing").content == client.get(f"/events.{form}?q=nothing").content


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(("form", "number"), [("atom", 4), ("ics", 3)])
def test_it_costs_the_same_for_one_event_and_for_three(client, form, number):
    present()
    make_whole_event(number=1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(f"/events.{form}")
    make_whole_event(number=2)
    make_whole_event(number=3)
    with CaptureQueriesContext(connection) as with_three:
        client.get(f"/events.{form}")

    # The sets; of a feed, what changed last; the events; the last change of all.
    assert (len(with_one), len(with_three)) == (number, number), [query["sql"] for query in with_three]


@pytest.mark.parametrize(("form", "media_type"), [("atom", "application/atom+xml"), ("ics", "text/calendar")])
def test_the_page_leads_to_what_follows_it(client, record, form, media_type):
    body = client.get("/events/?country=UZ").content.decode()
    response = client.get(f"/events.{form}?country=UZ")

    assert f'<link rel="alternate" href="/events.{form}?country=UZ" type="{media_type}" title="Events with' in body
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
