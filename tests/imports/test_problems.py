"""Every problem of an event that an import reports, with the words in which it does."""

import pytest

from events.choices import CountryRole, EventType, OrganizationRole
from events.exchange.shapes import EVENTS
from tests.imports.files import (
    a_framework,
    a_person,
    a_source,
    an_event,
    an_organization,
    problems_of,
    write_folder,
)

pytestmark = pytest.mark.django_db

KEYS = ", ".join(key.key for key in EVENTS.keys)
A_DATE = "write a year, a month or a day, like 2022, 2022-03 or 2022-03-03."
A_SLUG = "expected lower-case letters a to z, digits and single hyphens"
A_REASON = "a withdrawn event needs a reason that readers can be told"


def codes(choices):
    return ", ".join(choices.values)


@pytest.fixture
def folder(tmp_path):
    """A folder with everything that the event of a test may refer to."""
    return write_folder(
        tmp_path,
        sources=[a_source()],
        organizations=[an_organization()],
        people=[a_person()],
        frameworks=[a_framework()],
    )


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        # Keys and types
        pytest.param({"tittle": "x"}, f"tittle: unknown key; expected {KEYS}", id="an unknown key"),
        pytest.param({"ti tle": 1}, f'"ti tle": unknown key; expected {KEYS}', id="a key with a space"),
        pytest.param(
            {"slug": "pictures"},
            'slug "pictures": Another page has this address. Take another slug.',
            id="a taken slug",
        ),
        pytest.param({"title": None}, "title: is missing; expected text", id="no title"),
        pytest.param({"type": None}, f"type: is missing; expected one of {codes(EventType)}", id="no type"),
        pytest.param({"title": 7}, "title 7: expected text", id="a number for text"),
        pytest.param({"title": " "}, 'title " ": expected text, not blanks', id="blank text"),
        pytest.param({"title": ""}, 'title "": expected text; leave the key out when there is none', id="empty text"),
        pytest.param({"places": {}}, "places {}: expected a list", id="an object for a list"),
        pytest.param({"places": ["Bonn"]}, 'places[0] "Bonn": expected an object', id="text for an object"),
        pytest.param({"participant_count": 60}, "participant_count 60: expected an object", id="a bare count"),
        pytest.param(
            {"places": [{"country": "UZ", "town": "Osh"}]},
            "places[0].town: unknown key; expected city, country, venue",
            id="an unknown key in a row",
        ),
        pytest.param(
            {"countries": [{"code": "UZ"}]},
            f"countries[0].role: is missing; expected one of {codes(CountryRole)}",
            id="a row without its role",
        ),
        # Values
        pytest.param({"slug": "Osh 2024"}, f'slug "Osh 2024": {A_SLUG}', id="a bad slug"),
        pytest.param({"slug": "osh\n"}, f'slug "osh\\n": {A_SLUG}', id="a slug with a line break"),
        pytest.param(
            {"slug": "a" * 121},
            f'slug "{"a" * 78}…: expected at most 120 characters; these are 121',
            id="a slug too long for its column",
        ),
        pytest.param(
            {"title": "a" * 501},
            f'title "{"a" * 78}…: expected at most 500 characters; these are 501',
            id="a title too long for its column",
        ),
        pytest.param(
            {"summary": "a" * 100_001},
            f'summary "{"a" * 78}…: expected at most 100000 characters; these are 100001',
            id="a summary too long for the search",
        ),
        pytest.param({"type": "party"}, f'type "party": expected one of {codes(EventType)}', id="an unknown type"),
        pytest.param({"type": []}, f"type []: expected one of {codes(EventType)}", id="a list for a code"),
        pytest.param(
            {"organizations": [{"slug": "unodc", "role": "organiser"}]},
            f'organizations[0].role "organiser": expected one of {codes(OrganizationRole)}',
            id="an unknown role",
        ),
        pytest.param(
            {"citations": [{"source": "press-release", "supports": ["dates", "weather"]}]},
            'citations[0].supports ["dates", "weather"]: expected a list of dates, places, organizations, countries, '
            "people, participant_count, quotes, frameworks, summary, each at most once",
            id="an unknown fact",
        ),
        pytest.param(
            {"citations": [{"source": "press-release", "supports": ["dates", "dates"]}]},
            'citations[0].supports ["dates", "dates"]: expected a list of dates, places, organizations, countries, '
            "people, participant_count, quotes, frameworks, summary, each at most once",
            id="a fact twice",
        ),
        pytest.param(
            {"start": "14.05.2024"}, f'start "14.05.2024": “14.05.2024” is not a date: {A_DATE}', id="no date"
        ),
        pytest.param(
            {"start": "2024-02-30"},
            'start "2024-02-30": “2024-02-30” is not a date: February 2024 has 29 days.',
            id="a day that no month has",
        ),
        pytest.param(
            {"start": 2024},
            "start 2024: expected a date in quotation marks: "
            "a year, a month or a day, like 2022, 2022-03 or 2022-03-03",
            id="a number for a date",
        ),
        pytest.param(
            {"title": "a\0b"}, 'title "a\\u0000b": expected text without the character U+0000', id="a NUL character"
        ),
        pytest.param(
            {"participant_count": {"number": True, "unit": "people"}},
            "participant_count.number true: expected a whole number from 0 to 2147483647",
            id="true for a number",
        ),
        pytest.param(
            {"participant_count": {"number": 2147483648, "unit": "people"}},
            "participant_count.number 2147483648: expected a whole number from 0 to 2147483647",
            id="a number too large for its column",
        ),
        pytest.param(
            {"frameworks": [{"slug": "jpoa", "relation": "adopted", "ordinal": 0}]},
            "frameworks[0].ordinal 0: expected a whole number from 1 to 32767",
            id="an ordinal of nought",
        ),
        pytest.param(
            {"quotes": [{"text": "Well.", "language": "English", "attribution": "A delegate"}]},
            'quotes[0].language "English": Write a language tag (BCP 47), like en, ru or uz-Cyrl.',
            id="a language by its name",
        ),
        # What goes together
        pytest.param(
            {"end": "2024-05-13"},
            'end "2024-05-13": The end lies before the start, 14 May 2024.',
            id="end before start",
        ),
        pytest.param(
            {"end": "2024-05-14"},
            'end "2024-05-14": Leave the end empty when it is the same as the start.',
            id="end same as start",
        ),
        pytest.param(
            {"participant_count": {"number": 60}},
            "participant_count.unit: Say what the number counts: people, delegations, countries ...",
            id="a count without unit",
        ),
        pytest.param(
            {"participant_count": {"unit": "people"}},
            "participant_count.number: Write the number, or take the unit and the qualifier away.",
            id="a unit without count",
        ),
        pytest.param(
            {"participant_count": {"number": 0, "unit": "people"}},
            "participant_count.number 0: A count of nobody is not recorded; leave it empty.",
            id="a count of nobody",
        ),
        pytest.param(
            {"quotes": [{"text": "Well.", "language": "en"}]},
            "quotes[0].attribution: Name the speaker, or write to whom the source attributes the words.",
            id="a quote of nobody",
        ),
        pytest.param(
            {"citations": None},
            "citations: is missing; a published event needs at least one source",
            id="published without a source",
        ),
        pytest.param(
            {"citations": []},
            "citations: is missing; a published event needs at least one source",
            id="published with an empty list of sources",
        ),
        pytest.param({"status": "withdrawn"}, f"withdrawn_reason: is missing; {A_REASON}", id="no reason"),
        pytest.param(
            {"countries": [{"code": "UZ", "role": "host"}, {"code": "UZ", "role": "host"}]},
            'countries[1] ["UZ", "host"]: the same code and role as in countries[0]; expected each once',
            id="a country twice in one role",
        ),
        pytest.param(
            {"places": [{"country": "UZ"}, {"city": "Osh", "country": "KG"}, {"country": "UZ"}]},
            'places[2] ["", "UZ", ""]: the same city and country and venue as in places[0]; expected each once',
            id="a place twice",
        ),
        pytest.param(
            {"themes": ["pve", "gender", "pve"]},
            'themes[2] "pve": the same theme as in themes[0]; expected each once',
            id="a theme twice",
        ),
        pytest.param(
            {
                "quotes": [
                    {"text": "One.", "language": "en", "attribution": "A", "number": 2},
                    {"text": "Two.", "language": "en", "attribution": "B"},
                ]
            },
            "quotes[1] 2: the same number as in quotes[0]; expected each once",
            id="a number of a quote twice",
        ),
        pytest.param(
            {"former_slugs": ["a", "a"]},
            'former_slugs[1] "a": expected each former slug once, and not the slug of today',
            id="a former slug twice",
        ),
        pytest.param(
            {"former_slugs": ["2024-05-14-tashkent-seminar"]},
            'former_slugs[0] "2024-05-14-tashkent-seminar": expected each former slug once, and not the slug of today',
            id="the slug of today as a former one",
        ),
        pytest.param({"former_slugs": ["A"]}, f'former_slugs[0] "A": {A_SLUG}', id="a bad former slug"),
        # References
        pytest.param(
            {"organizations": [{"slug": "unodcc", "role": "host"}]},
            'organizations[0].slug "unodcc": expected the slug of an organization; did you mean "unodc"?',
            id="an unknown organization",
        ),
        pytest.param(
            {"people": [{"slug": "a-gurbanow", "role": "speaker"}]},
            'people[0].slug "a-gurbanow": expected the slug of a person; did you mean "a-gurbanov"?',
            id="an unknown person",
        ),
        pytest.param(
            {"people": [{"slug": "a-gurbanov", "role": "speaker", "organization": "zzz"}]},
            'people[0].organization "zzz": expected the slug of an organization',
            id="an unknown organization without anything near",
        ),
        pytest.param(
            {"frameworks": [{"slug": "jpo", "relation": "under"}]},
            'frameworks[0].slug "jpo": expected the slug of a framework; did you mean "jpoa"?',
            id="an unknown framework",
        ),
        pytest.param(
            {"citations": [{"source": "press-releases"}]},
            'citations[0].source "press-releases": expected the slug of a source; did you mean "press-release"?',
            id="an unknown source",
        ),
        pytest.param(
            {"themes": ["gendre"]},
            'themes[0] "gendre": expected the slug of a theme; did you mean "gender"?',
            id="an unknown theme",
        ),
        pytest.param(
            {"part_of": "2024-05-14-tashkent-seminars"},
            'part_of "2024-05-14-tashkent-seminars": expected the slug of an event; '
            'did you mean "2024-05-14-tashkent-seminar"?',
            id="an unknown event",
        ),
        pytest.param(
            {"countries": [{"code": "Kyrgyz Republic", "role": "host"}]},
            'countries[0].code "Kyrgyz Republic": expected the code of a country (ISO 3166-1 alpha-2); '
            'did you mean "KG"?',
            id="a country by its name",
        ),
        pytest.param(
            {"countries": [{"code": "UK", "role": "host"}]},
            'countries[0].code "UK": expected the code of a country (ISO 3166-1 alpha-2); did you mean "GB"?',
            id="a country by its acronym",
        ),
        pytest.param(
            {"part_of": "2024-05-14-tashkent-seminar"},
            'part_of "2024-05-14-tashkent-seminar": expected another one',
            id="an event that is part of itself",
        ),
    ],
)
def test_a_wrong_event_is_reported(folder, more, problem):
    write_folder(folder, events=[an_event(**more)])

    assert problems_of(folder) == [f"events.jsonl:1 {problem}"]
