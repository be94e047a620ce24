"""How several rows change together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from events import actions
from events.actions.slugs import Record, to_ascii
from events.choices import Status
from events.models import Event, EventStep, FormerSlug, Quote
from tests.factories import (
    PUBLISHED_AT,
    add_citation,
    add_place,
    add_quote,
    make_country,
    make_event,
    make_framework,
    make_organization,
    make_person,
    make_source,
)
from tests.people import make_user

pytestmark = pytest.mark.django_db

STEPS: dict[str, Callable[[Event, User], Event]] = {
    "submit": lambda event, by: actions.submit_event(event=event, by=by),
    "return": lambda event, by: actions.return_event(event=event, by=by, comment="Which day?"),
    "publish": lambda event, by: actions.publish_event(event=event, by=by),
    "withdraw": lambda event, by: actions.withdraw_event(event=event, by=by, reason="Recorded twice."),
}
LEADS_TO = {
    ("submit", Status.DRAFT): Status.IN_REVIEW,
    ("return", Status.IN_REVIEW): Status.DRAFT,
    ("publish", Status.IN_REVIEW): Status.PUBLISHED,
    ("publish", Status.WITHDRAWN): Status.PUBLISHED,
    ("withdraw", Status.PUBLISHED): Status.WITHDRAWN,
}


@pytest.fixture
def reviewer() -> User:
    return make_user("reviewers")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", STEPS)
def test_step_is_taken_from_its_status_and_refused_from_any_other(step: str, status: Status, reviewer: User):
    event = make_event(title="Seminar", status=status)
    add_citation(event=event)

    try:
        STEPS[step](event, reviewer)
        refusal = ""
    except ValidationError as error:
        refusal = error.messages[0]

    event.refresh_from_db()
    expected = LEADS_TO.get((step, status))
    assert event.status == (expected or status)
    assert (refusal == "") is (expected is not None)
    assert expected or f"its status is “{status.label}”" in refusal


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("analysts", {"submit"}),
        ("reviewers", {"submit", "return", "publish", "withdraw"}),
        ("administrators", {"submit", "return", "publish", "withdraw"}),
    ],
)
def test_role_may_take_exactly_these_steps(group: str, allowed: set[str]):
    user = make_user(group)
    taken = set()

    for step, status in LEADS_TO:
        event = make_event(status=status)
        add_citation(event=event)
        try:
            STEPS[step](event, user)
        except PermissionDenied:
            continue
        taken.add(step)

    assert taken == allowed


def test_event_without_a_source_is_not_published(reviewer: User):
    event = make_event(title="Seminar", status=Status.IN_REVIEW)

    with pytest.raises(ValidationError, match="“Seminar” has no source"):
        actions.publish_event(event=event, by=reviewer)

    event.refresh_from_db()
    assert (event.status, event.published_at) == (Status.IN_REVIEW, None)


def test_publishing_records_who_and_when(reviewer: User):
    event = make_event(status=Status.IN_REVIEW)
    add_citation(event=event)

    actions.publish_event(event=event, by=reviewer)

    event.refresh_from_db()
    assert event.published_by == reviewer
    assert event.published_at is not None


def test_publishing_again_keeps_the_first_day_and_drops_the_reason(reviewer: User):
    event = make_event(status=Status.WITHDRAWN, withdrawn_reason="Recorded twice.")
    add_citation(event=event)

    actions.publish_event(event=event, by=reviewer)

    event.refresh_from_db()
    assert (event.published_at, event.withdrawn_reason) == (PUBLISHED_AT, "")


def test_withdrawing_needs_a_reason(reviewer: User):
    event = make_event(status=Status.PUBLISHED)

    with pytest.raises(ValidationError, match="Write why the event is withdrawn"):
        actions.withdraw_event(event=event, by=reviewer, reason="  ")

    event.refresh_from_db()
    assert event.status == Status.PUBLISHED


@pytest.mark.parametrize("step", ["return", "publish", "withdraw"])
def test_each_step_is_kept_with_who_and_why(step: str, reviewer: User):
    event = make_event(status=next(status for taken, status in LEADS_TO if taken == step))
    add_citation(event=event)

    STEPS[step](event, reviewer)

    words = {"return": "Which day?", "publish": "", "withdraw": "Recorded twice."}[step]
    assert list(event.steps.values_list("step", "by__username", "comment")) == [(step, "reviewers", words)]


def test_an_event_is_not_returned_without_a_word(reviewer: User):
    event = make_event(status=Status.IN_REVIEW)

    with pytest.raises(ValidationError, match="Write what is to be mended"):
        actions.return_event(event=event, by=reviewer, comment=" ")

    assert Event.objects.get().status == Status.IN_REVIEW
    assert EventStep.objects.count() == 0


def test_who_entered_and_submitted_an_event_alone_says_why_nobody_else_looks(reviewer: User):
    event = make_event(title="Mine", status=Status.DRAFT, created_by=reviewer)
    add_citation(event=event)
    actions.submit_event(event=event, by=reviewer)

    with pytest.raises(ValidationError, match="Nobody but you has seen “Mine”"):
        actions.publish_event(event=event, by=reviewer, comment=" ")
    actions.publish_event(event=event, by=reviewer, comment="Nobody else is on duty before the holidays.")

    assert Event.objects.get().status == Status.PUBLISHED
    assert EventStep.objects.newest_first().first().comment == "Nobody else is on duty before the holidays."


@pytest.mark.parametrize(
    ("enters", "submits", "is_alone"),
    [
        ("reviewers", "reviewers", True),
        ("analysts", "reviewers", False),
        ("reviewers", "analysts", False),
        (None, None, False),
        (None, "reviewers", True),
    ],
    ids=["both", "entered by another", "submitted by another", "imported", "imported and submitted"],
)
def test_work_of_one_is_what_nobody_else_had_a_hand_in(
    enters: str | None, submits: str | None, is_alone: bool, reviewer: User
):
    people = {"reviewers": reviewer, "analysts": make_user("analysts")}
    event = make_event(status=Status.DRAFT, created_by=people[enters] if enters else None)
    if submits:
        actions.submit_event(event=event, by=people[submits])

    assert actions.is_work_of_one(event=event, by=reviewer) is is_alone


def test_what_was_changed_since_the_reviewer_looked_is_not_published(reviewer: User):
    event = make_event(title="Seminar", status=Status.IN_REVIEW)
    add_citation(event=event)
    seen = event.updated_at
    event.save()

    with pytest.raises(ValidationError, match="“Seminar” was changed since you looked"):
        actions.publish_event(event=event, by=reviewer, seen=seen)

    assert Event.objects.get().status == Status.IN_REVIEW


def test_step_looks_at_the_row_and_not_at_what_was_read_before(reviewer: User):
    event = make_event(status=Status.IN_REVIEW)
    add_citation(event=event)
    Event.objects.filter(pk=event.pk).update(status=Status.DRAFT)

    with pytest.raises(ValidationError, match="its status is “Draft”"):
        actions.publish_event(event=event, by=reviewer)


def test_number_of_a_deleted_last_quote_is_not_given_again():
    event = make_event()
    add_quote(event=event, number=1)
    add_quote(event=event, number=2).delete()
    another = Quote(text="Another.", attribution="A diplomat")

    actions.number_quotes(event=event, quotes=[another])

    assert list(event.quotes.order_by("number").values_list("number", flat=True)) == [1, 3]


def test_quotes_get_the_numbers_after_the_highest():
    event = make_event()
    add_quote(event=event, number=3)
    first, second = (Quote(text=text, attribution="A diplomat") for text in ("First.", "Second."))

    actions.number_quotes(event=event, quotes=[first, second])

    numbers = list(event.quotes.order_by("number").values_list("number", "text"))
    assert numbers == [(3, "Words as they were said."), (4, "First."), (5, "Second.")]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_add_a_quote_at_once_get_two_numbers():
    event = make_event()

    def add(text: str) -> None:
        try:
            actions.number_quotes(event=event, quotes=[Quote(text=text, attribution="A diplomat")])
        finally:
            connection.close()

    texts = [f"Quote {number}" for number in range(8)]
    with ThreadPoolExecutor(4) as people:
        list(people.map(add, texts))

    assert sorted(event.quotes.values_list("number", flat=True)) == list(range(1, 9))


def test_places_get_the_points_of_their_cities():
    event = make_event()
    add_place(event=event, city="Tashkent", country=make_country(code="UZ"), sort_order=0)
    add_place(event=event, city="Atlantis", country=make_country(code="UZ"), sort_order=1, latitude=1, longitude=1)
    add_place(event=event, country=make_country(code="KZ"), sort_order=2)

    actions.locate_places(event=event)

    points = list(event.places.order_by("sort_order").values_list("latitude", "longitude"))
    assert [(latitude and round(latitude), longitude and round(longitude)) for latitude, longitude in points] == [
        (41, 69),
        (None, None),
        (None, None),
    ]
    assert isinstance(points[0][0], Decimal)


@pytest.mark.parametrize(
    ("title", "start", "city", "mode", "slug"),
    [
        ("Seminar on Returnees", "2024-05-14", "Tashkent", "", "2024-05-14-tashkent-seminar-returnees"),
        ("Seminar on Returnees", "2024-05", "Tashkent", "", "2024-05-tashkent-seminar-returnees"),
        ("Tashkent Seminar on Returnees", "2024", "Tashkent", "", "2024-tashkent-seminar-returnees"),
        ("Семинар о возвращении", "2024", "Şanlıurfa", "", "2024-sanliurfa-seminar-o-vozvrashchenii"),
        ("Briefing", "2024-05", "", "online", "2024-05-online-briefing"),
        ("Briefing", "2024-05", "", "", "2024-05-briefing"),
        ("The Meeting of the", "2024", "", "", "2024-the-meeting-of-the"),
        ("会議", "2024", "", "", "2024"),
        ("Word " * 3 + "x" * 200, "2024", "", "", "2024-word-word-word-" + "x" * 60),
    ],
    ids=[
        "day", "month", "place not twice", "other scripts", "online", "nowhere", "nothing telling", "no letters",
        "long",
    ],
)  # fmt: skip
def test_slug_of_an_event_is_made_of_date_place_and_name(title: str, start: str, city: str, mode: str, slug: str):
    event = Event(title=title, start=start, mode=mode)

    assert actions.make_slug(record=event, city=city) == slug


def test_slug_of_a_saved_event_has_its_main_place():
    event = make_event(title="Seminar", start="2024")
    add_place(event=event, city="Osh", sort_order=1)
    add_place(event=event, city="Astana", sort_order=0)

    assert actions.make_slug(record=event) == "2024-astana-seminar"


def test_slug_in_use_or_formerly_in_use_is_not_suggested():
    make_event(slug="2024-osh-seminar")
    moved = make_event(slug="2024-osh-seminar-2")
    Event.objects.filter(pk=moved.pk).update(slug="2024-elsewhere")

    suggested = actions.make_slug(record=Event(title="Seminar", start="2024"), city="Osh")

    assert FormerSlug.objects.filter(slug="2024-osh-seminar-2").count() == 1
    assert suggested == "2024-osh-seminar-3"


def test_slugs_of_actors_and_sources_are_made_of_their_names():
    unodc = make_organization(name="United Nations Office on Drugs and Crime", acronym="UNODC")
    council = make_organization(name="Conseil de l’Europe")
    person = make_person(name="Йўлдош Ғуломов")
    plan = make_framework(title="Joint Plan of Action for Central Asia")
    source = make_source(title="Experts meet in Osh", publisher="Office on Drugs (UNODC)", published="2024-05")
    records: list[Record] = [unodc, council, person, plan, source]

    assert [actions.make_slug(record=record) for record in records] == [
        "unodc",
        "conseil-de-leurope",
        "yuldosh-ghulomov",
        "plan-action-central-asia",
        "unodc-2024-experts-meet-osh",
    ]


def test_ascii_of_an_empty_text_is_empty():
    assert to_ascii("  –  ") == ""
