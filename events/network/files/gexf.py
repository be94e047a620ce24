"""GEXF 1.3, the format of Gephi (https://gexf.net/): labels, weights and attributes, with colours by kind of actor."""

from __future__ import annotations

from collections.abc import Iterator

from events.network.files.taken import ACTOR, TIE, Row, Taken
from events.network.files.xml import text

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"""
COLORS = {
    "organization": (23, 70, 107),
    "country": (166, 108, 31),
    "person": (92, 125, 83),
}
OWN = {"node": "label", "edge": "weight"}  # said by the format itself


def write(taken: Taken) -> Iterator[str]:
    yield HEAD
    yield (
        f'<meta lastmodifieddate="{taken.at:%Y-%m-%d}"><creator>Cooperation Tracker</creator>'
        f"<description>{text(taken.description)}</description></meta>\n"
    )
    yield '<graph defaultedgetype="undirected" mode="static">\n'
    yield _attributes("node", ACTOR)
    yield _attributes("edge", TIE)
    yield f'<nodes count="{len(taken.network.joined)}">\n'
    for _number, key, row in taken.actor_rows():
        red, green, blue = COLORS[row["kind"]]
        yield (
            f'<node id="{text(key)}" label="{text(row["label"])}">{_values("node", row)}'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
            f'<viz:size value="{4 + row["events"] ** 0.5:.2f}"/></node>\n'
        )
    yield f'</nodes>\n<edges count="{len(taken.network.ties)}">\n'
    for number, (first, second, row) in enumerate(taken.tie_rows()):
        yield (
            f'<edge id="{number}" source="{text(first.key)}" target="{text(second.key)}" weight="{row["weight"]}">'
            f"{_values('edge', row)}</edge>\n"
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, names: dict[str, str]) -> str:
    kept = (
        f'<attribute id="{of}_{name}" title="{name}" type="{kind}"/>' for name, kind in names.items() if name != OWN[of]
    )
    return f'<attributes class="{of}">{"".join(kept)}</attributes>\n'


def _values(of: str, row: Row) -> str:
    kept = (f'<attvalue for="{of}_{name}" value="{text(value)}"/>' for name, value in row.items() if name != OWN[of])
    return f"<attvalues>{''.join(kept)}</attvalues>"
