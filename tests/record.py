"""The small record that selections, files, feeds and the API are asked about."""

from events.choices import Status
from events.models import Event
from tests import factories as make


def make_record() -> dict[str, Event]:
    """Four public events and a draft that matches everything they match."""
    unodc = make.make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    isrs = make.make_organization(
        slug="isrs", name="Institute for Strategic Studies", acronym="ISRS", kind="government"
    )
    make.make_organization_name(organization=unodc, name="Управление ООН по наркотикам", kind="translation")
    voronkov = make.make_person(slug="vladimir-voronkov", name="Vladimir Voronkov")
    plan = make.make_framework(slug="jpoa", title="Joint Plan of Action", acronym="JPoA")
    uzbekistan, kazakhstan = make.make_country(code="UZ"), make.make_country(code="KZ")
    france = make.make_country(code="FR")

    both = make.make_event(slug="both", title="Conference on Returnees", type="conference", start="2022-03-03")
    make.add_country(event=both, country=uzbekistan, role="host")
    make.add_country(event=both, country=kazakhstan)
    make.add_organization(event=both, organization=unodc, role="organizer")
    make.add_organization(event=both, organization=isrs, role="co-organizer")
    make.add_person(event=both, person=voronkov)
    make.add_framework(event=both, framework=plan, relation="adopted")
    make.add_citation(event=both, source=make.make_source(slug="press"))
    make.add_theme(event=both, theme=make.make_theme(slug="repatriation"))
    make.add_place(event=both, country=uzbekistan, city="Tashkent", venue="Hotel Ёлка")

    month = make.make_event(slug="month", title="Training", type="training", start="2022-03", mode="online")
    make.add_country(event=month, country=kazakhstan, role="host")
    make.add_organization(event=month, organization=unodc, role="participant")
    make.add_theme(event=month, theme=make.make_theme(slug="prisons"))

    paris = make.make_event(slug="paris", title="Summit", type="summit", start="2023", state="announced")
    make.add_place(event=paris, country=france, city="Paris")
    make.add_country(event=paris, country=uzbekistan)

    bare = make.make_event(slug="bare", title="Something", type="other", start="2021-12-30", end="2022-01-02")

    draft = make.make_event(
        slug="draft", title="Secret Conference on Returnees", start="2022-03-03", status=Status.DRAFT
    )
    make.add_country(event=draft, country=uzbekistan, role="host")
    make.add_organization(event=draft, organization=unodc)
    make.add_organization(event=draft, organization=make.make_organization(slug="secret-body", name="Secret Body"))
    make.add_person(event=draft, person=voronkov)
    return {"both": both, "month": month, "paris": paris, "bare": bare, "draft": draft}
