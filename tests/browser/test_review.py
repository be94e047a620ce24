"""From draft to public and back, by two people in a real browser: return, mending, confirmation, withdrawal."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from events.choices import Status
from events.models import Event, EventStep
from tests import factories as make
from tests.browser.pictures import picture
from tests.browser.staff import come_as, sign_out
from tests.people import make_user

TITLE = "Expert Meeting on Returning Families"


@pytest.fixture
def ada(transactional_db: None) -> User:
    return make_user("analysts", username="ada")


@pytest.fixture
def rosa(transactional_db: None) -> User:
    return make_user("reviewers", username="rosa")


def a_draft(by: User) -> Event:
    event = make.make_event(title=TITLE, type="expert-meeting", start="2025-03", status=Status.DRAFT, created_by=by)
    make.add_citation(event=event, source=make.make_source(title="Experts meet in Astana", publisher="UNOCT"))
    make.add_place(event=event, city="Astana", country=make.make_country(code="KZ"))
    return event


def some_record(ada: User, rosa: User) -> None:
    """What a desk has on it after some weeks."""
    for number, title in enumerate(["Seminar on border security", "Training on crypto-assets", "Joint exercise"]):
        event = make.make_event(title=title, status=Status.IN_REVIEW, start=f"2025-0{number + 1}-14", created_by=ada)
        make.make_step(event=event, step="submit", by=ada, comment="")
        published = make.make_event(title=f"{title}, previous year", start=f"2024-0{number + 1}")
        make.add_citation(event=published)
    make.make_event(title="Visit of a delegation", status=Status.DRAFT, created_by=rosa, start="2025")
    make.make_organization(name="Institute that nobody met")
    make.make_saved_search(owner=rosa, name="Drafts of Central Asia", query="status__exact=draft", is_shared=True)


def open_from_desk(page: Page, title: str) -> None:
    page.goto("/admin/")
    page.locator(".desk").get_by_role("link", name=title, exact=True).first.click()


def submit(page: Page, note: str = "") -> None:
    page.get_by_label("Note to the reviewer").fill(note)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".messagelist")).to_contain_text("In review")


def submits(page: Page) -> None:
    open_from_desk(page, TITLE)
    submit(page)


def returns(page: Page) -> None:
    page.goto("/admin/")
    waiting = page.get_by_role("region", name="Waiting for review")
    expect(waiting.get_by_role("listitem").filter(has_text=TITLE)).to_contain_text("by ada")
    picture(page, "desk")
    open_from_desk(page, TITLE)
    page.get_by_role("button", name="Return to draft …").click()
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_text("Write what is to be mended before it can be published.")).to_be_visible()
    page.get_by_label("What is to be mended").fill("The source prints the day: 11 to 12 March.")
    page.get_by_role("button", name="Return it").click()
    expect(page.locator("#publication-heading")).to_contain_text("Draft")


def mends(page: Page) -> None:
    page.goto("/admin/")
    returned = page.get_by_role("region", name="Returned to me")
    expect(returned).to_contain_text("The source prints the day: 11 to 12 March.")
    picture(page, "returned")
    open_from_desk(page, TITLE)
    page.get_by_label("Start:").fill("2025-03-11")
    page.get_by_label("End:").fill("2025-03-12")
    submit(page, "The day is in now.")


def publishes(page: Page, event: Event) -> None:
    open_from_desk(page, TITLE)
    expect(page.locator(".publication-taken")).to_contain_text("The day is in now.")
    page.get_by_role("button", name="Publish …").click()
    expect(page.get_by_role("heading", name="Look at this first")).to_be_visible()
    expect(page.locator(".step-remarks li").first).to_have_text("It rests on a single source.")
    picture(page, "publish")
    assert page.request.get(event.get_absolute_url()).status == 404
    with page.expect_popup() as opened:
        page.get_by_role("link", name="See the page as readers will see it").click()
    expect(opened.value.get_by_text("Preview, seen by the staff only.")).to_be_visible()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(TITLE)
    opened.value.close()
    page.get_by_role("button", name="Publish it").click()
    expect(page.locator("#publication-heading")).to_contain_text("Published")


def corrects(page: Page, event: Event) -> None:
    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Edit this record").click()
    page.get_by_label("Summary:").fill("Experts told each other how families come home.")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.get_by_role("main")).to_contain_text("how families come home")
    opened.value.close()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Readers see this event: write why it changes.").first).to_be_visible()
    expect(page.get_by_label("Summary:")).to_have_value("Experts told each other how families come home.")
    picture(page, "reason")
    page.get_by_label("Reason for the change").fill("The summary was missing.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")


def withdraws(page: Page, event: Event) -> None:
    page.goto(f"/admin/events/event/{event.pk}/change/")
    page.get_by_role("button", name="Withdraw …").click()
    page.get_by_label("Reason").fill("The same meeting is recorded under another date.")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("#publication-heading")).to_contain_text("Withdrawn")


def reads_the_notice(page: Page, event: Event) -> None:
    answer = page.goto(event.get_absolute_url())
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_role("main")).to_contain_text("The same meeting is recorded under another date.")
    assert TITLE not in page.content()
    picture(page, "withdrawn")


def test_returned_mended_published_corrected_and_withdrawn(
    page: Page, ada: User, rosa: User, complaints: list[str]
) -> None:
    some_record(ada, rosa)
    event = a_draft(ada)

    for name, acts in (
        ("ada", submits),
        ("rosa", returns),
        ("ada", mends),
        ("rosa", lambda page: publishes(page, event)),
        ("ada", lambda page: corrects(page, event)),
        ("rosa", lambda page: withdraws(page, event)),
    ):
        come_as(page, name)
        acts(page)
        sign_out(page)
    reads_the_notice(page, event)

    steps = EventStep.objects.filter(event=event).order_by("pk").values_list("step", "by__username")
    assert list(steps) == [
        ("submit", "ada"), ("return", "rosa"), ("submit", "ada"), ("publish", "rosa"), ("change", "ada"),
        ("withdraw", "rosa"),
    ]  # fmt: skip
    assert [text for text in complaints if "410" not in text] == []


def test_several_events_are_changed_at_once_after_a_look(
    page: Page, ada: User, rosa: User, complaints: list[str]
) -> None:
    some_record(ada, rosa)
    make.make_framework(title="Global Dialogue", kind="series")
    make.make_theme(slug="border-security", name="Border security")

    come_as(page, "rosa")
    page.goto("/admin/events/event/?status__exact=in-review")
    page.get_by_text("Keep this search").click()
    page.get_by_label("Name", exact=True).fill("What waits")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".saved-searches")).to_contain_text("What waits")
    picture(page, "searches")
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("change_selected")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).first.click()
    page.get_by_role("radio", name="Publish").check()
    page.get_by_label("Reason").fill("Looked through together.")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="3 events can't change")).to_be_visible()
    page.get_by_role("radio", name="Set the type").check()
    page.locator("#id_type").select_option("workshop")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="3 events would change")).to_be_visible()
    picture(page, "bulk")
    page.get_by_role("button", name="Change 3 events").click()
    expect(page.locator(".messagelist")).to_contain_text("3 events were changed.")

    assert Event.objects.filter(type="workshop", status=Status.IN_REVIEW).count() == 3
    assert complaints == []
