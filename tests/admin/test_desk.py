"""The page after sign-in: what waits for whom, what the record lacks, at a constant price."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import actions, desk
from events.choices import Status
from events.models import Event, Organization, Person
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def titles(key: str, user: User) -> list[str]:
    rows = {rows.desk_list.key: rows for rows in desk.desk_of(user, today=TODAY)}[key]
    return [str(row) for row in rows.rows]


@pytest.fixture
def ada() -> User:
    return make_user("analysts", username="ada")


@pytest.fixture
def rosa() -> User:
    return make_user("reviewers", username="rosa")


def test_my_drafts_are_mine_and_drafts(ada: User, rosa: User):
    make.make_event(title="Mine", status=Status.DRAFT, created_by=ada)
    make.make_event(title="Not mine", status=Status.DRAFT, created_by=rosa)
    make.make_event(title="Submitted", status=Status.IN_REVIEW, created_by=ada)
    make.make_event(title="Published", created_by=ada)

    assert titles("drafts", ada) == ["Mine"]


def test_what_was_returned_shows_the_comment_to_who_entered_and_who_submitted_it(ada: User, rosa: User):
    event = make.make_event(title="Returned", status=Status.DRAFT, created_by=ada)
    submitter, stranger = make_user("analysts", username="sam"), make_user("analysts", username="tom")
    actions.submit_event(event=event, by=submitter)
    actions.return_event(event=event, by=rosa, comment="Which day?")

    seen = {user.username: (titles("returned", user), titles("drafts", user)) for user in (ada, submitter, stranger)}
    last = desk.desk_of(ada, today=TODAY)[0].rows[0].last_steps[0]

    assert seen == {"ada": (["Returned"], []), "sam": (["Returned"], []), "tom": ([], [])}
    assert (last.comment, last.by) == ("Which day?", rosa)


def test_what_is_submitted_again_is_returned_no_more(ada: User, rosa: User):
    event = make.make_event(status=Status.DRAFT, created_by=ada)
    actions.submit_event(event=event, by=ada)
    actions.return_event(event=event, by=rosa, comment="Which day?")
    actions.submit_event(event=event, by=ada, comment="The 14th.")

    assert titles("returned", ada) == []
    assert desk.desk_of(rosa, today=TODAY)[2].rows[0].last_steps[0].comment == "The 14th."


def test_who_waits_longest_comes_first(ada: User, rosa: User):
    for title, days in (("Second", [1, 9]), ("First", [8]), ("Third", [10])):
        event = make.make_event(title=title, status=Status.IN_REVIEW)
        for day in days:
            make.make_step(event=event, step="submit", by=ada, at=datetime(2026, 5, day, tzinfo=UTC))

    assert titles("waiting", rosa) == ["First", "Second", "Third"]


def cited(number: int, **fields: Any) -> Event:
    event = make.make_event(**fields)
    for _number in range(number):
        make.add_citation(event=event)
    return event


def test_a_single_source_is_one_however_often_it_is_cited(rosa: User):
    once = cited(1, title="One citation")
    twice = make.make_event(title="Cited twice")
    source = make.make_source()
    for locator in ("p. 1", "p. 2"):
        make.add_citation(event=twice, source=source, locator=locator)
    cited(2, title="Two sources")
    cited(1, title="Draft", status=Status.DRAFT)

    assert sorted(titles("single-source", rosa)) == sorted([once.title, twice.title])


def test_without_participants_is_who_names_nobody_at_all(rosa: User):
    make.make_event(title="Nobody")
    make.make_event(title="Draft", status=Status.DRAFT)
    for add in (make.add_country, make.add_organization, make.add_person):
        add(event=make.make_event(title="Somebody"))

    assert titles("no-participants", rosa) == ["Nobody"]


@pytest.mark.parametrize(
    ("start", "is_listed"),
    [("2025-05", True), ("2025-06", False), ("2024", True), ("2025", False), ("2020-05-05", False)],
)
def test_old_vague_dates_are_those_that_ended_more_than_a_year_ago(start: str, is_listed: bool, rosa: User):
    make.make_event(title="Vague", start=start)

    assert (titles("old-vague-date", rosa) == ["Vague"]) is is_listed


def test_a_leap_day_is_a_day_to_look_back_from(rosa: User):
    make.make_event(title="Vague", start="2023-01")

    assert [str(row) for row in desk.desk_of(rosa, today=date(2024, 2, 29))[5].rows] == ["Vague"]


def test_dead_ends_are_exactly_those_who_have_no_public_page(rosa: User):
    public, draft = make.make_event(), make.make_event(status=Status.DRAFT)
    for event in (public, draft):
        make.add_organization(event=event)
        make.add_person(event=event, organization=make.make_organization())
        make.add_quote(event=event, speaker=make.make_person(), organization=make.make_organization())
    lonely = make.make_organization(name="Lonely")
    above = make.make_organization(name="Above others")
    make.make_organization(name="Below", parent=above)
    make.make_person(name="Nobody")

    for key, model, spared in (("dead-end-bodies", Organization, [above.pk]), ("dead-end-people", Person, [])):
        records: Any = model.objects.all()
        found = desk.LISTS[key].select(records, rosa, TODAY)
        public_keys = model.objects.public().values("pk")
        expected = records.exclude(pk__in=public_keys).exclude(pk__in=spared)
        assert set(found) == set(expected)
    bodies = desk.LISTS["dead-end-bodies"].select(Organization.objects.all(), rosa, TODAY)
    assert list(bodies.filter(is_named=False).values_list("name", flat=True).order_by("name")) == ["Below", "Lonely"]
    assert lonely.pk


@pytest.mark.parametrize("key", desk.LISTS)
def test_see_all_leads_to_a_list_of_exactly_these(key: str, sign_in: Callable[[str], Client]):
    client = sign_in("reviewers")
    reviewer = User.objects.get(username="reviewers")
    for number in range(7):
        make.make_event(title=f"Draft {number}", status=Status.DRAFT, created_by=reviewer)
        returned = make.make_event(title=f"Returned {number}", status=Status.DRAFT, created_by=reviewer)
        make.make_step(event=returned, step="return", by=reviewer)
        make.make_event(title=f"Waits {number}", status=Status.IN_REVIEW)
        cited(1, title=f"Old {number}", start="2020-05")
        make.make_organization()
        make.make_person()

    page = client.get(reverse("admin:index"))
    rows = {rows.desk_list.key: rows for rows in [*page.context["work"], *page.context["quality"]]}[key]
    address = f"{reverse(f'admin:events_{rows.desk_list.options.model_name}_changelist')}?desk={key}"
    changelist = client.get(address).context["cl"]

    assert (len(rows.rows), rows.count) == (5, 7)
    assert f'href="{address}"' in page.content.decode()
    assert changelist.result_count == 7
    assert {row.pk for row in rows.rows} <= {row.pk for row in changelist.result_list}


def test_an_unknown_list_of_the_desk_is_said_to_be_unknown(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")

    for address in ("/admin/events/event/?desk=gone", "/admin/events/person/?desk=waiting"):
        page = client.get(address, follow=True)
        assert ["can't be understood" in str(message) for message in page.context["messages"]] == [True]


def test_the_desk_costs_the_same_for_one_record_and_for_many(sign_in: Callable[[str], Client]):
    client = sign_in("reviewers")
    reviewer = User.objects.get(username="reviewers")

    def fill() -> None:
        for status in Status:
            event = cited(1, status=status, created_by=reviewer, start="2020-05")
            make.make_step(event=event, step="submit", by=reviewer)
        returned = make.make_event(status=Status.DRAFT, created_by=reviewer)
        make.make_step(event=returned, step="return", by=reviewer)
        make.make_organization()
        make.make_person()
        make.make_saved_search(is_shared=True)

    costs = []
    for _round in range(3):
        fill()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("admin:index"))
        costs.append(len(asked))

    # Session, user, permissions of the user and of the groups; for each of eight lists the keys and the rows; the
    # last steps of three lists; the saved searches; what the person did lately.
    assert costs == [4 + 16 + 3 + 1 + 1] * 3


def test_many_are_counted_up_to_a_limit(monkeypatch: pytest.MonkeyPatch, rosa: User):
    monkeypatch.setattr(desk, "MOST_COUNTED", 6)
    for _number in range(8):
        make.make_event()

    rows = {rows.desk_list.key: rows for rows in desk.desk_of(rosa, today=TODAY)}["no-participants"]

    assert (rows.count, rows.is_more, len(rows.rows)) == (6, True, 5)


def test_who_may_see_nothing_has_an_empty_desk(client: Client):
    client.force_login(make_user(username="new"))

    page = client.get(reverse("admin:index"))

    assert (page.status_code, page.context["work"], page.context["quality"]) == (200, [], [])


def test_reviewers_find_first_what_waits_for_them(sign_in: Callable[[str], Client]):
    keys = {
        group: [rows.desk_list.key for rows in sign_in(group).get(reverse("admin:index")).context["work"]]
        for group in ("analysts", "reviewers")
    }

    assert keys == {"analysts": ["returned", "drafts", "waiting"], "reviewers": ["waiting", "returned", "drafts"]}
