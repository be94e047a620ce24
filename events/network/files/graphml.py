"""GraphML, as igraph, networkx, yEd and Gephi read it (http://graphml.graphdrawing.org/)."""

from __future__ import annotations

from collections.abc import Iterator

from events.network.files.taken import ACTOR, TIE, Row, Taken
from events.network.files.xml import text

TYPES = {"string": "string", "integer": "int", "double": "double"}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(taken: Taken) -> Iterator[str]:
    yield HEAD
    network = taken.network
    about = {
        "title": taken.title,
        "description": taken.description,
        "url": taken.address,
        "date": f"{taken.at:%Y-%m-%dT%H:%M:%S%z}",
        "number_of_events": network.number_of_events,
        "number_of_actors": len(network.joined),
        "number_of_ties": len(network.ties),
    }
    for name, value in about.items():
        yield _key("graph", name, "int" if isinstance(value, int) else "string")
    for name, kind in ACTOR.items():
        yield _key("node", name, TYPES[kind])
    for name, kind in TIE.items():
        yield _key("edge", name, TYPES[kind])
    yield '<graph id="network" edgedefault="undirected">\n'
    yield f"{_data('graph', about)}\n"
    for _number, key, row in taken.actor_rows():
        yield f'<node id="{text(key)}">{_data("node", row)}</node>\n'
    for first, second, row in taken.tie_rows():
        yield f'<edge source="{text(first.key)}" target="{text(second.key)}">{_data("edge", row)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _key(of: str, name: str, kind: str) -> str:
    return f'<key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(of: str, row: Row) -> str:
    return "".join(f'<data key="{of}_{name}">{text(value)}</data>' for name, value in row.items())
