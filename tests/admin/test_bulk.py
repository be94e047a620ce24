"""Many events changed at once: what the preview says is what happens, to all of them or to none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.actions import bulk, bulk_changes
from events.actions.publication import STEPS
from events.choices import Status
from events.models import Event, EventFramework, EventStep, EventTheme
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

BULK = reverse("admin:events_event_bulk")
LIST = reverse("admin:events_event_changelist")
REASON = "The ministry names them so."


@pytest.fixture
def ada(db: None) -> User:
    return make_user("analysts", username="ada")


@pytest.fixture
def rosa(db: None) -> User:
    return make_user("reviewers", username="rosa")


def told(planned: list[bulk.Planned]) -> list[tuple[str, str, str]]:
    return [(one.event.title, one.after if one.is_made else "–", one.problem) for one in planned]


def do(events: list[Event], change: Any, by: User) -> list[bulk.Planned]:
    """Plan and make a change; the plan that is made has to be the one that was shown."""
    keys = [event.pk for event in events]
    shown = bulk.plan_bulk(keys=keys, change=change, by=by)
    made = bulk.change_in_bulk(keys=keys, change=change, by=by, reason=REASON, seen=bulk.fingerprint(shown))
    assert told(made) == told(shown)
    return made


def test_the_type_is_set_and_what_has_it_already_stays(ada: User):
    events = [make.make_event(title="Seminar", type="seminar"), make.make_event(title="Workshop", type="workshop")]

    planned = do(events, bulk_changes.SetType("workshop"), ada)

    assert sorted(told(planned)) == [("Seminar", "Workshop", ""), ("Workshop", "–", "")]
    assert set(Event.objects.values_list("type", flat=True)) == {"workshop"}
    assert list(EventStep.objects.values_list("event__title", "step", "by__username", "comment")) == [
        ("Seminar", "change", "ada", REASON)
    ]


def test_a_theme_is_added_last_and_taken_away_by_reviewers_from_what_was_published(ada: User, rosa: User):
    pve, gender = make.make_theme(slug="pve"), make.make_theme(slug="gender")
    published, draft = make.make_event(title="Published"), make.make_event(title="Draft", status=Status.DRAFT)
    for event in (published, draft):
        make.add_theme(event=event, theme=gender, sort_order=4)

    do([published, draft], bulk_changes.AddTheme(pve), ada)
    order = list(EventTheme.objects.order_by("event__title", "sort_order").values_list("event__title", "theme_id"))
    refused = do([published, draft], bulk_changes.RemoveTheme(gender), ada)
    do([published], bulk_changes.RemoveTheme(gender), rosa)

    assert order == [("Draft", "gender"), ("Draft", "pve"), ("Published", "gender"), ("Published", "pve")]
    assert sorted(told(refused)) == [
        ("Draft", pve.name, ""),
        ("Published", "–", "It was published: only reviewers take something away from it."),
    ]
    assert set(EventTheme.objects.values_list("theme_id", flat=True)) == {"pve"}


def test_a_framework_is_added_in_its_relation_and_removed_in_all(rosa: User):
    plan = make.make_framework(title="Plan")
    has_it, has_not = make.make_event(title="Has it"), make.make_event(title="Has not")
    make.add_framework(event=has_it, framework=plan, relation="under")
    make.add_framework(event=has_it, framework=plan, relation="adopted")

    added = do([has_it, has_not], bulk_changes.AddFramework(plan, "under"), rosa)
    removed = do([has_it, has_not], bulk_changes.RemoveFramework(plan), rosa)

    assert sorted(told(added)) == [("Has it", "–", ""), ("Has not", "Plan (held under)", "")]
    assert [one.after for one in removed] == ["none", "none"]
    assert EventFramework.objects.count() == 0


def test_a_series_is_numbered_on_in_the_order_of_time(rosa: User):
    series = make.make_framework(title="Dialogue", kind="series")
    eighth = make.make_event(title="Eighth", start="2023-05-01")
    make.add_framework(event=eighth, framework=series, ordinal=8)
    events = [
        make.make_event(title="Tenth", start="2025-03"),
        make.make_event(title="Ninth", start="2024-03-01"),
        make.make_event(title="Too early", start="2022"),
        eighth,
    ]

    planned = do(events, bulk_changes.AddToSeries(series, is_numbered=True), rosa)

    assert told(planned) == [
        ("Too early", "–", "It was before no. 8 of the series: write its number on its own form."),
        ("Eighth", "–", ""),
        ("Ninth", "Dialogue (held under, 9)", ""),
        ("Tenth", "Dialogue (held under, 10)", ""),
    ]
    numbers = EventFramework.objects.order_by("ordinal").values_list("event__title", "ordinal", "relation")
    assert list(numbers) == [("Eighth", 8, "under"), ("Ninth", 9, "under"), ("Tenth", 10, "under")]


def test_a_series_without_numbers_takes_every_event(rosa: User):
    series = make.make_framework(kind="series")
    make.add_framework(event=make.make_event(start="2024"), framework=series, ordinal=3)

    do([make.make_event(start="2020")], bulk_changes.AddToSeries(series, is_numbered=False), rosa)

    assert list(EventFramework.objects.order_by("pk").values_list("ordinal", flat=True)) == [3, None]


def test_events_become_part_of_a_larger_one_but_not_of_themselves_or_their_parts(rosa: User):
    top = make.make_event(title="Top")
    whole = make.make_event(title="Whole", part_of=top)
    side = make.make_event(title="Side event")

    planned = do([top, whole, side], bulk_changes.SetPartOf(whole), rosa)

    assert sorted(told(planned)) == [
        ("Side event", "Whole", ""),
        ("Top", "–", "“Whole” is part of this event."),
        ("Whole", "–", "An event can't be part of itself."),
    ]
    side.refresh_from_db()
    assert side.part_of == whole


def test_a_step_is_taken_by_those_that_can_take_it(rosa: User):
    def event(title: str, status: Status, sources: int = 1, **fields: Any) -> Event:
        made = make.make_event(title=title, status=status, **fields)
        for _number in range(sources):
            make.add_citation(event=made)
        return made

    events = [
        event("Ready", Status.IN_REVIEW),
        event("Bare", Status.IN_REVIEW, sources=0),
        event("My own", Status.IN_REVIEW, created_by=rosa),
        event("Draft", Status.DRAFT),
        event("Out", Status.PUBLISHED),
    ]

    planned = do(events, bulk_changes.TakeStep(STEPS["publish"]), rosa)

    assert sorted(told(planned)) == [
        ("Bare", "–", "It has no source."),
        ("Draft", "–", "It is “Draft”: this step does not start there."),
        ("My own", "–", "Nobody but you has seen it: publish it on its own page, and write why."),
        ("Out", "–", ""),
        ("Ready", "Published", ""),
    ]
    assert list(EventStep.objects.values_list("event__title", "step", "comment")) == [("Ready", "publish", REASON)]


@pytest.mark.parametrize(("step", "status"), [("submit", "draft"), ("return", "in-review"), ("withdraw", "published")])
def test_other_steps_are_taken_in_bulk_too(step: str, status: str, rosa: User):
    events = [make.make_event(status=status), make.make_event(status=status)]

    do(events, bulk_changes.TakeStep(STEPS[step]), rosa)

    assert set(Event.objects.values_list("status", flat=True)) == {STEPS[step].leads_to}
    assert list(EventStep.objects.values_list("step", "comment")) == [(step, REASON)] * 2
    assert set(Event.objects.values_list("withdrawn_reason", flat=True)) == {REASON if step == "withdraw" else ""}


@pytest.mark.parametrize("step", ["return", "publish", "withdraw"])
def test_an_analyst_takes_no_step_of_reviewers(step: str, ada: User):
    event = make.make_event(status=STEPS[step].starts_from[0])
    make.add_citation(event=event)

    with pytest.raises(PermissionDenied):
        bulk.change_in_bulk(keys=[event.pk], change=bulk_changes.TakeStep(STEPS[step]), by=ada, reason=REASON)


def test_without_a_reason_nothing_changes(ada: User):
    event = make.make_event(type="seminar")

    with pytest.raises(ValidationError, match="Write why these events change"):
        bulk.change_in_bulk(keys=[event.pk], change=bulk_changes.SetType("workshop"), by=ada, reason=" ")

    assert Event.objects.get().type == "seminar"


def test_what_changed_since_the_preview_is_shown_anew(ada: User):
    event = make.make_event(type="seminar", status=Status.DRAFT)
    change = bulk_changes.SetType("workshop")
    seen = bulk.fingerprint(bulk.plan_bulk(keys=[event.pk], change=change, by=ada))
    event.save()

    with pytest.raises(ValidationError, match="have changed since you looked"):
        bulk.change_in_bulk(keys=[event.pk], change=change, by=ada, reason=REASON, seen=seen)

    assert Event.objects.get().type == "seminar"


def test_one_failure_changes_none(rosa: User, monkeypatch: pytest.MonkeyPatch):
    events = [make.make_event(status=Status.PUBLISHED) for _number in range(3)]
    taken = []

    def fails_at_the_third(**step: Any) -> None:
        taken.append(step["event"])
        if len(taken) == 3:
            raise ValidationError("no more")
        Event.objects.filter(pk=step["event"].pk).update(status="withdrawn", withdrawn_reason="x")

    monkeypatch.setattr(bulk_changes, "withdraw_event", fails_at_the_third)
    with pytest.raises(ValidationError, match="no more"):
        do(events, bulk_changes.TakeStep(STEPS["withdraw"]), rosa)

    assert set(Event.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def changes() -> list[Any]:
    series, whole = make.make_framework(kind="series"), make.make_event()
    theme = make.make_theme(slug="pve")
    return [
        bulk_changes.SetType("workshop"), bulk_changes.AddTheme(theme), bulk_changes.RemoveTheme(theme),
        bulk_changes.AddFramework(series, "under"), bulk_changes.RemoveFramework(series),
        bulk_changes.AddToSeries(series, True), bulk_changes.SetPartOf(whole),
        bulk_changes.TakeStep(STEPS["publish"]),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(8))
def test_a_preview_costs_the_same_for_one_event_and_for_many(number: int, rosa: User):
    change = changes()[number]
    costs = []
    for size in (1, 5):
        events = [make.make_event(status=Status.IN_REVIEW) for _number in range(size)]
        for event in events:
            make.add_theme(event=event)
            make.add_framework(event=event)
        rosa.has_perm("events.publish_event")
        with CaptureQueriesContext(connection) as asked:
            bulk.plan_bulk(keys=[event.pk for event in events], change=change, by=rosa)
        costs.append(len(asked))

    assert costs[0] == costs[1]


# Through the pages


def choose(client: Client, events: list[Event]) -> Any:
    return client.post(LIST, {"action": "change_selected", "_selected_action": [event.pk for event in events]})


def sent(events: list[Event], **fields: Any) -> dict[str, Any]:
    return {"keys": ",".join(str(event.pk) for event in events), "reason": REASON, **fields}


@pytest.mark.parametrize("marked", [{"what": "type"}, {}], ids=["line marked", "only its value chosen"])
def test_from_the_list_through_the_preview_to_the_change(marked: dict[str, str], sign_in: Callable[[str], Client]):
    events = [make.make_event(title=title, type="seminar") for title in ("First", "Second")]
    client = sign_in("analysts")

    asked = choose(client, events)
    fields = sent(events, **marked, type="workshop")
    preview = client.post(BULK, fields)
    untouched = set(Event.objects.values_list("type", flat=True))
    done = client.post(BULK, fields | {"apply": "1", "seen": preview.context["seen"]}, follow=True)

    assert sorted(asked.context["form"].initial["keys"].split(",")) == sorted(str(event.pk) for event in events)
    assert [(one.event.title, one.before, one.after) for one in preview.context["made"]] == [
        ("First", "Seminar", "Workshop"),
        ("Second", "Seminar", "Workshop"),
    ]
    assert untouched == {"seminar"}
    assert set(Event.objects.values_list("type", flat=True)) == {"workshop"}
    assert [str(message) for message in done.context["messages"]] == ["2 events were changed."]


def test_what_was_not_previewed_is_not_done(sign_in: Callable[[str], Client]):
    event = make.make_event(type="seminar")
    client = sign_in("analysts")
    seen = client.post(BULK, sent([event], what="type", type="workshop")).context["seen"]

    for attempt in ({"type": "workshop"}, {"type": "training", "seen": seen}, {"type": "workshop", "seen": "x"}):
        response = client.post(BULK, sent([event], what="type", apply="1", **attempt))
        assert response.status_code == 200

    assert Event.objects.get().type == "seminar"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"what": "type", "type": "workshop", "reason": " "}, "reason"),
        ({"what": "type", "type": "party"}, "type"),
        ({"what": "type"}, "type"),
        ({"what": "erase"}, "what"),
        ({}, "what"),
        ({"relation": "under", "is_numbered": "on"}, "what"),
        ({"type": "workshop", "added": "pve"}, "what"),
        ({"what": "add-theme", "added": "nothing"}, "added"),
        ({"what": "add-framework", "framework": "a\x00", "relation": "under"}, "framework"),
        ({"what": "add-framework", "framework": "999999", "relation": "under"}, "framework"),
        ({"what": "part-of", "whole": "x"}, "whole"),
        ({"what": "publish"}, "what"),
        ({"what": "type", "type": "workshop", "keys": ""}, "keys"),
        ({"what": "type", "type": "workshop", "keys": "a,b,-1"}, "keys"),
        ({"what": "type", "type": "workshop", "keys": ",".join("1" * 600)}, "keys"),
    ],
)
def test_bad_input_is_told_and_nothing_changes(fields: dict[str, str], wrong: str, sign_in: Callable[[str], Client]):
    event = make.make_event(type="seminar", status=Status.IN_REVIEW)
    make.add_citation(event=event)

    response = sign_in("analysts").post(BULK, sent([event]) | fields | {"apply": "1", "seen": "x"})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {wrong}
    event.refresh_from_db()
    assert (event.type, event.status) == ("seminar", Status.IN_REVIEW)


def test_only_a_series_is_a_series(sign_in: Callable[[str], Client]):
    project = make.make_framework(title="Project", kind="project")

    response = sign_in("analysts").post(BULK, sent([make.make_event()], what="series", series=project.pk))

    assert response.context["form"].errors == {
        "series": ["“Project” is no series. Choose one, or use “Add a framework”."]
    }


def test_more_than_can_be_looked_through_are_refused(sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("events.admin.bulk.MOST", 2)
    events = [make.make_event() for _number in range(3)]

    response = sign_in("analysts").post(
        LIST, {"action": "change_selected", "_selected_action": [event.pk for event in events]}, follow=True
    )

    assert [str(message) for message in response.context["messages"]] == [
        "At most 2 events are changed at once: filter the list, or take them page by page."
    ]


def test_the_page_is_for_posts_of_the_staff(sign_in: Callable[[str], Client], client: Client):
    assert sign_in("analysts").get(BULK).status_code == 405
    assert client.post(BULK, {}).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(("group", "steps"), [("analysts", {"submit"}), ("reviewers", set(STEPS))])
def test_steps_are_offered_to_those_who_may_take_them(group: str, steps: set[str], sign_in: Callable[[str], Client]):
    form = choose(sign_in(group), [make.make_event()]).context["form"]

    assert {kind.key for kind in form.offered} & set(STEPS) == steps
