"""A file with errors is imported in a real browser: its heading matched, its names answered, its wrong row mended."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events.models import Event, Organization
from tests.browser.pictures import picture
from tests.browser.staff import come_as
from tests.factories import make_organization
from tests.imports.sheets import csv_file
from tests.people import make_user

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def file(transactional_db: None, tmp_path: Path) -> Path:
    make_user("analysts", username="ada")
    make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    first = {
        "What": "Seminar on returning families",
        "Type": "seminar",
        "Date start": "11-12 March 2025",
        "City": "Astana",
        "Country": "Kazakhstan",
        "Organizers": "UNODC; Institute of Peace",
    }
    wrong = {"What": SCRIPT, "Type": "party", "Date start": "2025-13"}
    return csv_file(tmp_path, first, wrong, name="spring.csv")


def send_file(page: Page, path: Path) -> None:
    page.goto("/admin/events/event/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("File:").set_input_files(path)
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("heading", name="Import of")).to_be_visible()


def test_a_file_with_errors_is_imported_and_mended(
    page: Page, complaints: list[str], file: Path, tmp_path: Path
) -> None:
    come_as(page, "ada")
    send_file(page, file)

    # A heading that nobody knows
    expect(page.locator(".import-rows")).to_contain_text("is no column of ours")
    page.get_by_label("What", exact=True).select_option("title")
    picture(page, "import-headings")
    page.get_by_role("button", name="Use these columns").click()

    # A name that is not recorded
    expect(page.locator(".import-rows")).to_contain_text("no organization is called so")
    page.get_by_label("Institute of Peace").select_option("+research-institute")
    picture(page, "import-names")
    page.get_by_role("button", name="Use these answers").click()

    # The wrong row is left out, the other is imported
    expect(page.locator(".import-rows")).to_contain_text(SCRIPT)
    expect(page.locator(".import-sum")).to_have_text("1 new, 0 changed, 0 unchanged, 1 wrong.")
    page.get_by_label("Leave the wrong rows out").check()
    picture(page, "import-wrong")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("The file was imported.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the row that was left out").click()
    download.value.save_as(tmp_path / "wrong.csv")

    # It is mended and sent again; the headings are remembered
    mended = tmp_path / "spring-wrong.csv"
    text = (tmp_path / "wrong.csv").read_text(encoding="utf-8-sig")
    mended.write_text(
        text.replace("party", "Workshop").replace("2025-13", "2025-12").replace(SCRIPT, "Workshop on aftercare")
    )
    send_file(page, mended)
    expect(page.locator(".import")).to_contain_text("as it was last time")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("The file was imported.")

    assert sorted(Event.objects.values_list("title", "type", "start", "end", "status")) == [
        ("Seminar on returning families", "seminar", "2025-03-11", "2025-03-12", "draft"),
        ("Workshop on aftercare", "workshop", "2025-12", "", "draft"),
    ]
    assert Organization.objects.get(slug="institute-of-peace").kind == "research-institute"
    assert complaints == []
