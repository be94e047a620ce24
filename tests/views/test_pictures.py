"""Pictures of a selection: each mark has the number of the list that its link opens."""

import html
import re

import pytest

from tests import factories as make
from tests.views.reading import main_part, text_of

pytestmark = pytest.mark.django_db

NUMBER = re.compile(r"(\d+) events?\b")


def marks(client, address):
    """Every mark of the pictures that is a link: its words and where it leads."""
    found = re.findall(r'<a href="([^"]+)"[^>]*aria-label="([^"]+)"><title>', main_part(client, address))
    return [(html.unescape(said), html.unescape(href)) for href, said in found]


def number_in(text):
    found = NUMBER.search(text)
    assert found, text
    return int(found[1])


def listed(client, address):
    """How many events a list says that it has found."""
    return number_in(text_of(client, address))


def test_each_bar_opens_as_many_events_as_it_says(client):
    make.make_event(title="One", start="2022-03-03", type="training")
    make.make_event(title="Two", start="2022-12-30", end="2023-01-02", type="training")
    make.make_event(title="Three", start="2023", type="visit")

    found = marks(client, "/events/pictures/")

    assert [said for said, _href in found] == [
        "2022: 2 events",
        "2023: 2 events, of 1 the day is not known",
        "2022: 2 events",
        "2023: 1 event",
        "2023: 1 event, of 1 the day is not known",
    ]
    for said, href in found:
        assert listed(client, href) == number_in(said), said


def test_events_whose_day_is_not_known_are_hatched_and_counted_in_the_table(client):
    make.make_event(start="2022-03-03")
    make.make_event(start="2022-03")
    make.make_event(start="2022")

    page = main_part(client, "/events/pictures/")

    assert 'class="bar-uncertain" fill="url(#uncertain)"' in page
    assert '<tr><th scope="row">2022</th><td class="number">3</td><td class="number">2</td></tr>' in page


def test_a_year_that_is_not_over_says_so(client):
    make.make_event(start="2999-03-03")

    page = main_part(client, "/events/pictures/?year=2999")

    assert "2999: 1 event so far, year incomplete" in page
    assert "The latest year is incomplete" in page


def test_pictures_of_nothing_say_what_to_drop(client):
    make.make_event(start="2022-03-03", type="visit")

    text = text_of(client, "/events/pictures/?type=training")

    assert "Nothing in the record matches all of this together" in text


@pytest.mark.parametrize("question", ["wrong=1", "country=XX", "from=2024&to=2022", "sort=size", "year=20x4"])
def test_a_wrong_question_draws_nothing(client, question):
    make.make_event(start="2022-03-03")

    page = main_part(client, f"/events/pictures/?{question}")

    assert "This question cannot be answered" in page
    assert "<svg class=" not in page.replace('<svg class="patterns"', "")


def test_what_belongs_to_a_page_of_the_list_is_left_behind(client):
    make.make_country(code="UZ")

    response = client.get("/events/pictures/?country=UZ&page=3&find_person=x&q=")

    assert (response.status_code, response.headers["Location"]) == (302, "/events/pictures/?country=UZ")


def test_hostile_words_are_words(client):
    theme = make.make_theme(slug="hostile", name='<script>"&')
    make.add_theme(event=make.make_event(start="2022"), theme=theme)

    page = main_part(client, "/events/pictures/")

    assert "<script" not in page
    assert "&lt;script&gt;&quot;&amp;" in page


def test_the_list_leads_to_the_pictures_of_the_same_selection(client):
    make.add_country(event=make.make_event(start="2022"), country=make.make_country(code="UZ"))

    assert 'href="/events/pictures/?country=UZ"' in main_part(client, "/events/?country=UZ")
    assert 'href="/events/?country=UZ"' in main_part(client, "/events/pictures/?country=UZ")


def test_a_region_has_a_map_of_its_cities_and_each_circle_opens_its_events(client):
    tashkent, osh, paris = (make.make_event(start="2022-03-03") for _number in range(3))
    hidden = make.make_event(start="2022-03-03", status="draft")
    for event, code, city, point in [
        (tashkent, "UZ", "Tashkent", (41.3, 69.2)),
        (osh, "KG", "Osh", (40.5, 72.8)),
        (osh, "UZ", "Tashkent", (41.3, 69.2)),
        (paris, "FR", "Paris", (48.9, 2.4)),
        (hidden, "UZ", "Zzsecret", (39.7, 66.9)),
    ]:
        make.add_place(
            event=event, country=make.make_country(code=code), city=city, latitude=point[0], longitude=point[1]
        )

    page = main_part(client, "/events/pictures/?region=143")

    cities = page.split('<h2 id="cities">')[1].split("</svg>")[0]
    assert re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', cities) == [
        ("/events/?region=143&amp;city=UZ.Tashkent", "Tashkent: 2 events"),
        ("/events/?region=143&amp;city=KG.Osh", "Osh: 1 event"),
    ]
    assert listed(client, "/events/?region=143&city=UZ.Tashkent") == 2
    assert "Zzsecret" not in page
    assert '<h2 id="cities">' not in main_part(client, "/events/pictures/")


def test_a_city_of_a_draft_alone_cannot_be_asked_for(client):
    draft = make.make_event(status="draft")
    make.add_place(event=draft, country=make.make_country(code="UZ"), city="Khiva")

    assert "is not a known value" in text_of(client, "/events/?city=UZ.Khiva")


def test_no_picture_needs_a_style_of_its_own(client):
    event = make.make_event(start="2022")
    make.add_country(event=event, country=make.make_country(code="UZ"))
    make.add_organization(event=event, organization=make.make_organization(slug="unodc", name="UNODC"))

    page = main_part(client, "/events/pictures/?country=UZ")

    assert "<svg" in page
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
