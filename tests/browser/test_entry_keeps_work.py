"""What is typed into the form of an event is not lost: by a reload, an ended session, a fault, or somebody else."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Page, expect

from events.choices import Status
from events.models import Event, Organization
from tests.browser.staff import choose, come_as, sign_out
from tests.browser.typist import Typist
from tests.factories import (
    add_citation,
    add_country,
    add_organization,
    make_country,
    make_event,
    make_organization,
    make_person,
    make_source,
)
from tests.people import PASSWORD, make_user

ADD = "/admin/events/event/add/"


@pytest.fixture
def ada(transactional_db: None, page: Page) -> None:
    make_user("analysts", username="ada")
    make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    come_as(page, "ada")


@pytest.fixture
def questions(page: Page) -> list[str]:
    """What the browser asks before it leaves a page; the answer is to leave it."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def fill_in(page: Page) -> None:
    page.locator("#id_title").fill("Seminar on returnees")
    page.locator("#id_start").fill("11-12 March 2025")
    choose(page, "organization_participations-0-organization", "unodc", "United Nations Office")
    page.get_by_role("button", name="Add another Organization that took part").click()
    page.locator("#id_organization_participations-1-role").select_option("host")
    page.locator("#id_country_list").fill("Atlantis")
    page.locator("#id_summary").fill("Two lines,\nboth kept.")
    expect(page.locator("#id_start_understood")).to_have_text("11 to 12 March 2025, known to the day")
    expect(page.locator("#id_end")).to_have_value("2025-03-12")
    page.locator("#id_summary").focus()  # the list of countries is looked up
    expect(page.locator(".countries-told")).to_contain_text("Not found among the countries: “Atlantis”.")
    page.wait_for_timeout(400)  # the time after which letters are kept


def expect_all_back(page: Page) -> None:
    expect(page.locator("#id_title")).to_have_value("Seminar on returnees")
    expect(page.locator("#id_start")).to_have_value("11-12 March 2025")
    expect(page.locator("#id_end")).to_have_value("2025-03-12")
    expect(page.locator("#id_organization_participations-0-organization + .select2-container")).to_contain_text(
        "United Nations Office on Drugs and Crime"
    )
    expect(page.locator("#id_organization_participations-1-role")).to_have_value("host")
    expect(page.locator("#id_country_list")).to_have_value("Atlantis")
    expect(page.locator("#id_summary")).to_have_value("Two lines,\nboth kept.")


def kept(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('entry:')).length"))


def test_reload_warns_and_loses_nothing(page: Page, ada: None, questions: list[str], complaints: list[str]):
    page.goto(ADD)
    fill_in(page)

    page.reload()

    assert questions == ["beforeunload"]
    expect_all_back(page)
    expect(page.locator("#kept-work")).to_contain_text("is back in the form")
    assert complaints == []


def test_what_was_put_back_can_be_dropped(page: Page, ada: None, questions: list[str]):
    page.goto(ADD)
    fill_in(page)
    page.reload()

    page.get_by_role("button", name="Drop it").click()

    expect(page.locator("#id_title")).to_have_value("")
    assert kept(page) == 0


def test_untouched_form_is_left_without_a_question(page: Page, ada: None, questions: list[str]):
    page.goto(ADD)
    expect(page.locator("#id_citations-0-address")).to_be_focused()

    page.goto("/admin/events/event/")

    assert (questions, kept(page)) == ([], 0)


def test_ended_session_loses_nothing(page: Page, ada: None):
    page.goto(ADD)
    fill_in(page)
    Session.objects.all().delete()

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect_all_back(page)


def test_ended_session_is_told_while_typing(page: Page, ada: None):
    page.goto(ADD)
    Session.objects.all().delete()

    page.locator("#id_start").fill("March 2025")

    expect(page.locator("#kept-work")).to_contain_text("Your session has ended.")


def test_saved_work_is_forgotten(page: Page, ada: None):
    page.goto(ADD)
    page.locator("#id_title").fill("Seminar")
    page.locator("#id_type").select_option("seminar")
    page.locator("#id_start").fill("2025")
    page.wait_for_timeout(400)
    assert kept(page) == 1

    page.locator("#id_start").press("Control+Enter")

    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    assert kept(page) == 0
    page.goto(ADD)
    expect(page.locator("#id_title")).to_have_value("")


