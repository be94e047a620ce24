"""What a server does before it starts, and once a day."""

import threading
from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cooperation.backups.place import Place
from cooperation.preparing import ONE_AT_A_TIME, prepare
from tests.database import wait_until_somebody_waits


def test_second_copy_waits_until_the_first_has_prepared_the_database(transactional_db):
    said: list[str] = []

    def another_copy() -> None:
        prepare(say=said.append)
        connection.close()

    with Place.of_the_site().connect() as first:
        first.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        second = threading.Thread(target=another_copy)
        second.start()
        wait_until_somebody_waits()
        assert said == ["Another copy prepares the database. Waiting for it ..."]
    second.join(timeout=30)

    assert said[1:] == ["The tables and the reference data are up to date."]


def test_lock_is_let_go_of(db, capsys):
    call_command("prepare")

    with Place.of_the_site().connect() as another:
        assert another.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME]).fetchone() == (True,)
    assert capsys.readouterr().out == "The tables and the reference data are up to date.\n"


def test_tidying_deletes_what_has_ended_and_nothing_else(db, capsys):
    now = timezone.now()
    for days in (-1, 1, 3652):
        Session.objects.create(session_key=f"key{days}", session_data="", expire_date=now + timedelta(days=days))
    for model in (AccessLog, AccessFailureLog):
        for days in (89, 91):
            row = model.objects.create(username=str(days))
            model.objects.filter(pk=row.pk).update(attempt_time=now - timedelta(days=days))
    for name, days in (("now", 0), ("while the clock was ahead", 3652)):
        row = AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=now + timedelta(days=days))
    cache.set("stays", 1, timeout=60)
    cache.set("ended", 1, timeout=60)
    cache.set("ahead", 1, timeout=3652 * 86400)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cooperation_cache SET expires = now() - interval '1 s' WHERE cache_key LIKE '%ended'")

    call_command("tidy")

    assert capsys.readouterr().out == "Deleted: 2 sessions, 3 sign-ins, 2 rows of the cache.\n"
    assert [session.session_key for session in Session.objects.all()] == ["key1"]
    assert [row.username for model in (AccessLog, AccessFailureLog) for row in model.objects.all()] == ["89", "89"]
    assert [row.username for row in AccessAttempt.objects.all()] == ["now"]
    assert cache.get_many(["stays", "ended", "ahead"]) == {"stays": 1}
