"""Dates as people write them: what is understood, how it is said, and what is refused with which cure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.partial_dates import PartialDate, in_words
from events.typed_dates import TypedDates, read_date, read_dates, understood

UNDERSTOOD = [
    ("2022", "2022", ""),
    ("2022-03", "2022-03", ""),
    ("2022-03-03", "2022-03-03", ""),
    ("2022-3-3", "2022-03-03", ""),
    ("2025.03.11", "2025-03-11", ""),
    ("2025/03/11", "2025-03-11", ""),
    ("2022-03-03/2022-03-05", "2022-03-03", "2022-03-05"),
    ("2022-03-03 - 2022-03-05", "2022-03-03", "2022-03-05"),
    ("2022-03/2022-05", "2022-03", "2022-05"),
    ("2022–2023", "2022", "2023"),
    ("2022-2023", "2022", "2023"),
    ("11-12 March 2025", "2025-03-11", "2025-03-12"),
    ("11–12 March 2025", "2025-03-11", "2025-03-12"),
    ("11 – 12 March, 2025", "2025-03-11", "2025-03-12"),
    ("  11 - 12  march  2025 ", "2025-03-11", "2025-03-12"),
    ("3 to 7 June 2024", "2024-06-03", "2024-06-07"),
    ("from 3 to 7 June 2024", "2024-06-03", "2024-06-07"),
    ("3 and 4 June 2024", "2024-06-03", "2024-06-04"),
    ("30 May - 2 June 2024", "2024-05-30", "2024-06-02"),
    ("28 December 2023 – 3 January 2024", "2023-12-28", "2024-01-03"),
    ("March 2022", "2022-03", ""),
    ("Mar. 2022", "2022-03", ""),
    ("Sept 2022", "2022-09", ""),
    ("March-April 2022", "2022-03", "2022-04"),
    ("November 2022 – February 2023", "2022-11", "2023-02"),
    ("2022 – March 2023", "2022", "2023-03"),
    ("12.03.2025", "2025-03-12", ""),
    ("1.3.2025", "2025-03-01", ""),
    ("03.2025", "2025-03", ""),
    ("11.-12.03.2025", "2025-03-11", "2025-03-12"),
    ("11-12.03.2025", "2025-03-11", "2025-03-12"),
    ("30.05. – 02.06.2024", "2024-05-30", "2024-06-02"),
    ("13/04/2025", "2025-04-13", ""),
    ("04/13/2025", "2025-04-13", ""),
    ("05/05/2025", "2025-05-05", ""),
    ("March 11, 2025", "2025-03-11", ""),
    ("March 11-12, 2025", "2025-03-11", "2025-03-12"),
    ("March 30-April 2, 2025", "2025-03-30", "2025-04-02"),
    ("11th March 2025", "2025-03-11", ""),
    ("the 1st of March 2025", "2025-03-01", ""),
    ("11-March-2025", "2025-03-11", ""),
    ("11 March 2025 to 11 March 2025", "2025-03-11", ""),
    ("Tuesday, 11 March 2025", "2025-03-11", ""),
    ("Tue 11 - Wed 12 March 2025", "2025-03-11", "2025-03-12"),
    ("11 марта 2025 года", "2025-03-11", ""),
    ("11 марта 2025 г.", "2025-03-11", ""),
    ("вторник, 11 марта 2025", "2025-03-11", ""),
    ("с 11 по 12 марта 2025 года", "2025-03-11", "2025-03-12"),
    ("11-12 марта 2025 года", "2025-03-11", "2025-03-12"),
    ("март 2025", "2025-03", ""),
    ("в мае 2025 года", "2025-05", ""),
    ("в апреле - мае 2025", "2025-04", "2025-05"),
    ("2025-yil 11-mart", "2025-03-11", ""),
    ("2025 yil 11-12 mart kunlari", "2025-03-11", "2025-03-12"),
    ("2025-yil 11–12-mart", "2025-03-11", "2025-03-12"),
    ("2025 йил 11 мартда", "2025-03-11", ""),
    ("2025 жылғы 11 наурыз", "2025-03-11", ""),
    ("11-12 наурызда 2025 жыл", "2025-03-11", "2025-03-12"),
    ("11 nauryz 2025", "2025-03-11", ""),
    ("29 февраля 2024", "2024-02-29", ""),
    ("11 mars 2025", "2025-03-11", ""),
    ("11 de marzo de 2025", "2025-03-11", ""),
    ("１１ March ２０２５", "2025-03-11", ""),
]

CURE = "write it like 11-12 March 2025, March 2022 or 2022-03-03."
REFUSED = [
    ("", "Write a date, like 11-12 March 2025, March 2022 or 2022-03-03."),
    ("   ", "Write a date, like 11-12 March 2025, March 2022 or 2022-03-03."),
    ("soon", f"“soon” is not a date that can be read: {CURE}"),
    ("spring 2022", f"“spring 2022” is not a date that can be read: {CURE}"),
    ("11 March\x00 2025", f"“11 March 2025” is not a date that can be read: {CURE}"),
    ("9" * 10_000, f"“{'9' * 40}” is not a date that can be read: {CURE}"),
    ("3 - 4 - 5 June 2024", f"“3 - 4 - 5 June 2024” is not a date that can be read: {CURE}"),
    ("- 4 June 2024", f"“- 4 June 2024” is not a date that can be read: {CURE}"),
    ("<b>2022</b>", f"“<b>2022</b>” is not a date that can be read: {CURE}"),
    ("=2022", f"“=2022” is not a date that can be read: {CURE}"),
    ("March - 2025", f"“March - 2025” is not a date that can be read: {CURE}"),
    ("٢٠٢٢", f"“٢٠٢٢” is not a date that can be read: {CURE}"),
    ("11 March", "“11 March” has no year: add it, like 11-12 March 2025."),
    ("11-12 March", "“11-12 March” has no year: add it, like 11-12 March 2025."),
    ("11 2025", "“11 2025” has a day without a month: write it like 11-12 March 2025."),
    ("11 March 25", "“11 March 25” has no year of four digits: write it like 11 March 2025."),
    ("12.03.25", "“12.03.25” has no year of four digits: write it like 12.03.2025."),
    ("12/03/25", "“12/03/25” has no year of four digits: write it like 12.03.2025."),
    ("03/04/2025", "“03/04/2025” can be read in two ways: write 3 April 2025 or 4 March 2025, whichever is meant."),
    (
        "2022-13",
        "“2022-13” has a month 13, and there are twelve: write it like 11 March 2025 or 2025-03-11.",
    ),
    (
        "2022-00-03",
        "“2022-00-03” has a month 0, and there are twelve: write it like 11 March 2025 or 2025-03-11.",
    ),
    (
        "12.13.2025",
        "“12.13.2025” has a month 13, and there are twelve: write it like 11 March 2025 or 2025-03-11.",
    ),
    ("30 February 2024", "“30 February 2024” is not a date: February 2024 has 29 days; write one of them."),
    ("2023-02-29", "“2023-02-29” is not a date: February 2023 has 28 days; write one of them."),
    ("32 March 2024", "“32 March 2024” is not a date: March 2024 has 31 days; write one of them."),
    ("11 March 3025", "“11 March 3025” has a year that can't be recorded: write one from 1000 to 2999."),
    (
        "12-11 March 2025",
        (
            "In “12-11 March 2025” the end, 11 March 2025, lies before the start, 12 March 2025: "
            "write the earlier date first."
        ),
    ),
    (
        "28 December - 3 January 2024",
        (
            "In “28 December - 3 January 2024” the end, 3 January 2024, lies before the start, 28 December 2024: "
            "write the earlier date first."
        ),
    ),
    (
        "3 and 7 June 2024",
        (
            "“3 and 7 June 2024” names two days apart: "
            "write the first and the last day with a dash, like 11-12 March 2025."
        ),
    ),
]


@pytest.mark.parametrize(("text", "start", "end"), UNDERSTOOD)
def test_a_date_as_people_write_it_becomes_start_and_end(text: str, start: str, end: str):
    assert read_dates(text) == TypedDates(start, end, understood(start, end))


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_is_no_date_or_not_certain_is_refused_with_the_cure(text: str, sentence: str):
    with pytest.raises(ValueError, match=r"\.$") as refusal:
        read_dates(text)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-03-11", "2025-03-12", "11 to 12 March 2025, known to the day"),
        ("2024-05-30", "2024-06-02", "30 May to 2 June 2024, known to the day"),
        ("2022-03", "", "March 2022, known to the month"),
        ("2022", "", "2022, known to the year"),
        ("2022", "2023-03", "2022 to March 2023, the start known to the year, the end known to the month"),
    ],
)
def test_what_was_understood_is_said_with_how_exact_it_is(start: str, end: str, words: str):
    assert understood(start, end) == words


def test_one_date_is_read_where_only_one_is_wanted():
    assert read_date("11 March 2025") == "2025-03-11"


def test_a_range_is_refused_where_one_date_is_wanted():
    with pytest.raises(
        ValueError, match="“11-12 March 2025” is a range of dates: write a single date here, like 2025-"
    ):
        read_date("11-12 March 2025")


dates = st.dates().filter(lambda day: 1000 <= day.year <= 2999).map(str)
partial = dates.flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@given(partial, partial)
def test_dates_in_the_words_of_a_page_are_read_back(one: str, other: str):
    start, end = sorted([one, other], key=lambda text: PartialDate.parse(text).earliest)
    if PartialDate.parse(end).latest < PartialDate.parse(start).earliest or start == end:
        end = ""

    dates = read_dates(in_words(start, end))

    assert (dates.start, dates.end) == (start, end)


@given(st.text(max_size=90))
def test_any_text_is_read_or_refused(text: str):
    try:
        start = read_dates(text).start
    except ValueError:
        return

    assert PartialDate.parse(start).text == start
