"""A selection for a reference manager: the data set, the records of the page in their order, and their sources."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from hypothesis import example, given
from hypothesis import strategies as st

from events.bitmaps import present
from events.citations import ris
from events.citations.entry import Bibliography, Entry, Kind, clean
from events.citations.formats import CITATION_FORMATS
from events.selection import Selection
from tests import factories as make
from tests.citations.reading import ENDINGS, READERS, text_of
from tests.effort import tried
from tests.test_selection import SELECTED, WRONG
from tests.views.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def read(client, address, ending, query=""):
    response = client.get(f"{address}.{ending}?{query}")
    assert response.status_code == 200
    return READERS[ending](text_of(response))


def events_of(found):
    return [key.removeprefix("ct-event-") for key in found if key.startswith("ct-event-")]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("query", "expected"), SELECTED[::3])
def test_a_bibliography_holds_the_records_of_the_page_in_their_order(client, record, query, expected, ending):
    assert events_of(read(client, "/events", ending, query)) == expected


def test_the_first_entry_is_the_selection_itself_as_a_data_set(client, record, settings):
    settings.SITE_URL = "https://tracker.example"
    by_ending = {
        ending: next(iter(read(client, "/events", ending, "organization=unodc&country=UZ").items()))
        for ending in ENDINGS
    }
    keys = {key for key, _entry in by_ending.values()}
    ris, bibtex, csl = (by_ending[ending][1] for ending in ENDINGS)

    assert len(keys) == 1
    assert keys.pop().startswith("ct-events-")
    assert ris["type_of_reference"] == "DATA"
    assert ris["title"] == csl["title"] == "Events with Uzbekistan and UNODC (1 event)"
    assert ris["urls"] == ["https://tracker.example/events/?country=UZ&organization=unodc"]
    assert bibtex.fields["url"] == csl["URL"] == ris["urls"][0]
    assert (csl["type"], csl["publisher"], "container-title" in csl) == ("dataset", "Cooperation Tracker", False)
    assert ris["authors"] == ["Cooperation Tracker"]
    assert str(bibtex.persons["author"][0]) == "Cooperation Tracker".join("{}")


def test_the_same_question_has_the_same_key_however_it_is_asked(client, record):
    keys = [
        next(iter(read(client, "/events", "csl.json", query)))
        for query in ("country=UZ&organization=unodc", "organization=unodc&country=UZ&dates=possible", "country=UZ")
    ]

    assert keys[0] == keys[1] != keys[2]


@pytest.mark.usefixtures("empty")
def test_a_source_of_several_events_stands_there_once_after_them(client):
    page = make.make_source(slug="shared", url="https://example.org/")
    for number in (1, 2):
        event = make.make_event(slug=f"event-{number}")
        make.add_citation(event=event, source=page)
        make.add_citation(event=event, source=page, locator="p. 2")
        make.add_quote(event=event, source=page)

    for ending in ENDINGS:
        assert list(read(client, "/events", ending))[1:] == ["ct-event-event-1", "ct-event-event-2", "ct-source-shared"]


@pytest.mark.parametrize(("kind", "noun"), [("frameworks", "framework"), ("quotes", "quote")])
def test_frameworks_and_quotes_have_bibliographies_too(client, kind, noun):
    make_whole_event(number=1)
    found = read(client, f"/{kind}", "ris")

    assert len([key for key in found if key.startswith(f"ct-{noun}-")]) == Selection(kind, {}).counts.total > 0


@pytest.mark.parametrize("kind", ["organizations", "people", "countries", "themes"])
def test_lists_that_nobody_cites_have_none(client, kind):
    assert client.get(f"/{kind}.ris").status_code == 404


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("query", "message"), WRONG, ids=[query[:30] for query, _message in WRONG])
def test_a_wrong_request_is_a_400_in_the_words_of_the_page(client, record, query, message, ending):
    response = client.get(f"/events.{ending}?{query}")

    assert response.status_code == 400
    assert message in response.content.decode().splitlines()


@pytest.mark.parametrize("query", ["page=2", "columns=title", "find_person=x"])
def test_what_means_nothing_to_a_bibliography_is_refused(client, record, query):
    assert client.get(f"/events.ris?{query}").status_code == 400


def test_a_selection_of_nothing_is_a_file_that_says_so(client, record):
    found = read(client, "/events", "ris", "q=nothingatall")

    assert [entry["title"] for entry in found.values()] == ["Events, mentioning “nothingatall” (0 events)"]


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_bibliography_costs_the_same_for_one_record_and_for_three(client, ending):
    present()
    make_whole_event(number=1)
    with CaptureQueriesContext(connection) as with_one:
        read(client, "/events", ending)
    make_whole_event(number=2)
    make_whole_event(number=3)
    with CaptureQueriesContext(connection) as with_three:
        read(client, "/events", ending)

    # The sets that count; the events; their sources.
    assert (len(with_one), len(with_three)) == (3, 3), [query["sql"] for query in with_three]


def test_the_page_of_a_selection_leads_to_its_bibliography(client, record):
    body = client.get("/events/?organization=unodc&country=UZ").content.decode()

    assert 'href="/events.ris?country=UZ&amp;organization=unodc"' in body
    assert "Events with Uzbekistan and UNODC (1 event)." in body


ANYWHERE = {"TY", "ID", "ER", "TI", "AU", "PY", "DA", "AB", "LA", "UR", "Y2", "KW", "N1"}
ZOTERO = {  # what Zotero makes of each type, and which other tags it has a field for there
    "ELEC": {"T2", "M3"},  # web page: website title, type
    "DATA": {"PB"},  # data set: repository; M3 would be its DOI
    "NEWS": {"T2"},  # newspaper article: publication
    "RPRT": {"T2", "PB", "M3"},  # report: series, institution, type
}


def test_zotero_has_a_field_for_each_tag_of_each_type():
    for kind in Kind:
        entry = Entry(
            kind, "key", "Title", start="2024-05", authors=("Body",), publisher="p", place="here", genre="g",
            url="https://example.org/", language="en", abstract="a", notes=("n",), keywords=("k",),
        )  # fmt: skip
        tags = [line[:2] for line in "".join(ris.write(Bibliography([entry], date(2026, 3, 1)))).split("\r\n") if line]
        form = ris.TYPES[kind]

        assert set(tags) <= ANYWHERE | ZOTERO[form], kind


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(clean)


@tried(40)
@example(title="0 \x1b", note="0", author="0", url="0")
@given(title=texts, note=texts, author=texts, url=texts)
def test_no_text_whatever_breaks_out_of_its_field(title, note, author, url):
    day = datetime.combine(date(2026, 3, 1), time(), ZoneInfo("UTC")).date()
    entries = [
        Entry(Kind.RECORD, "first", title, authors=(author,), notes=(note,), abstract=note, url=url, genre=note),
        Entry(Kind.NEWS, "second", title, start="2024-05", publisher=author),
    ]
    found = {
        form.name: READERS[form.name]("".join(form.write(Bibliography(entries, day)))) for form in CITATION_FORMATS
    }

    assert {name: list(read) for name, read in found.items()} == {name: ["first", "second"] for name in found}
    assert found["ris"]["first"]["title"] == found["csl.json"]["first"]["title"] == clean(title)
    assert set(found["bib"]["first"].fields) <= {"title", "type", "url", "urldate", "note", "abstract", "howpublished"}
    assert found["bib"]["second"].fields["date"] == "2024-05"


def test_every_page_of_a_selection_says_how_to_cite_it(client, record, settings):
    settings.SITE_URL = "https://tracker.example"
    make.add_quote(event=record["both"])
    pages = ["events", "organizations", "people", "countries", "frameworks", "quotes", "themes", "events/pictures"]
    for address in [*(f"/{one}/" for one in pages), "/network/?country=UZ", "/compare/?country=UZ&country=KZ"]:
        page = client.get(address).content.decode()
        cited = page.partition('<section class="cite" aria-labelledby="cite">')[2]

        assert f"https://tracker.example{escape(address)}, accessed on " in cited, address
        assert f"<code>https://tracker.example{escape(address)}</code>" in cited, address
