"""Two people who save at the same time: neither loses work, and nobody meets an error page."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event as Signal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from events.actions import publish_event
from events.choices import Status
from events.models import Event
from tests.admin.forms import event_form
from tests.database import wait_until_somebody_waits
from tests.factories import add_citation, make_event
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def somebody_else_has_begun(to_do: Callable[[], object]) -> Iterator[None]:
    """Inside, another connection has done it but not yet committed; it commits once somebody waits for it."""
    begun = Signal()

    def do() -> None:
        try:
            with transaction.atomic():
                to_do()
                begun.set()
                wait_until_somebody_waits()
        finally:
            begun.set()
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        done: Future[None] = thread.submit(do)
        begun.wait(10)
        yield
        done.result(10)


def test_slug_taken_meanwhile_is_told_and_nothing_saved(sign_in: Callable[[str], Client]):
    client = sign_in("analysts")

    with somebody_else_has_begun(lambda: make_event(slug="2024-seminar", title="Theirs")):
        response = client.post(reverse("admin:events_event_add"), event_form() | {"slug": "2024-seminar"})

    page = client.get(response.headers["Location"])
    assert [str(message) for message in page.context["messages"]] == [
        "Nothing was saved: somebody else saved the same a moment ago. Please look and try again."
    ]
    assert list(Event.objects.values_list("title", flat=True)) == ["Theirs"]


def test_form_that_is_saved_while_the_event_is_published_leaves_it_published(sign_in: Callable[[str], Client]):
    event = make_event(title="Before", status=Status.IN_REVIEW)
    citation = add_citation(event=event)
    reviewer = make_user("reviewers")
    rows = {"citations": [{"id": citation.pk, "source": citation.source_id}]}
    client = sign_in("analysts")

    with somebody_else_has_begun(lambda: publish_event(event=event, by=reviewer)):
        client.post(
            reverse("admin:events_event_change", args=[event.pk]),
            event_form(event=event, rows=rows, title="After", change_reason="The source says so."),
        )

    event.refresh_from_db()
    assert (event.title, event.status, event.published_by) == ("After", Status.PUBLISHED, reviewer)
