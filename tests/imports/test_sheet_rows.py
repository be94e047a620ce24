"""What the cells of a row mean: for a new event, and beside one that is recorded."""

import json
import re
from datetime import date, datetime

import pytest

from events.exchange.records import Slugs, records
from events.exchange.shapes import EVENTS
from events.imports.sheet.template import csv_template
from events.models import Event
from tests import factories as make
from tests.imports.sheets import a_row, csv_file, imported, report, told, xlsx_file

pytestmark = pytest.mark.django_db

A_MOMENT = datetime(2024, 5, 16, 10, 0)  # noqa: DTZ001 - a workbook knows no time zones
SLUG = "2024-05-14-tashkent-seminar"


def record(slug=SLUG):
    """The event as it would be exported, without what each row here says."""
    [(_pk, found)] = records(EVENTS, Event.objects.filter(slug=slug), Slugs())
    return {key: value for key, value in found.items() if key not in ("slug", "title", "type", "start", "status")}


@pytest.fixture
def actors():
    make.make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    make.make_organization(slug="osce", name="Organization for Security and Co-operation in Europe", acronym="OSCE")
    make.make_person(slug="ghada-waly", name="Ghada Waly")
    make.make_framework(slug="jpoa", title="Joint Plan of Action")
    make.make_source(slug="press", title="Press release", url="https://example.org/press")


def organizations(*pairs):
    return {"organizations": [{"slug": slug, "role": role} for slug, role in pairs]}


