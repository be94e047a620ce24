"""Pages far back in a list hold the records that stand there in the order of the database."""

import pytest
from django.http import QueryDict

from events import selection
from events.choices import Status
from events.models import Event, Organization, Person
from events.selection import Selection
from events.selection.orders import in_order
from tests import factories as make

pytestmark = pytest.mark.django_db


def listed(kind, sort):
    """All pages, one after the other."""
    first = Selection(kind, QueryDict(f"sort={sort}")).page()
    pages = [Selection(kind, QueryDict(f"sort={sort}&page={at}")).page() for at in first.paginator.page_range]
    return [record.slug for page in pages for record in page.object_list]


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_events_of_one_day_stand_in_their_order_on_all_pages(monkeypatch, few, sort):
    monkeypatch.setattr(selection, "FEW_ROWS", few)
    monkeypatch.setattr(selection, "PAGE_SIZE", 2)
    for number, start in enumerate(["2024", "2024", "2024-05", "2024", "2023-12-31", "2024", "2025"]):
        make.make_event(slug=f"event-{number}", start=start)
    make.make_event(slug="draft", start="2024", status=Status.DRAFT)

    expected = [event.slug for event in in_order(Event.objects.public(), sort)]
    assert (len(expected), listed("events", sort)) == (7, expected)


@pytest.mark.parametrize("sort", ["name", "events"])
def test_all_organizations_and_people_stand_in_their_order(monkeypatch, sort):
    monkeypatch.setattr(selection, "PAGE_SIZE", 2)
    one, two = make.make_event(), make.make_event()
    draft = make.make_event(status=Status.DRAFT)
    for number, name in enumerate(["Delta", "Alpha", "Omega", "Beta", "Hidden"]):
        body, person = make.make_organization(name=name), make.make_person(name=name)
        for event in {"Omega": (one, two), "Hidden": (draft,), "Beta": (two,)}.get(name, ()):
            make.add_organization(event=event, organization=body)
            make.add_person(event=event, person=person)
        if number < 2:
            make.add_quote(event=one, number=number + 1, speaker=person, organization=body)

    for kind, model in (("organizations", Organization), ("people", Person)):
        expected = [record.slug for record in in_order(model.objects.public(), sort)]
        assert (len(expected), listed(kind, sort)) == (4, expected)
