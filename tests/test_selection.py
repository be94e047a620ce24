"""What a query string selects, and what it is called."""

import pytest
from django.http import Http404, QueryDict

from events.choices import Status
from events.filters import FILTERS
from events.models import Organization, OrganizationParticipation, Release
from events.selection import Counts, Selection
from events.selection.words import file_stem
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def ask(query, kind="events"):
    return Selection(kind, QueryDict(query))


def slugs(query, kind="events"):
    selection = ask(query, kind)
    assert selection.errors == []
    return [record.slug for record in selection.records]


SELECTED = [
    ("", ["paris", "month", "both", "bare"]),
    ("sort=oldest", ["bare", "month", "both", "paris"]),
    ("sort=title", ["both", "bare", "paris", "month"]),
    ("country=UZ", ["paris", "both"]),
    ("country=UZ&country=KZ", ["paris", "month", "both"]),
    ("country=UZ&country=KZ&country_match=all", ["both"]),
    ("country=UZ&country=KZ&country_match=none", ["bare"]),
    ("country=UZ&country_role=host", ["both"]),
    ("country=KZ&country_role=host", ["month"]),
    ("country=UZ&country=KZ&country_match=all&country_role=host", []),
    ("together=organization.unodc&together=country.KZ", ["month", "both"]),
    ("together=country.FR", []),
    ("city=UZ.Tashkent", ["both"]),
    ("city=uz.tashkent&city=FR.Paris", ["paris", "both"]),
    ("together=country.UZ&together=person.vladimir-voronkov&organization=isrs&organization=unodc", ["both"]),
    ("country=FR", ["paris"]),
    ("country=FR&country_role=took-part", []),
    ("country=FR&country_role=located-in", ["paris"]),
    ("country=UZ&country_role=host&country_role=located-in", ["both"]),
    ("country=not-recorded", ["bare"]),
    ("country=not-recorded&country=FR", ["paris", "bare"]),
    ("country=not-recorded&country_match=none", ["paris", "month", "both"]),
    ("region=143", ["paris", "month", "both"]),
    ("region=143&country_role=host", ["month", "both"]),
    ("region=not-recorded", ["bare"]),
    ("region=not-recorded&region=155", ["paris", "bare"]),
    ("region=not-recorded&region_match=none&country_role=took-part", ["paris", "month", "both"]),
    ("region=155", ["paris"]),
    ("organization=unodc", ["month", "both"]),
    ("organization=unodc&organization=isrs&organization_match=all", ["both"]),
    ("organization=unodc&organization_role=organizer", ["both"]),
    ("organization=isrs&organization_role=organizer", []),
    ("organization=isrs&organization_role=organizer&organization_role=co-organizer", ["both"]),
    ("organization=not-recorded", ["paris", "bare"]),
    ("person=vladimir-voronkov", ["both"]),
    ("theme=repatriation&theme=prisons", ["month", "both"]),
    ("theme=not-recorded", ["paris", "bare"]),
    ("theme=repatriation&theme=prisons&theme_match=all", []),
    ("region=143&region=155&region_match=all", ["paris"]),
    ("person=vladimir-voronkov&person_match=none", ["paris", "month", "bare"]),
    ("pillar=1&pillar=3&pillar_match=none", ["paris", "bare"]),
    ("framework=jpoa&framework_match=none", ["paris", "month", "bare"]),
    ("source=press", ["both"]),
    ("source=press&source_match=none", ["paris", "month", "bare"]),
    ("source=not-recorded", ["paris", "month", "bare"]),
    ("mode=online&mode_match=none", ["paris", "both", "bare"]),
    ("state=announced&state_match=none", ["month", "both", "bare"]),
    ("pillar=1", ["both"]),
    ("pillar=3", ["month"]),
    ("framework=jpoa", ["both"]),
    ("framework=not-recorded", ["paris", "month", "bare"]),
    ("type=training&type=summit", ["paris", "month"]),
    ("type=training&type_match=none", ["paris", "both", "bare"]),
    ("mode=online", ["month"]),
    ("mode=not-recorded", ["paris", "both", "bare"]),
    ("state=announced", ["paris"]),
    ("year=2022", ["month", "both", "bare"]),
    ("year=2021&year=2023", ["paris", "bare"]),
    ("year=2022&precision=month", ["month"]),
    ("from=2022-03-10", ["paris", "month"]),
    ("from=2022-03-10&dates=certain", ["paris"]),
    ("from=2022-03&to=2022-03", ["month", "both"]),
    ("from=2022-01-02&to=2022-01", ["bare"]),
    ("to=2021", ["bare"]),
    ("from=2023-06", ["paris"]),
    ("from=2023-06&dates=certain", []),
    ("q=returnees", ["both"]),
    ("q=returnee", ["both"]),
    ("q=UNODC Tashkent", ["both"]),
    ("q=наркотикам", ["month", "both"]),
    ("q=елка", ["both"]),
    ("q=Voronkov", ["both"]),
    ("q=Узбекистан", ["paris", "both"]),
    ('q="joint plan"', ["both"]),
    ('q="plan joint"', []),
    ("q=unodc -tashkent", ["month"]),
    ("q=the returnees", ["both"]),
    ("q=secret", []),
    ("country=UZ&organization=unodc&year=2022&q=conference", ["both"]),
    ("q=&country=&from=", ["paris", "month", "both", "bare"]),
]


