"""Whatever a stranger sends, the site answers in words and never breaks."""

from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.filters import FILTERS, Repeated
from events.selection import Selection
from tests import factories as make
from tests.effort import tried

pytestmark = pytest.mark.django_db

NAMES = sorted({name for filters in FILTERS.values() for name in filters.base_filters} | {"sort", "page", "foo", "a[]"})

HOSTILE = [
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"x" * 10_000,
    b"' OR 1=1 --",
    b"'; DROP TABLE events_event; --",
    b"<script>alert(1)</script>",
    b'"><img src=x onerror=alert(1)>',
    b"{{7*7}}{% debug %}",
    b"../../etc/passwd",
    b"\r\nSet-Cookie: a=b",
    b"%s%n%d",
    b"not-recorded",
    b"-1",
    b"99999999999999999999",
    "٢٠٢٢".encode(),
    "2022-０3".encode(),
    "\u202egnp.exe".encode(),
    b'"unclosed',
    b"-",
    b"& | ! ( ) : * <->",
    b"'':*",
    b"\\",
]

NEVER_MISSING = ["city", "together", "year", "type", "state", "precision", "kind", "pillar"]

values = st.one_of(
    st.sampled_from(HOSTILE),
    st.binary(max_size=20),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [b"UZ", b"2022", b"2022-03", b"any", b"all", b"none", b"host", b"pve", b"143", b"title", b"certain"]
    ),
)
queries = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=6).map(
    lambda pairs: "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
)
lists = st.sampled_from([f"/{kind}{ending}" for kind in FILTERS for ending in ("/", ".csv")])


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@tried(40)
@given(address=lists, query=queries)
def test_no_query_string_breaks_a_list(client, address, query):
    response = client.get(f"{address}?{query}")
    body = body_of(response)

    assert response.status_code in (200, 302, 400, 404)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].startswith("text/html") == (b"<html" in body or response.status_code == 302)
    assert b"<script>alert" not in body or response["Content-Type"].startswith("text/plain")
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=[repr(value[:20]) for value in HOSTILE])
def test_a_hostile_value_of_any_parameter_is_answered(client, number):
    """Each value in all parameters together, and by itself in every fourth of them; each parameter meets several."""
    make.make_event()
    value = HOSTILE[number]
    together = "&".join(f"{name}={quote_from_bytes(value[:100])}" for name in NAMES)
    assert client.get(f"/events.csv?{together}").status_code == 400
    for name in NAMES[number % 4 :: 4]:
        assert client.get(f"/events.csv?{name}={quote_from_bytes(value)}").status_code in (200, 400)
    for name in ("q", "country", "from", "page", "find_person"):
        assert client.get(f"/events/?{name}={quote_from_bytes(value)}").status_code in (200, 302, 404)


def answer(kind, question):
    """The number of records found as rows and as sets, or nothing where the question is refused in words."""
    selection = Selection(kind, question)
    if selection.errors:
        return None
    return selection.records.count(), selection.counts.total, len(selection.facets())


@pytest.mark.parametrize("kind", FILTERS)
def test_every_parameter_answers_or_refuses_not_recorded(kind):
    """No question comes to the guards behind the filters, which say that a program is at fault."""
    make.add_quote(event=make.make_event())
    parameters = FILTERS[kind].base_filters
    repeated = [name for name, parameter in parameters.items() if isinstance(parameter, Repeated)]
    refused = [name for name in repeated if answer(kind, {name: "not-recorded"}) is None]
    with_match = [name for name in repeated if f"{name}_match" in parameters]
    by_match = {
        match: [name for name in with_match if not answer(kind, {name: "not-recorded", f"{name}_match": match})]
        for match in ("all", "none")
    }

    assert refused == [name for name in repeated if name in NEVER_MISSING]
    assert by_match == {match: [name for name in with_match if name in refused] for match in ("all", "none")}


@pytest.mark.parametrize(
    "address",
    [
        "/events/%00/",
        "/events/" + "x" * 5_000 + "/",
        "/events/%FF%FE/",
        "/countries/ZZ/",
        "/countries/uzb/",
        "/quotes/x/99999999999999999999999/",
        "/quotes/x/0/",
        "/events/..%2f..%2fetc/",
        "/nowhere/",
        "/data/releases/%00/",
        "/data/releases/%00/SHA256SUMS",
        "/data/releases/2026.12/%00",
        "/sitemap/events/999999999999999999999/",
    ],
)
def test_an_address_that_leads_nowhere_is_a_404(client, address):
    assert client.get(address).status_code == 404


def test_hostile_markup_in_every_text_of_a_record_runs_on_no_page(client):
    markup = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    event = make.make_event(
        slug="hostile",
        title=markup,
        original_title=markup,
        summary=markup,
        date_note=markup,
        participant_note=markup,
        participant_count=1,
        participant_unit="people",
    )
    body = make.make_organization(slug="hostile", name=markup, acronym=markup[:40], website="https://example.org/?<b>")
    make.make_organization_name(organization=body, name=markup)
    person = make.make_person(slug="hostile", name=markup)
    make.make_person_name(person=person, name=markup)
    plan = make.make_framework(slug="hostile", title=markup, acronym=markup[:40], summary=markup, reference=markup)
    source = make.make_source(title=markup, publisher=markup, url="https://example.org/?<script>alert(1)</script>")
    make.add_place(event=event, city=markup, venue=markup)
    make.add_organization(event=event, organization=body)
    make.add_person(event=event, person=person, position=markup, organization=body)
    make.add_framework(event=event, framework=plan)
    make.add_citation(event=event, source=source, note=markup, locator=markup)
    make.add_quote(event=event, text=markup, translation=markup, attribution=markup, locator=markup, source=source)

    for address in (
        "/", "/events/", "/events/hostile/", "/organizations/", "/organizations/hostile/", "/people/",
        "/people/hostile/", "/frameworks/", "/frameworks/hostile/", "/quotes/", "/quotes/hostile/1/", "/countries/UZ/",
        "/sitemap.xml",
    ):  # fmt: skip
        page = body_of(client.get(address)).decode()

        assert "<script>alert" not in page
        assert "<img src=x" not in page
