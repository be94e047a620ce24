"""Each number in a picture is that of the list which its link opens, for questions that nobody thought of."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from events.pages.pictures import pictures_of
from events.selection import Selection
from tests.effort import tried
from tests.test_facet_counts import _record, questions  # noqa: F401 - the same record, the same questions

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 1)


def listed(query):
    """The number of records that the database lists: the slow, obvious count."""
    return Selection("events", QueryDict(query)).records.count()


def marks(pictures):
    """Each number of the pictures that leads somewhere, with its query."""
    for split in (pictures.by_type, pictures.by_theme):
        yield from ((part.count, part.query) for part in (*split.drawn, *split.named))
    charts = [pictures.per_year, *(part.chart for part in (*pictures.by_type.drawn, *pictures.by_theme.drawn))]
    yield from ((bar.column.total, bar.column.query) for chart in charts if chart for bar in chart.bars)
    yield from ((spot.count, spot.query) for spot in pictures.world.map.spots)
    if pictures.cities:
        yield from ((spot.count, spot.query) for spot in pictures.cities.spots)
    yield from ((row.head.count, row.head.query) for row in pictures.matrix.rows)
    yield from ((head.count, head.query) for head in pictures.matrix.columns)
    yield from ((cell.count, cell.query) for row in pictures.matrix.rows for cell in row.cells)


@pytest.mark.usefixtures("_record")
@tried(6)
@given(question=questions, rng=st.randoms(use_true_random=False))
def test_each_mark_counts_what_its_link_lists(question, rng):
    pictures = pictures_of(Selection("events", question), today=TODAY)
    if pictures is None:  # nothing found
        return

    found = [(number, query) for number, query in marks(pictures) if query is not None]
    for number, query in rng.sample(found, min(20, len(found))):
        assert number == listed(query), query
