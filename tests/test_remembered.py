"""Pages that are sent again: never to somebody else, never after the record has changed."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cooperation import remembered
from events.models import Event
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)

# Tables that no page of readers shows, or that other tables tell of.
NEVER_SHOWN = {
    "eventindex", "eventwords", "headingmemory", "notthesame", "releasepiece", "savedsearch", "upload", "uploadrow",
}  # fmt: skip


@pytest.fixture(autouse=True)
def remembering():
    remembered.shelf.clear()
    with override_settings(REMEMBERED_MB=1):
        yield
    remembered.shelf.clear()


@pytest.fixture
def event() -> Event:
    return make.make_event(slug="astana", title="Conference in Astana")


def queries(client: Client, address: str, **more) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, **more).status_code == 200
    return len(asked)


def test_the_second_time_a_page_costs_one_query_and_is_the_same(client, event):
    first = client.get("/events/astana/")
    with CaptureQueriesContext(connection) as asked:
        second = client.get("/events/astana/")

    assert len(asked) == 1
    assert second.content == first.content
    own = {"X-Request-ID"}
    assert {key: value for key, value in second.items() if key not in own} == {
        key: value for key, value in first.items() if key not in own
    }
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]
    assert second.resolver_match.view_name == "events:event-detail"


def test_whether_the_site_lives_is_told_without_the_database(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/health/live").status_code == 200

    assert len(asked) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(title="Conference elsewhere"),
        lambda event: make.add_organization(event=event),
        lambda event: make.add_quote(event=event, text="We agree."),
        lambda event: Event.objects.filter(pk=event.pk).update(status="withdrawn", withdrawn_reason="Twice."),
        lambda event: event.delete(),
        lambda event: make.make_named_selection(slug="kept", query="country=UZ"),
    ],
)
def test_after_any_change_a_page_is_made_anew(client, event, change: Callable[[Event], object]):
    client.get("/events/")
    assert queries(client, "/events/") == 1

    change(event)

    assert queries(client, "/events/") > 1


def test_a_withdrawn_event_is_gone_at_once(client, event):
    client.get("/events/astana/")
    Event.objects.filter(pk=event.pk).update(status="withdrawn", withdrawn_reason="Recorded twice.")

    assert client.get("/events/astana/").status_code == 410
    assert "Conference in Astana" not in client.get("/events/").content.decode()


def test_a_change_by_sql_counts_too(client):
    organization = make.make_organization(slug="unodc", name="Office")
    make.add_organization(event=make.make_event(), organization=organization)
    client.get("/organizations/unodc/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_organization SET name = 'Another office' WHERE slug = 'unodc'")

    assert "Another office" in client.get("/organizations/unodc/").content.decode()


def test_a_page_made_while_somebody_writes_does_not_outlive_the_commit(client, event):
    """The writer began before the page was made and ends after it; a later writer has ended in between."""
    written, go_on = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            Event.objects.filter(pk=event.pk).update(title="Conference elsewhere")
            written.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(10)
    make.make_organization(slug="later")
    before = client.get("/events/").content.decode()
    assert queries(client, "/events/") == 1
    go_on.set()
    writer.join()

    assert "Conference in Astana" in before
    assert "Conference elsewhere" in client.get("/events/").content.decode()


def test_what_is_rolled_back_changes_nothing(client, event):
    client.get("/events/")
    with transaction.atomic():
        Event.objects.filter(pk=event.pk).update(title="Never")
        transaction.set_rollback(True)

    assert queries(client, "/events/") == 1


def test_the_staff_gets_pages_of_its_own_and_readers_none_of_theirs(client, event):
    staff = Client()
    staff.force_login(make_user("analysts"))
    own = [staff.get("/events/astana/").content.decode() for _ in range(2)]
    read = [client.get("/events/astana/").content.decode() for _ in range(2)]

    assert ["Edit this record" in page for page in own + read] == [True, True, False, False]


def test_addresses_hosts_and_compression_are_kept_apart(client, event):
    plain = client.get("/events/").content
    zipped = client.get("/events/", headers={"accept-encoding": "gzip"})
    other = client.get("/events/?sort=title").content

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert client.get("/events/").content == plain != other
    assert client.get("/events/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(("bytes_sent", "asked"), [("q=\xe9", "q=%C3%A9"), ("q=\xc3\xa9", "q=%C3%83%C2%A9")])
def test_nobody_chooses_what_is_shown_at_the_address_of_another_question(client, event, bytes_sent, asked):
    """Bytes that no address may hold come as they were sent, and written as an address are those of another one."""
    own = client.get(f"/events/?{asked}").content
    remembered.shelf.clear()

    client.get("/events/", QUERY_STRING=bytes_sent)

    assert client.get(f"/events/?{asked}").content == own


def test_files_errors_redirects_and_other_applications_are_not_kept(client, event):
    others = ["/events.csv", "/events/nowhere/", "/events/?country=", "/accounts/sign-in/", "/api/v1/events/"]
    for response in (client.get(address) for address in others):
        if response.streaming:
            b"".join(response.streaming_content)

    assert len(remembered.shelf._pages) == 0


def test_the_pages_of_yesterday_are_not_sent_today(client, event, monkeypatch):
    client.get("/events/")
    monkeypatch.setattr(remembered.timezone, "localdate", lambda: date(2100, 1, 1))

    assert queries(client, "/events/") > 1


def test_only_so_many_bytes_are_kept_and_those_asked_for_last():
    shelf = remembered.Shelf()
    page = remembered.Page(b"x" * 9_000, (), "1:1:", 1, 0.0, None)
    for number in range(50):
        shelf.put((str(number),), page, 100_000)
        shelf.get(("0",))

    assert shelf._bytes == 10 * len(page) == 100_000
    assert shelf.get(("0",)) is page
    assert shelf.get(("1",)) is None


def test_every_table_that_readers_are_shown_notes_its_changes():
    shown = {
        model._meta.db_table
        for model in apps.get_app_config("events").get_models(include_auto_created=True)
        if not model._meta.db_table.endswith("snapshot")
    } - {f"events_{name}" for name in NEVER_SHOWN}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_change'")
        noting = {name for (name,) in cursor.fetchall()}

    assert noting == shown