def test_signing_out_forgets_unsaved_work(page: Page, ada: None, questions: list[str]):
    page.goto(ADD)
    page.locator("#id_title").fill("Seminar")
    page.wait_for_timeout(400)
    page.goto("/admin/")
    assert kept(page) == 1

    sign_out(page)

    assert kept(page) == 0


def test_work_of_another_tab_is_offered(page: Page, ada: None):
    page.goto(ADD)
    fill_in(page)

    other = page.context.new_page()
    other.goto(ADD)
    expect(other.locator("#id_title")).to_have_value("")
    other.get_by_role("button", name="Put it back").click()

    expect_all_back(other)


def test_save_with_faults_keeps_everything_and_goes_to_the_first(page: Page, ada: None, complaints: list[str]):
    page.goto(ADD)
    fill_in(page)

    page.locator("#id_title").press("Control+s")

    expect(page.get_by_role("heading", name="Not saved: 3 things to mend")).to_be_visible()
    labels = page.locator(".problems li a")
    expect(labels).to_have_text(["Type", "Organization that took part 2, Organization", "Paste a list"])
    expect(page.locator("#id_type")).to_be_focused()
    expect_all_back(page)
    page.get_by_role("link", name="Paste a list").click()
    expect(page.locator("#id_country_list")).to_be_focused()
    assert complaints == []


def test_second_of_two_editors_is_told_and_keeps_what_was_typed(page: Page, ada: None, complaints: list[str]):
    event = make_event(title="Before", summary="Before.", status=Status.DRAFT)
    add_country(event=event, country=make_country(code="UZ"))
    page.goto(f"/admin/events/event/{event.pk}/change/")
    page.locator("#id_summary").fill("Mine.")
    Event.objects.filter(pk=event.pk).update(title="Theirs")
    add_country(event=event, country=make_country(code="KZ"), sort_order=1)

    page.locator("#id_summary").press("Control+s")

    conflict = page.get_by_role("region", name="Somebody else has saved this event")
    expect(conflict).to_contain_text("Title Before Theirs")
    expect(conflict).to_contain_text("Country: Kazakhstan")
    expect(page.locator("#id_summary")).to_have_value("Mine.")
    expect(page.locator("#id_title")).to_have_value("Theirs")
    page.get_by_role("button", name="Save mine all the same").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    event.refresh_from_db()
    assert (event.title, event.summary, event.country_participations.count()) == ("Theirs", "Mine.", 2)
    assert complaints == []


def test_second_of_two_editors_can_take_theirs(page: Page, ada: None):
    event = make_event(title="Before", status=Status.DRAFT)
    page.goto(f"/admin/events/event/{event.pk}/change/")
    page.locator("#id_title").fill("Mine")
    Event.objects.filter(pk=event.pk).update(title="Theirs")
    page.locator("#id_title").press("Control+s")

    page.get_by_role("link", name="Take theirs, drop mine").click()

    expect(page.locator("#id_title")).to_have_value("Theirs")
    assert kept(page) == 0


def test_address_that_is_cited_shows_by_which_events(page: Page, ada: None, complaints: list[str]):
    cited = make_source(title="A page", publisher="UNODC", url="https://www.unodc.org/page.html")
    add_citation(event=make_event(title="The other event", start="2020"), source=cited)
    page.goto(ADD)

    page.locator("#id_citations-0-address").fill("http://unodc.org/page.html?utm_source=x")

    expect(page.locator(".source-told")).to_contain_text("The other event (2020, Published)")
    expect(page.locator("#id_citations-0-source + .select2-container")).to_contain_text("A page (UNODC)")
    expect(page.locator("#id_citations-0-new_title")).to_be_hidden()
    page.get_by_role("button", name="Add another Quote").click()
    expect(page.locator("#id_quotes-1-source")).to_have_value(str(cited.pk))
    assert complaints == []


def test_body_that_is_not_recorded_is_recorded_in_place(page: Page, ada: None, complaints: list[str]):
    page.goto(ADD)
    typist = Typist(page)
    page.locator("#id_organization_participations-0-organization + .select2-container .select2-selection").focus()

    typist.write("Council of Elders")
    typist.pick("", "Record “Council of Elders” as a new one")
    dialog = page.get_by_role("dialog", name="New record: Organization")
    expect(dialog.get_by_label("Name:")).to_have_value("Council of Elders")
    dialog.get_by_label("Kind:").select_option("civil-society")
    dialog.get_by_role("button", name="Record it").click()

    expect(dialog).to_be_hidden()
    made = Organization.objects.get(slug="council-of-elders")
    expect(page.locator("#id_organization_participations-0-organization")).to_have_value(str(made.pk))
    typist.expect_keyboard("organization_participations-0-organization")
    assert complaints == []


