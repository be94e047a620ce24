"""One record for a reference manager: what it says, read back with the libraries of each format."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from events.choices import Status
from tests import factories as make
from tests.citations.reading import ENDINGS, READERS, text_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _somewhere(settings, monkeypatch):
    settings.SITE_URL = "https://tracker.example"
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def seminar():
    """An event with all that a bibliography says of one."""
    event = make.make_event(
        slug="tashkent-seminar", title="Семинар & {returnees} 100%", start="2024-05-14", end="2024-05-16",
        summary="Two lines.\nOf text.", original_title="Семинар",
    )  # fmt: skip
    make.add_place(event=event, city="Tashkent", country=make.make_country(code="UZ", name="Uzbekistan"))
    make.add_organization(event=event, organization=make.make_organization(name="UNODC, Vienna"), role="organizer")
    make.add_theme(event=event, theme=make.make_theme(slug="pve", name="Preventing"))
    page = make.make_source(
        slug="press-page", title="A_page on returnees", publisher="UN", url="https://example.org/a_b?x=1&y=%7B2%7D",
        published="2024-05", language="ru",
    )  # fmt: skip
    make.add_citation(event=event, source=page)
    return event


def read(client, address, ending):
    response = client.get(f"{address}.{ending}")
    assert response.status_code == 200
    return READERS[ending](text_of(response))


def test_an_event_as_ris_names_the_record_and_its_sources(client, seminar):
    found = read(client, "/events/tashkent-seminar", "ris")
    record, source = found["ct-event-tashkent-seminar"], found["ct-source-press-page"]

    assert len(found) == 2
    assert {name: record[name] for name in ("type_of_reference", "title", "secondary_title", "year", "date")} == {
        "type_of_reference": "ELEC",
        "title": "Семинар & {returnees} 100%",
        "secondary_title": "Cooperation Tracker",
        "year": "2024",
        "date": "2024/05/14/",
    }
    assert record["urls"] == ["https://tracker.example/events/tashkent-seminar/"]
    assert record["access_date"] == "2026/03/01/"
    assert record["abstract"] == "Two lines. Of text."
    assert record["notes"] == [
        "Tashkent, Uzbekistan",
        "Date of the event: 14–16 May 2024.",
        "Original title: Семинар.",
        "Organized by UNODC, Vienna.",
        "Sources: A_page on returnees, UN, May 2024, https://example.org/a_b?x=1&y=%7B2%7D.",
        "Recorded in Cooperation Tracker, published on 4 March 2026.",
    ]
    assert (source["title"], source["secondary_title"], source["date"], source["language"]) == (
        "A_page on returnees", "UN", "2024/05//", "ru",
    )  # fmt: skip


def test_an_event_as_bibtex_is_safe_to_set_and_keeps_its_address(client, seminar):
    found = read(client, "/events/tashkent-seminar", "bib")
    record, source = found["ct-event-tashkent-seminar"], found["ct-source-press-page"]

    assert record.type == "misc"
    assert record.fields["title"] == r"{Семинар \& {\textbraceleft}returnees{\textbraceright} 100\%}"
    assert (record.fields["year"], record.fields["month"], record.fields["date"]) == (
        "2024", "May", "2024-05-14/2024-05-16",
    )  # fmt: skip
    assert (record.fields["url"], record.fields["urldate"]) == (
        "https://tracker.example/events/tashkent-seminar/",
        "2026-03-01",
    )
    assert source.fields["url"] == "https://example.org/a_b?x=1&y=%7B2%7D"
    assert source.fields["title"] == r"{A\_page on returnees}"
    assert (source.fields["year"], source.fields["month"], source.fields["date"]) == ("2024", "May", "2024-05")


def test_an_event_as_csl_json_has_dates_in_parts(client, seminar):
    found = read(client, "/events/tashkent-seminar", "csl.json")
    record, source = found["ct-event-tashkent-seminar"], found["ct-source-press-page"]

    assert record["type"] == "webpage"
    assert record["title"] == "Семинар & {returnees} 100%"
    assert record["issued"] == record["event-date"] == {"date-parts": [[2024, 5, 14], [2024, 5, 16]]}
    assert record["accessed"] == {"date-parts": [[2026, 3, 1]]}
    assert record["event-place"] == "Tashkent, Uzbekistan"
    assert record["container-title"] == "Cooperation Tracker"
    assert source["issued"] == {"date-parts": [[2024, 5]]}


@pytest.mark.parametrize(
    ("start", "ris", "bibtex", "csl"),
    [
        ("2024", ("2024", "2024///"), ("2024", None, "2024"), [[2024]]),
        ("2024-05", ("2024", "2024/05//"), ("2024", "May", "2024-05"), [[2024, 5]]),
        ("2024-05-01", ("2024", "2024/05/01/"), ("2024", "May", "2024-05-01"), [[2024, 5, 1]]),
    ],
)
def test_a_date_is_never_more_exact_than_known(client, start, ris, bibtex, csl):
    make.make_event(slug="partial", start=start)
    of_ris = read(client, "/events/partial", "ris")["ct-event-partial"]
    of_bibtex = read(client, "/events/partial", "bib")["ct-event-partial"].fields
    of_csl = read(client, "/events/partial", "csl.json")["ct-event-partial"]

    assert (of_ris["year"], of_ris["date"]) == ris
    assert (of_bibtex["year"], of_bibtex.get("month"), of_bibtex["date"]) == bibtex
    assert of_csl["issued"]["date-parts"] == csl


def test_a_framework_and_a_quote_are_cited_likewise(client, seminar):
    plan = make.make_framework(slug="plan", title="Plan", acronym="P", date="2019", reference="A/RES/1")
    make.add_framework(event=seminar, framework=plan)
    speaker = make.make_person(name="Vladimir Voronkov")
    page = make.make_source(slug="speech", title="Speech", kind="speech", url="https://example.org/speech")
    make.add_quote(event=seminar, text="“Words.”", speaker=speaker, source=page)

    framework = read(client, "/frameworks/plan", "csl.json")["ct-framework-plan"]
    quotes = read(client, "/quotes/tashkent-seminar/1", "csl.json")

    assert (framework["title"], framework["issued"], framework["note"]) == (
        "Plan (P)", {"date-parts": [[2019]]}, "Reference: A/RES/1.",
    )  # fmt: skip
    assert list(quotes) == ["ct-quote-tashkent-seminar-1", "ct-source-speech"]
    assert quotes["ct-quote-tashkent-seminar-1"]["author"] == [{"literal": "Vladimir Voronkov"}]
    assert quotes["ct-source-speech"]["type"] == "speech"


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_file_has_the_type_that_reference_managers_wait_for(client, seminar, ending, media_type):
    response = client.get(f"/events/tashkent-seminar.{ending}")

    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == f'attachment; filename="tashkent-seminar.{ending}"'


@pytest.mark.parametrize("address", ["/events/tashkent-seminar", "/quotes/tashkent-seminar/1"])
def test_a_record_is_cited_as_it_is_now_whatever_else_is_asked(client, seminar, address):
    response = client.get(f"{address}.ris?release=2026.12&x=%00")

    assert response.status_code == 400
    assert response.content.decode().splitlines()[0] == (
        "release: This is not a parameter of this address. It can be left out."
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_not_public_is_not_cited(client, ending):
    draft = make.make_event(slug="draft", status=Status.DRAFT)
    make.add_quote(event=draft)
    make.make_event(slug="gone", status=Status.WITHDRAWN)

    assert client.get(f"/events/draft.{ending}").status_code == 404
    assert client.get(f"/quotes/draft/1.{ending}").status_code == 404
    assert client.get(f"/events/gone.{ending}").status_code == 410
    assert client.get(f"/events/nowhere.{ending}").status_code == 404


def test_an_old_address_leads_to_the_new_one(client, seminar):
    seminar.slug = "renamed"
    seminar.save()
    response = client.get("/events/tashkent-seminar.ris")

    assert response.status_code == 301
    assert response["Location"] == "/events/renamed.ris"


def test_an_unknown_ending_is_no_address(client, seminar):
    assert client.get("/events/tashkent-seminar.txt").status_code == 404


HOSTILE = [
    "Title\nER  - \nTY  - JOUR\nTI  - Injected",
    "Title\r\nER  - \r\nTY  - JOUR",
    "Title\x0bER  - \x0cTY  - JOUR\x1cTI  - x\x1d\x1e",
    "Title\x85ER  - \u2028TY  - JOUR\u2029TI  - x",
    "Unclosed { brace",
    "Unopened } brace }}, note = {injected",
    "Back\\slash \\input{/etc/passwd} \\end",
    "At @misc{injected, title={x}} sign",
    'Quotes " and # and $ and % and ^ and ~ and _',
    "<script>alert(1)</script> \x00"[:-1] + "\x07\x1b[31m",
    "Кириллица, ёлка и “кавычки”; O‘zbekiston",
    "Comma, semicolon; colon: dash - ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:24]) for text in HOSTILE])
def test_hostile_text_makes_neither_an_entry_nor_a_field(client, text):
    event = make.make_event(slug="hostile", title=text, summary=text, original_title=text)
    make.add_place(event=event, city=text)
    make.add_organization(event=event, organization=make.make_organization(name=text))
    page = make.make_source(slug="page", title=text, publisher=text, url="https://e.org/{a}\\b_c?d=%20&e=ё")
    make.add_citation(event=event, source=page)
    speaker = make.make_person(name=text)
    make.add_quote(event=event, text=text, attribution=text, speaker=speaker, source=page)

    for address, key in (("/events/hostile", "ct-event-hostile"), ("/quotes/hostile/1", "ct-quote-hostile-1")):
        of_ris, of_bibtex, of_csl = (read(client, address, ending) for ending in ENDINGS)

        assert list(of_ris) == list(of_bibtex) == list(of_csl) == [key, "ct-source-page"]
        assert "injected" not in {name.lower() for entry in of_bibtex.values() for name in entry.fields}
        assert "unknown_tag" not in of_ris[key]
        assert (
            of_ris[key]["title"]
            == of_csl[key]["title"]
            == " ".join("".join(letter for letter in text if letter not in "\x07\x1b").split())
        )


def test_the_page_says_how_to_cite_and_leads_to_the_files(client, seminar):
    body = client.get(seminar.get_absolute_url()).content.decode()

    assert "“Семинар &amp; {returnees} 100%”, Tashkent, 14–16 May 2024. In: Cooperation Tracker, " in body
    for ending in ENDINGS:
        assert f'href="{reverse("events:event-citation", kwargs={"slug": seminar.slug, "form": ending})}"' in body


def test_json_is_json_and_nothing_recorded_has_no_key(client):
    make.make_event(slug="bare")
    text = text_of(client.get("/events/bare.csl.json"))

    assert set(json.loads(text)[0]) == {
        "id", "type", "title", "container-title", "genre", "issued", "event-date", "URL", "accessed", "language",
        "note",
    }  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_a_record_costs_two_queries(client, seminar, django_assert_num_queries, ending):
    # The record, its sources.
    with django_assert_num_queries(2):
        client.get(f"/events/tashkent-seminar.{ending}")
