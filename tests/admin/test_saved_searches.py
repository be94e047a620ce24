"""Searches kept under a name: one's own, shared ones, and those that the record has outgrown."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from events.models import SavedSearch
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

EVENTS = "/admin/events/event/"
KEEP = reverse("admin:events_event_keep_search")


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def offered(response) -> list[str]:
    return [search.name for search in response.context["searches"]]


def test_a_search_is_kept_and_found_above_the_list_and_on_the_desk(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")
    page = client.get(f"{EVENTS}?status__exact=draft&q=Osh+%26+Tashkent&p=3")
    kept = {"name": " Drafts of Osh ", "query": page.context["searched"]}

    response = client.post(KEEP, kept, follow=True)
    desk = client.get(reverse("admin:index"))

    assert told(response) == ["The search “Drafts of Osh” is kept."]
    assert list(SavedSearch.objects.values_list("owner__username", "list", "name", "query", "is_shared")) == [
        ("analysts", "event", "Drafts of Osh", "status__exact=draft&q=Osh+%26+Tashkent", False)
    ]
    assert response.redirect_chain == [(f"{EVENTS}?status__exact=draft&q=Osh+%26+Tashkent", 302)]
    assert 'aria-current="true">Drafts of Osh</a>' in response.content.decode()
    assert [address for _search, address in desk.context["searches"]] == [
        f"{EVENTS}?status__exact=draft&q=Osh+%26+Tashkent"
    ]


def test_others_find_what_is_shared_and_nothing_else(sign_in: Callable[[str], Client]):
    owner = make_user("reviewers", username="rosa")
    make.make_saved_search(owner=owner, name="Private")
    make.make_saved_search(owner=owner, name="Shared", is_shared=True)
    make.make_saved_search(owner=owner, name="Of people", list="person", is_shared=True)
    client = sign_in("analysts")

    assert offered(client.get(EVENTS)) == ["Shared"]
    assert offered(client.get("/admin/events/person/")) == ["Of people"]


def test_the_same_name_is_kept_anew(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")

    for query in ("q=first", "q=second"):
        client.post(KEEP, {"name": "Mine", "query": query, "is_shared": "on"})

    assert list(SavedSearch.objects.values_list("query", "is_shared")) == [("q=second", True)]


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "", "query": "q=a"},
        {"name": " ", "query": "q=a"},
        {"name": "x" * 81, "query": "q=a"},
        {"name": "a\x00b", "query": "q=a"},
        {"name": "Mine", "query": ""},
        {"name": "Mine", "query": "p=3&e=1&_popup=1"},
        {"name": "Mine", "query": "q=" + "x" * 2000},
        {"name": "Mine", "query": "q=\x00"},
        {},
    ],
    ids=["no name", "blank", "long name", "NUL", "no query", "only a page", "long query", "NUL in query", "nothing"],
)
def test_what_makes_no_search_is_not_kept_and_said_to_be_so(sent: dict[str, str], sign_in: Callable[[str], Client]):
    response = sign_in("analysts").post(KEEP, sent, follow=True)

    assert response.status_code == 200
    assert ["The search was not kept" in message for message in told(response)] == [True]
    assert SavedSearch.objects.count() == 0


def test_one_drops_ones_own_and_nobody_elses(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")
    mine = make.make_saved_search(owner=User.objects.get(username="analysts"), name="Mine")
    theirs = make.make_saved_search(name="Theirs", is_shared=True)

    dropped = client.post(reverse("admin:events_event_drop_search", args=[mine.pk]))
    refused = client.post(reverse("admin:events_event_drop_search", args=[theirs.pk]))

    assert (dropped.status_code, refused.status_code) == (302, 404)
    assert list(SavedSearch.objects.values_list("name", flat=True)) == ["Theirs"]


@pytest.mark.parametrize(
    "query",
    ["e=1", "created_by__password__startswith=a", "nothing__like__it=1", "year=soon", "desk=gone"],
)
def test_a_search_that_the_record_has_outgrown_fails_kindly(query: str, sign_in: Callable[[str], Client]):
    make.make_event(title="There")

    response = sign_in("analysts").get(f"{EVENTS}?{query}", follow=True)

    assert response.status_code == 200
    assert told(response) == [
        "This search can't be understood: a filter or a value in it is not known any more. Everything is shown."
    ]
    assert "There" in response.content.decode()


def test_a_search_of_a_list_that_is_no_more_is_left_off_the_desk(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")
    make.make_saved_search(owner=User.objects.get(username="analysts"), list="treaty")

    page = client.get(reverse("admin:index"))

    assert (page.status_code, page.context["searches"]) == (200, [])


def test_searches_are_kept_by_post_from_the_own_site_and_by_the_staff(sign_in: Callable[[str], Client], client: Client):
    staff = sign_in("analysts")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="analysts"))
    sent = {"name": "Mine", "query": "q=a"}

    assert staff.get(KEEP).status_code == 405
    assert strict.post(KEEP, sent).status_code == 403
    assert client.post(KEEP, sent).headers["Location"].startswith("/admin/login/")
    assert SavedSearch.objects.count() == 0


def test_a_hostile_name_is_shown_as_text(sign_in: Callable[[str], Client]):
    make.make_saved_search(name="<script>alert(1)</script>", is_shared=True)

    page = sign_in("analysts").get(EVENTS).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