@pytest.mark.parametrize(("query", "expected"), SELECTED, ids=[query or "nothing" for query, _slugs in SELECTED])
def test_a_query_string_selects_exactly(record, query, expected):
    assert slugs(query) == expected


@pytest.mark.parametrize(("query", "expected"), SELECTED, ids=[query or "nothing" for query, _slugs in SELECTED])
def test_the_count_is_the_number_of_rows(record, query, expected):
    assert ask(query).counts.total == len(expected)


def test_a_slug_of_the_past_asks_for_the_same_record(record):
    Organization.objects.filter(slug="unodc").update(slug="un-drugs-and-crime")
    selection = ask("organization=unodc&year=2022")

    assert selection.errors == []
    assert [event.slug for event in selection.records] == ["month", "both"]
    assert selection.query == "organization=un-drugs-and-crime&year=2022"
    assert [pill.query for pill in selection.pills] == ["year=2022", "organization=un-drugs-and-crime"]


def test_a_range_says_how_many_lie_only_possibly_in_it(record):
    assert ask("from=2022-03-02&to=2022-03-04").counts == Counts(total=2, possible=1)
    assert ask("year=2022").counts == Counts(total=3, possible=0)
    assert ask("").counts == Counts(total=4, possible=0)


OTHER_LISTS = [
    ("organizations", "", ["isrs", "unodc"]),
    ("organizations", "q=drug", ["unodc"]),
    ("organizations", "q=управление", ["unodc"]),
    ("organizations", "kind=government", ["isrs"]),
    ("organizations", "sort=events", ["unodc", "isrs"]),
    ("people", "", ["vladimir-voronkov"]),
    ("people", "q=voron", ["vladimir-voronkov"]),
    ("people", "country=not-recorded", ["vladimir-voronkov"]),
    ("people", "organization=not-recorded&organization=isrs", ["vladimir-voronkov"]),
    ("frameworks", "q=jpoa", ["jpoa"]),
    ("themes", "pillar=4", ["human-rights", "victims"]),
]


@pytest.mark.parametrize(("kind", "query", "expected"), OTHER_LISTS)
def test_the_other_lists_select_exactly(record, kind, query, expected):
    assert slugs(query, kind) == expected


@pytest.mark.parametrize("typed", ["Kyrgyz Republic", "Кыргызстан", "KGZ", "kyrgyzstan", "Kirghizstan"])
def test_a_country_is_found_under_all_its_names(typed):
    assert [country.code for country in Selection("countries", {"q": typed}).records] == ["KG"]


