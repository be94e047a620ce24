"""Each number in a picture is that of the list which its link opens, for questions that nobody thought of."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings

from events.pages.pictures import pictures_of
from events.selection import Selection
from tests.test_facet_counts import _record, questions  # noqa: F401 - the same record, the same questions

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 1)


def listed(query):
    """The number of records that the database lists: the slow, obvious count."""
    return Selection("events", QueryDict(query)).records.count()


def charts(pictures):
    parts = [*pictures.by_type.drawn, *pictures.by_theme.drawn]
    return [chart for chart in (pictures.per_year, *(part.chart for part in parts)) if chart]


@pytest.mark.usefixtures("_record")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions)
def test_each_bar_counts_what_its_link_lists(question):
    pictures = pictures_of(Selection("events", question), today=TODAY)
    if pictures is None:  # nothing found
        return

    for chart in charts(pictures):
        for column in (bar.column for bar in chart.bars):
            assert column.query is None or column.total == listed(column.query), column
    for split in (pictures.by_type, pictures.by_theme):
        for part in (*split.drawn, *split.named):
            assert part.query is None or part.count == listed(part.query), part
