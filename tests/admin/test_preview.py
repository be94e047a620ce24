"""A preview is the public page itself, for the staff alone, and leaves nothing behind."""

import re
from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from events.choices import Status
from events.models import Event, EventStep
from tests import factories as make
from tests.admin.forms import event_form, name_rows
from tests.views.whole import make_whole_event

pytestmark = pytest.mark.django_db

KINDS = ["event", "organization", "person", "framework", "quote"]


def a_draft() -> Event:
    return make_whole_event(number=1, status=Status.DRAFT)


def record_of(event: Event, kind: str):
    return {
        "event": event,
        "organization": event.organization_participations.get(organization__slug="body-1").organization,
        "person": event.person_participations.get(person__slug="person-1").person,
        "framework": event.event_frameworks.get(framework__slug="plan-1").framework,
        "quote": event.quotes.get(),
    }[kind]


def preview_address(record) -> str:
    return reverse(f"admin:events_{record._meta.model_name}_preview", args=[record.pk])


def main_part(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_is_what_readers_see_after_publication(kind: str, sign_in: Callable[[str], Client], client: Client):
    event = a_draft()
    record = record_of(event, kind)

    preview = sign_in("analysts").get(preview_address(record))
    Event.objects.filter(pk=event.pk).update(status=Status.PUBLISHED, published_at=event.created_at)
    public = client.get(record.get_absolute_url())

    assert (preview.status_code, public.status_code) == (200, 200)
    assert without_files(main_part(preview)) == without_files(main_part(public))


def without_files(page: str) -> str:
    """The page but for links to its files for reference managers, which there are once it is public."""
    return " ".join(re.sub(r'<ul class="cite-forms".*?</ul>', "", page, flags=re.DOTALL).split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_is_marked_and_neither_cached_nor_indexed(kind: str, sign_in: Callable[[str], Client]):
    response = sign_in("analysts").get(preview_address(record_of(a_draft(), kind)))
    body = response.content.decode()

    assert "Preview, seen by the staff only." in body
    assert '<meta name="robots" content="noindex, nofollow">' in body
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("kind", KINDS)
def test_to_everybody_else_there_is_no_preview(kind: str, client: Client):
    address = preview_address(record_of(a_draft(), kind))

    response = client.get(address)

    assert response.status_code == 404
    assert "Seminar 1" not in response.content.decode()


def test_a_preview_leaves_no_trace(sign_in: Callable[[str], Client], client: Client):
    event = a_draft()
    staff = sign_in("analysts")

    for kind in KINDS:
        staff.get(preview_address(record_of(event, kind)))

    assert Event.objects.get().status == Status.DRAFT
    assert client.get(event.get_absolute_url()).status_code == 404
    assert (LogEntry.objects.count(), EventStep.objects.count()) == (0, 0)


def test_the_preview_of_what_is_typed_shows_it_and_saves_nothing(sign_in: Callable[[str], Client]):
    event = make.make_event(title="Before", status=Status.PUBLISHED)
    citation = make.add_citation(event=event)
    rows: dict[str, list[dict[str, object]]] = {
        "citations": [{"id": citation.pk, "source": citation.source_id}],
        "places": [{"city": "Samarkand", "country": "UZ"}],
    }
    client = sign_in("analysts")

    form = event_form(event=event, rows=rows, title="After", change_reason="", _preview="Preview")
    response = client.post(reverse("admin:events_event_change", args=[event.pk]), form)

    assert response.status_code == 200
    assert '<h1 class="title-long">After</h1>' in response.content.decode()
    assert "Samarkand" in response.content.decode()
    assert (Event.objects.get().title, event.places.count()) == ("Before", 0)
    assert (LogEntry.objects.count(), EventStep.objects.count()) == (0, 0)


def test_a_new_event_is_previewed_before_it_is_saved_and_asks_no_questions(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")

    response = client.post(reverse("admin:events_event_add"), event_form(title="Not yet there", _preview="Preview"))

    assert "Not yet there</h1>" in response.content.decode()
    assert Event.objects.count() == 0
    assert list(client.get(reverse("admin:index")).context["messages"]) == []


def test_a_preview_with_mistakes_is_the_form_with_its_messages(sign_in: Callable[[str], Client]):
    response = sign_in("analysts").post(
        reverse("admin:events_event_add"), event_form(title="", start="2024-13", _preview="Preview")
    )

    assert set(response.context["adminform"].form.errors) == {"title", "start"}


def test_typed_changes_of_an_actor_are_previewed(sign_in: Callable[[str], Client]):
    organization = record_of(make_whole_event(number=1), "organization")
    data = {"name": "A better name", "kind": organization.kind, "slug": organization.slug, **name_rows([])}

    response = sign_in("analysts").post(
        reverse("admin:events_organization_change", args=[organization.pk]), data | {"_preview": "Preview"}
    )

    organization.refresh_from_db()
    assert "A better name</h1>" in response.content.decode()
    assert organization.name == "Body 1"


def test_an_actor_that_no_event_names_has_no_page_to_preview(sign_in: Callable[[str], Client]):
    response = sign_in("analysts").get(preview_address(make.make_organization(name="Lonely body")))

    assert response.status_code == 200
    assert "Readers would find no page of “Lonely body”" in response.content.decode()


def test_a_preview_names_the_pages_that_become_public_with_it(sign_in: Callable[[str], Client]):
    event = a_draft()
    known = make_whole_event(number=2)
    client = sign_in("analysts")

    links = client.get(preview_address(event)).content.decode().partition("<main")[0]

    assert [name in links for name in ("Body 1", "Person 1", "Plan 1", "Shared Body")] == [True, True, True, False]
    assert known.is_public


def test_a_withdrawn_event_is_previewed_as_it_would_return(sign_in: Callable[[str], Client]):
    event = make.make_event(title="Was withdrawn", status=Status.WITHDRAWN)

    response = sign_in("reviewers").get(preview_address(event))

    assert "Was withdrawn</h1>" in response.content.decode()
    assert Event.objects.get().status == Status.WITHDRAWN


@pytest.mark.parametrize("key", ["0", "a", "1_00"])
def test_unknown_records_are_not_found(key: str, sign_in: Callable[[str], Client]):
    assert sign_in("analysts").get(f"/admin/events/event/{key}/preview/").status_code == 404
    assert sign_in("administrators").get("/admin/events/theme/pve/preview/").status_code == 404
