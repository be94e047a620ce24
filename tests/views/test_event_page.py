"""The page of an event shows all that is recorded, and each fact with its sources."""

import re

import pytest

from tests import factories as make
from tests.views.reading import main_part, section, text_of, words

pytestmark = pytest.mark.django_db


def test_date_place_type_and_mode_stand_as_they_are_known(client):
    event = make.make_event(slug="visit", start="2022-10", type="study-visit", mode="in-person")
    make.add_place(event=event, city="Kostanay", venue="Prison no. 1", country=make.make_country(code="KZ"))

    page = main_part(client, "/events/visit/")

    assert '<time datetime="2022-10">October 2022</time>' in page
    facts = words(page.split('<dl class="facts">')[1].split("</dl>")[0])
    assert facts == (
        "Date October 2022, day not known Place Prison no. 1, Kostanay, Kazakhstan Type Study visit "
        "Mode In person Participants number not recorded"
    )


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("announced", "Known only from an announcement"),
        ("postponed", "This event was put off"),
        ("cancelled", "This event was called off"),
    ],
)
def test_an_event_that_was_not_held_says_so(client, state, told):
    make.make_event(slug="held", state="held")
    make.make_event(slug="other", state=state)

    assert (told in text_of(client, "/events/held/"), told in text_of(client, "/events/other/")) == (False, True)


def test_participants_stand_under_their_roles_with_post_and_body(client):
    event = make.make_event(slug="seminar")
    unoct = make.make_organization(name="Office of Counter-Terrorism", acronym="UNOCT")
    make.add_organization(event=event, organization=unoct, role="organizer")
    make.add_organization(
        event=event,
        organization=make.make_organization(name="Police Academy", country=make.make_country(code="UZ")),
        role="participant",
        sort_order=1,
    )
    make.add_country(event=event, country=make.make_country(code="UZ"), role="host")
    make.add_country(event=event, country=make.make_country(code="KZ"), role="participant", sort_order=1)
    make.add_person(
        event=event,
        person=make.make_person(name="Ada Example"),
        role="opening-speaker",
        position="Deputy Director",
        organization=unoct,
        country=make.make_country(code="KZ"),
    )

    assert section(client, "/events/seminar/", "took-part") == (
        "Who took part 2 organizations Organization Country Organizer Office of Counter-Terrorism (UNOCT) "
        "Participant Police Academy Uzbekistan 2 countries Role Countries Host Uzbekistan Participant Kazakhstan "
        "1 person, with the post held at the time Name Post For Role Ada Example Deputy Director UNOCT, Kazakhstan "
        "Opening speaker"
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"participant_count": 60, "participant_unit": "people"}, "60 people"),
        ({"participant_count": 1, "participant_unit": "people"}, "1 person"),
        (
            {"participant_count": 46, "participant_unit": "countries", "participant_qualifier": "about"},
            "About 46 countr",
        ),
        (
            {"participant_count": 1200, "participant_unit": "people", "participant_qualifier": "more-than"},
            "More than 1,200 people",
        ),
    ],
)
def test_the_participant_count_is_said_in_words(client, fields, told):
    make.make_event(slug="count", participant_note="One page says 100.", **fields)

    text = text_of(client, "/events/count/")

    assert f"Participants {told}" in text
    assert "One page says 100." in text


def test_outcomes_stand_apart_from_what_the_event_was_held_under(client):
    event = make.make_event(slug="launch")
    declaration = make.make_framework(title="Tashkent Declaration", kind="declaration")
    make.add_framework(event=event, framework=declaration, relation="adopted")
    make.add_framework(
        event=event, framework=make.make_framework(title="Dushanbe Process"), relation="under", ordinal=4
    )

    agreed = section(client, "/events/launch/", "agreed")

    assert agreed == "What was agreed Tashkent Declaration declaration, adopted"
    assert "Held under Dushanbe Process, no. 4 in the series" in text_of(client, "/events/launch/")


