"""The page of a framework shows what prepared, adopted, presented and reviewed it, in the order of time."""

import re

import pytest

from tests import factories as make
from tests.views.reading import main_part

pytestmark = pytest.mark.django_db


def chain(client):
    return re.findall(
        r'<a href="/events/([^/]+)/" aria-label="([^"]+)"><title>.*?</title><(\w+)',
        main_part(client, "/frameworks/plan/"),
    )


def test_each_step_has_its_lane_and_each_event_opens_its_page(client):
    plan = make.make_framework(slug="plan", title="Plan")
    for slug, start, relation in [
        ("review", "2024-05-14", "reviewed"),
        ("meeting", "2023-01-09", "under"),
        ("adoption", "2022-03-03", "adopted"),
        ("second-draft", "2021", "prepared"),
        ("first-draft", "2020-11-02", "prepared"),
    ]:
        make.add_framework(event=make.make_event(slug=slug, title=slug, start=start), framework=plan, relation=relation)

    assert chain(client) == [
        ("first-draft", "Prepared: first-draft, 2 November 2020", "circle"),
        ("second-draft", "Prepared: second-draft, 2021", "rect"),
        ("adoption", "Adopted: adoption, 3 March 2022", "circle"),
        ("review", "Reviewed: review, 14 May 2024", "circle"),
        ("meeting", "Held under: meeting, 9 January 2023", "circle"),
    ]
    rows = re.findall(r'scope="rowgroup">(.*?)</th>', main_part(client, "/frameworks/plan/"))
    assert rows == ["Prepared", "Adopted", "Reviewed", "Held under"]


def test_a_year_is_never_drawn_as_its_first_day(client):
    plan = make.make_framework(slug="plan", title="Plan")
    make.add_framework(event=make.make_event(slug="vague", start="2021"), framework=plan, relation="adopted")

    bar = r'<rect class="bar-uncertain" fill="url\(#uncertain\)" x="2.00%"[^>]*width="([\d.]+)%"'
    widths = re.findall(bar, main_part(client, "/frameworks/plan/"))

    assert widths == ["95.74"]  # the whole year but its last day


def test_a_series_of_meetings_has_no_chain(client):
    plan = make.make_framework(slug="plan", title="Plan")
    make.add_framework(event=make.make_event(slug="meeting"), framework=plan, relation="under")

    assert chain(client) == []


def test_drafts_are_not_in_the_chain_and_hostile_titles_are_words(client):
    plan = make.make_framework(slug="plan", title="Plan")
    draft = make.make_event(slug="draft", status="draft")
    hostile = make.make_event(slug="hostile", title='"><script>', start="2022-03-03")
    for event in (draft, hostile):
        make.add_framework(event=event, framework=plan, relation="reviewed")

    page = main_part(client, "/frameworks/plan/")

    assert "<script" not in page
    assert [slug for slug, _words, _shape in chain(client)] == ["hostile"]
