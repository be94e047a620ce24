"""What readers are told of changes: since the first publication, in sentences, and nothing that is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import Status
from events.history.context import How, recorded
from events.history.public import FEW, latest, what_changed
from events.models import Event, PublicChange
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

PUBLISH = {"status": Status.PUBLISHED, "published_at": make.PUBLISHED_AT, "withdrawn_reason": ""}
WITHDRAW = {"status": Status.WITHDRAWN, "withdrawn_reason": "Recorded twice."}


def an_event(**fields):
    with recorded(how=How.FORM):
        return make.make_event(**fields)


def change(*events, **values):
    with recorded(how=How.FORM):
        Event.objects.filter(pk__in=[event.pk for event in events]).update(**values)
    for event in events:
        event.refresh_from_db()


def told(event):
    return [(item.headline, item.sentences) for item in what_changed(event)]


def all_told():
    return [(item.headline, item.title, item.sentences) for item in latest().changes]


def test_an_event_that_was_only_published_has_nothing_to_tell():
    event = an_event(status=Status.DRAFT)
    change(event, title="Another title")
    change(event, **PUBLISH)

    assert told(event) == []


def test_what_changed_after_the_publication_is_told_and_nothing_before_it():
    event = an_event(status=Status.DRAFT, title="First title")
    change(event, title="Secret title")
    change(event, **PUBLISH)
    change(event, title="Corrected title")

    assert told(event) == [
        ("", ["Title changed from “Secret title” to “Corrected title”."]),
        ("Published", []),
    ]


def test_participants_are_named_with_their_roles():
    event = an_event()
    with recorded(how=How.FORM):
        make.add_organization(event=event, organization=make.make_organization(name="UNODC"), role="host")

    assert told(event)[0] == ("", ["Organization added: UNODC (host)."])


def test_an_organization_that_is_not_public_any_more_is_not_named():
    event = an_event()
    with recorded(how=How.FORM):
        row = make.add_organization(event=event, organization=make.make_organization(name="Secret Body"), role="host")
    with recorded(how=How.FORM):
        row.delete()

    assert told(event)[0] == ("", ["Organization removed: one that is not shown any more (host)."])


def test_a_draft_that_an_event_belongs_to_is_not_told_of():
    draft = make.make_event(status=Status.DRAFT, title="Secret")
    event = an_event()
    change(event, part_of=draft)

    assert told(event) == []


def test_earlier_words_of_free_texts_are_not_repeated():
    event = an_event(summary="A libel.")
    change(event, summary="A fact.")
    with recorded(how=How.FORM):
        quote = make.add_quote(event=event, text="Words taken back", attribution="Somebody")
    with recorded(how=How.FORM):
        type(quote).objects.filter(pk=quote.pk).update(text="Other words", attribution="A delegate")
    with recorded(how=How.FORM):
        quote.delete()

    assert told(event)[:-1] == [
        ("", ["Quote removed: number 1."]),
        ("", ["Quote number 1: text changed.", "Quote number 1: attribution changed."]),
        ("", ["Quote added: number 1."]),
        ("", ["Summary changed."]),
    ]


def test_neither_the_staff_nor_their_reasons_are_told():
    event, analyst = an_event(), make_user("analysts", username="secret-analyst")
    with recorded(by=analyst, why="secret reason", how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="New")

    assert "secret" not in str(what_changed(event)) + str(latest())


def test_a_change_of_what_readers_do_not_see_is_not_told():
    event = an_event()
    change(event, published_at="2026-05-05T12:00:00Z")

    assert told(event) == []
    assert all_told() == [("Published", event.title, [])]


def test_a_withdrawal_is_told_with_its_reason_and_without_the_title():
    event = an_event(title="Secret title")
    change(event, title="Secret correction")
    change(event, **WITHDRAW)
    item = latest().changes[0]

    assert all_told() == [("Withdrawn", "", ["Recorded twice."])]
    assert item.address == event.get_absolute_url()


def test_what_an_event_may_have_been_withdrawn_for_is_not_repeated_when_it_is_public_again():
    event = an_event(title="Slander")
    with recorded(how=How.FORM):
        make.add_place(event=event, city="Slandertown")
    change(event, title="More slander")
    change(event, **WITHDRAW)
    change(event, title="Meanwhile")
    with recorded(how=How.FORM):
        event.places.all().delete()
    change(event, title="After", type="training")
    change(event, **PUBLISH)
    change(event, title="Later")

    assert told(event) == [
        ("", ["Title changed from “After” to “Later”."]),
        ("Published again", ["Changed: title, type, places."]),
        ("Withdrawn", ["Recorded twice."]),
        ("", ["Changed: title."]),
        ("", ["Changed: places."]),
        ("Published", []),
    ]


def test_an_address_given_while_an_event_is_withdrawn_is_not_told():
    event = an_event(slug="as-it-was")
    change(event, **WITHDRAW)
    change(event, slug="secret-slug")

    assert [item.address for item in latest().changes] == ["/events/as-it-was/"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_what_was_never_public_is_never_told(status):
    event = an_event(status=status)
    change(event, title="Another")

    assert all_told() == []


def test_the_newest_change_comes_first_and_pages_follow_each_other():
    event = an_event()
    for number in range(5):
        change(event, title=f"Title {number}")
    first = latest(limit=4)
    second = latest(before=PublicChange.objects.get(pk=str(first.older)), limit=4)

    assert [item.sentences[0][-10:] for item in first.changes] == [f"“Title {number}”." for number in (4, 3, 2, 1)]
    assert [item.headline for item in second.changes] == ["", "Published"]
    assert second.older is None


@pytest.mark.parametrize("count", [FEW, FEW + 1, 60])
def test_many_events_of_one_moment_are_one_line(count):
    earlier = an_event(title="Earlier")
    with recorded(how=How.IMPORT):
        for _number in range(count):
            make.make_event()
    later = an_event(title="Later")
    found = [(item.headline, item.title) for item in latest().changes]

    batch = [(f"{count} events were added by an import.", "")]
    assert found[0] == ("Published", later.title)
    assert found[-1] == ("Published", earlier.title)
    assert found[1:-1] == (batch if count > FEW else [("Published", "Seminar on returnees")] * count)


def test_a_page_can_begin_behind_many_events_of_one_moment():
    earlier = an_event(title="Earlier")
    with recorded(how=How.IMPORT):
        for _number in range(40):
            make.make_event()
    first = latest(limit=1)
    second = latest(before=PublicChange.objects.get(pk=str(first.older)), limit=1)

    assert [item.headline for item in first.changes] == ["40 events were added by an import."]
    assert [item.title for item in second.changes] == [earlier.title]
    assert second.older is None


def test_a_bulk_change_of_many_events_is_one_line():
    events = [an_event() for _number in range(FEW + 2)]
    change(*events, mode="online")

    assert latest().changes[0].headline == f"{FEW + 2} events were changed at once."


def test_few_changes_at_the_end_of_a_full_round_are_whole():
    """The rows are read in rounds: what one of them cuts off is told by the next."""
    events = [an_event() for _number in range(FEW)]
    for _number in range(3):
        change(*events, date_note=f"Note {_number}")
    seen = [item.key for item in latest(limit=12).changes]

    assert len(seen) == len(set(seen)) == 15


@pytest.mark.parametrize(("ask", "cost"), [(what_changed, 3), (lambda _event: latest(), 3)], ids=["event", "all"])
def test_one_change_and_three_cost_the_same(ask, cost):
    costs = []
    for times in (1, 3):
        event = an_event()
        for number in range(times):
            change(event, title=f"Title {number}")
            with recorded(how=How.FORM):
                make.add_organization(event=event)
                make.add_person(event=event)
        with CaptureQueriesContext(connection) as queries:
            ask(event)
        costs.append(len(queries))

    # changes, snapshots, names
    assert costs == [cost, cost]


def test_an_event_without_changes_costs_one_query(django_assert_num_queries):
    event = an_event()
    with django_assert_num_queries(1):
        what_changed(event)
