"""Lists show the selection: its words, its numbers, its rows, and every way on."""

import re

import pytest

from tests import factories as make
from tests.views.reading import main_part, text_of, words

pytestmark = pytest.mark.django_db


def titles(client, address):
    return re.findall(r'<h3><a href="/events/[^"]+">(.*?)</a></h3>', main_part(client, address))


def rows(client, address):
    body = main_part(client, address).split("<tbody>")[1].split("</tbody>")[0]
    return [words(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def test_a_row_says_when_where_what_who_and_how_well_sourced(client):
    event = make.make_event(
        title="Border workshop", start="2022-06-22", end="2022-06-23", type="workshop", mode="hybrid"
    )
    make.add_place(event=event, city="Istanbul", country=make.make_country(code="TR"))
    for position, name in enumerate(["UNOCT", "EU", "OSCE", "UNODC", "CTED", "ISRS"]):
        make.add_organization(event=event, organization=make.make_organization(acronym=name), sort_order=position)
    for code in ("TR", "UZ"):
        make.add_country(event=event, country=make.make_country(code=code))
    make.add_country(event=event, country=make.make_country(code="TR"), role="host")
    make.add_citation(event=event)
    make.add_theme(event=event, theme=make.make_theme(slug="gender", name="Gender"))

    row = words(re.findall(r'<li class="result">.*?</ul>', main_part(client, "/events/"), re.DOTALL)[0])

    assert row == (
        "22–23 June 2022 Border workshop Istanbul, Türkiye · Workshop · hybrid "
        "Organized by UNOCT, EU, OSCE, UNODC and 2 more · 2 countries · 1 source Gender"
    )


def test_newest_events_stand_first_under_their_years(client):
    make.make_event(title="Known to the year", start="2023")
    make.make_event(title="Later", start="2023-03-01")
    make.make_event(title="Earlier", start="2022-12-31")

    page = main_part(client, "/events/")

    assert titles(client, "/events/") == ["Known to the year", "Later", "Earlier"]
    assert re.findall(r'<h2 class="year-head">(.*?)</h2>', page) == ["2023", "2022"]
    assert '<time datetime="2023">2023</time><small>month not known</small>' in page


def test_the_count_says_how_many_lie_only_possibly_in_the_period(client):
    make.make_event(title="Certain", start="2022-03-03")
    make.make_event(title="Possible", start="2022-03")

    text = text_of(client, "/events/?from=2022-03-01&to=2022-03-10")

    assert "2 events, 1 of them only possibly in this period Show only those certainly in it" in text
    assert text.count("Possibly in this period: only the month is known") == 1
    assert titles(client, "/events/?from=2022-03-01&to=2022-03-10&dates=certain") == ["Certain"]


def test_each_pill_removes_its_own_filter(client):
    make.add_country(event=make.make_event(start="2022"), country=make.make_country(code="UZ"))

    page = main_part(client, "/events/?country=UZ&from=2022")

    assert re.findall(r'<a class="pill" href="([^"]+)" aria-label="([^"]+)"', page) == [
        ("/events/?from=2022", "Remove filter: Country Uzbekistan"),
        ("/events/?country=UZ", "Remove filter: From 2022"),
    ]


def test_what_is_wrong_is_told_and_nothing_is_shown(client):
    make.make_event(title="Any event")

    text = text_of(client, "/events/?contry=UZ&from=2022-13")

    assert "contry=UZ: This is not a parameter of this list. Did you mean “country”?" in text
    assert "from=2022-13: “2022-13” is not a date" in text
    assert titles(client, "/events/?contry=UZ") == []
    assert titles(client, "/events/") == ["Any event"]


def test_an_empty_answer_says_without_which_filter_something_is_found(client):
    for title in ("Course", "Seminar"):
        make.add_country(event=make.make_event(title=title, start="2022"), country=make.make_country(code="UZ"))
    make.make_event(start="2024")

    page = main_part(client, "/events/?country=UZ&from=2023&to=2025")

    assert re.findall(r'<li><a href="([^"]+)">([^<]+ without [^<]+)</a>', page) == [
        ("/events/?country=UZ&amp;to=2025", "2 events without “From: 2023”"),
        ("/events/?country=UZ", "2 events without “From and To”"),
        ("/events/?from=2023&amp;to=2025", "1 event without “Country: Uzbekistan”"),
    ]


def test_a_form_without_script_leads_to_the_address_without_its_empty_fields(client):
    response = client.get("/events/?q=&from=2022&to=&country_match=any&sort=oldest")

    assert (response.status_code, response.headers["Location"]) == (302, "/events/?from=2022&sort=oldest")


def test_pages_lead_on_with_the_same_question(client):
    for number in range(51):
        make.make_event(title=f"Event {number}", start="2022")

    page = main_part(client, "/events/?from=2022&sort=title&page=2")

    assert "26–50 of 51" in page
    assert re.findall(r'<a href="\?([^"]+)" rel="(prev|next)">', page) == [
        ("from=2022&amp;sort=title", "prev"),
        ("from=2022&amp;sort=title&amp;page=3", "next"),
    ]


def test_the_file_is_that_of_the_list(client):
    make.make_event(start="2022")

    page = main_part(client, "/events/?from=2022")

    assert '<a class="button-quiet" href="/events.csv?from=2022">Download 1 event as CSV</a>' in page


def test_what_was_picked_is_still_picked_in_the_panel(client):
    event = make.make_event(start="2022-05-05")
    make.add_organization(event=event, organization=make.make_organization(slug="unodc", acronym="UNODC"), role="host")

    page = main_part(
        client,
        "/events/?q=seminar&organization=unodc&organization_role=host&organization_match=all&from=2022&dates=certain",
    )

    assert re.findall(r'<input type="(?:checkbox|radio)" name="([^"]+)" value="([^"]+)" checked>', page) == [
        ("dates", "certain"),
        ("country_match", "any"),
        ("region_match", "any"),
        ("organization_match", "all"),
        ("organization", "unodc"),
        ("organization_role", "host"),
        ("theme_match", "any"),
        ("type_match", "any"),
        ("person_match", "any"),
        ("framework_match", "any"),
        ("mode_match", "any"),
    ]
    assert 'name="q" value="seminar"' in page
    assert 'name="from" value="2022"' in page


def test_organizations_stand_with_kind_country_and_number_of_public_events(client):
    body = make.make_organization(name="Police Academy", kind="academic", country=make.make_country(code="UZ"))
    for status, role in [("published", "host"), ("published", "participant"), ("draft", "host")]:
        make.add_organization(event=make.make_event(status=status), organization=body, role=role)

    assert rows(client, "/organizations/") == ["Police Academy Academic institution Uzbekistan 2 events"]


def test_people_stand_with_the_post_last_recorded_in_public(client):
    ada = make.make_person(name="Ada Example")
    for start, position, status in [
        ("2020", "Deputy Director", "published"),
        ("2023-05", "Director", "published"),
        ("2025", "Minister", "draft"),
    ]:
        make.add_person(event=make.make_event(start=start, status=status), person=ada, position=position)

    assert rows(client, "/people/") == ["Ada Example Director May 2023 2 events"]


def test_countries_stand_under_their_regions_with_both_numbers(client):
    event = make.make_event()
    make.add_country(event=event, country=make.make_country(code="KZ"))
    make.add_place(event=event, country=make.make_country(code="UZ"))

    found = rows(client, "/countries/?region=143")

    assert found == [
        "Asia",
        "Kazakhstan Central Asia 1 0",
        "Kyrgyzstan Central Asia 0 0",
        "Tajikistan Central Asia 0 0",
        "Turkmenistan Central Asia 0 0",
        "Uzbekistan Central Asia 0 1",
    ]


def test_frameworks_stand_with_kind_date_and_number(client):
    plan = make.make_framework(title="Joint Plan of Action", acronym="JPoA", kind="action-plan", date="2011-11-30")
    make.add_framework(event=make.make_event(), framework=plan)

    assert rows(client, "/frameworks/") == ["Joint Plan of Action (JPoA) Action plan 30 November 2011 1 event"]


def test_themes_stand_under_their_pillars(client):
    make.add_theme(event=make.make_event(), theme=make.make_theme(slug="victims"))

    assert rows(client, "/themes/?pillar=4") == [
        "Pillar IV: human rights and the rule of law",
        "Human rights and the rule of law 0 events",
        "Victims of terrorism 1 event",
    ]


def test_quotes_stand_with_event_and_source(client):
    event = make.make_event(title="Expert meeting", start="2025-03-11")
    source = make.make_source(title="Press release 7", publisher="UNODC")
    make.add_quote(event=event, text="Words", attribution="A diplomat", source=source)

    assert "“Words” A diplomat, Expert meeting, 11 March 2025 English · source: Press release 7, UNODC" in (
        text_of(client, "/quotes/")
    )


def test_a_range_of_years_in_a_heading_stays_whole_and_typed_words_stay_text(client):
    page = client.get("/events/?from=2019&to=2024&q=<b>x").content.decode()
    heading = page.split('<h1 id="question">')[1].split("</h1>")[0]

    assert heading == 'Events, <span class="nowrap">2019–2024</span>, mentioning “&lt;b&gt;x”'
