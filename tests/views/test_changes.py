"""The page and the feed of what changed."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import Status
from events.history.context import How, recorded
from events.history.public import ON_A_PAGE
from events.models import Event
from tests import factories as make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def an_event(**fields):
    with recorded(how=How.FORM):
        return make.make_event(**fields)


def change(event, **values):
    with recorded(how=How.FORM):
        Event.objects.filter(pk=event.pk).update(**values)


def entries_of(answer):
    root = ET.fromstring(answer.content)  # noqa: S314 - our own words
    return [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}link").get("href"), entry.find(f"{ATOM}summary").text)
        for entry in root.iter(f"{ATOM}entry")
    ]


def test_the_page_tells_what_changed_and_leads_to_the_event(client):
    event = an_event(title="Seminar <b>bold</b>")
    change(event, type="training")
    body = client.get("/changes/").content.decode()

    assert f'<a href="{event.get_absolute_url()}">Seminar &lt;b&gt;bold&lt;/b&gt;</a>' in body
    assert "Type changed from “Seminar” to “Training”." in body


def test_without_changes_the_page_says_so(client):
    assert "Nothing has changed yet." in client.get("/changes/").content.decode()


def test_the_page_of_an_event_tells_what_changed(client):
    event = an_event()
    before = client.get(event.get_absolute_url()).content.decode()
    change(event, type="training")
    after = client.get(event.get_absolute_url()).content.decode()

    assert 'id="what-changed"' not in before
    assert "Type changed from “Seminar” to “Training”." in after


def test_earlier_changes_stand_on_further_pages(client):
    event = an_event(title="The first")
    for number in range(ON_A_PAGE):
        change(event, title=f"Title {number}")
    first = client.get("/changes/")
    second = client.get(f"/changes/?before={first.context['found'].older}")

    assert [told.headline for told in second.context["found"].changes] == ["Published"]
    assert 'rel="next"' in first.content.decode()
    assert 'rel="next"' not in second.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=",
        "before=-1",
        "before=٣",
        f"before={2**63}",
        f"before={'9' * 5_000}",
        "page=2",
        "before=%00",
    ],
    ids=lambda query: query[:30],
)
def test_a_bad_parameter_is_an_error(client, query):
    assert client.get(f"/changes/?{query}").status_code == 400


def test_a_change_that_is_not_there_is_a_404(client):
    assert client.get("/changes/?before=9999999").status_code == 404


def test_the_feed_tells_the_same_as_the_page(client, settings):
    event = an_event(title="Seminar & more")
    change(event, type="training")
    withdrawn = an_event(title="Secret")
    change(withdrawn, status=Status.WITHDRAWN, withdrawn_reason="Recorded twice.")
    answer = client.get("/changes.atom")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert entries_of(answer) == [
        ("Withdrawn", settings.SITE_URL + withdrawn.get_absolute_url(), "Recorded twice."),
        (
            "Changed: Seminar & more",
            settings.SITE_URL + event.get_absolute_url(),
            "Type changed from “Seminar” to “Training”.",
        ),
        ("Published: Seminar & more", settings.SITE_URL + event.get_absolute_url(), None),
    ]


def test_control_characters_do_not_break_the_feed(client):
    event = an_event(title="Bell \x07 in a title")
    change(event, type="training")

    assert client.get("/changes.atom").status_code == 200


def test_every_page_names_the_feed(client):
    assert (
        '<link rel="alternate" href="/changes.atom" type="application/atom+xml"'
        in client.get("/about/").content.decode()
    )


@pytest.mark.parametrize("address", ["/changes/", "/changes.atom"])
def test_one_change_and_three_cost_the_same(client, address):
    costs: list[int] = []
    for _round in range(2):
        for _number in range(len(costs) + 1):
            event = an_event()
            with recorded(how=How.FORM):
                make.add_organization(event=event)
                make.add_person(event=event)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))

    # changes, snapshots, names
    assert costs == [3, 3]
