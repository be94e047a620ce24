"""What a container, a proxy or a monitor is told of the site."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from cooperation.watching import health

pytestmark = pytest.mark.django_db


def test_ready_names_every_check(client):
    response = client.get("/health/ready")

    checks = {"status": "ok", "database": "ok", "migrations": "ok", "disk": "ok"}
    assert (response.status_code, response.json()) == (200, checks)
    assert "no-store" in response.headers["Cache-Control"]


def test_the_old_address_of_health_is_that_of_ready(client):
    assert client.get("/health/").json() == client.get("/health/ready").json()


def test_without_its_database_the_site_lives_and_is_not_ready(client, monkeypatch):
    def refuse():
        raise OperationalError("password of ada is wrong")

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        live, ready = client.get("/health/live"), client.get("/health/ready")

    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    told = {"status": "error", "database": "unreachable", "migrations": "unknown", "disk": "ok"}
    assert (ready.status_code, ready.json()) == (503, told)


def test_tables_older_than_the_code_are_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE name IN (SELECT max(name) FROM django_migrations WHERE app = 'events')"
        )

    response = client.get("/health/ready")

    assert (response.status_code, response.json()["migrations"]) == (503, "missing")


def test_tables_newer_than_the_code_are_ready(client):
    """While copies of the site are replaced one by one, the old ones go on."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('events', '9999_new', now())")

    assert client.get("/health/ready").status_code == 200


def test_a_full_disk_is_not_ready_and_how_full_stays_inside(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda place: SimpleNamespace(free=health.LEAST_DISK - 1))

    response = client.get("/health/ready")

    told = {"status": "error", "database": "ok", "migrations": "ok", "disk": "full"}
    assert (response.status_code, response.json()) == (503, told)


def test_health_takes_no_other_method(client):
    assert [client.post(f"/health/{name}").status_code for name in ("live", "ready", "")] == [405, 405, 405]


def test_health_costs_two_queries_and_life_none(client, django_assert_num_queries):
    client.get("/health/ready")

    with django_assert_num_queries(2):
        client.get("/health/ready")
    with django_assert_num_queries(0):
        client.get("/health/live")
