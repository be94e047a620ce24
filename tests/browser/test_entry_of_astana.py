"""The measure of success: the Astana meeting of 11–12 March 2025, entered from its press release by keyboard alone."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.models import Event, Source
from tests.browser.pictures import picture
from tests.browser.staff import come_as
from tests.browser.typist import Typist
from tests.database import SAMPLE
from tests.people import make_user

SLUG = "2025-03-11-astana-ftf-expert-group"
FACTS: dict[str, Any] = next(
    facts for line in (SAMPLE / "events.jsonl").read_text().splitlines() if (facts := json.loads(line))["slug"] == SLUG
)
SOURCE: dict[str, Any] = next(
    facts
    for line in (SAMPLE / "sources.jsonl").read_text().splitlines()
    if (facts := json.loads(line))["slug"] == FACTS["citations"][0]["source"]
)


@pytest.fixture
def record_without_astana(sample: None) -> None:
    Event.objects.get(slug=SLUG).delete()
    Source.objects.get(slug=SOURCE["slug"]).delete()
    make_user("analysts", username="ada")


def cite_the_press_release(typist: Typist) -> None:
    typist.expect_keyboard("citations-0-address")
    typist.paste(SOURCE["url"])
    expect(typist.page.locator(".source-told")).to_contain_text("Not recorded yet")
    typist.go_to("citations-0-new_title")
    typist.paste(SOURCE["title"])
    expect(typist.page.locator("#id_citations-0-new_publisher")).to_have_value(SOURCE["publisher"])
    picture(typist.page, "entry/source")


def say_what_when_and_where(typist: Typist) -> None:
    typist.go_to_part("title")
    typist.paste(FACTS["title"])
    typist.go_to("type")
    typist.write("Expert")
    typist.go_to_part("start")
    typist.paste("11–12 March 2025")
    expect(typist.page.locator("#id_start_understood")).to_have_text("11 to 12 March 2025, known to the day")
    expect(typist.page.locator("#id_end")).to_have_value("2025-03-12")
    picture(typist.page, "entry/dates", "fieldset:has(#id_start)")
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


def say_which_countries_took_part(typist: Typist) -> None:
    typist.go_to_part("country_list")
    typist.paste("the Kyrgyz Republic, Tajikistan and Uzbekistan")
    expect(typist.page.locator(".countries-told")).to_contain_text("Kyrgyzstan, Tajikistan, Uzbekistan")
    typist.go_to_part("country_participations-0-country")
    typist.press("Alt+n")
    typist.expect_keyboard("country_participations-3-country")
    typist.pick("kz", "Kazakhstan")
    typist.go_to("country_participations-3-role")
    typist.write("Host")
    for _row in range(3):
        typist.press("Alt+ArrowUp")
    picture(typist.page, "entry/countries", "#country_participations-group")


def say_how_many_took_part(typist: Typist) -> None:
    typist.go_to_part("participant_qualifier")
    typist.press("Tab")
    typist.write(str(FACTS["participant_count"]["number"]))
    typist.press("Tab")
    typist.write("People")


def words(*numbers: int) -> str:
    return " ".join(FACTS["quotes"][number]["text"] for number in numbers)


# The sixth paragraph begins, and lacks its last quotation mark, as the page prints it. Of the three others the words
# and to whom they are attributed are those of the page; the verbs between them are not.
PARAGRAPHS = f"""\
In the opening session, Ambassador Stanislav Vasilenko of the Ministry of Foreign Affairs of Kazakhstan highlighted \
the significance of UNODC cooperation, stating: “{words(0, 1, 2)}

A representative of the Ministry of Internal Affairs of the Republic of Tajikistan stressed that “{words(3)}” \
“{words(4)}”

A representative of the General Prosecutor's Office of the Kyrgyz Republic noted that “{words(5)}”

