"""Events in the order of the number of countries that took part: the page as the file has it."""

import random

import pytest

from events.models import Country
from events.selection import Selection
from tests import factories as make

pytestmark = pytest.mark.django_db

CODES = ["UZ", "KZ", "TJ", "DE", "FR", "GB"]


def test_those_with_the_most_countries_come_first_then_the_newest():
    for slug, start, codes in [
        ("none", "2025", []),
        ("old-pair", "2020", ["UZ", "KZ"]),
        ("pair", "2023-05", ["UZ", "DE"]),
        ("three", "2019", ["UZ", "KZ", "DE"]),
    ]:
        event = make.make_event(slug=slug, start=start)
        for code in codes:
            make.add_country(event=event, country=Country.objects.get(pk=code))
    pair = make.make_event(slug="host-twice", start="2024")
    for role in ("host", "participant"):  # one country in two roles is one
        make.add_country(event=pair, country=Country.objects.get(pk="UZ"), role=role)
    make.add_place(event=pair, country=Country.objects.get(pk="FR"))  # where it took place, no more

    found = [event.slug for event in Selection("events", {"sort": "countries"}).page()]

    assert found == ["three", "pair", "old-pair", "host-twice", "none"]


@pytest.mark.parametrize("question", [{}, {"country": "UZ"}, {"country": "UZ", "country_match": "none"}])
def test_every_page_continues_the_order_of_the_file(question):
    rng = random.Random(5)
    for number in range(90):
        event = make.make_event(slug=f"event-{number}", start=rng.choice(["2022", "2022-03", "2023-01-01", "2024-05"]))
        for code in rng.sample(CODES, rng.choice([0, 1, 1, 2, 5])):
            make.add_country(event=event, country=Country.objects.get(pk=code))
    asked = {**question, "sort": "countries"}
    selection = Selection("events", asked)
    due = [event.slug for event in selection.records]

    pages = range(1, -(-len(due) // 25) + 1)
    found = [event.slug for page in pages for event in Selection("events", {**asked, "page": str(page)}).page()]

    assert len(due) == selection.counts.total > 0
    assert found == due
