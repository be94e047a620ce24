"""What the form of an event saves, and what it refuses in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event, FormerSlug, Person
from tests.admin.forms import event_form
from tests.factories import (
    add_citation,
    add_country,
    add_organization,
    add_quote,
    make_country,
    make_event,
    make_organization,
    make_person,
    make_source,
    make_theme,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:events_event_add")


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


def change(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def problems(response: Any) -> list[str]:
    """Every message of the page's forms."""
    assert response.status_code == 200
    form = response.context["adminform"].form
    found = [message for messages in form.errors.values() for message in messages]
    for inline in response.context["inline_admin_formsets"]:
        found += inline.formset.non_form_errors()
        found += [message for errors in inline.formset.errors for messages in errors.values() for message in messages]
    return found


def test_event_is_saved_with_all_its_rows_in_their_order(analyst: Client):
    uzbekistan, kazakhstan = make_country(code="UZ"), make_country(code="KZ")
    unodc, isrs = make_organization(slug="unodc"), make_organization(slug="isrs")
    speaker: Person = make_person(slug="speaker")
    source = make_source(slug="source")
    rows: dict[str, list[dict[str, Any]]] = {
        "citations": [{"source": source.pk, "supports": ["dates", "places"], "locator": "Paragraph 2"}],
        "places": [{"city": "Tashkent", "country": uzbekistan.pk, "venue": "Hotel"}, {"country": kazakhstan.pk}],
        "organization_participations": [
            {"organization": unodc.pk, "role": "organizer"},
            {"organization": isrs.pk, "role": "host"},
            {"organization": unodc.pk, "role": "funder"},
        ],
        "country_participations": [{"country": kazakhstan.pk, "role": "participant"}],
        "person_participations": [{"person": speaker.pk, "role": "speaker", "position": "Director"}],
        "quotes": [
            {"text": "First.", "language": "en", "speaker": speaker.pk, "source": source.pk},
            {"text": "Second.", "language": "en", "attribution": "A diplomat"},
        ],
        "event_themes": [{"theme": make_theme(slug="pve").pk}],
    }

    response = analyst.post(ADD, event_form(rows=rows))

    assert response.status_code == 302
    event = Event.objects.get()
    assert event.slug == "2024-05-14-tashkent-seminar-returnees"
    assert event.status == Status.DRAFT
    assert event.created_by is not None
    assert event.created_by.username == "analysts"
    assert list(event.citations.values_list("source__slug", "supports", "locator")) == [
        ("source", ["dates", "places"], "Paragraph 2")
    ]
    assert list(event.places.order_by("sort_order").values_list("city", "country", "sort_order")) == [
        ("Tashkent", "UZ", 0),
        ("", "KZ", 1),
    ]
    assert round(event.places.get(city="Tashkent").latitude or 0) == 41
    assert list(event.organization_participations.order_by("sort_order").values_list("organization__slug", "role")) == [
        ("unodc", "organizer"),
        ("isrs", "host"),
        ("unodc", "funder"),
    ]
    assert list(event.quotes.order_by("number").values_list("number", "text")) == [(1, "First."), (2, "Second.")]
    assert list(event.themes.values_list("slug", flat=True)) == ["pve"]


def test_rows_added_later_come_last(analyst: Client):
    event = make_event(status=Status.DRAFT)
    first = add_organization(event=event, organization=make_organization(slug="first"), sort_order=0)
    second = add_organization(event=event, organization=make_organization(slug="second"), sort_order=1)
    third = make_organization(slug="third")
    rows: list[dict[str, Any]] = [
        {"id": first.pk, "organization": first.organization_id, "role": "organizer", "DELETE": "on"},
        {"id": second.pk, "organization": second.organization_id, "role": "organizer"},
        {"organization": third.pk, "role": "host"},
    ]

    analyst.post(change(event), event_form(event=event, rows={"organization_participations": rows}))

    assert list(
        event.organization_participations.order_by("sort_order").values_list("organization__slug", flat=True)
    ) == ["second", "third"]


