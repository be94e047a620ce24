"""The page on which a person is removed: who may, what it shows first, and what it does."""

from typing import Any

import pytest
from django.test.utils import override_settings

from events.models import Event, Person, PersonParticipation, Removal
from events.removal import remove_person
from tests import factories as make
from tests.accounts.test_strict import with_second_factor
from tests.admin.forms import event_form
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = make.make_person(slug="ada-ray", name="Ada Ray")
    event = make.make_event(slug="meeting", summary="Ada Ray opened it.")
    make.add_person(event=event, person=person, position="Minister")
    make.add_citation(event=event, source=make.make_source(url="https://example.org/ada-ray"))
    return person


def address(person):
    return f"/admin/events/person/{person.pk}/remove/"


def test_the_page_shows_what_will_change_and_changes_nothing(client, person):
    client.force_login(make_user("reviewers"))
    form = client.get(f"/admin/events/person/{person.pk}/change/").content.decode()
    page = client.get(address(person)).content.decode()

    assert address(person) in form
    assert "Roles at events that stay, without the name: 1" in page
    assert "Ada Ray opened it." in page
    assert 'name="texts" value="event.summary"' in page
    assert 'name="texts" value="source.url"' not in page
    assert Person.objects.get() == person


def test_a_reviewer_removes_with_the_texts_that_were_ticked(client, person):
    client.force_login(make_user("reviewers"))
    seen = client.get(address(person)).context["mark"]
    unsaid = client.post(address(person), {"seen": seen, "ground": ""})
    stale = client.post(address(person), {"seen": "other", "ground": "request"})
    done = client.post(address(person), {"seen": seen, "ground": "request", "texts": ["event.summary"]})
    row = PersonParticipation.objects.select_related("event").get()

    assert "Choose why" in unsaid.content.decode()
    assert "Please look again" in stale.content.decode()
    assert (row.person, row.position, row.event.summary) == (None, "Minister", "[name removed] opened it.")
    assert "https://example.org/ada-ray" in done.content.decode()
    assert "the person asked to be left out" in done.content.decode()
    assert Removal.objects.count() == 1


def test_a_row_without_a_name_is_saved_again_and_a_new_one_needs_a_name(client, person):
    user = make_user("reviewers")
    remove_person(person=person, by=user, ground="request")
    client.force_login(user)
    event, row = Event.objects.get(), PersonParticipation.objects.get()
    citation = event.citations.get()
    sources = [{"id": citation.pk, "source": citation.source_id}]
    old = {"id": row.pk, "person": "", "role": "speaker", "position": "Prime Minister"}
    there = f"/admin/events/event/{event.pk}/change/"
    saved = client.post(there, event_form(event=event, rows={"person_participations": [old], "citations": sources}))
    row.refresh_from_db()
    both: Any = {"person_participations": [old, {"person": "", "role": "chair"}], "citations": sources}
    refused = client.post(there, event_form(event=event, rows=both))

    assert (saved.status_code, row.person, row.position) == (302, None, "Prime Minister")
    assert (refused.status_code, PersonParticipation.objects.count()) == (200, 1)


def test_analysts_see_neither_the_way_there_nor_the_page(client, person):
    client.force_login(make_user("analysts"))

    assert address(person) not in client.get(f"/admin/events/person/{person.pk}/change/").content.decode()
    assert client.get(address(person)).status_code == 403
    assert client.post(address(person), {"ground": "request"}).status_code == 403


@override_settings(STRICT_SIGN_IN=True)
def test_a_removal_asks_for_a_fresh_sign_in(client, person):
    client.force_login(with_second_factor(make_user("reviewers")))

    assert client.get(address(person)).headers["Location"].startswith("/accounts/confirm/?next=")