WRONG = [
    ("countri=UZ", "countri: This is not a parameter of this list. Did you mean “country”?"),
    ("utm_medium=x", "utm_medium: This is not a parameter of this list. It can be left out."),
    (
        "q=the",
        (
            "q: These words stand everywhere, so they find nothing by themselves. Add one that tells more, or put them "
            "in quotation marks."
        ),
    ),
    ("q=%F0%9F%99%82+%22+-", "q: There is no word in this that could be looked for."),
    ("country=XX", "country: “XX” is not in the record. Values are slugs and codes, as in the addresses of the pages."),
    ("country=uz", "country: “uz” is not in the record. Did you mean “UZ”?"),
    ("country_match=some", "country_match: “some” is not a known value. Known values are: any, all, none."),
    (
        "country_role=spy",
        (
            "country_role: “spy” is not a known value. Known values are: took-part, host, participant, observer, "
            "beneficiary, chair, signatory, funder, located-in."
        ),
    ),
    (
        "organization=secret-body",
        (
            "organization: “secret-body” is not in the record. "
            "Values are slugs and codes, as in the addresses of the pages."
        ),
    ),
    ("type=party", "type: “party” is not a known value. The page /data/ lists all values."),
    ("country=Uzbekistan", "country: “Uzbekistan” is not in the record. Did you mean “UZ”?"),
    ("organization=UNODC", "organization: “UNODC” is not in the record. Did you mean “unodc”?"),
    ("type=Seminar", "type: “Seminar” is not a known value. Did you mean “seminar”?"),
    ("year=1066", "year: “1066” is not a known value. Write a year from 1900 to 2999 in four digits."),
    ("dates=maybe", "dates: “maybe” is not a known value. Known values are: possible, certain."),
    (
        "from=2022-13",
        "from: “2022-13” is not a date: write a year, a month or a day, like 2022, 2022-03 or 2022-03-03.",
    ),
    ("to=2022-02-30", "to: “2022-02-30” is not a date: February 2022 has 28 days."),
    ("from=2022&to=2021", "to: The period ends (2021) before it begins (2022)."),
    ("from=2022&from=2023", "from: This parameter can be given only once."),
    ("sort=size", "sort: Known orders are: newest, oldest, title, countries."),
    ("together=unodc", "together: “unodc” is not a known value. Write organization.SLUG, country.CODE or person.SLUG."),
    (
        "together=country.not-recorded",
        "together: “country.not-recorded” is not a known value. Write organization.SLUG, country.CODE or person.SLUG.",
    ),
    (
        "city=Tashkent",
        (
            "city: “Tashkent” is not a known value. "
            "Write the code of the country and the English name of the city, like UZ.Tashkent."
        ),
    ),
    (
        "city=FR.Tashkent",
        (
            "city: “FR.Tashkent” is not a known value. "
            "Write the code of the country and the English name of the city, like UZ.Tashkent."
        ),
    ),
    ("together=organization.UNODC", "together: “UNODC” is not in the record. Did you mean “unodc”?"),
    ("q=%00", "q: This value is too long or holds characters that can't be read."),
    ("q=%FF%FE", "q: This value is too long or holds characters that can't be read."),
    ("q=" + "x" * 10_000, "q: This value is too long or holds characters that can't be read."),
    ("q=" + "+".join(f"w{n}" for n in range(13)), "q: A search takes at most 12 words; this one has 13."),
    ("theme=pve" + "".join(f"&theme=t{n}" for n in range(60)), "theme: At most 60 values can be given."),
]


@pytest.mark.parametrize(("query", "message"), WRONG, ids=[query[:30] for query, _message in WRONG])
def test_a_wrong_request_is_explained_and_selects_nothing(record, query, message):
    selection = ask(query)

    assert message in [str(problem) for problem in selection.errors]
    assert list(selection.records) == []
    assert selection.counts == Counts(0, 0)
    assert selection.description == "Events"


def parameters_in(queries):
    return {name for query in queries for name in QueryDict(query)}


def test_the_table_asks_by_every_parameter_of_events():
    asked = parameters_in(query for query, _slugs in SELECTED)

    assert set(FILTERS["events"].base_filters) - asked == set()


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, filters in FILTERS.items() for name in filters.base_filters if name != "q"],
)
def test_every_parameter_of_every_list_refuses_a_bad_value(record, kind, name):
    problems = ask(f"{name}=no-such-value", kind).errors

    assert [problem.parameter for problem in problems] == [name]
    assert "no-such-value" in problems[0].message


def test_all_that_is_wrong_is_said_at_once():
    assert [problem.parameter for problem in ask("country=XX&foo=1&from=x&type=y").errors] == [
        "foo", "country", "type", "from",
    ]  # fmt: skip


WORDS = [
    ("", "Events"),
    (
        "country=UZ&organization=unodc&from=2019&to=2024&theme=repatriation",
        "Events with Uzbekistan and UNODC, 2019–2024, on Repatriation from conflict zones",
    ),
    ("country=UZ&country=KZ", "Events with Uzbekistan or Kazakhstan"),
    ("country=UZ&country=KZ&country_match=all", "Events with Uzbekistan and Kazakhstan"),
    ("country=UZ&country_role=host", "Events, hosted by Uzbekistan"),
    (
        "country=UZ&together=organization.unodc&together=country.KZ&year=2022",
        "Events with Uzbekistan, 2022, in which UNODC and Kazakhstan took part",
    ),
    ("city=UZ.Tashkent&year=2022", "Events, 2022, in Tashkent (UZ)"),
    ("organization=unodc&organization_match=none", "Events, without UNODC"),
    ("country=FR&country_role=located-in", "Events, held in France"),
    ("region=143&country_role=took-part", "Events, with Central Asia taking part"),
    ("country=UZ&country_role=chair&country_role=host", "Events, with Uzbekistan as chair or host"),
    ("country=not-recorded", "Events, country: not recorded"),
    ("region=143&region=not-recorded&type=training", "Events, region: Central Asia or not recorded, type: Training"),
    ("theme=not-recorded&year=2022", "Events, 2022, theme: not recorded"),
    ("region=143&country_role=host", "Events, hosted by Central Asia"),
    ("region=143&type=training&type_match=none", "Events, in or with Central Asia, type: none of Training"),
    ("year=2022&precision=month", "Events, 2022, start known to the month only"),
    ("from=2022-03", "Events, since March 2022"),
    ("to=2022-03-03&dates=certain", "Events, until 3 March 2022, certain dates only"),
    ("q=returnees&type=training", "Events, mentioning “returnees”, type: Training"),
]


