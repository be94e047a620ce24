"""HEAD of a file: the headers of GET, and none of its work."""

import pytest

from events.exports import rows
from events.freezing import make_release
from events.network.files import taken
from tests import factories as make
from tests.exports.reading import download
from tests.record import make_record

pytestmark = pytest.mark.django_db

OWN = {"X-Request-ID", "RateLimit-Remaining", "RateLimit-Reset"}  # of one answer alone
FILES = [
    "/events.csv?country=UZ", "/events.xlsx", "/events.json", "/events.parquet", "/events.zip", "/events.geojson",
    "/events/participations.csv", "/events.ris", "/people.jsonl", "/network.graphml", "/events.csv?x=y",
    "/network.csv?weight=x", "/sitemap.xml", "/sitemap/events/1/",
]  # fmt: skip


@pytest.fixture(scope="module")
def record(once):
    return once(make_record)


def told(response):
    return {name: value for name, value in response.items() if name not in OWN}


@pytest.mark.parametrize("address", FILES)
def test_headers_are_those_of_the_file_and_nothing_is_read_for_them(client, record, monkeypatch, address):
    whole, _content = download(client, address)

    def refuse(*arguments):
        raise AssertionError("The rows were asked for.")

    monkeypatch.setattr(rows, "copied", refuse)
    monkeypatch.setattr(taken.Taken, "actor_rows", refuse)
    monkeypatch.setattr("events.exports.begun", refuse)
    alone = client.head(address)

    assert (alone.status_code, told(alone)) == (whole.status_code, told(whole))
    assert b"".join(alone) == b""


def test_the_file_of_a_release_is_not_read_for_its_headers(client, django_assert_num_queries):
    make.make_event()
    make_release(name="2026.12")
    whole, content = download(client, "/data/releases/2026.12/cooperation-tracker-2026.12-changes.csv")

    with django_assert_num_queries(2):  # the release, the file
        alone = client.head("/data/releases/2026.12/cooperation-tracker-2026.12-changes.csv")

    assert told(alone) == told(whole)
    assert (alone.headers["Content-Length"], b"".join(alone.streaming_content)) == (str(len(content)), b"")
