"""Two people who edit one event: the second is told what the first changed, and neither loses work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event
from tests.admin.forms import event_form, loaded_state
from tests.factories import add_citation, add_country, add_place, add_quote, make_country, make_event, make_source

pytestmark = pytest.mark.django_db

STALE = "Nothing is saved yet: somebody else has saved this event since you opened it."
UNKNOWN = "Nothing is saved yet: the form does not say in which state it was opened. Look it over, save again."


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(title="Before", summary="Before.", status=Status.DRAFT, start="2024-05-14")
    add_country(event=event, country=make_country(code="UZ"), role="participant", sort_order=0)
    add_country(event=event, country=make_country(code="KZ"), role="participant", sort_order=1)
    return event


def change(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def opened(event: Event, **fields: Any) -> dict[str, Any]:
    """The form of the event as a browser has it, loaded now."""
    rows: dict[str, list[dict[str, Any]]] = {
        "country_participations": [
            {"id": row.pk, "country": row.country_id, "role": row.role, "sort_order": row.sort_order}
            for row in event.country_participations.order_by("sort_order")
        ],
        "quotes": [
            {"id": quote.pk, "text": quote.text, "language": quote.language, "attribution": quote.attribution}
            for quote in event.quotes.order_by("number")
        ],
        "citations": [
            {"id": row.pk, "source": row.source_id, "supports": row.supports, "sort_order": row.sort_order}
            for row in event.citations.order_by("sort_order")
        ],
    }
    values = {name: getattr(event, name) for name in ("title", "type", "state", "start", "summary")}
    return event_form(event=event, rows=rows, **{**values, **fields})


def shown(response: Any) -> list[tuple[str, str, str]]:
    """The differences on the page of a save that was refused."""
    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors() == [STALE]
    return [(found.where, found.before, found.after) for found in response.context["conflict"].differences]


def values(response: Any, prefix: str, *names: str) -> list[tuple[Any, ...]]:
    """What stands in the rows of the form that is shown."""
    for inline in response.context["inline_admin_formsets"]:
        if inline.formset.prefix == prefix:
            return [tuple(form[name].value() for name in names) for form in inline.formset.forms]
    raise LookupError(prefix)


def sent_again(response: Any, form: dict[str, Any]) -> dict[str, Any]:
    """The refused form as the browser sends it once more, with the state that the page now carries."""
    data = response.wsgi_request.POST.dict()
    return {**data, "loaded_state": response.context["state_token"]}


def test_second_save_is_refused_and_told_what_was_changed(analyst: Client, event: Event):
    form = opened(event, summary="Mine.")
    Event.objects.filter(pk=event.pk).update(title="Theirs")

    response = analyst.post(change(event), form)

    assert shown(response) == [("Title", "Before", "Theirs")]
    assert list(Event.objects.values_list("title", "summary")) == [("Theirs", "Before.")]


def test_what_was_typed_stays_and_what_was_not_touched_is_theirs(analyst: Client, event: Event):
    form = opened(event, summary="Mine.")
    Event.objects.filter(pk=event.pk).update(title="Theirs")

    page = analyst.post(change(event), form)
    again = analyst.post(change(event), sent_again(page, form))

    assert again.status_code == 302
    assert list(Event.objects.values_list("title", "summary")) == [("Theirs", "Mine.")]


def test_what_both_have_changed_is_saved_only_after_it_was_seen(analyst: Client, event: Event):
    form = opened(event, title="Mine")
    Event.objects.filter(pk=event.pk).update(title="Theirs")

    page = analyst.post(change(event), form)

    assert shown(page) == [("Title", "Before", "Theirs")]
    assert page.context["adminform"].form["title"].value() == "Mine"
    analyst.post(change(event), sent_again(page, form))
    assert list(Event.objects.values_list("title", flat=True)) == ["Mine"]


def test_rows_that_were_added_changed_and_removed_are_told_and_joined(analyst: Client, event: Event):
    form = opened(event)
    rows = {row.country_id: row for row in event.country_participations.all()}
    rows["UZ"].delete()
    event.country_participations.filter(country="KZ").update(role="host")
    add_country(event=event, country=make_country(code="KG"), role="observer", sort_order=2)

    response = analyst.post(change(event), form)

    assert shown(response) == [
        ("Country: Uzbekistan", "Uzbekistan, Participant", "removed"),
        ("Country: Kazakhstan, role", "Participant", "Host"),
        ("Country: Kyrgyzstan", "nothing", "Kyrgyzstan, Observer"),
    ]
    assert values(response, "country_participations", "country", "role") == [("KZ", "host"), ("KG", "observer")]


def test_row_that_was_changed_here_and_removed_there_comes_back_as_a_new_one(analyst: Client, event: Event):
    form = opened(event)
    form["country_participations-0-role"] = "host"
    event.country_participations.filter(country="UZ").delete()

    page = analyst.post(change(event), form)
    assert values(page, "country_participations", "country", "role") == [("KZ", "participant"), ("UZ", "host")]
    analyst.post(change(event), sent_again(page, form))

    assert sorted(event.country_participations.values_list("country", "role")) == [
        ("KZ", "participant"),
        ("UZ", "host"),
    ]


def test_rows_that_are_new_here_and_there_are_both_kept(analyst: Client, event: Event):
    form = opened(event)
    form |= {
        "country_participations-2-country": "TJ",
        "country_participations-2-role": "host",
        "country_participations-3-country": "KG",
        "country_participations-3-role": "participant",
        "country_participations-TOTAL_FORMS": 4,
    }
    add_country(event=event, country=make_country(code="KG"), role="participant", sort_order=2)
    make_country(code="TJ")

    page = analyst.post(change(event), form)
    analyst.post(change(event), sent_again(page, form))

    assert list(event.country_participations.order_by("sort_order").values_list("country", "role")) == [
        ("UZ", "participant"), ("KZ", "participant"), ("KG", "participant"), ("TJ", "host"),
    ]  # fmt: skip


def test_chosen_facts_of_a_source_are_told_and_joined(analyst: Client, event: Event):
    cited = add_citation(event=event, source=make_source(title="A page", publisher=""), supports=["dates"])
    form = opened(event)
    event.citations.filter(pk=cited.pk).update(supports=["places", "dates"], locator="p. 3")

    page = analyst.post(change(event), form)

    assert shown(page) == [
        ("Source of the event: A page, supports", "dates", "dates, places"),
        ("Source of the event: A page, locator", "nothing", "p. 3"),
    ]
    assert values(page, "citations", "supports", "locator") == [(["dates", "places"], "p. 3")]


def test_quote_that_was_removed_there_and_not_touched_here_stays_removed(analyst: Client, event: Event):
    add_quote(event=event, number=1, text="First.", attribution="A diplomat")
    add_quote(event=event, number=2, text="Second.", attribution="A diplomat")
    form = opened(event, title="Mine")
    event.quotes.filter(number=1).delete()

    page = analyst.post(change(event), form)
    analyst.post(change(event), sent_again(page, form))

    assert list(event.quotes.values_list("number", "text")) == [(2, "Second.")]


def test_unchanged_event_is_saved_at_once(analyst: Client, event: Event):
    response = analyst.post(change(event), opened(event, title="Mine"))

    assert response.status_code == 302
    assert list(Event.objects.values_list("title", flat=True)) == ["Mine"]


def test_line_ends_of_the_browser_are_no_change(analyst: Client, event: Event):
    Event.objects.filter(pk=event.pk).update(summary="One\nTwo")
    event.refresh_from_db()
    form = opened(event) | {"summary": "One\r\nTwo"}
    Event.objects.filter(pk=event.pk).update(summary="Three")

    page = analyst.post(change(event), form)

    assert page.context["adminform"].form["summary"].value() == "Three"


def test_who_saved_last_is_named(sign_in: Callable[[str], Client], event: Event):
    form = opened(event, title="Mine")
    sign_in("reviewers").post(change(event), opened(event, title="Theirs"))

    response = sign_in("analysts").post(change(event), form)

    assert shown(response) == [("Title", "Before", "Theirs")]
    assert response.context["conflict"].by == "reviewers"


@pytest.mark.parametrize("token", ["", "abc", "\x00", "x" * 10_000, "a:b:c", "ÿ"])
def test_form_that_does_not_say_its_state_is_not_saved(token: str, analyst: Client, event: Event):
    page = analyst.post(change(event), opened(event, title="Mine") | {"loaded_state": token})

    assert page.context["adminform"].form.non_field_errors() == [UNKNOWN]
    assert page.context["adminform"].form["title"].value() == "Mine"
    assert Event.objects.get().title == "Before"


def test_state_of_another_event_is_refused(analyst: Client, event: Event):
    other = make_event()

    page = analyst.post(change(event), opened(event, title="Mine") | loaded_state(other))

    assert page.context["adminform"].form.non_field_errors() == [UNKNOWN]


def test_place_that_somebody_added_is_in_the_form(analyst: Client, event: Event):
    form = opened(event, title="Mine")
    add_place(event=event, city="Termez", country=make_country(code="UZ"), venue="Old Town")

    page = analyst.post(change(event), form)

    assert shown(page) == [("Place: Termez, Uzbekistan", "nothing", "Termez, Uzbekistan, Old Town")]
    assert values(page, "places", "city", "country", "venue") == [("Termez", "UZ", "Old Town")]
