"""What a typed name stands for, asked one by one and in bulk: both answer alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import NameKind
from events.lookup import Kind, Names, Verdict, find
from tests.factories import (
    make_country,
    make_framework,
    make_organization,
    make_organization_name,
    make_person,
    make_person_name,
    make_source,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies():
    unodc = make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    make_organization_name(organization=unodc, name="УНП ООН", kind=NameKind.ACRONYM)
    sco = make_organization(slug="sco", name="Shanghai Cooperation Organization", acronym="SCO")
    make_organization_name(organization=sco, name="Шанхайская организация сотрудничества", kind=NameKind.TRANSLATION)
    dppa = make_organization(slug="dppa", name="Department of Political and Peacebuilding Affairs", acronym="DPPA")
    make_organization_name(organization=dppa, name="Department of Political Affairs", kind=NameKind.FORMER)
    make_organization(slug="odihr", name="OSCE Office for Democratic Institutions and Human Rights", acronym="ODIHR")
    for country, slug, name in (
        ("KG", "scns-kg", "State Committee for National Security of the Kyrgyz Republic"),
        ("TJ", "scns-tj", "State Committee for National Security of Tajikistan"),
    ):
        make_organization(slug=slug, name=name, acronym="SCNS", country=make_country(code=country))
    make_organization(
        slug="mfa-uz",
        name="Ministry of Foreign Affairs of the Republic of Uzbekistan",
        country=make_country(code="UZ"),
    )


@pytest.fixture
def people():
    voronkov = make_person(slug="voronkov", name="Vladimir Voronkov")
    make_person_name(person=voronkov, name="Владимир Воронков", kind=NameKind.TRANSLITERATION)
    make_person(slug="romanowski", name="Alina L. Romanowski")
    make_person(slug="gherman", name="Natalia Gherman")
    make_person(slug="abdullah", name="Abdullah bin Abdulaziz")
    make_person(slug="khalid", name="Muhammad Al-Khalid")


def answers(kind, typed, **options):
    """Verdict and slugs, the same from both ways in."""
    single, bulk = find(kind, typed, **options), Names.of(kind).find(typed, **options)
    assert (single.verdict, [match.slug for match in single.matches]) == (
        bulk.verdict,
        [match.slug for match in bulk.matches],
    )
    return bulk.verdict, [match.slug for match in bulk.matches]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kyrgyz Republic", "KG"),
        ("the Kyrgyz Republic", "KG"),
        ("Кыргызстан", "KG"),
        ("KGZ", "KG"),
        ("kg", "KG"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Türkiye/Turkey", "TR"),
        ("Turkiye (Turkey)", "TR"),
        ("Republic of Uzbekistan", "UZ"),
        ("O‘zbekiston", "UZ"),
        ("Uzbekistan’s", "UZ"),
        ("Korea, Republic of", "KR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Kosovo*", "XK"),
        ("U.S.A.", "US"),
        ("The Netherlands", "NL"),
        ("Swaziland", "SZ"),
        ("КНР", "CN"),
        ("860", "UZ"),
    ],
)
def test_a_country_is_found_in_any_usual_spelling(typed, code):
    assert answers(Kind.COUNTRY, typed) == (Verdict.SURE, [code])


def test_a_misspelled_country_is_only_offered():
    assert answers(Kind.COUNTRY, "Uzbekstan") == (Verdict.CLOSE, ["UZ"])


def test_half_a_name_of_two_countries_offers_both():
    assert answers(Kind.COUNTRY, "Korea") == (Verdict.CLOSE, ["KP", "KR"])


def test_a_country_that_is_renamed_is_found_under_its_new_name_at_once():
    find(Kind.COUNTRY, "Atlantis")
    country = make_country(code="UZ")
    country.names.create(name="Atlantis", kind=NameKind.SPELLING)

    assert answers(Kind.COUNTRY, "Atlantis") == (Verdict.SURE, ["UZ"])


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("UNODC", "unodc"),
        ("United Nations Office on Drugs and Crime (UNODC)", "unodc"),
        ("the UN Office on Drugs and Crime", "unodc"),
        ("UNODC (United Nations Office on Drugs and Crime)", "unodc"),
        ("УНП ООН", "unodc"),
        ("Shanghai Cooperation Organisation", "sco"),
        ("Шанхайская организация сотрудничества", "sco"),
        ("Department of Political Affairs", "dppa"),
        ("Uzbek Ministry of Foreign Affairs", "mfa-uz"),
        ("MFA of Uzbekistan", "mfa-uz"),
        ("Min. of Foreign Affairs, Uzbekistan", "mfa-uz"),
        ("Uzbekistan's Foreign Ministry", "mfa-uz"),
    ],
)
def test_an_organization_is_found_under_all_its_names(bodies, typed, slug):
    assert answers(Kind.ORGANIZATION, typed) == (Verdict.SURE, [slug])


def test_an_acronym_of_two_bodies_is_ambiguous_until_the_country_is_known(bodies):
    assert answers(Kind.ORGANIZATION, "SCNS") == (Verdict.AMBIGUOUS, ["scns-tj", "scns-kg"])
    assert answers(Kind.ORGANIZATION, "SCNS", country="TJ")[0] == Verdict.SURE
    assert Names.of(Kind.ORGANIZATION).find("SCNS", country="TJ").match.slug == "scns-tj"


def test_an_acronym_behind_another_name_is_not_taken_for_granted(bodies):
    assert answers(Kind.ORGANIZATION, "School of Complete Obscurity (SCO)")[0] != Verdict.SURE


def test_a_body_of_another_state_is_not_even_like_it(bodies):
    assert answers(Kind.ORGANIZATION, "Ministry of Foreign Affairs of the Republic of Moldova") == (
        Verdict.UNKNOWN,
        [],
    )


def test_letters_in_the_wrong_order_are_only_offered(bodies):
    assert Names.of(Kind.ORGANIZATION).find("ODHIR").verdict == Verdict.CLOSE


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("H.E. Mr. Vladimir Voronkov", "voronkov"),
        ("VORONKOV, Vladimir", "voronkov"),
        ("Voronkov Vladimir", "voronkov"),
        ("Владимир Воронков", "voronkov"),
        ("Vladimir Voronkov, Under-Secretary-General", "voronkov"),
        ("Amb. Alina Romanowski", "romanowski"),
        ("Natalya German", "gherman"),
        ("Abdullah Bin Abdul Aziz", "abdullah"),
    ],
)
def test_a_person_is_found_whatever_stands_before_the_name(people, typed, slug):
    assert answers(Kind.PERSON, typed) == (Verdict.SURE, [slug])


@pytest.mark.parametrize(("typed", "slug"), [("V. Voronkov", "voronkov"), ("Mohammed al Khaled", "khalid")])
def test_a_shortened_or_loosely_romanized_person_is_only_offered(people, typed, slug):
    assert answers(Kind.PERSON, typed) == (Verdict.CLOSE, [slug])


def test_numbers_tell_frameworks_apart():
    make_framework(slug="scr-1540", title="Security Council resolution 1540")
    make_framework(slug="conference-3", title="Third Conference on Border Security")

    assert answers(Kind.FRAMEWORK, "Security Council resolution 1373") == (Verdict.UNKNOWN, [])
    assert answers(Kind.FRAMEWORK, "3rd Conference on Border Security") == (Verdict.SURE, ["conference-3"])
    assert answers(Kind.FRAMEWORK, "Fourth Conference on Border Security") == (Verdict.UNKNOWN, [])


def test_a_source_is_found_by_its_address_whatever_the_scheme():
    make_source(slug="page", title="A page", url="https://www.un.org/page/")

    assert answers(Kind.SOURCE, "http://un.org/page?utm_source=mail#top") == (Verdict.SURE, ["page"])


def test_a_theme_is_found_by_its_words():
    make_theme(slug="prisons", name="Prisons and radicalization in detention")

    assert answers(Kind.THEME, "radicalization in detention and prisons") == (Verdict.SURE, ["prisons"])


def test_the_reason_says_how_the_name_was_met(bodies):
    found = find(Kind.ORGANIZATION, "Shanghai Cooperation Organisation")

    assert [(match.score, match.reason) for match in found.matches] == [
        (95, "the words of “Shanghai Cooperation Organization” in another order or spelling")
    ]


@pytest.mark.parametrize(
    "typed", ["", "  ", "\x00", "...", "(((", ")(", "'; DROP TABLE x; --", "%%", "\\", "a" * 100_000]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_no_text_breaks_a_look_up(kind, typed, bodies):
    assert answers(kind, typed) == (Verdict.UNKNOWN, [])


def test_a_record_made_meanwhile_is_found():
    names = Names.of(Kind.ORGANIZATION)
    assert names.find("OSCE").verdict == Verdict.UNKNOWN

    names.add(7, "osce", "Organization for Security and Co-operation in Europe", [("OSCE", NameKind.ACRONYM)])

    assert names.find("OSCE").match.pk == 7


def test_all_names_of_a_kind_are_two_queries(bodies):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        names = Names.of(Kind.ORGANIZATION)
        names.find("UNODC")
        names.find("ШОС")

    assert len(queries) == 2  # the organizations, and their other names
