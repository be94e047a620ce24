"""The timeline of a record reads as sentences with before and after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import Status
from events.history.context import How, recorded
from events.history.outline import Outline
from events.history.timeline import Timeline, timeline
from events.models import Event, EventPlace, Organization, Quote
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db


def last(record):
    """The sentences of a record's last change."""
    return timeline(record)[0].sentences


def change(event, **values):
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(**values)


def an_event(**fields):
    with recorded(how=How.FORM):
        return make.make_event(**fields)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"title": "Meeting"}, {"title": "Seminar"}, "Title changed from “Meeting” to “Seminar”."),
        ({"start": "2024-05"}, {"start": "2024-05-14"}, "Start changed from “May 2024” to “14 May 2024”."),
        ({"type": "seminar"}, {"type": "training"}, "Type changed from “Seminar” to “Training”."),
        ({"summary": ""}, {"summary": "New."}, "Summary added: “New.”"),
        ({"summary": "Old."}, {"summary": ""}, "Summary removed; it was “Old.”"),
        ({"status": "draft"}, {"status": "in-review"}, "Submitted for review."),
        ({"status": "in-review"}, {"status": "draft"}, "Returned to draft."),
    ],
)
def test_a_change_of_an_event_is_a_sentence(before, after, sentence):
    event = an_event(**({"status": Status.DRAFT} | before))
    change(event, **after)

    assert last(event) == [sentence]


def test_an_event_that_is_entered_says_what_came_with_it():
    with recorded(how=How.FORM):
        event = make.make_event(title="Seminar")
        make.add_place(event=event)
        make.add_organization(event=event)

    assert last(event) == [
        "Event entered: “Seminar”.",
        "With it: places: 1, organizations that took part: 1.",
    ]


def test_rows_are_named_with_what_they_refer_to():
    event = an_event()
    with recorded(how=How.FORM):
        unodc = make.add_organization(
            event=event, organization=make.make_organization(name="UNODC"), role="participant"
        )
        make.add_place(event=event, city="Tashkent", country=make.make_country(code="UZ"))
    assert last(event) == [
        "Place added: Tashkent, Uzbekistan.",
        "Organization added: UNODC (participant).",
    ]
    with recorded(how=How.FORM):
        type(unodc).objects.filter(pk=unodc.pk).update(role="organizer")
        EventPlace.objects.filter(event=event).delete()
    assert last(event) == [
        "Place removed: Tashkent, Uzbekistan.",
        "Organization UNODC (participant): role changed from “Participant” to “Organizer”.",
    ]


def test_a_record_that_was_deleted_since_keeps_its_name_in_the_history():
    event = an_event()
    organization = make.make_organization(name="Shortlived Body")
    with recorded(how=How.FORM):
        row = make.add_organization(event=event, organization=organization, role="host")
    with recorded(how=How.FORM):
        row.delete()
    organization.delete()

    assert last(event) == ["Organization removed: Shortlived Body (deleted since) (host)."]


def test_a_long_text_is_cut_down_to_what_differs():
    words = [f"word{number}" for number in range(100)]
    event = an_event(summary=" ".join(words))
    change(event, summary=" ".join([*words[:50], "new", *words[51:]]))

    assert last(event) == [
        (
            "Summary changed from “… word47 word48 word49 word50 word51 word52 word53 …” "
            "to “… word47 word48 word49 new word51 word52 word53 …”."
        )
    ]


def test_rows_in_another_order_are_told_once():
    event = an_event()
    rows = [
        make.add_theme(event=event, theme=make.make_theme(slug=slug)) for slug in ("pve", "gender", "youth-education")
    ]
    with recorded(how=How.FORM):
        for place, row in enumerate(reversed(rows)):
            type(row).objects.filter(pk=row.pk).update(sort_order=place)

    assert last(event) == ["Order changed: themes."]