def test_quote_added_later_gets_the_next_number(analyst: Client):
    event = make_event(status=Status.DRAFT)
    quote = add_quote(event=event, number=2, text="There.")
    rows: list[dict[str, Any]] = [
        {"id": quote.pk, "text": "There, corrected.", "language": "en", "attribution": "A diplomat"},
        {"text": "New.", "language": "en", "attribution": "A diplomat"},
    ]

    analyst.post(change(event), event_form(event=event, rows={"quotes": rows}))

    assert list(event.quotes.order_by("number").values_list("number", "text")) == [
        (2, "There, corrected."),
        (3, "New."),
    ]


def test_save_and_submit_does_both(analyst: Client):
    analyst.post(ADD, event_form(_submit_for_review="1"))

    assert Event.objects.get().status == Status.IN_REVIEW


def test_slug_that_changes_leaves_the_former_one(analyst: Client):
    event = make_event(slug="2024-old", status=Status.DRAFT)

    analyst.post(change(event), event_form(event=event) | {"slug": "2024-new"})

    assert list(FormerSlug.objects.values_list("kind", "slug", "object_id")) == [("event", "2024-old", event.pk)]


def test_slug_that_is_emptied_stays(analyst: Client):
    event = make_event(slug="2024-old", status=Status.DRAFT)

    analyst.post(change(event), event_form(event=event) | {"slug": "", "title": "Another title"})

    assert list(Event.objects.values_list("slug", "title")) == [("2024-old", "Another title")]


def test_status_can_not_be_typed_in(analyst: Client):
    event = make_event(status=Status.DRAFT)

    analyst.post(change(event), event_form(event=event, status="published", published_at="2024-01-01"))

    event.refresh_from_db()
    assert (event.status, event.published_at) == (Status.DRAFT, None)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": ""}, ["This field is required."]),
        ({"start": "2024-13"}, ["“2024-13” has a month 13, and there are twelve: write it like 11 March 2025"]),
        ({"start": "2023-02-29"}, ["“2023-02-29” is not a date: February 2023 has 28 days;"]),
        ({"end": "2024-05-13"}, ["The end lies before the start, 14 May 2024."]),
        ({"end": "2024-05-14"}, ["Leave the end empty when it is the same as the start."]),
        ({"participant_count": "20"}, ["Say what the number counts: people, delegations, countries ..."]),
        ({"participant_unit": "people"}, ["Write the number, or take the unit and the qualifier away."]),
        ({"participant_count": "99999999999", "participant_unit": "people"}, ["Ensure this value is less than or"]),
        ({"participant_count": "0", "participant_unit": "people"}, ["A count of nobody is not recorded"]),
        ({"type": "party"}, ["Select a valid choice. party is not one of the available choices."]),
        ({"title": "a\x00b"}, ["Null characters are not allowed."]),
        ({"summary": "a\x00b"}, ["Null characters are not allowed."]),
        ({"slug": "a\x00b"}, ["Null characters are not allowed."]),
        ({"slug": "Not A Slug"}, ["Write lower-case letters a to z, digits and single hyphens"]),
        ({"slug": "taken"}, ["Event with this Slug already exists."]),
        ({"part_of": "999999"}, ["Select a valid choice. That choice is not one of the available choices."]),
        ({"part_of": "abc"}, ["Select a valid choice. That choice is not one of the available choices."]),
        ({"part_of": "9" * 40}, ["Select a valid choice. That choice is not one of the available choices."]),
        ({"part_of": "\x00"}, ["Null characters are not allowed."]),
        ({"title": "x" * 501}, ["Ensure this value has at most 500 characters (it has 501)."]),
        ({"summary": "x" * 100_001}, ["Ensure this value has at most 100000 characters (it has 100001)."]),
    ],
)
def test_bad_field_is_explained_and_nothing_saved(fields: dict[str, Any], expected: list[str], analyst: Client):
    make_event(slug="taken")

    found = problems(analyst.post(ADD, event_form(**fields)))

    assert [message[: len(start)] for message, start in zip(found, expected, strict=True)] == expected
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("prefix", "rows", "expected"),
    [
        ("quotes", [{"text": "Words.", "language": "en"}], "Name the speaker, or write to whom the source attributes"),
        ("quotes", [{"text": "Words.", "language": "EN!", "attribution": "A"}], "Write a language tag (BCP 47)"),
        (
            "quotes",
            [{"text": "x" * 100_001, "language": "en", "attribution": "A"}],
            "Ensure this value has at most 100000",
        ),
        ("places", [{"city": "Tashkent"}], "This field is required."),
        ("places", [{"city": "Tash\x00kent", "country": "UZ"}], "Null characters are not allowed."),
        ("places", [{"country": "\x00"}], "Null characters are not allowed."),
        ("places", [{"country": "UZ"}, {"country": "UZ"}], "This place is already there."),
        ("country_participations", [{"country": "UZ", "role": "host"}] * 2, "This country is already there in this"),
        ("country_participations", [{"country": "UZ", "role": "guest"}], "Select a valid choice. guest is not one"),
        ("event_themes", [{"theme": "pve"}] * 2, "This theme is already there."),
        ("citations", [{"supports": ["rumours"]}], "Select a valid choice. rumours is not one"),
    ],
)
def test_bad_row_is_explained_and_nothing_saved(
    prefix: str, rows: list[dict[str, Any]], expected: str, analyst: Client
):
    make_country(code="UZ")
    make_theme(slug="pve")

    found = problems(analyst.post(ADD, event_form(rows={prefix: rows})))

    assert found[0][: len(expected)] == expected
    assert Event.objects.count() == 0


