"""The addresses of the README answer its questions with the sample, exactly."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.database import SAMPLE

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = README.split("## Questions it answers")[1].split("\n## ")[0]
DOCUMENTS = [
    path.relative_to(ROOT)
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
]

HELD_TOGETHER = (
    "/events/?organization=isrs&organization=unoct&organization_role=organizer&organization_role=co-organizer"
    "&organization_match=all&from=2022&to=2025"
)
SEMINARS = "/events/?country=UZ&country_role=located-in&type=seminar&from=2025-09&to=2025-09"
SEMINAR = "/events/2025-09-23-tashkent-interregional-ftf-seminar/"
COUNCIL = "/frameworks/regional-expert-council/"
QUOTES = "/quotes/?organization=mia-tajikistan"
TO_THE_MONTH = "/events/?year=2022&precision=month"
TO_THE_MONTH_CSV = "/events.csv?year=2022&precision=month"

TO_THE_MONTH_SLUGS = [
    "2022-10-kostanay-prison-study-visit",
    "2022-09-kyrgyzstan-uncct-npo-cft-workshops",
    "2022-05-malaga-ct-human-rights-e-learning-launch",
]

COORDINATION = (
    "“effective coordination between international agreements, institutions, and partners, coupled with the "
    "involvement of religious experts, psychologists, cybersecurity specialists, and civil society, is crucial "
    "for both compliance and prevention of extremist activities.”"
)
RESPONSIBILITY = (
    "“Combating terrorism is a societal responsibility, not solely a task for special services. Continuous "
    "improvement in cybercrime and cyber-terrorism expertise is also essential.”"
)
UNODC_REPORT = (
    "Regional expert group meeting addresses terrorism and foreign terrorist fighters in Central Asia, "
    "United Nations Office on Drugs and Crime (UNODC)"
)


@pytest.fixture(scope="module")
def sample_of_module(once):
    once(lambda: call_command("import_events", str(SAMPLE), verbosity=0))


@pytest.fixture
def site(sample_of_module, db):
    """A visitor of a site with the sample."""
    return Client()


def main_of(site, address):
    response = site.get(address)
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


def results(html):
    """The slugs of a list of events, in its order."""
    listed = re.findall(r'<ol class="results">(.*?)</ol>', html, re.DOTALL)
    return re.findall(r'<h\d><a href="/events/([^/"]+)/"', "".join(listed))


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" ,", ",")


def table_rows(html):
    """Every row of every table, as the text of its cells."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return [[text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def test_the_questions_have_these_addresses_and_no_others():
    addresses = re.findall(r"\(http://127\.0\.0\.1:8000(/[^)]*)\)", QUESTIONS)

    assert addresses == [HELD_TOGETHER, SEMINAR, SEMINARS, COUNCIL, QUOTES, TO_THE_MONTH, TO_THE_MONTH_CSV]


def test_readme_finds_what_isrs_and_unoct_held_together(site):
    assert results(main_of(site, HELD_TOGETHER)) == [
        "2024-11-27-tashkent-rec-working-groups-2",
        "2024-05-14-tashkent-rec-first-meeting",
        "2022-05-malaga-ct-human-rights-e-learning-launch",
        "2022-05-09-malaga-central-asia-side-event",
        "2022-03-03-tashkent-jpoa-high-level-conference",
    ]


def test_readme_finds_the_seminar_and_the_countries_that_attended_it(site):
    roles = {row[0]: row[1] for row in table_rows(main_of(site, SEMINAR)) if row[0] in ("Host", "Participant")}

    assert results(main_of(site, SEMINARS)) == ["2025-09-23-tashkent-interregional-ftf-seminar"]
    assert roles == {
        "Host": "Uzbekistan",
        "Participant": "Kazakhstan, Kyrgyzstan, Tajikistan, Iraq, Jordan, Lebanon, Yemen",
    }


def test_readme_finds_where_the_council_was_presented(site):
    rows = table_rows(main_of(site, COUNCIL))
    after = rows[rows.index(["Presented"]) + 1 :]
    presented = after[: next(index for index, row in enumerate(after) if len(row) == 1)]

    assert [(date, place) for _title, date, place in presented] == [
        ("23–25 September 2025", "Tashkent, Uzbekistan"),
        ("21 May 2025", "Vienna, Austria"),
        ("10 December 2024", "New York, United States"),
        ("11 November 2024", "Geneva, Switzerland"),
    ]


def test_readme_finds_the_words_of_the_unnamed_representative_and_their_source(site):
    html = main_of(site, QUOTES)
    said = re.findall(r"“[^”]+”", text(html))
    sources = re.findall(r"source: (.*?) · Link", text(html))

    assert said == [COORDINATION, RESPONSIBILITY]
    assert sources == [UNODC_REPORT, UNODC_REPORT]


def test_readme_finds_what_is_dated_to_the_month_only(site):
    file = b"".join(site.get(TO_THE_MONTH_CSV).streaming_content).decode("utf-8-sig")

    assert results(main_of(site, TO_THE_MONTH)) == TO_THE_MONTH_SLUGS
    assert [line.split(",")[0] for line in file.splitlines() if line.startswith("2022-")] == TO_THE_MONTH_SLUGS


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_link_of_a_document_leads_to_a_file_that_is_there(document):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / document).read_text(encoding="utf-8"))

    missing = [target for target in targets if not (ROOT / document).parent.joinpath(target).exists()]

    assert missing == []
