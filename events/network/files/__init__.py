"""The network as a file for other programs: GraphML, GEXF, an edge list.

Each holds the same ties and actors, and says what was asked, where and when, and how many it holds. All is counted
before the first byte is sent, so that a failure is an error and no short file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.exports import begun, refused
from events.exports.export import Refusal
from events.network.files import edge_list, gexf, graphml
from events.network.files.taken import Taken
from events.network.gathered import Network
from events.network.question import NetworkQuestion
from events.releases import name as release_in_force
from events.selection.problem import Problem

CHUNK = 64 * 1024  # letters collected before they are sent


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    name: str  # the ending of the address
    label: str
    purpose: str | Promise
    media_type: str
    write: Callable[[Taken], Iterator[str]]

    @property
    def address(self) -> str:
        return reverse(f"events:network-{self.name}")


FORMATS = [
    Format(
        "graphml", "GraphML", gettext_lazy("for igraph, networkx and yEd"), "application/graphml+xml", graphml.write
    ),
    Format("gexf", "GEXF", gettext_lazy("for Gephi"), "application/gexf+xml", gexf.write),
    Format("csv", "CSV", gettext_lazy("an edge list for R, Python and spreadsheets"), "text/csv", edge_list.write),
]


def network_file(question: NetworkQuestion, form: Format, path: str, *, is_read: bool = True) -> HttpResponseBase:
    """The network as a file; 400 in plain words when it can't be answered. One query for each kind of actor.

    Where nobody reads it, for whoever asks for the headers alone, only its ties are counted.
    """
    problems = list(question.errors)
    if question.is_of_a_page:
        message = _("This parameter belongs to the page; a file holds all rows. Leave it out.")
        problems.append(Problem("page", str(question.page) if not problems else "", message))
    if problems:
        return refused(Refusal(400, "".join(f"{problem}\n" for problem in problems)))
    release = question.selection.release
    taken = Taken(Network(question), path, release.made_at if release else timezone.now())
    content_type = f"{form.media_type}; charset=utf-8"
    content = begun(_chunks(form.write(taken))) if is_read else ()
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{taken.file_stem}.{form.name}"'
    response["X-Selection"] = taken.address
    response["X-Release"] = release_in_force()
    response["X-Rows"] = str(len(taken.network.ties))
    return response


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    buffer: list[str] = []
    size = 0
    for line in lines:
        buffer.append(line)
        size += len(line)
        if size >= CHUNK:
            yield "".join(buffer).encode()
            buffer, size = [], 0
    yield "".join(buffer).encode()