def test_record_that_is_there_under_another_spelling_is_offered_before(page: Page, ada: None):
    page.goto(ADD)
    page.locator("#id_organization_participations-0-organization + .select2-container").click()
    page.locator(".select2-container--open .select2-search__field").fill("U.N. Office on Drugs & Crime")
    page.locator(".choice-new").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Kind:").select_option("un-entity")
    dialog.get_by_role("button", name="Record it").click()

    dialog.get_by_role("button", name="United Nations Office on Drugs and Crime").click()

    expect(page.locator("#id_organization_participations-0-organization")).to_have_value(
        str(Organization.objects.get().pk)
    )


def test_rows_are_moved_by_key_and_button_and_saved_so(page: Page, ada: None):
    event = make_event(status=Status.DRAFT)
    for number, name in enumerate(["first", "second", "third"]):
        add_organization(event=event, organization=make_organization(slug=name, name=name), sort_order=number)
    page.goto(f"/admin/events/event/{event.pk}/change/")

    page.locator("#id_organization_participations-2-role").press("Alt+ArrowUp")
    page.locator("#organization_participations-0").get_by_role("button", name="Move down").click()
    page.locator("#id_title").press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    order = event.organization_participations.order_by("sort_order").values_list("organization__slug", flat=True)
    assert list(order) == ["third", "first", "second"]


def test_row_taken_out_after_rows_were_moved_leaves_the_saved_ones_whole(page: Page, ada: None):
    event = make_event(status=Status.DRAFT)
    saved = add_organization(event=event, organization=make_organization(slug="saved", name="saved"), sort_order=0)
    page.goto(f"/admin/events/event/{event.pk}/change/")
    for _row in range(2):
        page.get_by_role("button", name="Add another Organization that took part").click()
    choose(page, "organization_participations-1-organization", "unodc", "United Nations Office")
    page.locator("#id_organization_participations-1-role").press("Alt+ArrowUp")
    page.locator("#organization_participations-group .inline-deletelink").last.click()

    page.locator("#id_title").press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    order = event.organization_participations.order_by("sort_order").values_list("organization__slug", flat=True)
    assert list(order) == ["unodc", "saved"]
    assert event.organization_participations.get(organization__slug="saved").pk == saved.pk


def test_row_like_the_one_at_hand_repeats_who_spoke(page: Page, ada: None):
    make_person(name="Aziza Speaker")
    page.goto(ADD)
    page.locator("#id_quotes-0-text").fill("First.")
    choose(page, "quotes-0-speaker", "aziza", "Aziza Speaker")
    page.locator("#id_quotes-0-locator").fill("Paragraph 6")

    page.locator("#id_quotes-0-text").press("Alt+d")

    expect(page.locator("#id_quotes-1-text")).to_be_focused()
    expect(page.locator("#id_quotes-1-text")).to_have_value("")
    expect(page.locator("#id_quotes-1-locator")).to_have_value("Paragraph 6")
    expect(page.locator("#id_quotes-1-speaker + .select2-container")).to_contain_text("Aziza Speaker")


def test_form_works_without_script(browser, live_server, ada: None) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    come_as(page, "ada")
    page.goto(ADD)
    page.locator("#id_citations-0-address").fill("https://www.unodc.org/page.html")
    page.locator("#id_citations-0-new_title").fill("A page")
    page.locator("#id_citations-0-new_kind").select_option("news")
    page.locator("#id_title").fill("Seminar")
    page.locator("#id_type").select_option("seminar")
    page.locator("#id_start").fill("11-12 March 2025")
    page.locator("#id_country_list").fill("Kazakhstan, the Kyrgyz Republic, Tajikistan and Türkiye")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("understood as: 11 to 12 March 2025, known to the day.")
    event = Event.objects.get()
    assert (event.start, event.end) == ("2025-03-11", "2025-03-12")
    assert list(event.country_participations.order_by("sort_order").values_list("country", flat=True)) == [
        "KZ", "KG", "TJ", "TR",
    ]  # fmt: skip
    assert list(event.citations.values_list("source__url", flat=True)) == ["https://www.unodc.org/page.html"]
    context.close()
