"""A selection under a name: its page, its feed and calendar, and how the staff keeps one."""

import pytest

from events.models import NamedSelection
from tests import factories as make
from tests.feeds.reading import calendar_of, feed_of, slugs_of_calendar, slugs_of_feed
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def test_its_page_feed_and_calendar_hold_what_the_list_holds(client, record):
    make.make_named_selection(slug="uzbek", title="Of Uzbekistan", note="Why.", query="country=UZ")
    page = client.get("/s/uzbek/").content.decode()

    assert [slug for slug in record if f'href="/events/{slug}/"' in page] == ["both", "paris"]
    assert 'href="/events/?country=UZ"' in page
    assert sorted(slugs_of_feed(client.get("/s/uzbek.atom"))) == ["both", "paris"]
    assert slugs_of_calendar(client.get("/s/uzbek.ics")) == ["paris", "both"]


def test_feed_and_calendar_bear_its_name_and_its_address(client, record, settings):
    settings.SITE_URL = "https://tracker.example"
    make.make_named_selection(slug="uzbek", title="Of Uzbekistan", query="country=UZ")

    assert calendar_of(client.get("/s/uzbek.ics"))["X-WR-CALNAME"] == "Of Uzbekistan"
    assert feed_of(client.get("/s/uzbek.atom")).feed.id == "https://tracker.example/s/uzbek.atom"


def test_all_of_them_are_listed_and_one_learns_who_names_them(client):
    before = client.get("/s/").content.decode()
    make.make_named_selection(slug="uzbek", title="Of <Uzbekistan>", note="Why.", query="country=UZ")
    page = client.get("/s/").content.decode()

    assert "None has been named yet." in before
    assert '<a href="/s/uzbek/">Of &lt;Uzbekistan&gt;</a>' in page
    for part in ("Why.", 'href="/s/uzbek.atom"', 'href="/s/uzbek.ics"', "The reviewers of this record"):
        assert part in page
    assert 'href="/s/"' in client.get("/events/").content.decode()


@pytest.mark.parametrize("ending", ["/", ".atom", ".ics"])
def test_a_name_that_nobody_gave_is_no_address(client, ending):
    assert client.get(f"/s/nothing{ending}").status_code == 404


@pytest.mark.parametrize("ending", [".atom", ".ics"])
def test_a_question_that_is_out_of_date_says_so_and_never_widens(client, record, ending):
    make.make_named_selection(slug="gone", query="organization=dissolved")

    assert client.get(f"/s/gone{ending}").status_code == 400
    assert "dissolved" in client.get("/s/gone/").content.decode()
    assert "Conference on Returnees" not in client.get("/s/gone/").content.decode()


@pytest.mark.parametrize("ending", [".atom", ".ics"])
def test_its_address_takes_no_parameters(client, ending):
    make.make_named_selection(slug="named")

    assert client.get(f"/s/named{ending}?country=KZ").status_code == 400


def keep(client, query):
    form = {"title": "Of Uzbekistan", "slug": "uzbek", "note": "", "query": query}
    return client.post("/admin/events/namedselection/add/", form)


@pytest.mark.parametrize("pasted", ["https://tracker.example/events/?country=UZ", "/events/?country=UZ", "country=UZ"])
def test_a_reviewer_keeps_a_selection_by_pasting_its_address(client, record, pasted):
    client.force_login(make_user("reviewers"))

    assert keep(client, pasted).status_code == 302
    assert NamedSelection.objects.get().query == "country=UZ"


@pytest.mark.parametrize("pasted", ["https://tracker.example/events/?country=ZZ", "/events/", "/events/?nonsense=1"])
def test_an_address_that_asks_nothing_or_wrongly_is_refused(client, record, pasted):
    client.force_login(make_user("reviewers"))

    assert keep(client, pasted).status_code == 200
    assert NamedSelection.objects.count() == 0


def test_an_analyst_looks_and_keeps_nothing(client, record):
    client.force_login(make_user("analysts"))

    assert keep(client, "country=UZ").status_code == 403
    assert client.get("/admin/events/namedselection/").status_code == 200
