"""The researcher's daily job: find events by country and year, and take exactly those rows along."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect


def slugs_on(page: Page) -> list[str]:
    links = page.locator(".result h3 a")
    return [str(link.get_attribute("href")).split("/")[2] for link in links.all()]


def download(page: Page, name: str) -> tuple[str, list[dict[str, str]]]:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    file = waiting.value
    text = Path(file.path()).read_text(encoding="utf-8-sig")
    return file.suggested_filename, list(csv.DictReader(io.StringIO(text)))


def tick(page: Page, facet: str, choice: str) -> None:
    """Open a facet of the panel if it is closed, and tick one of its choices."""
    box = page.locator("details.facet", has=page.locator("summary", has_text=facet)).first
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.get_by_label(re.compile(rf"^{choice}\b")).first.check()


def test_a_researcher_finds_events_by_country_and_year_and_downloads_them(page: Page, sample) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Events").click()
    tick(page, "Countries", "Uzbekistan")
    tick(page, "Years", "2022")
    page.get_by_role("button", name="Show events").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Events with Uzbekistan, 2022")
    expect(page.get_by_role("status")).to_contain_text("11 events")
    found = slugs_on(page)
    name, rows = download(page, "Download 11 events as CSV")

    assert re.fullmatch(r"events-with-uzbekistan-2022-\d{4}-\d\d-\d\d-11-rows\.csv", name)
    assert [row["slug"] for row in rows] == found
    assert len(found) == 11
    assert {row["year"] for row in rows} == {"2022"}
    assert all("UZ" in f"{row['countries']}; {row['place_countries']}".split("; ") for row in rows)


def test_the_same_works_without_javascript_on_a_phone(browser, live_server, sample) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/events/?country=UZ&year=2022")

    assert len(slugs_on(page)) == 11
    expect(page.locator(".pill")).to_have_count(2)
    page.locator(".pill", has_text="2022").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events with Uzbekistan")
    assert page.url == f"{live_server.url}/events/?country=UZ"
    context.close()
