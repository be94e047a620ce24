"""Who may import, and what: no more than by hand."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, EventStep
from tests import factories as make
from tests.admin.uploads import ADD, confirm, page_of, rows, upload
from tests.imports.sheets import a_row
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    event = make.make_event(slug="seen", title="Seen", type="seminar", start="2024", status="published")
    make.add_citation(event=event)
    make.add_country(event=event, country=make.make_country(code="UZ"))
    return event


@pytest.mark.parametrize(
    ("group", "cells", "status"),
    [
        pytest.param("analysts", {"countries": "KZ"}, "wrong", id="an analyst takes a country away"),
        pytest.param("analysts", {"countries": "KZ; UZ"}, "changed", id="an analyst adds a country"),
        pytest.param("analysts", {"country_roles": "UZ:host"}, "changed", id="an analyst changes a role"),
        pytest.param("reviewers", {"countries": "KZ"}, "changed", id="a reviewer takes a country away"),
        pytest.param("reviewers", {"sources": ""}, "wrong", id="nobody takes the last source away"),
        pytest.param("reviewers", {"status": "draft"}, "wrong", id="nobody makes it a draft again"),
        pytest.param("analysts", {"status": "withdrawn"}, "wrong", id="nobody withdraws it so"),
    ],
)
def test_an_import_may_do_what_its_person_may_do_by_hand(sign_in, published, group, cells, status):
    found = upload(sign_in(group), {"slug": "seen"} | cells)

    assert rows(found) == [(2, "seen", status)]


@pytest.mark.parametrize(
    ("group", "status", "expected"),
    [
        ("analysts", "draft", "new"),
        ("analysts", "in review", "new"),
        ("analysts", "published", "wrong"),
        ("reviewers", "published", "new"),
        ("reviewers", "withdrawn", "wrong"),
    ],
)
def test_only_reviewers_import_published_events(sign_in, group, status, expected):
    make.make_source(slug="press")
    client = sign_in(group)
    found = upload(client, a_row(status=status, sources="press"))
    assert rows(found) == [(2, "2024-05-14-tashkent-seminar", expected)]
    if expected == "new":
        confirm(client, found)
        event = Event.objects.get()
        steps = {"draft": [], "in review": ["submit"], "published": ["publish"]}
        assert event.status == status.replace(" ", "-")
        assert list(EventStep.objects.values_list("step", flat=True)) == steps[status]


def test_changing_what_readers_see_needs_a_reason(sign_in, published):
    client = sign_in("analysts")
    found = upload(client, {"slug": "seen", "title": "Seen better"})
    refused = confirm(client, found)
    published.refresh_from_db()
    assert "Readers see some of these events: write why they change." in refused.content.decode()
    assert published.title == "Seen"
    confirm(client, found, reason="The source was corrected.")
    published.refresh_from_db()

    assert published.title == "Seen better"
    assert EventStep.objects.values_list("event__slug", "step", "by__username", "comment").get() == (
        "seen",
        "change",
        "analysts",
        "The source was corrected.",
    )


@pytest.mark.parametrize("group", ["analysts", "reviewers", "administrators"])
def test_who_may_add_events_finds_the_import(sign_in, group):
    client = sign_in(group)

    assert str(ADD) in client.get(reverse("admin:index")).content.decode()
    assert str(ADD) in client.get(reverse("admin:events_event_changelist")).content.decode()
    assert client.get(ADD).status_code == 200


def test_others_do_not(client):
    found = make.make_upload()
    nobody = Client()
    nobody.force_login(make_user())
    addresses = [ADD, page_of(found), reverse("admin:events_upload_template", args=["csv"])]

    assert str(ADD) not in nobody.get(reverse("admin:index")).content.decode()
    assert [nobody.get(address).status_code for address in addresses] == [403, 302, 404]
    assert [client.get(address).status_code for address in addresses] == [302, 302, 302]


def test_a_file_is_seen_by_its_person_only(sign_in):
    found = upload(sign_in("analysts"), a_row())
    other = sign_in("reviewers")

    assert other.get(page_of(found)).status_code == 302
    assert other.get(reverse("admin:events_upload_wrong_rows", args=[found.pk])).status_code == 404
    other.post(page_of(found), {"_confirm": "1", "digest": found.preview["digest"]})
    assert not Event.objects.exists()
