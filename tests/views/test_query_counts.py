"""Each page costs the same number of queries, whatever the number of records on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.bitmaps import present
from tests import factories as make
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

COSTS = {
    # The sets that are followed; the rows of the page; for the panel the countries, the themes, the organizations, the
    # people and the frameworks.
    "/events/": 7,
    # The same, and the country that the parameter names.
    "/events/?country=UZ&from=2024&to=2024": 8,
    # The sets; the themes; the countries, for the map and for the matrix; the organizations.
    "/events/pictures/": 5,
    # The sets; those that are public, and in the order of their names, both only after a change; the rows; the sets for
    # their numbers, and of people again for their posts.
    "/organizations/": 5,
    "/people/": 7,
    # The count; the rows; their numbers.
    "/frameworks/": 3,
    # The count; the rows; their numbers: events they took part in and events there.
    "/countries/": 4,
    # The count; the rows; their numbers.
    "/themes/": 3,
    # The count; the quotes; the places of their events and the countries of these.
    "/quotes/": 4,
    # Three counts of records; the sets; rows of events; themes; a quote with places and countries; countries with
    # their numbers, organizations and frameworks.
    "/": 13,
    # The event; places, organizations, countries, people, frameworks, themes, quotes, sources; parts and follow-ups;
    # the events before and after it in the series; its changes.
    "/events/whole-1/": 14,
    # The organization, its names, the smaller bodies; the organization that the selection names; the sets; rows of
    # events; countries, organizations, frameworks, themes, people, quotes; a count of countries.
    "/organizations/shared-body/": 13,
    # The person, the names; the person that the selection names; the sets; countries, organizations, themes,
    # quotes, appearances, the latest post.
    "/people/shared-person/": 10,
    # The country, its names; two selections, the country that they name and the sets; rows of events; countries, its
    # own bodies and others, frameworks, themes, people and their posts; quotes with places and countries; a count of
    # those met; cities;
    # its organizations and their count.
    "/countries/UZ/": 22,
    # The framework, its parts; its events with places and countries; the framework that the selection names; the
    # sets; countries, organizations, themes.
    "/frameworks/shared-plan/": 10,
    # The theme, and as the selection names it; the sets; rows of events; countries, organizations, frameworks; a count
    # of countries.
    "/themes/pve/": 8,
    # The quote, the places of its event and their countries; the same for all quotes of the event.
    "/quotes/whole-1/1/": 6,
    # The sets that are followed; the codes of countries; the names of organizations and of countries.
    "/network/": 4,
    # The same, the country that the parameter names, and the names of people.
    "/network/?country=UZ&actors=all": 6,
    # The name folded, who bears it; the countries that the words name; the sets; the events by words; what the words
    # mean; for countries, organizations, people, frameworks and themes their keys and what is shown, and the posts of
    # people; two for what is shown of events; quotes; the sources that are public, found, shown, and who cites them.
    "/search/?q=shared+or+page+or+words+or+seminar": 25,
    # The changes and their snapshots; what was only published names nothing.
    "/changes/": 2,
    "/changes.atom": 2,
    # The countries to choose from; the sets, and the busiest organizations.
    "/compare/": 3,
    # The releases.
    "/data/": 1,
    # The names.
    "/s/": 1,
    "/about/": 0,
    "/robots.txt": 0,
    # Counts of countries, themes, organizations, frameworks, people, events, quotes.
    "/sitemap.xml": 7,
    # Whether there is one; the records.
    "/sitemap/events/1/": 2,
}


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        b"".join(response)
    assert response.status_code == 200
    return [query["sql"] for query in queries]


@pytest.fixture(autouse=True)
def _followed(db):
    """A process that has been asked before: the first question of all makes the sets that later ones follow."""
    present()


@pytest.mark.parametrize("address", COSTS)
def test_one_record_and_three_cost_the_same_at(client, address):
    make_whole_event(number=1)
    with_one = queries_of(client, address)
    make_whole_event(number=2)
    make_whole_event(number=3)

    with_three = queries_of(client, address)

    assert (len(with_one), len(with_three)) == (COSTS[address], COSTS[address]), "\n".join(with_three)


def test_related_events_cost_the_same_for_one_and_three(client):
    first = make_whole_event(number=1)
    make.add_place(event=make.make_event(slug="part-1", part_of=first))
    with_one = queries_of(client, "/events/whole-1/")
    for number in (2, 3):
        make.add_place(event=make.make_event(slug=f"part-{number}", part_of=first))

    with_three = queries_of(client, "/events/whole-1/")

    # as above, and the places of the parts
    assert (len(with_one), len(with_three)) == (15, 15)
