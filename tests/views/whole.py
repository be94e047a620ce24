"""An event with everything that can hang on one, for tests of pages."""

from typing import Any

from events.models import Event
from tests import factories as make


def make_whole_event(*, number: int, **fields: Any) -> Event:
    """Return a public event under shared actors; `number` tells apart what each event has for itself."""
    event = make.make_event(slug=f"whole-{number}", title=f"Seminar {number}", start=f"2024-05-{number:02d}", **fields)
    body = make.make_organization(slug=f"body-{number}", name=f"Body {number}", country=make.make_country(code="UZ"))
    person = make.make_person(slug=f"person-{number}", name=f"Person {number}")
    plan = make.make_framework(slug=f"plan-{number}", title=f"Plan {number}")
    source = make.make_source(slug=f"source-{number}", title=f"Page {number}", url=f"https://example.org/{number}")
    for organization in (body, shared(make.make_organization, "shared-body", "Shared Body")):
        make.add_organization(event=event, organization=organization)
    for speaker in (person, shared(make.make_person, "shared-person", "Shared Person")):
        make.add_person(
            event=event, person=speaker, position="Director", organization=body, country=make.make_country(code="UZ")
        )
    for framework in (plan, shared(make.make_framework, "shared-plan", "Shared Plan", title=True)):
        make.add_framework(event=event, framework=framework)
    make.add_place(event=event, city="Tashkent", country=make.make_country(code="UZ"))
    for code in ("UZ", "KZ"):
        make.add_country(event=event, country=make.make_country(code=code))
    for slug in ("pve", "gender"):
        make.add_theme(event=event, theme=make.make_theme(slug=slug))
    make.add_citation(event=event, source=source)
    make.add_quote(event=event, speaker=person, organization=body, source=source)
    return event


def shared(factory, slug, name, *, title=False):
    """The record that all events share, made by the first of them."""
    model = factory.__annotations__["return"]
    found = model.objects.filter(slug=slug).first()
    return found or factory(slug=slug, **{"title" if title else "name": name})
