"""What `make torture` asks after each kill: it finds what is lost or halved, and nothing where all is well."""

import pytest
from django.db import connection

from tests.factories import add_quote, make_event
from torture import image, proof

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser_cursor(db):
    with connection.cursor() as cursor:
        yield cursor


def test_nothing_is_wrong_with_a_sound_record():
    before = proof.history()  # tests that commit leave the reference data without theirs
    add_quote(event=make_event())

    assert proof.history() == before
    assert proof.releases() + proof.derived_rows() + proof.nothing_left_open() == []


def test_a_row_that_changed_without_its_history_is_found(superuser_cursor):
    before = proof.history()
    event = make_event(title="Before")

    superuser_cursor.execute("SET LOCAL session_replication_role = replica")
    superuser_cursor.execute("UPDATE events_event SET title = 'After' WHERE id = %s", [event.pk])

    assert [told for told in proof.history() if told not in before] == [
        f"history of events_event: 1 rows differ from their snapshots, such as {event.pk}",
    ]


def test_a_row_that_breaks_a_constraint_is_found(superuser_cursor):
    event = make_event()
    superuser_cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    superuser_cursor.execute("SET LOCAL session_replication_role = replica")
    superuser_cursor.execute("UPDATE events_event SET part_of_id = %s WHERE id = %s", [event.pk + 1, event.pk])

    [wrong] = proof.constraints("events_event_part%")
    assert "violates foreign key constraint" in wrong


def test_what_the_index_of_events_lacks_is_found(superuser_cursor):
    make_event()

    superuser_cursor.execute("DELETE FROM events_eventindex")

    assert "events_eventindex is not what the events say" in proof.derived_rows()


def test_a_release_half_made_is_found(superuser_cursor):
    superuser_cursor.execute("CREATE SCHEMA release_2026_11")

    assert proof.releases() == ["release half made: release_2026_11"]


def test_containers_are_tried_with_the_limits_of_compose():
    guarded = {
        "read_only": True, "cap_drop": ["ALL"], "tmpfs": ["/tmp:size=1g"], "mem_limit": "1g", "cpus": 2,
        "pids_limit": 200, "environment": {"TRUST_PROXY": "true", "SENTRY_DSN": None, "SITE_URL": "${SITE_URL:?}"},
    }  # fmt: skip

    assert image._options(guarded, {"SITE_URL": "https://localhost"}) == [
        *("--init", "--read-only", "--cap-drop", "ALL", "--tmpfs", "/tmp:size=1g"),
        *("--security-opt", "no-new-privileges", "--memory", "1g", "--cpus", "2", "--pids-limit", "200"),
        *("--env", "TRUST_PROXY=true", "--env", "SITE_URL=https://localhost"),
    ]
