"""A reviewer finds an event recorded twice, merges the two, and takes it back, in a real browser."""

from playwright.sync_api import Page, expect

from events.models import Event
from tests.browser.faults import faults_of
from tests.browser.pictures import picture
from tests.browser.staff import come_as
from tests.factories import add_organization, add_place, make_country, make_event, make_organization
from tests.people import make_user


def make_twice() -> tuple[Event, Event]:
    body = make_organization(name="United Nations Office of Counter-Terrorism", acronym="UNOCT")
    kept = make_event(
        slug="kept", title="Seminar on returnees from conflict zones", start="2024-05-14", end="2024-05-15", summary=""
    )
    gone = make_event(
        slug="gone", title="Returnees from conflict zones: seminar held", start="2024-05", summary="What it did."
    )
    for event in (kept, gone):
        add_place(event=event, city="Tashkent", country=make_country(code="UZ"))
        add_organization(event=event, organization=body)
    add_organization(event=gone, organization=make_organization(name="Institute for Strategic and Regional Studies"))
    return kept, gone


def test_two_events_become_one_and_two_again(page: Page, transactional_db: None):
    make_user("reviewers", username="rosa")
    kept, _gone = make_twice()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    come_as(page, "rosa")

    page.goto(f"/admin/events/event/{kept.pk}/change/")
    expect(page.get_by_role("heading", name="This is recorded already, it seems")).to_be_visible()
    picture(page, "duplicates")
    page.get_by_role("link", name="Compare and merge").click()
    expect(page.get_by_role("heading", name="Are these the same?")).to_be_visible()
    assert faults_of(page, ".merge") == []
    complaints.clear()  # the checker itself sets styles, which the pages may not
    page.get_by_label("Returnees from conflict zones: seminar held").check()
    page.get_by_label("Why they are one").fill("One seminar, told by two bodies.")
    picture(page, "merge")
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("its old address leads here")).to_be_visible()

    page.goto("/events/gone/")
    expect(page).to_have_url(f"{page.url.split('/events/')[0]}/events/kept/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Returnees from conflict zones: seminar held")
    expect(page.get_by_text("What it did.")).to_be_visible()
    expect(page.get_by_role("link", name="Institute for Strategic and Regional Studies").first).to_be_visible()

    page.goto(f"/admin/events/event/{kept.pk}/change/")
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_text("is there again as it was")).to_be_visible()
    # Asked without the browser's memory, which keeps a permanent redirect for an hour.
    assert page.request.get("/events/gone/").url.endswith("/events/gone/")
    page.goto("/events/kept/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Seminar on returnees from conflict zones")
    assert complaints == []


def test_a_likely_duplicate_is_told_while_typing(page: Page, transactional_db: None):
    make_user("analysts", username="ada")
    make_twice()
    come_as(page, "ada")

    page.goto("/admin/events/event/add/")
    page.locator("#id_title").fill("Seminar about returnees from conflict zones")
    page.locator("#id_start").fill("14 May 2024")
    page.locator("#id_start").press("Tab")

    found = page.locator(".duplicates-typed")
    expect(found).to_contain_text("Seminar on returnees from conflict zones")
    expect(found).to_contain_text("14–15 May 2024, Tashkent, Published")
    picture(page, "entry/duplicate", ".duplicates-typed")
