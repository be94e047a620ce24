"""Files of exactly what a selection holds. A format knows nothing of events, a selection nothing of formats."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from events.columns import COLUMNS, computed
from events.exports.csv_file import csv_chunks
from events.selection import Problem, Selection

__all__ = ["csv_response"]


def csv_response(selection: Selection) -> HttpResponseBase:
    """The selection as a CSV file; 400 in plain words when it can't be answered.

    The first rows are fetched before anything is sent, so that a failing query is an error and no short file.
    """
    if problems := [*selection.errors, *_page_only(selection)]:
        text = "".join(f"{problem}\n" for problem in problems)
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    columns = COLUMNS[selection.kind]
    chunks = csv_chunks([column.key for column in columns], computed(selection.records, columns))
    response = StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{selection.csv_name}"'
    return response


def _page_only(selection: Selection) -> list[Problem]:
    """Parameters that mean something on a page only: a file holds all rows."""
    message = _("This parameter belongs to the page; a file holds all rows. Leave it out.")
    return [Problem(name, value, message) for name, value in selection.page_only.items()]
