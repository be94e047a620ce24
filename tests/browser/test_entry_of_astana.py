"""The measure of success: the Astana meeting of 11–12 March 2025, entered from its press release by keyboard alone."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from events.models import Event, Source
from tests.browser.test_analyst_enters_an_event import complaints, sign_in
from tests.browser.test_researcher_downloads import SAMPLE
from tests.browser.typist import Typist
from tests.people import make_user

__all__ = ["complaints"]

SLUG = "2025-03-11-astana-ftf-expert-group"
FACTS: dict[str, Any] = next(
    facts for line in (SAMPLE / "events.jsonl").read_text().splitlines() if (facts := json.loads(line))["slug"] == SLUG
)
SOURCE: dict[str, Any] = next(
    facts
    for line in (SAMPLE / "sources.jsonl").read_text().splitlines()
    if (facts := json.loads(line))["slug"] == FACTS["citations"][0]["source"]
)
PICTURES = Path(os.environ["ENTRY_PICTURES"]) if "ENTRY_PICTURES" in os.environ else None


@pytest.fixture
def record_without_astana(transactional_db: None) -> None:
    call_command("import_events", str(SAMPLE), verbosity=0)
    Event.objects.get(slug=SLUG).delete()
    Source.objects.get(slug=SOURCE["slug"]).delete()
    make_user("analysts", username="ada")


def picture(page: Page, name: str, part: str = "") -> None:
    """Take a picture for docs/analysts.md, when they are asked for."""
    if PICTURES is None:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    if part:
        page.locator(part).first.screenshot(path=path)
    else:
        page.screenshot(path=path)


def cite_the_press_release(typist: Typist) -> None:
    typist.expect_keyboard("citations-0-address")
    typist.paste(SOURCE["url"])
    expect(typist.page.locator(".source-told")).to_contain_text("Not recorded yet")
    typist.go_to("citations-0-new_title")
    typist.paste(SOURCE["title"])
    expect(typist.page.locator("#id_citations-0-new_publisher")).to_have_value(SOURCE["publisher"])
    picture(typist.page, "source")


def say_what_when_and_where(typist: Typist) -> None:
    typist.go_to_part("title")
    typist.paste(FACTS["title"])
    typist.go_to("type")
    typist.write("Expert")
    typist.go_to_part("start")
    typist.paste("11–12 March 2025")
    expect(typist.page.locator("#id_start_understood")).to_have_text("11 to 12 March 2025, known to the day")
    expect(typist.page.locator("#id_end")).to_have_value("2025-03-12")
    picture(typist.page, "dates", "fieldset:has(#id_start)")
    typist.go_to_part("places-0-city")
    typist.write("Astana")
    typist.press("Tab")
    typist.pick("kaz", "Kazakhstan")


NAMES = {
    "unodc": ("unodc", "United Nations Office on Drugs and Crime"),
    "unpdf-peace-security": ("peace sec sub", "Peace and Security Sub-Fund"),
    "mfa-kazakhstan": ("for aff kaz", "Republic of Kazakhstan"),
    "atc-kazakhstan": ("anti cent kaz", "Anti-Terrorist"),
    "mia-tajikistan": ("min int aff taj", "Ministry of Internal Affairs of the Republic of Tajikistan"),
    "general-prosecutor-kyrgyzstan": ("pros kyr", "Kyrgyz"),
    "mia-uzbekistan": ("min int aff uzb", "Ministry of Internal Affairs of the Republic of Uzbekistan"),
}


def say_who_took_part(typist: Typist) -> None:
    typist.go_to_part("organization_participations-0-organization")
    for number, body in enumerate(FACTS["organizations"]):
        if number:
            typist.press("Alt+n")
            typist.expect_keyboard(f"organization_participations-{number}-organization")
        typist.pick(*NAMES[body["slug"]])
        if body["role"] != "participant":
            typist.go_to(f"organization_participations-{number}-role")
            typist.write(body["role"].capitalize())
    picture(typist.page, "organizations", "#organization_participations-group")
    typist.go_to_part("country_list")
    typist.paste("the Kyrgyz Republic, Tajikistan and Uzbekistan")
    expect(typist.page.locator(".countries-told")).to_contain_text("Kyrgyzstan, Tajikistan, Uzbekistan")
    picture(typist.page, "countries", "#country_participations-group")
    typist.go_to_part("country_participations-0-country")
    typist.press("Alt+n")
    typist.expect_keyboard("country_participations-3-country")
    typist.pick("kz", "Kazakhstan")
    typist.go_to("country_participations-3-role")
    typist.write("Host")
    for _row in range(3):
        typist.press("Alt+ArrowUp")
    typist.go_to_part("person_participations-0-person")
    say_who_spoke(typist)
    typist.go_to_part("participant_qualifier")
    typist.press("Tab")
    typist.write(str(FACTS["participant_count"]["number"]))
    typist.press("Tab")
    typist.write("People")


def say_who_spoke(typist: Typist) -> None:
    for number, person in enumerate(FACTS["people"]):
        row = f"person_participations-{number}"
        if number:
            typist.press("Alt+n")
            typist.expect_keyboard(f"{row}-person")
        typist.pick(person["slug"].replace("-", " ")[:9], person["slug"].split("-")[1].capitalize()[:4])
        if person["role"] != "speaker":
            typist.go_to(f"{row}-role")
            typist.write("Opening")
        typist.go_to(f"{row}-position")
        typist.paste(person["position"])
        typist.go_to(f"{row}-organization")
        typist.pick(*NAMES[person["organization"]])
        typist.go_to(f"{row}-country")
        typist.pick("kz", "Kazakhstan")


def enter_the_quotes(typist: Typist) -> None:
    typist.expect_keyboard("quotes-0-text")
    last: dict[str, Any] = {}
    for number, quote in enumerate(FACTS["quotes"]):
        is_alike = {**quote, "text": ""} == last
        if number:
            typist.press("Alt+d" if is_alike else "Alt+n")
            typist.expect_keyboard(f"quotes-{number}-text")
        typist.paste(quote["text"])
        last = {**quote, "text": ""}
        if is_alike:
            continue
        if "speaker" in quote:
            typist.go_to(f"quotes-{number}-speaker")
            typist.pick(quote["speaker"].replace("-", " ")[:9], "Vasilenko")
        typist.go_to(f"quotes-{number}-attribution")
        typist.paste(quote["attribution"])
        typist.go_to(f"quotes-{number}-organization")
        typist.pick(*NAMES[quote["organization"]])
        typist.go_to(f"quotes-{number}-locator")
        typist.paste(quote["locator"])


FRAMEWORKS = {
    "ftf-criminal-justice-project": ("crim detect", "foreign terrorist fighters"),
    "operation-zhusan": ("zhusan", "Zhusan"),
    "operation-rusafa": ("rusafa", "Rusafa"),
}
THEMES = {
    "foreign-terrorist-fighters": "foreign", "criminal-justice": "criminal", "legislation": "legis",
    "law-enforcement-cooperation": "law enf", "rehabilitation-reintegration": "rehab", "repatriation": "repat",
    "root-causes": "root", "cyber-technology": "cyber",
}  # fmt: skip


def say_what_for(typist: Typist) -> None:
    typist.go_to_part("summary")
    typist.paste(FACTS["summary"])
    typist.go_to_part("event_frameworks-0-framework")
    for number, framework in enumerate(FACTS["frameworks"]):
        if number:
            typist.press("Alt+n")
            typist.expect_keyboard(f"event_frameworks-{number}-framework")
        typist.pick(*FRAMEWORKS[framework["slug"]])
        typist.go_to(f"event_frameworks-{number}-relation")
        typist.write({"under": "Held under", "presented": "Pres"}[framework["relation"]])
    typist.go_to_part("event_themes-0-theme")
    for number, theme in enumerate(FACTS["themes"]):
        if number:
            typist.press("Alt+n")
            typist.expect_keyboard(f"event_themes-{number}-theme")
        typist.pick(THEMES[theme], "")


def test_the_astana_meeting_is_entered_by_keyboard_without_a_page_load_that_loses_a_key(
    page: Page, record_without_astana: None, complaints: list[str]
):
    sign_in(page, "ada")
    page.goto("/admin/events/event/add/")
    typist = Typist(page)

    cite_the_press_release(typist)
    say_what_when_and_where(typist)
    say_who_took_part(typist)
    say_what_for(typist)
    typist.done("The Astana meeting without its quotes")
    typist.press("Alt+k", times=3)
    enter_the_quotes(typist)
    picture(page, "quotes")
    typist.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    page.wait_for_load_state()
    counts = typist.done("The Astana meeting, saved with its eight quotes")

    event = Event.objects.get(title=FACTS["title"])
    assert (event.start, event.end, event.type, event.summary) == (
        FACTS["start"], FACTS["end"], FACTS["type"], FACTS["summary"],
    )  # fmt: skip
    assert (event.participant_count, event.participant_unit) == (52, "people")
    assert list(event.places.values_list("city", "country")) == [("Astana", "KZ")]
    assert list(event.citations.values_list("source__url", "source__publisher", "source__kind")) == [
        (SOURCE["url"], SOURCE["publisher"], SOURCE["kind"])
    ]
    assert rows(event, "organization_participations", "organization__slug", "role") == [
        (body["slug"], body["role"]) for body in FACTS["organizations"]
    ]
    assert rows(event, "country_participations", "country", "role") == [
        (country["code"], country["role"]) for country in FACTS["countries"]
    ]
    assert rows(event, "person_participations", "person__slug", "role", "position", "organization__slug") == [
        (person["slug"], person["role"], person["position"], person["organization"]) for person in FACTS["people"]
    ]
    assert list(
        event.quotes.order_by("number").values_list(
            "text", "attribution", "organization__slug", "locator", "source__url"
        )
    ) == [
        (quote["text"], quote["attribution"], quote["organization"], quote["locator"], SOURCE["url"])
        for quote in FACTS["quotes"]
    ]
    assert rows(event, "event_frameworks", "framework__slug", "relation") == [
        (framework["slug"], framework["relation"]) for framework in FACTS["frameworks"]
    ]
    assert rows(event, "event_themes", "theme__slug") == [(theme,) for theme in FACTS["themes"]]
    assert counts.page_loads == 1  # the page that shows the saved event
    assert complaints == []


def rows(event: Event, relation: str, *columns: str) -> list[tuple[Any, ...]]:
    return list(getattr(event, relation).order_by("sort_order").values_list(*columns))