A representative of the Ministry of Internal Affairs of the Republic of Uzbekistan said: “{words(6, 7)}”
"""


def paste_what_was_said(typist: Typist) -> None:
    """The four paragraphs, marked at once; who is quoted becomes a row among those who took part."""
    typist.go_to_part("quote_list_paragraph")
    typist.write("6")
    typist.press("Tab")
    typist.paste(PARAGRAPHS)
    expect(typist.page.locator(".quotes-told")).to_contain_text("Quotes read into the rows below: 8")
    expect(typist.page.locator("#id_quote_list")).to_have_value("")
    picture(typist.page, "entry/paste-quotes", ".quote-list-part")
    picture(typist.page, "entry/quotes", "#quotes-0")


def say_who_spoke(typist: Typist) -> None:
    """Stanislav Vasilenko is there, because he is quoted; he opened the meeting. One spoke who is not quoted."""
    typist.go_back_to_part("person_participations-0-person")
    typist.press("Tab")
    typist.write("Opening")
    typist.press("Alt+n")
    typist.expect_keyboard("person_participations-1-person")
    _opened, spoke = FACTS["people"]
    typist.pick("nurlan u", "Nurlan Uajanov")
    typist.go_to("person_participations-1-position")
    typist.paste(spoke["position"])
    typist.go_to("person_participations-1-organization")
    typist.pick(*NAMES[spoke["organization"]])
    typist.go_to("person_participations-1-country")
    typist.pick("kz", "Kazakhstan")
    picture(typist.page, "entry/people", "#person_participations-group")


def say_which_bodies_took_part(typist: Typist) -> None:
    """The four that are quoted are there; the third of the three others comes after the first of them."""
    typist.go_back_to_part("organization_participations-0-organization")
    for number, slug in enumerate(["unodc", "unpdf-peace-security", "atc-kazakhstan"], start=4):
        typist.press("Alt+n")
        typist.expect_keyboard(f"organization_participations-{number}-organization")
        typist.pick(*NAMES[slug])
        if slug != "atc-kazakhstan":
            typist.go_to(f"organization_participations-{number}-role")
            typist.write({"unodc": "Organizer", "unpdf-peace-security": "Funder"}[slug])
        typist.press("Alt+ArrowUp", times={"unodc": 4, "unpdf-peace-security": 4, "atc-kazakhstan": 3}[slug])
    picture(typist.page, "entry/organizations", "#organization_participations-group")


FRAMEWORKS = {
    "ftf-criminal-justice-project": ("crim detect", "foreign terrorist fighters"),
    "operation-zhusan": ("zhusan", "Zhusan"),
    "operation-rusafa": ("rusafa", "Rusafa"),
}
THEMES = {
    "foreign-terrorist-fighters": ("foreign", "Foreign terrorist fighters"),
    "criminal-justice": ("criminal", "Criminal justice"),
    "legislation": ("legis", "Legislation"),
    "law-enforcement-cooperation": ("law enf", "Law enforcement"),
    "rehabilitation-reintegration": ("rehab", "Rehabilitation"),
    "repatriation": ("repat", "Repatriation"),
    "root-causes": ("root", "Root causes"),
    "cyber-technology": ("cyber", "Cyber"),
}


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
        typist.pick(*THEMES[theme])


def test_the_astana_meeting_is_entered_by_keyboard_without_a_page_load_that_loses_a_key(
    page: Page, record_without_astana: None, complaints: list[str]
):
    come_as(page, "ada")
    page.goto("/admin/events/event/add/")
    typist = Typist(page)

    cite_the_press_release(typist)
    say_what_when_and_where(typist)
    say_which_countries_took_part(typist)
    say_how_many_took_part(typist)
    paste_what_was_said(typist)
    typist.done("The Astana meeting: source, dates, place, countries and quotes")
    say_who_spoke(typist)
    say_which_bodies_took_part(typist)
    say_what_for(typist)
    typist.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    page.wait_for_load_state()
    counts = typist.done("The Astana meeting, saved with its eight quotes")

    event = Event.objects.get(title=FACTS["title"])
    assert_what_when_and_where(event)
    assert_who_took_part(event)
    assert_what_was_said(event)
    assert rows(event, "event_frameworks", "framework__slug", "relation") == [
        (framework["slug"], framework["relation"]) for framework in FACTS["frameworks"]
    ]
    assert rows(event, "event_themes", "theme__slug") == [(theme,) for theme in FACTS["themes"]]
    assert counts.page_loads == 1  # the page that shows the saved event
    assert complaints == []


def rows(event: Event, relation: str, *columns: str) -> list[tuple[Any, ...]]:
    return list(getattr(event, relation).order_by("sort_order").values_list(*columns))


def assert_what_when_and_where(event: Event) -> None:
    assert (event.start, event.end, event.type, event.summary) == (
        FACTS["start"], FACTS["end"], FACTS["type"], FACTS["summary"],
    )  # fmt: skip
    assert (event.participant_count, event.participant_unit) == (52, "people")
    assert list(event.places.values_list("city", "country")) == [("Astana", "KZ")]
    assert list(event.citations.values_list("source__url", "source__publisher", "source__kind")) == [
        (SOURCE["url"], SOURCE["publisher"], SOURCE["kind"])
    ]


def assert_who_took_part(event: Event) -> None:
    assert rows(event, "organization_participations", "organization__slug", "role") == [
        (body["slug"], body["role"]) for body in FACTS["organizations"]
    ]
    assert rows(event, "country_participations", "country", "role") == [
        (country["code"], country["role"]) for country in FACTS["countries"]
    ]
    assert rows(event, "person_participations", "person__slug", "role", "position", "organization__slug") == [
        (person["slug"], person["role"], person["position"], person["organization"]) for person in FACTS["people"]
    ]


def assert_what_was_said(event: Event) -> None:
    assert list(
        event.quotes.order_by("number").values_list(
            "text", "attribution", "organization__slug", "locator", "source__url"
        )
    ) == [
        (quote["text"], quote["attribution"], quote["organization"], quote["locator"], SOURCE["url"])
        for quote in FACTS["quotes"]
    ]
