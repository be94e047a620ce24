"""The analyst's daily job: from a press release to a public page, by two people, in a real browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from events.choices import Status
from events.models import Event
from tests.browser.staff import choose, sign_in, sign_out
from tests.factories import make_organization, make_person, make_source
from tests.people import make_user


@pytest.fixture
def people_and_bodies(transactional_db: None) -> None:
    make_user("analysts", username="ada")
    make_user("reviewers", username="rosa")
    make_organization(slug="unoct", name="United Nations Office of Counter-Terrorism", acronym="UNOCT")
    make_organization(slug="isrs", name="Institute for Strategic and Regional Studies", acronym="ISRS")
    make_person(slug="ada-speaker", name="Aziza Speaker")
    make_source(slug="unoct-seminar", title="Seminar held in Tashkent", publisher="UNOCT")


def enter_event(page: Page) -> None:
    page.get_by_role("link", name="Add event").click()
    choose(page, "citations-0-source", "seminar tash", "Seminar held in Tashkent")
    page.get_by_label("Title:", exact=True).fill("International Seminar on Returning Families")
    page.get_by_label("Type:").select_option("seminar")
    page.get_by_label("Start:").fill("2025-09-10")
    page.get_by_label("End:").fill("2025-09-11")
    page.locator("#id_places-0-city").fill("Tashkent")
    choose(page, "places-0-country", "Ўзбекистон", "Uzbekistan (UZ)")
    choose(page, "organization_participations-0-organization", "unoct", "United Nations Office")
    page.locator("#id_organization_participations-0-role").select_option("organizer")
    page.get_by_role("button", name="Add another Organization that took part").click()
    choose(page, "organization_participations-1-organization", "strategic", "Institute for Strategic")
    page.locator("#id_organization_participations-1-role").select_option("host")
    choose(page, "country_participations-0-country", "KGZ", "Kyrgyzstan (KG)")
    choose(page, "person_participations-0-person", "aziza", "Aziza Speaker")
    page.locator("#id_person_participations-0-position").fill("Director")
    page.locator("#id_quotes-0-text").fill("Children are no terrorists.")
    choose(page, "quotes-0-speaker", "speaker", "Aziza Speaker")
    choose(page, "quotes-0-source", "tashkent", "Seminar held in Tashkent")
    page.get_by_label("Summary:").fill("Experts told each other how families come home.")


def test_analyst_enters_an_event_and_a_reviewer_publishes_it(
    page: Page, people_and_bodies: None, complaints: list[str]
):
    sign_in(page, "ada")
    enter_event(page)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".messagelist")).to_contain_text("In review")
    sign_out(page)

    sign_in(page, "rosa")
    page.get_by_role("link", name="International Seminar on Returning Families").click()
    page.get_by_role("button", name="Publish …").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.locator("#publication-heading")).to_contain_text("Published")
    sign_out(page)

    event = Event.objects.get()
    assert event.slug == "2025-09-10-tashkent-seminar-returning-families"
    assert (event.status, str(event.created_by), str(event.published_by)) == (Status.PUBLISHED, "ada", "rosa")
    assert list(event.places.values_list("city", "country")) == [("Tashkent", "UZ")]
    assert list(event.organization_participations.order_by("sort_order").values_list("organization__slug", "role")) == [
        ("unoct", "organizer"),
        ("isrs", "host"),
    ]
    assert list(event.country_participations.values_list("country", "role")) == [("KG", "participant")]
    assert list(event.quotes.values_list("number", "speaker__slug", "source__slug")) == [
        (1, "ada-speaker", "unoct-seminar")
    ]
    assert list(event.citations.values_list("source__slug", flat=True)) == ["unoct-seminar"]

    page.goto(f"/events/{event.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("International Seminar on Returning Families")
    for shown in (
        "10–11 September 2025",
        "Tashkent",
        "United Nations Office of Counter-Terrorism",
        "Institute for Strategic and Regional Studies",
        "Kyrgyzstan",
        "Aziza Speaker",
        "Children are no terrorists.",
        "Seminar held in Tashkent",
    ):
        expect(page.get_by_role("main").get_by_text(shown).first).to_be_visible()
    assert complaints == []


def test_reviewer_withdraws_an_event_and_says_why(page: Page, people_and_bodies: None, complaints: list[str]):
    sign_in(page, "ada")
    enter_event(page)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".messagelist")).to_contain_text("In review")
    sign_out(page)

    sign_in(page, "rosa")
    page.get_by_role("link", name="International Seminar on Returning Families").click()
    page.get_by_role("button", name="Publish …").click()
    page.get_by_role("button", name="Publish it").click()

    page.get_by_role("button", name="Withdraw …").click()
    page.get_by_label("Reason").fill("It was recorded twice.")
    page.get_by_role("button", name="Withdraw it").click()

    expect(page.locator("#publication-heading")).to_contain_text("Withdrawn")
    expect(page.locator(".publication-history")).to_contain_text("It was recorded twice.")
    assert urlsplit(page.url).path == f"/admin/events/event/{Event.objects.get().pk}/change/"
    assert complaints == []
