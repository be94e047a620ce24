"""Asking a release: what is refused, what the page shows and leads to, what it costs, and that nothing leaks."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.html import escape

from events.freezing import make_release
from events.models import Event, PublicChange, Release
from events.selection import Selection
from tests import factories as make
from tests.exports.reading import all_text_of, download
from tests.feeds.test_named import keep
from tests.people import make_user
from tests.test_leaks import SECRET, make_hidden
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

YEAR = re.compile(r"\b1950\b")  # of what is hidden; the digits may stand within a checksum


@pytest.fixture
def hidden():
    return make_hidden()


def problem(client, address):
    response = client.get(address)
    return response.status_code, response.content.decode().strip()


def test_an_unknown_release_is_an_error_that_lists_the_known_ones(client):
    none_yet = problem(client, "/events.csv?release=2026.12")
    for month in (11, 12):
        Release.objects.create(name=f"2026.{month}", made_at=make.PUBLISHED_AT)
    unknown = "There is no such release. Known releases are: 2026.12, 2026.11."

    assert none_yet == (400, "release: No release has been made yet. Leave it out.")
    for release in ("2027.01", "latest", "2026.12'--", "%00"):
        assert problem(client, f"/events.csv?release={release}")[0] == 400
    assert problem(client, "/events.csv?release=2027.01") == (400, f"release: {unknown}")
    make.make_named_selection(slug="kept", query="country=UZ")
    for page in ("events", "quotes", "network", "compare", "events/pictures", "s/kept"):
        status, text = problem(client, f"/{page}/?release=2027.01")
        assert (status, unknown in text) == (400, True)
    assert client.get("/api/v1/events/?release=2027.01").json()["problems"][0]["message"] == unknown
    assert problem(client, "/events.csv?release=2026.11&release=2026.12")[0] == 400
    assert download(client, "/events.csv?release=")[0]["X-Release"] == "none (live)"
    assert client.get("/events/?release=%20&country=UZ")["Location"] == "/events/?country=UZ"
    assert [str(problem) for problem in Selection("events", {"release": "2026.12"}).errors] == [
        "release: This address answers from the record as it is now. Leave it out.",
    ]
    with pytest.raises(LookupError, match=r"2026\.12 are missing"):  # and never the live ones in their place
        client.get("/events.csv?release=2026.12")


def told_of_what_came_later(client, release):
    """Beside an event that readers find otherwise by now stands what became of it."""
    PublicChange.objects.all().delete()
    for slug, later, status in (("whole-1", 1, "withdrawn"), ("whole-2", 1, ""), ("whole-3", -1, "published")):
        made_at = release.made_at + timedelta(days=later)
        PublicChange.objects.create(event=Event.objects.get(slug=slug), made_at=made_at, status_after=status)
    page = client.get("/events/?release=2026.12&sort=oldest").content.decode()

    assert re.findall(r"whole-\d|[\w ]+ since this release|Not in the record any more", page.split("<ol", 1)[1]) == [
        "whole-1", "Withdrawn since this release", "whole-2", "Not in the record any more", "whole-3",
    ]  # fmt: skip


@pytest.fixture
def released():
    for number in (1, 2, 3):
        make_whole_event(number=number)
    return make_release(name="2026.12")


def test_the_page_says_which_release_it_shows_and_every_link_keeps_it(client, released, django_assert_num_queries):
    page = client.get("/events/?country=UZ&release=2026.12&sort=oldest").content.decode()
    kept = escape("country=UZ&sort=oldest&release=2026.12")

    assert "Events with Uzbekistan, as of release 2026.12</h1>" in page
    assert 'a page that a title opens shows the record as it is now. <a href="/data/releases/2026.12/">' in page
    assert "This page shows the record as it is now" in client.get("/events/whole-1/?release=2026.12").content.decode()
    assert "This page shows the record as it is now" not in client.get("/events/whole-1/").content.decode()
    assert '<input type="hidden" name="release" value="2026.12">' in page
    assert f'href="/events/?{escape("country=UZ&sort=oldest")}" aria-label="Remove filter: Release 2026.12"' in page
    for address in ("/events.csv", "/events.json", "/events/participations.csv", "/events/pictures/", "/network/"):
        assert f'href="{address}?{kept}"' in page
    assert "release 2026.12 (3 events). http" in page
    assert "accessed on" not in page
    assert f'href="/events.atom?{kept}"' in page

    for kind, address in (
        ("organizations", "organization=shared-body"),
        ("countries", "country=UZ&amp;country_role=took-part"),
    ):
        assert (
            f'href="/events/?{address}&amp;release=2026.12"' in client.get(f"/{kind}/?release=2026.12").content.decode()
        )
    # the release; a savepoint, the search path and both ends of it; the asked organization; the rows come by COPY
    for organization in ("body-1", "shared-body"):
        with django_assert_num_queries(6):
            download(client, f"/events.csv?organization={organization}&release=2026.12")
    # the release, its files, whether there is an earlier one; changes where there are some
    with django_assert_num_queries(3):
        client.get("/data/releases/2026.12/")
    client.force_login(make_user("reviewers"))
    assert keep(client, "/events/?country=UZ&release=2026.12").status_code == 302
    assert 'href="/events/?country=UZ&amp;release=2026.12"' in client.get("/s/uzbek/").content.decode()
    client.logout()
    asked_of_an_older_release(client, released)
    told_of_what_came_later(client, released)


def asked_of_an_older_release(client, release):
    """A column that was added since is an error that lists the known ones; so is a table that was."""
    release.tables["events"]["columns"] = ["slug", "title"]
    release.tables.pop("events/quotes")
    release.save()

    assert problem(client, "/events.csv?release=2026.12&columns=slug,mode") == (
        400, "columns: There is no column “mode”. Known columns are: slug, title.",
    )  # fmt: skip
    assert download(client, "/events.csv?release=2026.12")[1].splitlines()[0] == b"\xef\xbb\xbfslug,title"
    assert problem(client, "/events/quotes.csv?release=2026.12") == (400, "release: This table is not in the release.")


def test_nothing_unpublished_is_in_a_release(client, hidden):
    release = make_release(name="2026.12")
    files = [f"/data/releases/2026.12/{file.name}" for file in release.files.all()]
    lists = [f"/{kind}/" for kind in ("events", "organizations", "people", "quotes", "network", "events/pictures")]
    asked = [f"{address}?release=2026.12" for address in (*lists, "/events.zip", "/events.ris", "/frameworks.csv")]
    for address in ("/data/", "/data/releases/2026.12/", *files, *asked):
        response, content = download(client, address)

        text = all_text_of(content)
        assert (response.status_code, SECRET in text, bool(YEAR.search(text))) == (200, False, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug, part_of_id, follow_up_to_id, created_by_id FROM release_2026_12.events_event")
        rows = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'release_2026_12.events_event'::regclass")

        assert (rows, cursor.fetchone()) == ([("public", None, None, None)], (0,))
    assert "Public conference" in client.get("/events/?release=2026.12").content.decode()