@pytest.mark.parametrize(("query", "heading"), WORDS)
def test_a_selection_says_itself_in_words(record, query, heading):
    assert ask(query).description == heading


def test_the_file_name_says_what_it_holds(record):
    heading = ask("country=UZ&organization=unodc&from=2019&to=2024").description

    assert file_stem(heading) == "events-with-uzbekistan-and-unodc-2019-2024"


def test_a_long_file_name_is_cut_between_words_and_never_loses_table_or_release():
    heading = f"Events, on {'words ' * 40}, as of release 2026.12"
    release = Release(name="2026.12")

    assert file_stem("Events, on " + "words " * 40) == "events-on" + "-words" * 11
    assert file_stem(heading, release, "quotes").endswith("-words-quotes-release-2026-12")
    assert len(file_stem(heading, release, "participations")) <= 80
    assert file_stem("w" * 200) == "w" * 80
    assert file_stem("Events, as of release 2026.12", release, "quotes") == "events-as-of-release-2026-12-quotes"


def test_each_pill_leads_to_the_selection_without_it(record):
    pills = ask("country=UZ&country=KZ&country_match=all&year=2022&dates=certain").pills

    assert [(pill.label, pill.value, pill.query) for pill in pills] == [
        ("Country", "Uzbekistan", "country=KZ&country_match=all&year=2022&dates=certain"),
        ("and", "Kazakhstan", "country=UZ&country_match=all&year=2022&dates=certain"),
        ("Year", "2022", "country=UZ&country=KZ&country_match=all"),
        ("Period", "certainly in it", "country=UZ&country=KZ&country_match=all&year=2022"),
    ]


def test_the_same_question_has_the_same_query_string(record):
    written = [
        "year=2022&country=UZ&country=KZ&country_match=any&q=&page=3",
        "country=UZ&country=KZ&country=UZ&year=2022&sort=newest&dates=possible",
    ]

    assert {ask(query).query for query in written} == {"country=UZ&country=KZ&year=2022"}


def test_a_link_keeps_the_selection_and_changes_one_thing(record):
    selection = ask("country=UZ&sort=title&page=2")

    assert selection.link(page=3) == "country=UZ&sort=title&page=3"
    assert selection.link(page=1) == "country=UZ&sort=title"
    assert selection.link(sort="newest") == "country=UZ"
    assert selection.link(country=None) == "sort=title"


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1.5", "99999999999"])
def test_a_page_that_is_not_there_is_a_404(record, page):
    with pytest.raises(Http404):
        ask(f"page={page}").page()


def test_choices_hold_nothing_unpublished(record):
    labels = {choice.label for facet in ask("").facets() for group in facet.groups for choice in group.choices}
    assert "UNODC" in labels
    assert "Secret Body" not in labels

    found = [facet for facet in ask("find_organization=body").facets() if facet.parameter == "organization"]
    assert [choice.label for choice in found[0].groups[0].choices] == ["Not recorded"]


def test_a_typed_word_offers_choices_and_restricts_nothing(record):
    selection = ask("find_organization=institute")
    offered = next(facet for facet in selection.facets() if facet.parameter == "organization")

    assert [choice.value for choice in offered.groups[0].choices] == ["isrs", "not-recorded"]
    assert selection.counts.total == 4


def test_an_actor_becomes_public_with_its_event(record):
    assert not Organization.objects.public().filter(slug="secret-body").exists()

    type(record["draft"]).objects.filter(slug="draft").update(status=Status.PUBLISHED, published_at=make.PUBLISHED_AT)

    assert Organization.objects.public().filter(slug="secret-body").exists()
    assert OrganizationParticipation.objects.count() == 5
