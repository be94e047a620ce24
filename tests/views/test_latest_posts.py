"""The latest post of a person: of the newest event that names one, however many others are newer."""

import pytest

from events.bitmaps import present
from events.models import Person
from events.pages import posts
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("looked_through", [1, 2, 10])
def test_the_latest_post_is_that_of_the_newest_public_event_that_names_one(monkeypatch, looked_through):
    monkeypatch.setattr(posts, "LOOKED_THROUGH", looked_through)
    busy, silent = make.make_person(slug="busy"), make.make_person(slug="silent")
    for number, position in enumerate(["Clerk", "Minister", "", ""], 1):
        event = make.make_event(start=f"202{number}")
        make.add_person(event=event, person=busy, position=position)
        make.add_person(event=event, person=silent, position="")
    make.add_person(event=make.make_event(start="2029", status="draft"), person=busy, position="Not yet")

    people = list(Person.objects.order_by("slug"))
    posts.set_latest_posts(people, present())

    assert [(one.latest_post, one.latest_post_start) for one in people] == [("Minister", "2022"), ("", "")]
