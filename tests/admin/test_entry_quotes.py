"""Quotes pasted as text: rows with and without script, who took part, names that are not certain, wrong lines."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.choices import Status
from events.models import Event, Quote
from tests.admin.forms import event_form
from tests.admin.test_entry import told
from tests.admin.test_event_form import ADD, change, problems
from tests.factories import (
    add_citation,
    add_person,
    add_quote,
    make_country,
    make_event,
    make_organization,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db

PASTED = """
Ambassador Stanislav Vasilenko of the Ministry of Foreign Affairs of Kazakhstan said: “One is done. Two is done. Three.”

A representative of UNODC said: “We share what we know.”
"""
ASTANA = "Stanislav Vasilenko, Ambassador, Ministry of Foreign Affairs of Kazakhstan"


@pytest.fixture
def analyst(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("analysts")


@pytest.fixture
def actors(db: None) -> dict[str, Any]:
    kazakhstan = make_country(code="KZ", name="Kazakhstan")
    return {
        "vasilenko": make_person(name="Stanislav Vasilenko"),
        "mfa": make_organization(name="Ministry of Foreign Affairs of Kazakhstan", country=kazakhstan),
        "unodc": make_unodc(),
    }


def make_unodc() -> Any:
    return make_organization(name="United Nations Office on Drugs and Crime", acronym="UNODC")


def ask(client: Client, text: str, paragraph: str = "") -> Any:
    address = reverse("admin:events_event_entry_quotes")
    return client.post(address, {"text": text, "paragraph": paragraph}).json()


def test_script_is_told_who_is_recorded_under_the_names(analyst: Client, actors: dict[str, Any]):
    answer = ask(analyst, PASTED, "6")

    body = {"id": actors["mfa"].pk, "text": str(actors["mfa"])}
    person = {"id": actors["vasilenko"].pk, "text": "Stanislav Vasilenko"}
    assert answer["quotes"][0] == {
        "text": "One is done. Two is done.",
        "language": "en",
        "locator": "Paragraph 6",
        "attribution": ASTANA,
        "speaker": person,
        "organization": body,
    }
    assert [quote["text"] for quote in answer["quotes"]][1:] == ["Three.", "We share what we know."]
    assert answer["speakers"][0] == {
        "attribution": ASTANA,
        "person": person,
        "organization": body,
        "country": {"id": "KZ", "text": "Kazakhstan"},
        "position": "Ambassador",
    }
    assert (answer["problems"], answer["doubts"], answer["left"], answer["lines"]) == ([], "", "", 2)


def test_name_that_nobody_bears_is_printed_and_told(analyst: Client, actors: dict[str, Any]):
    answer = ask(analyst, "“We share what we know.” - Jane Doe, Minister, Ministry of Foreign Affair of Kazakhstan")

    quote = answer["quotes"][0]
    assert (quote["attribution"], quote["speaker"], quote["organization"]) == (
        "Jane Doe, Minister, Ministry of Foreign Affair of Kazakhstan", None, None,
    )  # fmt: skip
    assert answer["doubts"] == (
        "Not certain, so only printed as text: “Jane Doe”, “Ministry of Foreign Affair of Kazakhstan” "
        "(Ministry of Foreign Affairs of Kazakhstan?). Choose or record them in the rows."
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Plain words", "en"),
        ("Мы делимся", "ru"),
        ("Біз ұлттық", "kk"),
        ("Мо ҳамкорӣ", "tg"),
        ("Ўзбекистон", "uz-Cyrl"),
    ],
)
def test_language_is_suggested_by_the_letters(text: str, language: str, analyst: Client, actors: dict[str, Any]):
    assert ask(analyst, f"UNODC: «{text}»")["quotes"][0]["language"] == language


@pytest.mark.parametrize("paragraph", ["", "0", "-1", "six", "٣", "99999999999999999999"])
def test_paragraph_that_is_no_number_is_left_out(paragraph: str, analyst: Client, actors: dict[str, Any]):
    assert [quote["locator"] for quote in ask(analyst, PASTED, paragraph)["quotes"]] == ["", "", ""]


@pytest.mark.parametrize(
    "text", ["", "\x00", "<script>alert(1)</script>", "“a” - \x00", "“a” - 'OR 1=1 --", "“a” - " + "x" * 5000]
)
def test_hostile_text_is_answered(text: str, analyst: Client):
    answer = ask(analyst, text)

    assert sorted(answer) == ["doubts", "left", "lines", "problems", "quotes", "speakers"]


def test_pasted_quotes_are_saved_without_script(analyst: Client, actors: dict[str, Any]):
    source = make_source(title="A page")

    response = analyst.post(
        ADD,
        event_form(
            quote_list=PASTED,
            quote_list_paragraph="6",
            quote_list_took_part="on",
            rows={"citations": [{"source": source.pk}]},
        ),
    )

    event = Event.objects.get()
    assert list(
        event.quotes.order_by("number").values_list("number", "text", "speaker", "organization", "locator", "source")
    ) == [
        (1, "One is done. Two is done.", actors["vasilenko"].pk, actors["mfa"].pk, "Paragraph 6", source.pk),
        (2, "Three.", actors["vasilenko"].pk, actors["mfa"].pk, "Paragraph 6", source.pk),
        (3, "We share what we know.", None, actors["unodc"].pk, "Paragraph 7", source.pk),
    ]
    assert list(event.person_participations.values_list("person", "role", "position", "organization", "country")) == [
        (actors["vasilenko"].pk, "speaker", "Ambassador", actors["mfa"].pk, "KZ")
    ]
    assert list(event.organization_participations.order_by("sort_order").values_list("organization", "role")) == [
        (actors["mfa"].pk, "participant"), (actors["unodc"].pk, "participant"),
    ]  # fmt: skip
    assert response.status_code == 302


def test_who_is_there_already_and_what_was_said_already_is_not_added_again(analyst: Client, actors: dict[str, Any]):
    event = make_event(start="2025", status=Status.DRAFT)
    add_person(event=event, person=actors["vasilenko"], role="opening-speaker")
    add_quote(event=event, text="Three.", attribution="Somebody")

    analyst.post(change(event), event_form(event=event, quote_list=PASTED, quote_list_took_part="on"))

    assert list(event.quotes.order_by("number").values_list("text", flat=True)) == [
        "Three.", "One is done. Two is done.", "We share what we know.",
    ]  # fmt: skip
    assert list(event.person_participations.values_list("role", flat=True)) == ["opening-speaker"]


def test_who_is_quoted_is_not_listed_when_that_is_not_asked_for(analyst: Client, actors: dict[str, Any]):
    analyst.post(ADD, event_form(quote_list=PASTED))

    event = Event.objects.get()
    assert (event.quotes.count(), event.person_participations.count(), event.organization_participations.count()) == (
        3,
        0,
        0,
    )


def test_line_that_cannot_be_read_saves_nothing_and_stays_in_the_form(analyst: Client, actors: dict[str, Any]):
    response = analyst.post(ADD, event_form(quote_list="UNODC: “We share what we know.”\nNobody said this."))

    assert problems(response) == [
        "Line 2: no words in quotation marks. Write “the words” - Name, post, body; or delete the line."
    ]
    assert "Nobody said this.</textarea>" in response.content.decode()
    assert (Event.objects.count(), Quote.objects.count()) == (0, 0)


def test_doubts_are_told_after_saving_without_script(analyst: Client):
    response = analyst.post(ADD, event_form(quote_list="“We share what we know.” - Jane Doe, Ministry of Plenty"))

    assert told(analyst, response)[0] == (
        "Not certain, so only printed as text: “Jane Doe”, “Ministry of Plenty”. Choose or record them in the rows."
    )


def test_queries_grow_with_who_is_quoted_not_with_what_was_said(analyst: Client, actors: dict[str, Any]):
    def queries(text: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask(analyst, text)
        return len(captured)

    queries("UNODC: “Word one it is.”")  # what is asked once for a process
    one = queries("UNODC: “Word one it is.”")

    assert queries("\n".join(f"UNODC: “Word number {number} it is.”" for number in range(20))) == one


def test_only_staff_who_may_change_events_ask(client: Client):
    response = client.post(reverse("admin:events_event_entry_quotes"), {"text": PASTED})

    assert response.status_code == 302


def test_quote_takes_no_source_when_there_are_two(analyst: Client, actors: dict[str, Any]):
    event = make_event(start="2025", status=Status.DRAFT)
    for number in range(2):
        add_citation(event=event, source=make_source(title=f"Page {number}"))

    analyst.post(change(event), event_form(event=event, quote_list="UNODC: “We share what we know.”"))

    assert list(event.quotes.values_list("source", flat=True)) == [None]