def test_row_that_is_there_already_is_explained(analyst: Client):
    event = make_event(status=Status.DRAFT)
    there = add_country(event=event, country=make_country(code="UZ"), role="host")
    rows: list[dict[str, Any]] = [{"id": there.pk, "country": "UZ", "role": "host"}, {"country": "UZ", "role": "host"}]

    found = problems(analyst.post(change(event), event_form(event=event, rows={"country_participations": rows})))

    assert found[0] == "This country is already there in this role."
    assert event.country_participations.count() == 1


def test_last_source_of_a_published_event_stays(sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED)
    citation = add_citation(event=event)
    rows: list[dict[str, Any]] = [{"id": citation.pk, "source": citation.source_id, "DELETE": "on"}]

    found = problems(sign_in("reviewers").post(change(event), event_form(event=event, rows={"citations": rows})))

    assert found == ["A published event keeps at least one source. Add another first, or withdraw the event."]
    assert event.citations.count() == 1


@pytest.mark.parametrize("new_one", [False, True], ids=["of a draft", "in exchange for another"])
def test_source_can_be_taken_away(new_one: bool, sign_in: Callable[[str], Client]):
    event = make_event(status=Status.PUBLISHED if new_one else Status.DRAFT)
    citation = add_citation(event=event)
    rows: list[dict[str, Any]] = [{"id": citation.pk, "source": citation.source_id, "DELETE": "on"}]
    rows += [{"source": make_source().pk}] if new_one else []

    sign_in("reviewers").post(change(event), event_form(event=event, rows={"citations": rows}))

    assert event.citations.filter(pk=citation.pk).count() == 0
    assert event.citations.count() == (1 if new_one else 0)


@pytest.mark.parametrize(
    ("group", "status", "left"),
    [
        ("analysts", Status.DRAFT, 0),
        ("analysts", Status.PUBLISHED, 1),
        ("reviewers", Status.PUBLISHED, 0),
    ],
)
def test_rows_that_readers_have_seen_are_taken_away_by_reviewers_only(
    group: str, status: Status, left: int, sign_in: Callable[[str], Client]
):
    event = make_event(status=status)
    citation = add_citation(event=event)
    row = add_country(event=event, country=make_country(code="UZ"))
    rows: dict[str, list[dict[str, Any]]] = {
        "citations": [{"id": citation.pk, "source": citation.source_id}],
        "country_participations": [{"id": row.pk, "country": "UZ", "role": "participant", "DELETE": "on"}],
    }

    response = sign_in(group).post(change(event), event_form(event=event, rows=rows))

    assert response.status_code == 302
    assert event.country_participations.count() == left


def test_source_stands_first_in_the_form(analyst: Client):
    parts = analyst.get(ADD).context["parts"]

    assert [
        str(part["fieldset"].name) if "fieldset" in part else part["inline"].opts.model.__name__ for part in parts
    ] == [
        "Citation",
        "What",
        "When",
        "EventPlace",
        "How they met",
        "OrganizationParticipation",
        "Countries, as a list",
        "CountryParticipation",
        "PersonParticipation",
        "How many took part",
        "What was said, as text",
        "Quote",
        "What for, and what came of it",
        "EventFramework",
        "EventTheme",
        "Related events",
        "Address",
    ]
