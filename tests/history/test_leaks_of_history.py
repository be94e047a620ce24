"""What a hostile reader looks for in every public place that tells of changes: nothing of it is there."""

import pytest

from events.actions import merge_records, restore_event, return_event, undo_merge, withdraw_event
from events.choices import Status
from events.history.context import How, recorded
from events.history.states import entries, snapshots_of
from events.models import Event
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

SECRET = "Zzyzx"  # in everything that readers must not see
PUBLISHED = {"status": Status.PUBLISHED, "published_at": make.PUBLISHED_AT, "withdrawn_reason": ""}


def form(**told):
    return recorded(how=How.FORM, **told)


def set_fields(record, **values):
    with form():
        type(record).objects.filter(pk=record.pk).update(**values)
    record.refresh_from_db()


def a_public_event():
    with form():
        event = make.make_event(slug="the-event", title="Known title", status=Status.DRAFT)
        make.add_citation(event=event)
    set_fields(event, **PUBLISHED)
    return event


def a_secret_draft(**fields):
    with form(by=make_user("analysts", username=f"{SECRET}-analyst"), why=f"{SECRET} asked for it."):
        draft = make.make_event(slug="a-draft", title=f"{SECRET} draft", status=Status.DRAFT, **fields)
        body = make.make_organization(slug=f"{SECRET}-body".lower(), name=f"{SECRET} body")
        person = make.make_person(slug=f"{SECRET}-person".lower(), name=f"{SECRET} person")
        make.add_organization(event=draft, organization=body)
        make.add_person(event=draft, person=person, position=f"{SECRET} of {SECRET}")
        make.add_quote(event=draft, text=f"{SECRET} said", speaker=person)
        make.add_citation(event=draft, source=make.make_source(title=f"{SECRET} source"))
    return draft


def reviewer():
    return make_user("reviewers", username=f"{SECRET}-reviewer")


def a_name_of_an_actor_while_the_event_was_a_draft():
    with form():
        event = make.make_event(slug="the-event", status=Status.DRAFT)
        row = make.add_organization(event=event, organization=make.make_organization(name=f"{SECRET} body"))
    set_fields(row.organization, name="Known body")
    set_fields(event, **PUBLISHED)
    with form():
        row.delete()
        make.add_organization(event=event, organization=row.organization, role="host")


def an_actor_taken_away_and_known_by_drafts_only():
    event = a_public_event()
    draft = a_secret_draft()
    with form():
        row = make.add_organization(
            event=event, organization=draft.organization_participations.get().organization, role="host"
        )
    with form(by=reviewer(), why=f"{SECRET} complained."):
        row.delete()


def a_draft_merged_into_it_and_parted_again():
    event, draft, by = a_public_event(), a_secret_draft(), reviewer()
    merge = merge_records(kept=event, gone=draft, by=by, reason=f"{SECRET} says so.")
    undo_merge(merge=merge, by=by)


def a_series_that_is_a_draft():
    event = a_public_event()
    set_fields(event, part_of=a_secret_draft())
    set_fields(event, part_of=None)


def what_a_withdrawn_event_said():
    event = a_public_event()
    set_fields(event, title=f"{SECRET} slander")
    withdraw_event(event=event, by=reviewer(), reason="It was wrong.")
    set_fields(event, slug=f"{SECRET}-slug".lower(), title=f"{SECRET} again")


def what_an_event_said_before_it_came_back():
    event = a_public_event()
    draft = a_secret_draft()
    set_fields(event, title=f"{SECRET} slander", original_title=f"{SECRET}!")
    with form():
        row = make.add_place(event=event, city=f"{SECRET}ville")
    withdraw_event(event=event, by=reviewer(), reason="It was wrong.")
    with form(by=make_user("analysts"), why=f"{SECRET} wrote."):
        row.delete()
        draft.citations.update(note=f"{SECRET}.")
    set_fields(event, title="Right title", original_title="", **PUBLISHED)


def what_a_restoration_was_for():
    event = a_public_event()
    number = list(entries(snapshots_of(Event, [event.pk])))[-1].number
    set_fields(event, type="training")
    restore_event(event=event, number=number, by=reviewer(), why=f"{SECRET} was right.")


def a_comment_to_an_analyst():
    a_public_event()
    draft = a_secret_draft()
    set_fields(draft, status=Status.IN_REVIEW)
    return_event(event=draft, by=reviewer(), comment=f"{SECRET}?")


def a_draft_that_was_deleted():
    a_public_event()
    draft = a_secret_draft()
    with form():
        draft.quotes.all().delete()
        draft.delete()


STORIES = [
    a_name_of_an_actor_while_the_event_was_a_draft,
    an_actor_taken_away_and_known_by_drafts_only,
    a_draft_merged_into_it_and_parted_again,
    a_series_that_is_a_draft,
    what_a_withdrawn_event_said,
    what_an_event_said_before_it_came_back,
    what_a_restoration_was_for,
    a_comment_to_an_analyst,
    a_draft_that_was_deleted,
]
PLACES = ["/changes/", "/changes.atom", "/events/the-event/", "/events/a-draft/", "/events/", "/events.csv", "/"]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_no_reader_is_told_of(story, client):
    story()

    for place in PLACES:
        answer = client.get(place)
        said = answer.getvalue().decode() + str(answer.headers)
        assert SECRET.lower() not in said.lower(), place


def test_the_address_of_a_draft_leads_nowhere_once_the_merge_is_undone(client):
    event, draft, by = a_public_event(), a_secret_draft(), reviewer()
    merge = merge_records(kept=event, gone=draft, by=by, reason="The same.")
    during = client.get("/events/a-draft/")
    undo_merge(merge=merge, by=by)

    assert (during.status_code, during.headers["Location"]) == (301, "/events/the-event/")
    assert client.get("/events/a-draft/").status_code == 404
    assert client.get("/changes/").content.decode().count("one that is not shown any more") > 0
