"""The chain of follow-ups on the page of an event: whole, in the order of time, and of public events alone."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from tests import factories as make
from tests.views.reading import section

pytestmark = pytest.mark.django_db


def make_chain(*slugs):
    """Events of the years from 2010 on, each a follow-up to the one before."""
    made: list[Event] = []
    for year, slug in enumerate(slugs, start=2010):
        earlier = made[-1] if made else None
        made.append(make.make_event(slug=slug, title=f"Meeting {slug}", start=str(year), follow_up_to=earlier))
    return made


def chain_of(client, slug):
    """The slugs of the chain in their order, the event itself as None."""
    page = client.get(f"/events/{slug}/").content.decode()
    found = re.findall(r'<ol class="chain">(.*?)</ol>', page, re.DOTALL)
    return [
        slug or None for slug in re.findall(r'<li(?: aria-current="true">|><a href="/events/([^/]+)/")', "".join(found))
    ]


def test_every_event_of_a_chain_shows_all_of_it_in_the_order_of_time(client):
    slugs = ["first", "second", "third", "fourth", "fifth"]
    make_chain(*slugs)

    for slug in slugs:
        assert chain_of(client, slug) == [None if one == slug else one for one in slugs]


def test_a_second_follow_up_says_what_it_follows(client):
    first, _second, _third = make_chain("first", "second", "third")
    make.make_event(slug="other", title="Meeting other", start="2020", follow_up_to=first)

    assert chain_of(client, "third") == ["first", "second", None, "other"]
    assert section(client, "/events/third/", "chain") == (
        "What led here, what followed Meeting first 2010, Place not recorded "
        "Meeting second 2011, Place not recorded · followed up by this event "
        "This event 2012, Place not recorded "
        "Meeting other 2020, Place not recorded · follows up “Meeting first”"
    )


def test_what_is_joined_by_a_hidden_event_alone_is_not_in_the_chain(client):
    _first, second, _third, _fourth = make_chain("first", "second", "third", "fourth")
    Event.objects.filter(pk=second.pk).update(status="draft")

    assert chain_of(client, "first") == []
    assert chain_of(client, "fourth") == ["third", None]
    assert "Meeting second" not in client.get("/events/third/").content.decode()


def test_a_ring_of_follow_ups_is_shown_once_around(client):
    first, _second, third = make_chain("first", "second", "third")
    Event.objects.filter(pk=first.pk).update(follow_up_to=third)

    assert chain_of(client, "second") == ["first", None, "third"]


def test_of_a_long_chain_what_is_near_is_shown_and_the_rest_counted(client):
    slugs = [f"event-{number:02d}" for number in range(30)]
    make_chain(*slugs)
    shown = section(client, "/events/event-14/", "chain")

    assert chain_of(client, "event-14") == [*slugs[2:14], None, *slugs[15:27]]
    assert "What led here, what followed 2 earlier events Meeting event-02" in shown
    assert shown.endswith("3 later events")


def queries_of(client, slug):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/events/{slug}/").status_code == 200
    return len(captured.captured_queries)


def test_a_long_chain_costs_the_queries_of_a_short_one(client):
    make_chain("one", "two")
    make_chain("first", "second", "third", "fourth", "fifth", "sixth")

    assert queries_of(client, "two") == queries_of(client, "sixth")
    assert queries_of(client, "one") == queries_of(client, "first")
