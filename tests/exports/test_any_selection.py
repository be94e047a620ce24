"""Whatever is asked, page, files, feed, calendar, bibliographies, network and API hold the same.

The page is the measure for the rest; that it finds the right events is tested beside the selection.
"""

import csv
import io
import json
import zipfile
from itertools import combinations
from urllib.parse import urlencode

import networkx as nx
import openpyxl
import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from events.columns.hanging import HANGING
from events.models import EventPlace
from events.selection import Selection
from tests import factories as make
from tests.citations.reading import ENDINGS, READERS
from tests.effort import tried
from tests.exports.reading import download, rows_of_csv, rows_of_json, rows_of_lines
from tests.feeds.reading import slugs_of_calendar, slugs_of_feed
from tests.record import make_record

pytestmark = pytest.mark.django_db

QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "country": st.lists(st.sampled_from(["UZ", "KZ", "FR", "not-recorded"]), max_size=2, unique=True),
        "country_match": st.sampled_from(["any", "all", "none"]),
        "country_role": st.sampled_from(["host", "took-part", "located-in"]),
        "organization": st.lists(st.sampled_from(["unodc", "isrs"]), max_size=2, unique=True),
        "theme": st.sampled_from(["repatriation", "prisons", "not-recorded"]),
        "type": st.lists(st.sampled_from(["training", "conference", "summit"]), max_size=2, unique=True),
        "q": st.sampled_from(["returnees", "unodc", "-training"]),
        "from": st.sampled_from(["2022", "2022-03", "2022-03-02"]),
        "to": st.sampled_from(["2022-03", "2023"]),
        "dates": st.sampled_from(["possible", "certain"]),
        "sort": st.sampled_from(["newest", "oldest", "title", "countries"]),
    },
)


def make_record_with_quotes():
    record = make_record()
    EventPlace.objects.filter(event=record["both"]).update(latitude="41.26", longitude="69.21")
    for name in ("both", "paris", "draft"):
        make.add_quote(event=record[name], source=make.make_source(slug=f"{name}-paper"))
    return record


@pytest.fixture(scope="module", autouse=True)
def _record(once):
    once(make_record_with_quotes)


def taken(client, address):
    response, content = download(client, address)
    assert response.status_code == 200, (address, content)
    return content


def slugs_of_sheet(content):
    _head, *rows = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0].values
    return [row[0] for row in rows]


SLUGS_OF = {
    "csv": lambda content: [row["slug"] for row in rows_of_csv(content)],
    "xlsx": slugs_of_sheet,
    "json": lambda content: [row["slug"] for row in rows_of_json(content)],
    "jsonl": lambda content: [row["slug"] for row in rows_of_lines(content)],
    "parquet": lambda content: parquet.read_table(io.BytesIO(content)).column("slug").to_pylist(),
}


def events_in(entries):
    return [key.removeprefix("ct-event-") for key in entries if key.startswith("ct-event-")]


def tables_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(f"data/{name}.csv") for name in ("events", *HANGING)}


def pairs_of(events):
    """Organizations and countries that took part in the same event, straight from the rows."""
    pairs = set()
    for event in events:
        bodies = {f"organization.{row.organization.slug}" for row in event.organization_participations.all()}
        states = {f"country.{row.country_id}" for row in event.country_participations.all()}
        pairs |= {frozenset(pair) for pair in combinations(bodies | states, 2)}
    return pairs


@tried(3)
@given(asked=QUESTIONS)
def test_any_selection_is_the_same_on_the_page_in_each_file_and_for_programs(client, asked):
    query = urlencode(asked, doseq=True)
    selection = Selection("events", QueryDict(query))
    if selection.errors:
        return
    events = list(selection.page())
    page = [event.slug for event in events]

    assert {name: read(taken(client, f"/events.{name}?{query}")) for name, read in SLUGS_OF.items()} == dict.fromkeys(
        SLUGS_OF, page
    )
    hanging = {name: taken(client, f"/events/{name}.csv?{query}") for name in HANGING}
    number = sum(len(event.organization_participations.all()) for event in events)
    assert [row["actor_kind"] for row in rows_of_csv(hanging["participations"])].count("organization") == number
    assert {row["event"] for content in hanging.values() for row in rows_of_csv(content)} <= set(page)
    assert [row["event"] for row in rows_of_csv(hanging["quotes"])] == [
        slug for slug in page if slug in ("both", "paris")
    ]
    everything = tables_in(taken(client, f"/events.zip?{query}"))
    assert everything == {"events": taken(client, f"/events.csv?{query}"), **hanging}
    points = json.loads(taken(client, f"/events.geojson?{query}"))
    assert [feature["properties"]["slug"] for feature in points["features"]] == [s for s in page if s == "both"]
    assert points["about"]["events_without_point"] == len([slug for slug in page if slug != "both"])

    bibliographies = {
        ending: events_in(READERS[ending](taken(client, f"/events.{ending}?{query}").decode())) for ending in ENDINGS
    }
    assert bibliographies == dict.fromkeys(ENDINGS, page)
    assert slugs_of_calendar(client.get(f"/events.ics?{query}")) == page
    assert sorted(slugs_of_feed(client.get(f"/events.atom?{query}"))) == sorted(page)

    listed = client.get(f"/api/v1/events/?{query}").json()
    assert ([row["slug"] for row in listed["results"]], listed["count"]) == (page, len(page))
    asked.pop("sort", None)
    query, pairs = urlencode(asked, doseq=True), pairs_of(events)
    assert client.get(f"/api/v1/facets/?{query}").json()["count"] == len(page)
    graphs = [
        reader(io.BytesIO(taken(client, f"/network.{ending}?{query}")))
        for ending, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf))
    ]
    assert [{frozenset(edge) for edge in graph.edges} for graph in graphs] == [pairs, pairs]
    edges = csv.DictReader(io.StringIO(taken(client, f"/network.csv?{query}").decode("utf-8-sig")))
    assert {frozenset((row["source"], row["target"])) for row in edges} == pairs
    ties = client.get(f"/api/v1/network/?{query}").json()["ties"]
    assert {frozenset((tie["source"], tie["target"])) for tie in ties} == pairs
