"""Entering an event: typed dates, sources by their address, pasted countries, the order of rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.choices import Status
from events.models import Event, Source
from tests.admin.forms import event_form
from tests.admin.test_event_form import ADD, change, problems
from tests.factories import (
    add_citation,
    add_country,
    add_organization,
    add_person,
    add_quote,
    make_country,
    make_event,
    make_organization,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db

ADDRESS = "https://www.unodc.org/centralasia/astana.html"


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


def told(client: Client, response: Any) -> list[str]:
    """The messages on the page to which a saved form leads."""
    return [str(message) for message in client.get(response.headers["Location"]).context["messages"]]


# Dates


def test_range_typed_as_the_start_fills_the_end_and_is_said(analyst: Client):
    response = analyst.post(ADD, event_form(start="11–12 March 2025"))

    assert list(Event.objects.values_list("start", "end")) == [("2025-03-11", "2025-03-12")]
    assert told(analyst, response)[0] == "The dates were understood as: 11 to 12 March 2025, known to the day."


def test_end_is_typed_as_people_write_it(analyst: Client):
    analyst.post(ADD, event_form(start="30 мая 2024", end="2 June 2024"))

    assert list(Event.objects.values_list("start", "end")) == [("2024-05-30", "2024-06-02")]


def test_range_and_another_end_contradict_each_other(analyst: Client):
    response = analyst.post(ADD, event_form(start="11-12 March 2025", end="2025-03-13"))

    assert problems(response) == [
        "The start is a range that ends on 2025-03-12: leave the end empty, or write one day as the start."
    ]


def test_typed_date_stays_in_the_form_with_what_was_understood(analyst: Client):
    response = analyst.post(ADD, event_form(title="", start="11-12 March 2025"))

    page = response.content.decode()
    assert 'value="11-12 March 2025"' in page
    assert ">11 to 12 March 2025, known to the day</output>" in page


# Sources


def citation(**values: Any) -> dict[str, list[dict[str, Any]]]:
    return {"citations": [values]}


@pytest.mark.parametrize(
    "typed", [ADDRESS, "http://unodc.org/centralasia/astana.html/", f"  {ADDRESS}?utm_source=mail#top "]
)
def test_source_that_is_recorded_is_found_by_its_address(typed: str, analyst: Client):
    source = make_source(slug="unodc", url=ADDRESS)

    analyst.post(ADD, event_form(rows=citation(address=typed)))

    assert list(Event.objects.get().citations.values_list("source", flat=True)) == [source.pk]
    assert Source.objects.count() == 1


def test_event_that_cites_a_new_row_s_source_already_is_named(analyst: Client):
    other = make_event(title="The other event", start="2020")
    add_citation(event=other, source=make_source(title="A page", url=ADDRESS))

    response = analyst.post(ADD, event_form(rows=citation(address=ADDRESS)))

    link = f'<a href="{change(other)}">The other event</a> (2020)'
    assert f"“A page” is cited by other events, too: {link}" in told(analyst, response)


def test_address_that_is_not_recorded_makes_the_source_in_place(analyst: Client):
    new = {
        "address": ADDRESS,
        "new_title": "Experts meet in Astana",
        "new_publisher": "UN Office (UNODC)",
        "new_kind": "press-release",
        "new_published": "14 March 2025",
        "new_language": "en",
        "locator": "Paragraph 2",
    }

    analyst.post(ADD, event_form(rows=citation(**new)))

    made = Source.objects.get()
    assert (made.slug, made.title, made.publisher) == (
        "unodc-2025-experts-meet-astana", "Experts meet in Astana", "UN Office (UNODC)",
    )  # fmt: skip
    assert (made.url, made.kind, made.published, made.language) == (ADDRESS, "press-release", "2025-03-14", "en")
    assert list(Event.objects.get().citations.values_list("source", "locator")) == [(made.pk, "Paragraph 2")]


def test_new_address_in_two_rows_makes_one_source(analyst: Client):
    new = {"address": ADDRESS, "new_title": "A page", "new_kind": "news"}
    rows = {"citations": [{**new, "locator": "p. 1"}, {**new, "locator": "p. 2"}]}

    analyst.post(ADD, event_form(rows=rows))

    assert Source.objects.count() == 1
    assert sorted(Event.objects.get().citations.values_list("locator", flat=True)) == ["p. 1", "p. 2"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"address": ADDRESS}, ["This address is not recorded yet: write the title of the page.", "Say what kind of"]),
        ({"locator": "p. 1"}, ["Paste the address of the page, or choose a source that is recorded."]),
        ({"address": "unodc.org"}, ["Write the whole address of the page, with https:// in front."]),
        ({"address": "javascript:alert(1)"}, ["Write the whole address of the page, with https:// in front."]),
        ({"address": "https://a\x00b.org"}, ["Null characters are not allowed."]),
        ({"address": f"https://a.org/{'x' * 1000}"}, ["Ensure this value has at most 1000 characters (it has 1014)."]),
        ({"address": "https://[broken"}, ["Write the whole address of the page, with https:// in front."]),
        (
            {"address": ADDRESS, "new_title": "A", "new_kind": "news", "new_language": "English!"},
            ["Write a language tag (BCP 47), like en, ru or uz-Cyrl."],
        ),
        (
            {"address": ADDRESS, "new_title": "A", "new_kind": "news", "new_published": "03/04/2025"},
            ["“03/04/2025” can be read in two ways: write 3 April 2025 or 4 March 2025"],
        ),
        ({"address": ADDRESS, "new_title": "A", "new_kind": "rumour"}, ["Select a valid choice. rumour is not one"]),
        ({"address": "https://a b.org/", "new_title": "A", "new_kind": "news"}, ["Enter a valid URL."]),
    ],
)
def test_bad_source_is_explained_and_nothing_saved(row: dict[str, str], expected: list[str], analyst: Client):
    found = problems(analyst.post(ADD, event_form(rows=citation(**row))))

    assert [message[: len(start)] for message, start in zip(found, expected, strict=False)] == expected
    assert (Event.objects.count(), Source.objects.count()) == (0, 0)


def test_address_beside_another_source_is_explained(analyst: Client):
    chosen = make_source(title="Another page", publisher="", url="https://example.org/other")

    found = problems(analyst.post(ADD, event_form(rows=citation(source=chosen.pk, address=ADDRESS))))

    assert found == ["This is not the address of “Another page”, which is chosen: clear one of the two."]


# Countries


def test_pasted_countries_become_rows_after_those_that_are_there(analyst: Client):
    event = make_event(status=Status.DRAFT)
    there = add_country(event=event, country=make_country(code="UZ"))
    rows = {"country_participations": [{"id": there.pk, "country": "UZ", "role": "participant", "sort_order": 0}]}
    pasted = "Kazakhstan, the Kyrgyz Republic, Tajikistan, Uzbekistan and Türkiye; Bosnia and Herzegovina"

    analyst.post(
        change(event), event_form(event=event, rows=rows, country_list=pasted, country_list_role="participant")
    )

    assert list(event.country_participations.order_by("sort_order").values_list("country", flat=True)) == [
        "UZ", "KZ", "KG", "TJ", "TR", "BA",
    ]  # fmt: skip


def test_country_that_is_not_found_is_said_and_the_text_kept(analyst: Client):
    response = analyst.post(ADD, event_form(country_list="Uzbekistan, Atlantis and Kazaxstn"))

    assert problems(response) == ["Not found among the countries: “Atlantis”, “Kazaxstn” (Kazakhstan?)."]
    assert "Uzbekistan, Atlantis and Kazaxstn</textarea>" in response.content.decode()
    assert Event.objects.count() == 0


# Order of rows


def test_rows_are_put_into_the_order_of_their_numbers(analyst: Client):
    event = make_event(status=Status.DRAFT)
    first = add_organization(event=event, organization=make_organization(slug="first"), sort_order=0)
    second = add_organization(event=event, organization=make_organization(slug="second"), sort_order=1)
    rows: list[dict[str, Any]] = [
        {"id": first.pk, "organization": first.organization_id, "role": first.role, "sort_order": 2},
        {"id": second.pk, "organization": second.organization_id, "role": second.role, "sort_order": 1},
        {"organization": make_organization(slug="third").pk, "role": "host", "sort_order": 0},
        {"organization": make_organization(slug="last").pk, "role": "host", "sort_order": ""},
    ]

    analyst.post(change(event), event_form(event=event, rows={"organization_participations": rows}))

    assert list(
        event.organization_participations.order_by("sort_order").values_list("organization__slug", flat=True)
    ) == ["third", "second", "first", "last"]


def test_empty_row_with_nothing_but_a_number_is_no_row(analyst: Client):
    response = analyst.post(ADD, event_form(rows={"places": [{"city": "", "country": "", "sort_order": 3}]}))

    assert response.status_code == 302
    assert Event.objects.get().places.count() == 0


# Cost


def test_form_costs_the_same_for_one_row_and_for_nine(analyst: Client):
    def queries(rows: int) -> int:
        event = make_event(status=Status.DRAFT)
        for number, code in enumerate(["UZ", "KZ", "KG", "TJ", "TM", "AF", "MN", "CN", "RU"][:rows], start=1):
            add_country(event=event, country=make_country(code=code))
            add_organization(event=event, organization=make_organization())
            add_person(event=event, person=make_person(), organization=make_organization())
            add_citation(event=event, source=make_source())
            add_quote(event=event, number=number, speaker=make_person(), source=make_source())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = analyst.get(change(event))
        assert response.status_code == 200
        return len(asked)

    queries(1)  # content types are asked for once and kept

    assert queries(9) == queries(1)


# What the script asks


@pytest.mark.parametrize("name", ["dates", "source"])
def test_stranger_is_sent_to_sign_in(name: str, client: Client):
    response = client.get(reverse(f"admin:events_event_entry_{name}"))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/?next=")


def test_stranger_can_not_post_a_country_list(client: Client):
    assert client.post(reverse("admin:events_event_entry_countries")).status_code == 302


@pytest.mark.parametrize("name", ["dates", "source"])
def test_staff_who_may_not_edit_are_refused(name: str, sign_in: Callable[[str], Client], db: None):
    from tests.people import make_user

    client = Client()
    client.force_login(make_user())

    assert client.get(reverse(f"admin:events_event_entry_{name}")).status_code == 403


def test_country_list_needs_the_token_against_forgery(analyst: Client):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = analyst.cookies

    assert careful.post(reverse("admin:events_event_entry_countries"), {"text": "Uzbekistan"}).status_code == 403


def ask(client: Client, name: str, **query: str) -> Any:
    response = client.get(reverse(f"admin:events_event_entry_{name}"), query)
    assert response.status_code == 200
    return response.json()


def test_script_is_told_how_a_date_is_understood(analyst: Client):
    assert ask(analyst, "dates", text="11-12 March 2025") == {
        "start": "2025-03-11", "end": "2025-03-12", "words": "11 to 12 March 2025, known to the day",
    }  # fmt: skip


def test_script_is_told_why_a_date_is_not_understood(analyst: Client):
    assert ask(analyst, "dates", text="11 March") == {
        "problem": "“11 March” has no year: add it, like 11-12 March 2025."
    }
    assert ask(analyst, "dates", text="11-12 March 2025", single="")["problem"][:40] == (
        "“11-12 March 2025” is a range of dates: "
    )


def test_script_is_told_which_events_cite_an_address(analyst: Client):
    source = make_source(title="A page", publisher="UNODC", url=ADDRESS)
    event = make_event(title="Seminar", start="2025-03", status=Status.DRAFT)
    add_citation(event=event, source=source)

    assert ask(analyst, "source", address=ADDRESS) == {
        "is_address": True,
        "source": {"id": source.pk, "text": "A page (UNODC)"},
        "events": [{"id": event.pk, "title": "Seminar", "date": "March 2025", "status": "Draft", "url": change(event)}],
        "suggested": {},
    }


def test_new_address_comes_with_what_its_site_suggests(analyst: Client):
    make_source(url="https://unodc.org/one", publisher="UNODC", kind="press-release", language="ru")

    assert ask(analyst, "source", address=ADDRESS) == {
        "is_address": True,
        "source": None,
        "events": [],
        "suggested": {"publisher": "UNODC", "kind": "press-release", "language": "ru"},
    }


@pytest.mark.parametrize("text", ["", "\x00", "x" * 10_000, "https://[x", "https://\x00", "<script>", "٣" * 50])
def test_script_s_questions_bear_bad_input(text: str, analyst: Client):
    assert "problem" in ask(analyst, "dates", text=text)
    assert ask(analyst, "source", address=text)["source"] is None
    answer = analyst.post(reverse("admin:events_event_entry_countries"), {"text": text})
    assert (answer.status_code, answer.json()["found"]) == (200, [])


@pytest.mark.parametrize("name", ["dates", "source"])
def test_wrong_encoding_is_borne(name: str, analyst: Client):
    response = analyst.get(reverse(f"admin:events_event_entry_{name}") + "?text=%ff%fe&address=https://%ff.org/%c3")

    assert response.status_code == 200


def test_country_list_in_a_wrong_encoding_is_borne(analyst: Client):
    response = analyst.generic(
        "POST",
        reverse("admin:events_event_entry_countries"),
        b"text=%ff%fe,Uzbekistan",
        content_type="application/x-www-form-urlencoded; charset=nonsense",
    )

    assert (response.status_code, response.json()["found"]) == (200, [{"id": "UZ", "text": "Uzbekistan"}])