def countries(*pairs):
    return {"countries": [{"code": code, "role": role} for code, role in pairs]}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # Dates
        pytest.param({"start": "14-16 May 2024"}, {"end": "2024-05-16"}, id="a range in the start"),
        pytest.param({"end": "16 May 2024"}, {"end": "2024-05-16"}, id="an end as people write it"),
        pytest.param({"end": "2024-05-14"}, {}, id="an end that is the start"),
        pytest.param({"start": "14-16 May 2024", "end": "2024-05-16"}, {"end": "2024-05-16"}, id="a range and its end"),
        # Codes
        pytest.param({"mode": "In person"}, {"mode": "in-person"}, id="a code by its label"),
        pytest.param({"state": "Held"}, {}, id="held is what is left out"),
        pytest.param({"state": "CANCELLED"}, {"state": "cancelled"}, id="a code in capitals"),
        # Counts
        pytest.param(
            {"participant_count": "150+", "participant_unit": "people"},
            {"participant_count": {"number": 150, "unit": "people", "qualifier": "more-than"}},
            id="a count with a plus",
        ),
        pytest.param(
            {"participant_count": "about 60 participants"},
            {"participant_count": {"number": 60, "unit": "people", "qualifier": "about"}},
            id="a count in words",
        ),
        pytest.param(
            {"participant_count": "1,200", "participant_unit": "People", "participant_qualifier": "up to"},
            {"participant_count": {"number": 1200, "unit": "people", "qualifier": "up-to"}},
            id="a count in three columns",
        ),
        pytest.param(
            {"participant_note": "Sources differ."},
            {"participant_count": {"note": "Sources differ."}},
            id="a note without a count",
        ),
        # Places
        pytest.param(
            {"cities": "Tashkent", "place_countries": "Uzbekistan", "venues": "Hilton"},
            {"places": [{"city": "Tashkent", "country": "UZ", "venue": "Hilton"}]},
            id="a place in three columns",
        ),
        pytest.param(
            {"cities": "Tashkent; Almaty", "place_countries": "KZ; UZ"},
            {"places": [{"city": "Tashkent", "country": "UZ"}, {"city": "Almaty", "country": "KZ"}]},
            id="each city in the country in which there is one",
        ),
        pytest.param(
            {"cities": "Tashkent", "place_countries": "KZ; UZ"},
            {"places": [{"city": "Tashkent", "country": "UZ"}, {"country": "KZ"}]},
            id="a country without a city",
        ),
        pytest.param(
            {"places": "Washington, D.C., United States; Vienna | AT | Hofburg; Kyrgyz Republic"},
            {
                "places": [
                    {"city": "Washington, D.C.", "country": "US"},
                    {"city": "Vienna", "country": "AT", "venue": "Hofburg"},
                    {"country": "KG"},
                ]
            },
            id="places as a whole",
        ),
        # Actors
        pytest.param(
            {"countries": "Uzbekistan:host; the Kyrgyz Republic and Türkiye"},
            countries(("UZ", "host"), ("KG", "participant"), ("TR", "participant")),
            id="countries as people write them",
        ),
        pytest.param(
            {"country_roles": "UZ:host; UZ:chair"},
            countries(("UZ", "host"), ("UZ", "chair")),
            id="a country in two roles",
        ),
        pytest.param(
            {"country_names": "Korea, Republic of"}, countries(("KR", "participant")), id="a name with a comma"
        ),
        pytest.param(
            {"organizations": "UNODC (organizer); osce"},
            organizations(("unodc", "organizer"), ("osce", "participant")),
            id="organizations by acronym and slug",
        ),
        pytest.param(
            {"organizers": "UNODC", "organizations": "UNODC; OSCE"},
            organizations(("unodc", "organizer"), ("osce", "participant")),
            id="organizers beside organizations",
        ),
        pytest.param(
            {"organization_roles": "unodc:organizer; osce:partner", "organizations": "osce; unodc"},
            organizations(("unodc", "organizer"), ("osce", "partner")),
            id="two columns that agree",
        ),
        pytest.param(
            {"people": "Ghada Waly: keynote speaker"},
            {"people": [{"slug": "ghada-waly", "role": "keynote-speaker"}]},
            id="a person with a role",
        ),
        pytest.param(
            {"frameworks": "Joint Plan of Action:reviewed"},
            {"frameworks": [{"slug": "jpoa", "relation": "reviewed"}]},
            id="a framework by its title",
        ),
        pytest.param({"themes": "Gender; pve"}, {"themes": ["gender", "pve"]}, id="themes by name and slug"),
        # Sources
        pytest.param({"sources": "press"}, {"citations": [{"source": "press"}]}, id="a source by slug"),
        pytest.param(
            {"source_urls": "http://www.example.org/press/"},
            {"citations": [{"source": "press"}]},
            id="a source by its address",
        ),
        # Text
        pytest.param({"summary": "'=1+1"}, {"summary": "=1+1"}, id="our apostrophe is undone"),
        pytest.param({"summary": "''=1+1"}, {"summary": "'=1+1"}, id="our apostrophe before another"),
        pytest.param({"summary": "'tis"}, {"summary": "'tis"}, id="another apostrophe stays"),
        pytest.param({"summary": "a < b > c"}, {"summary": "a < b > c"}, id="signs that are no markup"),
        pytest.param({"year": "1999", "pillars": "9", "problem": "x"}, {}, id="derived columns are left alone"),
    ],
)
def test_a_new_event_says_what_its_cells_say(tmp_path, actors, cells, expected):
    imported(csv_file(tmp_path, a_row(**cells)))

    assert record() == expected
    assert Event.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param({"start": "month 13"}, "start", id="no date"),
        pytest.param({"start": "2024-13"}, "start", id="month 13"),
        pytest.param({"end": "13 May 2024"}, "end", id="an end before the start"),
        pytest.param({"start": "14-16 May 2024", "end": "2024-05-17"}, "end", id="two ends"),
        pytest.param({"participant_count": "150"}, "participant_count", id="a count without its unit"),
        pytest.param({"participant_count": "many"}, "participant_count", id="a count that is none"),
        pytest.param({"participant_count": "0 people"}, "participant_count", id="a count of nobody"),
        pytest.param(
            {"participant_count": "about 60 people", "participant_qualifier": "up-to"},
            "participant_qualifier",
            id="two qualifiers",
        ),
        pytest.param({"type": "semminar"}, "type", id="an unknown code"),
        pytest.param({"title": ""}, "title", id="no title"),
        pytest.param({"slug": "Two Words"}, "slug", id="a slug with a blank"),
        pytest.param({"cities": "Tashkent"}, "cities", id="a city without a country"),
        pytest.param({"cities": "Nowhere", "place_countries": "KZ; UZ"}, "cities", id="a city of no country"),
        pytest.param({"cities": "A; B", "place_countries": "UZ", "venues": "C"}, "venues", id="a venue of no city"),
        pytest.param({"places": "Tashkent"}, "places", id="a place without a country"),
        pytest.param({"countries": "Utopia"}, "countries", id="an unknown country"),
        pytest.param({"country_roles": "UZ:hots"}, "country_roles", id="an unknown role"),
        pytest.param({"countries": "UZ; KZ", "country_roles": "UZ:host"}, "countries", id="columns that disagree"),
        pytest.param({"organizations": "Nobody Knows"}, "organizations", id="an unknown organization"),
        pytest.param({"source_urls": "https://example.org/else"}, "source_urls", id="an unknown address"),
        pytest.param({"part_of": "no-such-event"}, "part_of", id="a link to no event"),
        pytest.param({"part_of": "No such title"}, "part_of", id="a title of no event"),
        pytest.param({"status": "published"}, "sources", id="published without a source"),
        pytest.param({"title": "Seminar <script>alert(1)</script>"}, "title", id="a script"),
        pytest.param({"summary": "A <b>bold</b> step"}, "summary", id="markup"),
        pytest.param({"summary": " =1+1"}, "summary", id="a formula"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_column(tmp_path, actors, cells, problem):
    found = told(csv_file(tmp_path, a_row(**cells)))

    assert [re.split(r": | \"", each)[0] for each in found] == [f"events.csv:2 {problem}"]
    assert not Event.objects.exists()


def test_markup_and_formulas_are_wrong_and_say_why_unless_they_are_recorded(tmp_path, actors):
    file = csv_file(tmp_path, a_row(slug=SLUG, title="<b>Seminar</b>", summary="=1+1"))

    assert told(file) == [
        'events.csv:2 title "<b>Seminar</b>": holds markup, "<b>"; a cell is plain text, so write it without',
        'events.csv:2 summary "=1+1": begins like a formula; put its result here, or an apostrophe before what is text',
    ]
    make.make_event(
        slug=SLUG, title="<b>Seminar</b>", type="seminar", start="2024-05-14", summary="=1+1", status="draft"
    )
    assert told(file) == []


@pytest.fixture
def recorded(actors):
    event = make.make_event(slug=SLUG, title="Seminar on returnees", type="seminar", start="2024-05-14")
    make.add_place(event=event, city="Tashkent", country=make.make_country(code="UZ"))
    make.add_country(event=event, country=make.make_country(code="UZ"), role="host", sort_order=1)
    make.add_country(event=event, country=make.make_country(code="KZ"), sort_order=0)
    person = make.Person.objects.get(slug="ghada-waly")
    make.add_person(event=event, person=person, role="speaker", position="Executive Director")
    make.add_citation(event=event, source=make.Source.objects.get(slug="press"), locator="p. 3", supports=["dates"])
    return event


def changes(tmp_path, **cells):
    [entry] = report(csv_file(tmp_path, {"slug": SLUG} | cells))
    assert entry["problems"] == []
    return {change["field"]: change["after"] for change in entry["changes"]}


def test_a_column_that_is_not_there_changes_nothing(tmp_path, recorded):
    assert changes(tmp_path, title="Seminar on returnees") == {}


def test_an_empty_cell_empties_its_column(tmp_path, recorded):
    assert changes(tmp_path, cities="", place_countries="") == {"places": None}


def test_a_cell_that_says_what_our_file_says_changes_nothing(tmp_path, recorded):
    assert changes(tmp_path, person_roles="ghada-waly:speaker", countries="KZ; UZ", sources="press", part_of="") == {}


def test_what_no_column_holds_stays(tmp_path, recorded):
    assert changes(tmp_path, person_roles="ghada-waly:chair", sources="press ") == {
        "people": [{"slug": "ghada-waly", "role": "chair", "position": "Executive Director"}]
    }


def test_who_joins_the_countries_leaves_the_others_as_they_are(tmp_path, recorded):
    assert changes(tmp_path, countries="Kyrgyzstan; KZ; UZ", country_roles="KZ:participant; UZ:host") == countries(
        ("KZ", "participant"), ("UZ", "host"), ("KG", "participant")
    )


def test_a_recorded_event_keeps_its_status_unless_the_file_says_another(tmp_path, recorded):
    assert changes(tmp_path, status="") == {}
    assert changes(tmp_path, status="draft") == {"status": "draft"}


def test_a_link_to_an_event_that_is_not_public_is_not_lost(tmp_path, recorded):
    recorded.part_of = make.make_event(status="draft")
    recorded.save()

    assert changes(tmp_path, part_of="") == {}


def test_the_report_says_what_becomes_of_each_line(tmp_path, recorded):
    path = csv_file(
        tmp_path,
        {"slug": SLUG, "title": "Seminar", "type": "seminar", "start": "2024-05-14"},
        a_row(slug="new-one", title="New"),
        a_row(slug="wrong-one", type="party"),
        {"slug": recorded.slug, "title": "Again", "type": "seminar", "start": "2024"},
    )
    found = report(path)

    assert [(entry["line"], entry["slug"], entry["status"]) for entry in found] == [
        (2, SLUG, "changed"),
        (3, "new-one", "new"),
        (4, "wrong-one", "wrong"),
        (5, SLUG, "wrong"),
    ]
    assert [sorted(entry) for entry in found] == [["changes", "line", "problems", "slug", "status"]] * 4
    assert found[0]["changes"] == [{"field": "title", "before": "Seminar on returnees", "after": "Seminar"}]
    assert found[3]["problems"] == [
        {"column": "slug", "value": json.dumps(SLUG), "problem": "stands already in line 2; expected each event once"}
    ]


def test_the_same_file_twice_changes_nothing_the_second_time(tmp_path, actors):
    path = csv_file(
        tmp_path, a_row(slug=None, start="May 2024", countries="Uzbekistan", organizers="UNODC", cities="", venues="")
    )
    first = imported(path).words[-1]
    second = imported(path).words[-1]

    assert Event.objects.get().slug == "2024-05-seminar-returnees"
    assert first == "events: 1 new, 0 changed, 0 unchanged"
    assert second == "events: 0 new, 0 changed, 1 unchanged"


def test_the_example_of_the_template_twice_changes_nothing_the_second_time(tmp_path, actors):
    """It has every column, and of those that say one thing only some are filled."""
    make.make_theme(slug="pve", name="Preventing violent extremism")
    path = tmp_path / "template.csv"
    path.write_bytes(csv_template())

    first = imported(path, answers={"source:*": "+news/en"}).words[-1]
    event = Event.objects.get()
    second = imported(path).words[-1]

    assert first == "events: 1 new, 0 changed, 0 unchanged"
    assert second == "events: 0 new, 0 changed, 1 unchanged"
    assert [place.venue for place in event.places.all()] == ["Hilton Hotel"]


def test_an_empty_cell_says_nothing_beside_a_filled_one_that_says_the_same(tmp_path, recorded):
    assert changes(tmp_path, cities="Tashkent", place_countries="UZ", venues="", places="") == {}
    assert changes(tmp_path, countries="KZ; UZ", country_roles="", country_names="") == {}
    assert changes(tmp_path, sources="", source_urls=make.Source.objects.get(slug="press").url) == {}
    assert changes(tmp_path, countries="", country_roles="") == {"countries": None}


def test_a_workbook_says_the_same_as_a_csv(tmp_path, actors):
    heading = ["slug", "title", "type", "start", "end", "participant_count", "participant_unit", "summary"]
    path = xlsx_file(
        tmp_path,
        heading,
        [SLUG, "Seminar on returnees", "seminar", date(2024, 5, 14), A_MOMENT, 60, "people", "'=x"],
        [None] * 8,
    )
    imported(path)

    assert record() == {
        "end": "2024-05-16",
        "summary": "=x",
        "participant_count": {"number": 60, "unit": "people"},
    }