def test_a_row_deleted_and_written_anew_is_no_change():
    event = an_event()
    with recorded(how=How.FORM):
        quote = make.add_quote(event=event)
    before = len(timeline(event))
    with recorded(how=How.FORM):
        quote.delete()
        Quote.objects.create(
            **{
                field.attname: getattr(quote, field.attname)
                for field in Quote._meta.concrete_fields
                if field.name not in ("id", "search")
            }
        )

    assert len(timeline(event)) == before


def test_an_item_says_who_how_and_why():
    analyst = make_user("analysts", username="a.analyst")
    event = an_event()
    with recorded(by=analyst, how=How.BULK, why="The source says so.", where="/admin/events/event/"):
        change_by = Event.objects.filter(pk=event.pk)
        change_by.update(title="Corrected")
    item = timeline(event)[0]

    assert (item.who, item.how, item.why, item.where) == (
        "a.analyst",
        "bulk action",
        "The source says so.",
        "/admin/events/event/",
    )


def test_an_item_whose_account_is_gone_says_so():
    analyst = make_user("analysts")
    event = an_event()
    with recorded(by=analyst, how=How.FORM):
        Event.objects.filter(pk=event.pk).update(title="Corrected")
    analyst.delete()

    assert timeline(event)[0].who == "Somebody whose account is gone"


def test_sql_is_told_as_such():
    event = an_event()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET title = 'By hand' WHERE id = %s", [event.pk])
    item = timeline(event)[0]

    assert (item.who, item.how, item.sentences) == (
        "SQL, or a program beside the application",
        "",
        ["Title changed from “Seminar on returnees” to “By hand”."],
    )


def test_the_history_of_an_organization_tells_its_names():
    with recorded(how=How.FORM):
        organization = make.make_organization(name="UNODC", kind="un-entity")
    with recorded(how=How.FORM):
        make.make_organization_name(organization=organization, name="ODCCP", kind="former")
        Organization.objects.filter(pk=organization.pk).update(website="https://www.unodc.org/")

    assert last(organization) == [
        "Website added: “https://www.unodc.org/”.",
        "Other name added: ODCCP (former name).",
    ]


def test_one_change_and_three_cost_the_same_number_of_queries():
    analyst = make_user("analysts")
    costs = []
    for times in (1, 3):
        event = an_event()
        for number in range(times):
            with recorded(by=analyst, how=How.FORM):
                make.add_organization(event=event)
                make.add_person(event=event)
                Event.objects.filter(pk=event.pk).update(title=f"Title {number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            timeline(event)
        costs.append(len(queries))

    # which snapshots, what they hold, contexts, people, names
    assert costs == [5, 5]


def test_a_part_of_a_long_history_says_what_the_whole_says():
    event = an_event()
    with recorded(how=How.FORM):
        rows = [make.add_theme(event=event, theme=make.make_theme(slug=slug)) for slug in ("pve", "gender")]
    for number in range(4):
        with recorded(how=How.FORM):
            Event.objects.filter(pk=event.pk).update(title=f"Title {number}")
            make.add_organization(event=event)
            type(rows[0]).objects.filter(pk=rows[0].pk).update(sort_order=9 * (number % 2))
    with recorded(how=How.FORM):
        rows[1].delete()
    whole = timeline(event)
    parts = Timeline(event)

    assert [item.number for item in parts[:]] == [item.number for item in whole]
    for start in range(0, len(parts), 3):
        assert parts[start : start + 3] == whole[start : start + 3]
    assert len(parts) == len(whole) == 7


def test_a_part_of_a_history_begins_with_the_state_before_it():
    event = an_event()
    for number in range(20):
        with recorded(how=How.FORM):
            Event.objects.filter(pk=event.pk).update(title=f"Title {number}")
    outline = Outline(event)
    with CaptureQueriesContext(connection) as queries:
        found = outline.entries(5, 7)

    assert [each.after.of(Event)[event.pk]["title"] for each in found] == ["Title 4", "Title 5"]
    assert "Title 3" in str(found[0].before)
    assert len(queries) == 1
