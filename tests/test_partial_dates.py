"""Partial dates: what can be written, what it stands for, how it is said."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from events.partial_dates import PartialDate, in_words

WRITTEN = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31), "year"),
    ("2022-02", date(2022, 2, 1), date(2022, 2, 28), "month"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
    ("2022-12", date(2022, 12, 1), date(2022, 12, 31), "month"),
    ("2022-03-03", date(2022, 3, 3), date(2022, 3, 3), "day"),
]

NO_DATES = [
    "",
    "22",
    "2022-13",
    "2022-00",
    "2022-02-30",
    "2023-02-29",
    "2022-3",
    "2022-03-3",
    " 2022",
    "2022\n",
    "abcd",
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), WRITTEN)
def test_a_partial_date_stands_for_its_days(text, earliest, latest, precision):
    assert PartialDate.parse(text) == PartialDate(text, earliest, latest, precision)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate.parse(text)


def test_a_day_past_the_end_of_its_month_is_explained():
    with pytest.raises(ValueError, match=r"“2023-02-29” is not a date: February 2023 has 28 days\."):
        PartialDate.parse("2023-02-29")


days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
texts = st.one_of(
    days.map(str),
    days.map(lambda day: str(day)[:7]),
    days.map(lambda day: str(day)[:4]),
    st.from_regex(r"[12][0-9]{3}-[0-3][0-9](-[0-3][0-9])?", fullmatch=True),
    st.text(alphabet="0123456789-abc ", max_size=11),
)


@pytest.mark.django_db
@given(texts)
def test_the_database_and_the_code_agree_on_every_text(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT partial_date_earliest(%s), partial_date_latest(%s)", [text, text])
        bounds = cursor.fetchone()
    try:
        parsed = PartialDate.parse(text)
    except ValueError:
        assert bounds == (None, None)
    else:
        assert bounds == (parsed.earliest, parsed.latest)


@given(days)
def test_the_latest_day_of_a_month_is_the_day_before_the_next(day):
    month = PartialDate.parse(str(day)[:7])
    assert (month.latest + timedelta(days=1)).day == 1
    assert month.latest.month == month.earliest.month


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2022", "", "2022"),
        ("2022", "2023", "2022 – 2023"),
        ("2022-03", "", "March 2022"),
        ("2022-03", "2022-05", "March – May 2022"),
        ("2022-03", "2022-05-10", "March – 10 May 2022"),
        ("2022-03-03", "", "3 March 2022"),
        ("2022-03-03", "2022-03-04", "3–4 March 2022"),
        ("2022-03-30", "2022-04-02", "30 March – 2 April 2022"),
        ("2022-12-30", "2023-01-02", "30 December 2022 – 2 January 2023"),
        ("2022", "2022-03-04", "2022 – 4 March 2022"),
        ("not a date", "", "not a date"),
    ],
)
def test_a_date_is_said_no_more_exactly_than_it_is_known(start, end, words):
    assert in_words(start, end) == words
