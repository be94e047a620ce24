"""The files of a network hold what its page counts, and are read by the programs that they are for."""

import csv
import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import networkx as nx
import polars as pl
import pytest
from django.conf import settings

from events.models import Organization
from tests import factories as make
from tests.network.asking import ties_by_name
from tests.network.test_page import WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

HOSTILE = "=1+1 & <b>\"Ж\u0001\ufffe\r\n']]> \u202e中"
QUERIES = ["", "country=UZ&actors=all&weight=plain", "year=2022&actors=organizations", "least=2", "year=1999"]


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def read_csv(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {frozenset({row["source"], row["target"]}): (int(row["events"]), float(row["shared"])) for row in rows}


def read_graph(content, reader):
    graph = reader(io.BytesIO(content))
    assert not graph.is_directed()
    assert not graph.is_multigraph()
    return graph


def ties_in(graph):
    return {frozenset({one, other}): (tie["events"], tie["shared"]) for one, other, tie in graph.edges(data=True)}


@pytest.mark.parametrize("query", QUERIES)
def test_each_file_holds_the_ties_of_the_page(client, record, query):
    make.add_person(event=record["month"], person=make.make_person(slug="anna"))
    ours = {pair: (events, pytest.approx(shared, abs=1e-6)) for pair, (events, shared) in ties_by_name(query).items()}

    assert read_csv(body(client, f"/network.csv?{query}")) == ours
    assert ties_in(read_graph(body(client, f"/network.graphml?{query}"), nx.read_graphml)) == ours
    assert ties_in(read_graph(body(client, f"/network.gexf?{query}"), nx.read_gexf)) == ours


@pytest.mark.parametrize(("ending", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_graph_tells_who_its_actors_are_and_how_central(client, record, ending, reader):
    Organization.objects.filter(slug="isrs").update(country="UZ")
    graph = read_graph(body(client, f"/network.{ending}?actors=all"), reader)
    told = {name: value for name, value in graph.nodes["organization.isrs"].items() if name != "viz"}

    assert told == {
        "label": "ISRS (UZ)",
        "name": "Institute for Strategic Studies",
        "kind": "organization",
        "organization_kind": "government",
        "country": "UZ",
        "url": f"{settings.SITE_URL}/organizations/isrs/",
        "events": 1,
        "degree": 4,
        "strength_plain": 4,
        "strength_shared": 1.0,
        "betweenness": 0.0,
    }
    assert graph.nodes["country.KZ"]["country"] == "KZ"
    assert set(graph) == {
        "organization.unodc", "organization.isrs", "country.UZ", "country.KZ", "person.vladimir-voronkov",
    }  # fmt: skip


@pytest.mark.parametrize(("query", "weight"), [("", 4 / 3), ("weight=plain", 2)])
def test_the_weight_of_a_tie_is_the_asked_one(client, record, query, weight):
    for ending, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = read_graph(body(client, f"/network.{ending}?{query}"), reader)
        tie = graph.edges["organization.unodc", "country.KZ"]

        assert tie["weight"] == pytest.approx(weight, abs=1e-6)
        assert (tie["first_year"], tie["last_year"]) == (2022, 2022)


def test_polars_reads_the_edge_list_with_its_types(client, record):
    table = pl.read_csv(body(client, "/network.csv?country=UZ"))

    assert table.columns == [
        "source", "target", "weight", "events", "shared", "first_year", "last_year",
        "source_name", "source_kind", "source_country", "target_name", "target_kind", "target_country",
    ]  # fmt: skip
    assert table["weight"].dtype == pl.Float64
    assert table["last_year"].dtype == pl.Int64


def test_each_file_says_what_was_asked_when_and_how_many(client, record):
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    address = f"{settings.SITE_URL}/network.graphml?country=KZ&actors=all&least=2"
    graph = read_graph(body(client, "/network.graphml?least=2&actors=all&country=KZ"), nx.read_graphml).graph
    meta = ET.fromstring(body(client, "/network.gexf?country=KZ"))[0]  # noqa: S314 - our own file
    listed = client.get("/network.csv?country=KZ")

    assert graph["title"] == "Who cooperates with whom: Events with Kazakhstan"
    assert graph["url"] == address
    assert graph["date"].startswith(today)
    assert (graph["number_of_events"], graph["number_of_actors"], graph["number_of_ties"]) == (2, 2, 1)
    assert (
        "Ties of at least 2 shared events. Events: 2; actors with a tie: 2; ties: 1. "
        f"Release: none (live). Taken from {address} at" in (graph["description"])
    )
    assert meta.attrib == {"lastmodifieddate": today}
    assert [part.tag.rpartition("}")[2] for part in meta] == ["creator", "description"]  # the schema knows no title
    assert "Events: 2; actors with a tie: 4; ties: 6." in meta[1].text
    assert listed["Content-Disposition"] == (
        f'attachment; filename="network-events-with-kazakhstan-{today}-6-ties.csv"'
    )
    assert listed["X-Selection"] == f"{settings.SITE_URL}/network.csv?country=KZ"


def test_gephi_finds_what_it_asks_for(client, record):
    """GEXF 1.3: its name space, a title for each attribute, and every value declared."""
    tree = ET.fromstring(body(client, "/network.gexf?actors=all"))  # noqa: S314 - our own file
    space = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    declared = {one.get("id") for one in tree.iterfind(".//g:attribute", space)}

    assert (tree.tag, tree.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    assert tree.find("g:graph", space).get("defaultedgetype") == "undirected"
    assert {one.get("for") for one in tree.iterfind(".//g:attvalue", space)} <= declared
    assert {one.get("type") for one in tree.iterfind(".//g:attribute", space)} == {"string", "integer", "double"}
    assert len(tree.findall(".//g:node/viz:color", space)) == len(tree.findall(".//g:node", space)) == 5
    assert all(float(one.attrib["weight"]) > 0 for one in tree.iterfind(".//g:edge", space))


@pytest.mark.usefixtures("empty")
def test_a_hostile_name_does_no_harm_in_any_file(client):
    event = make.make_event()
    make.add_organization(event=event, organization=make.make_organization(slug="hostile", name=HOSTILE))
    make.add_country(event=event)
    harmless = HOSTILE.replace("\u0001", "\ufffd").replace("\ufffe", "\ufffd")

    for ending, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = read_graph(body(client, f"/network.{ending}"), reader)
        assert graph.nodes["organization.hostile"]["name"] == harmless
    row = next(csv.DictReader(io.StringIO(body(client, "/network.csv").decode("utf-8-sig"), newline="")))
    assert row["source_name"] == f"'{HOSTILE}"


@pytest.mark.parametrize("ending", ["graphml", "gexf", "csv"])
@pytest.mark.parametrize(("query", "message"), WRONG, ids=[query for query, _message in WRONG])
def test_a_wrong_question_is_a_400_in_the_words_of_the_page(client, record, ending, query, message):
    response = client.get(f"/network.{ending}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert message in response.content.decode().splitlines()


@pytest.mark.parametrize("ending", ["graphml", "gexf", "csv"])
def test_a_page_can_not_be_asked_of_a_file(client, record, ending):
    response = client.get(f"/network.{ending}?page=2")

    assert response.status_code == 400
    assert response.content.decode() == (
        "page: This parameter belongs to the page; a file holds all rows. Leave it out.\n"
    )


@pytest.mark.usefixtures("empty")
def test_an_event_of_200_actors_is_taken_whole(client):
    event = make.make_event()
    for number in range(200):
        body_of_many = make.make_organization(slug=f"body-{number}", name=f"Body {number}")
        make.add_organization(event=event, organization=body_of_many)

    graph = read_graph(body(client, "/network.gexf"), nx.read_gexf)
    assert (len(graph), graph.number_of_edges()) == (200, 19_900)
    assert {tie["weight"] for _one, _other, tie in graph.edges(data=True)} == {round(1 / 199, 6)}


def test_the_page_offers_each_file_of_the_same_question(client, record):
    page = client.get("/network/?country=UZ&least=1&actors=all").content.decode()

    assert re.findall(r'href="(/network\.[^"]+)"', page) == [
        f"/network.{ending}?country=UZ&amp;actors=all" for ending in ("graphml", "gexf", "csv")
    ]