def test_a_quote_stands_in_its_language_with_speaker_and_source(client):
    event = make.make_event(slug="quoted")
    source = make.make_source(title="Report")
    make.add_citation(event=event, source=source)
    make.add_quote(
        event=event,
        text="Слова",
        language="ru",
        translation="Words",
        speaker=make.make_person(name="Ada Example"),
        attribution="Ada Example, Deputy Director",
        source=source,
        locator="Paragraph 6",
    )

    page = main_part(client, "/events/quoted/")

    assert '<blockquote lang="ru" dir="auto"><p>“Слова”</p></blockquote>' in page
    assert section(client, "/events/quoted/", "said") == (
        "What was said “Слова” “Words” Ada Example, Deputy Director 1 "
        "Russian · our translation · Paragraph 6 · Link to this quote"
    )


def test_an_unnamed_speaker_stays_unnamed(client):
    event = make.make_event(slug="quoted")
    make.add_quote(event=event, text="Words", attribution="A diplomat")

    assert "A diplomat (not named by the source)" in text_of(client, "/quotes/quoted/1/")


def test_each_source_stands_beside_the_facts_that_it_supports(client):
    event = make.make_event(slug="sourced", summary="They met.")
    make.add_country(event=event)
    make.add_place(event=event, city="Tashkent")
    make.add_citation(event=event, source=make.make_source(title="Everything"), sort_order=0)
    make.add_citation(event=event, source=make.make_source(title="Dates"), supports=["dates", "summary"], sort_order=1)

    page = main_part(client, "/events/sourced/")

    def marks(after):
        following = page.split(after, 1)[1].removeprefix("</time>")
        return re.findall(r'href="#source-(\d)"', following.split(" ·")[0].split("</p>")[0].split("</caption>")[0])

    assert marks("14 May 2024") == ["1", "2"]
    assert marks("They met.") == ["1", "2"]
    assert marks("Tashkent, Uzbekistan") == ["1"]
    assert marks("1 country") == ["1"]
    sources = section(client, "/events/sourced/", "sources")
    assert "Everything no date printed · Press release · English · supports all facts here" in sources
    assert "Dates no date printed · Press release · English · supports: dates, summary" in sources


def test_many_sources_of_one_fact_share_a_mark(client):
    event = make.make_event(slug="sourced")
    for number in range(5):
        make.add_citation(event=event, sort_order=number)

    page = main_part(client, "/events/sourced/")

    assert '<a class="source-mark" href="#source-1" aria-label="Sources 1 to 5">1–5</a>' in page


def test_related_events_are_named_only_when_they_are_public(client):
    public = make.make_event(slug="earlier", title="Earlier conference", start="2020")
    draft = make.make_event(slug="secret", title="Secret conference", status="draft")
    event = make.make_event(slug="event", part_of=draft, follow_up_to=public)
    make.make_event(slug="later", title="Later conference", start="2025", follow_up_to=event)
    make.make_event(slug="hidden", title="Hidden follow-up", follow_up_to=event, status="draft")

    assert section(client, "/events/event/", "chain") == (
        "What led here, what followed Earlier conference 2020, Place not recorded · followed up by this event "
        "This event 14 May 2024, Place not recorded "
        "Later conference 2025, Place not recorded · follows up this event"
    )


def test_the_events_before_and_after_in_a_series_are_offered(client):
    series = make.make_framework(title="Annual dialogue", kind="series")
    for slug, start, status in [
        ("first", "2021", "published"),
        ("second", "2022-03", "published"),
        ("hidden", "2022-09", "draft"),
        ("third", "2023-01-01", "published"),
    ]:
        make.add_framework(event=make.make_event(slug=slug, title=slug, start=start, status=status), framework=series)

    page = main_part(client, "/events/second/")

    assert re.findall(r'<a href="([^"]+)" rel="(prev|next)">', page) == [
        ("/events/first/", "prev"),
        ("/events/third/", "next"),
    ]


def test_the_words_to_cite_name_title_place_date_and_address(client, settings):
    settings.SITE_URL = "https://tracker.example"
    event = make.make_event(slug="cited", title="Seminar", start="2024-05-14", end="2024-05-15")
    make.add_place(event=event, city="Tashkent")

    assert "“Seminar”, Tashkent, 14–15 May 2024. In: Cooperation Tracker, https://tracker.example/events/cited/, " in (
        text_of(client, "/events/cited/")
    )
