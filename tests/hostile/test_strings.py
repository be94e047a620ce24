"""Known shapes of script, SQL and formulas stand in every text of the record, and run on no page and in no file.

The suite puts several of them into each text of a few events; `THOROUGH=1` gives each of them an event of its own.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.db import models
from django.urls import get_resolver

from events.models import Event, Framework, NamedSelection, Organization, Person, Source
from events.models.base import PartialDateField
from tests import factories as make
from tests.effort import THOROUGH
from tests.exports.reading import all_text_of, download
from tests.hostile.strings import CALL, EVERYTHING, MARK
from tests.hostile.test_cases import routes

pytestmark = pytest.mark.django_db

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "content", "poster", "hx-get"}
DANGEROUS = re.compile(r"^[\x00-\x20]*(javascript|vbscript|data:text)", re.IGNORECASE)
PLAIN = "harmless zzmark words"


def length(model, field):
    return model._meta.get_field(field).max_length or 5_000


def filled(model, row, *, start, texts):
    """As many of the texts, from one on, as find room in each text field of a row that has none of our own making."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, PartialDateField)
        if (
            field.generated
            or not is_text
            or field.choices
            or field.name in {"slug", "start", "end", "language", "published", "url"}
        ):
            continue
        if isinstance(field, models.URLField):
            room = length(model, field.name) - 30
            found = (
                f"https://example.org/?{without_spaces(texts[start % len(texts)])}"[:room]
                if texts is not PLAIN
                else "https://example.org/"
            )
        else:
            found = joined(texts, start, length(model, field.name)) if texts is not PLAIN else PLAIN
        setattr(row, field.name, found[: length(model, field.name)].strip() or "x")
    row.save()
    return row


def without_spaces(text):
    return re.sub(r"[\x00-\x20\x7f\u2028\u2029]+", "", text)


def joined(texts, start, room):
    told = ""
    for number in range(len(texts)):
        each = texts[(start + number) % len(texts)]
        if told and len(told) + len(each) + 1 > room:
            break
        told = f"{told} {each}" if told else each
        if THOROUGH:
            break
    return told[:room]


def make_events(texts, count):
    """Public events under one host, each with everything that can hang on one, all of it hostile."""
    step = max(len(EVERYTHING) // count, 1)
    for number in range(count):
        start = number * step
        event = filled(
            Event,
            make.make_event(slug=f"e-{number}", participant_count=1, participant_unit="people"),
            start=start,
            texts=texts,
        )
        body = make.make_organization(slug=f"b-{number}", country=make.make_country(code="UZ"))
        filled(Organization, body, start=start, texts=texts)
        person = make.make_person(slug=f"p-{number}")
        plan = make.make_framework(slug=f"f-{number}")
        source = make.make_source(slug=f"s-{number}", url=f"https://example.org/{number}")
        rows = [
            person, plan, source, make.make_organization_name(organization=body, name="x"),
            make.make_person_name(person=person, name="x"), make.add_place(event=event, city="x"),
            make.add_person(event=event, person=person, organization=body),
            make.add_citation(event=event, source=source),
            make.add_quote(event=event, speaker=person, organization=body, source=source),
        ]  # fmt: skip
        for row in rows:
            filled(type(row), row, start=start, texts=texts)
        make.add_organization(event=event, organization=body)
        make.add_country(event=event, country=make.make_country(code="UZ"))
        make.add_framework(event=event, framework=plan)
        make.add_theme(event=event)
    make.make_named_selection(
        slug="named", title=joined(texts, 3, 100) if texts is not PLAIN else PLAIN, query="country=UZ"
    )


class Page(HTMLParser):
    """Which elements with which attributes a page has, what leads somewhere, and what stands in scripts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.parts, self.leads, self.scripts, self._inside = set(), set(), [], None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.parts |= {(tag, name) for name, _value in attrs} | {(tag, "")}
        self.leads |= {value for name, value in attrs if name in ADDRESSES and value}
        self._inside = dict(attrs).get("type", "") if tag in {"script", "style"} else None

    def handle_data(self, data):
        if self._inside is not None:
            self.scripts.append((self._inside, data))

    def handle_endtag(self, tag):
        self._inside = None


def addresses():
    values = {
        "slug:slug": "0",
        "slug:event": "e-0",
        "int:number": "1",
        "slug:code": "UZ",
        "citation:form": "bib",
        "slug:kind": "events",
    }
    first = {
        "events": "e-0",
        "organizations": "b-0",
        "people": "p-0",
        "frameworks": "f-0",
        "quotes": "e-0",
        "themes": "pve",
        "s": "named",
        "sources": "s-0",
    }
    for route in sorted(routes(get_resolver().url_patterns)):
        if "^" in route or "releases/<" in route or route.startswith(("csp", "health", "data/releases")):
            continue
        kind = route.removeprefix("api/v1/").split("/")[0]
        told = {**values, "slug:slug": first.get(kind, "x")}
        for name, value in told.items():
            route = route.replace(f"<{name}>", value)
        yield f"/{route}"
    yield from (
        "/search/?q=zzmark",
        "/events/?q=zzmark",
        "/compare/?a=organization.b-0&b=organization.b-1",
        "/network/?country=UZ",
    )


PUBLIC = list(addresses())
STAFF = [
    "/admin/", "/admin/events/event/", "/admin/events/organization/", "/admin/events/person/", "/admin/events/quote/",
    "/admin/events/source/", "/admin/events/framework/", "/admin/events/event/{event}/change/",
    "/admin/events/event/{event}/history/",
    "/admin/events/event/{event}/preview/", "/admin/events/person/{person}/change/",
    "/admin/events/person/{person}/remove/",
    "/admin/events/organization/{organization}/change/", "/admin/events/event/add/?copy_of={event}",
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(once):
    """Every page of a harmless record: what elements there are when nothing is wrong."""
    from django.test import Client

    number = len(EVERYTHING) if THOROUGH else 4

    def asked():
        make_events(PLAIN, number)
        found = {address: Page(fetched(Client(), address)[1].decode()) for address in PUBLIC if is_page(address)}
        for model in (Event, Person, Organization, Framework, Source, NamedSelection):
            model.objects.all().delete()
        make_events(EVERYTHING, number)
        return found

    return once(asked)


def is_page(address):
    return not re.search(r"\.[a-z]+(\?|$)|/api/v1|SHA256|sitemap", address)


def fetched(client, address):
    response, content = download(client, address)
    assert response.status_code == 200, (address, response.status_code)
    return response, content


def refused_markup(page, harmless):
    """What a page has that its harmless twin has not, and what would run."""
    found = {part for part in page.parts - harmless if part[1].startswith("on") or part[0] in RUNNING}
    found |= {lead for lead in page.leads if DANGEROUS.match(lead)}
    found |= {text for kind, text in page.scripts if MARK in text and "json" not in kind}
    for kind, text in page.scripts:
        if "json" in kind:
            json.loads(text)
    return found | (page.parts - harmless)


RUNNING = {"script", "iframe", "object", "embed", "svg", "math", "base", "meta", "link", "style", "form"}


def test_nothing_that_stands_in_the_record_becomes_markup_on_a_page(client, pages):
    known = set().union(*(page.parts for page in pages.values()))
    found = {}
    for address in pages:
        content = fetched(client, address)[1].decode()
        if told := refused_markup(Page(content), known):
            found[address] = told

    assert found == {}
    assert MARK in fetched(client, "/events/e-0/")[1].decode()  # so that something could have been found


def test_nor_on_a_page_of_the_staff(client, pages):
    client.force_login(User.objects.create_superuser("root"))
    keys = {kind: apps_first(kind) for kind in ("event", "person", "organization")}
    harmless = re.compile(r"^(?!javascript)", re.IGNORECASE)
    for address in STAFF if THOROUGH else STAFF[1::3]:
        content = fetched(client, address.format(**keys))[1].decode()
        page = Page(content)
        scripts = [text for kind, text in page.scripts if MARK in text and "json" not in kind]
        handlers = {part for part in page.parts if part[1].startswith("on")}

        assert (address, scripts, handlers, [lead for lead in page.leads if DANGEROUS.match(lead)]) == (
            address,
            [],
            set(),
            [],
        )
        assert {tag for tag, _name in page.parts} & {
            "iframe",
            "object",
            "embed",
            "math",
            "base",
            "marquee",
            "audio",
        } == set()
        assert harmless.match(content)


def apps_first(kind):
    from django.apps import apps

    model = apps.get_model("events", kind)
    return model.objects.order_by("pk").first().pk


def test_every_file_and_feed_is_well_formed_and_holds_no_formula(client, pages):
    files = [address for address in PUBLIC if not is_page(address)]
    for address in files if THOROUGH else files[::5]:
        check_file(client, address)


def check_file(client, address):
    response, content = fetched(client, address)
    kind = response["Content-Type"].split(";")[0]
    if kind.endswith("xml") or address.endswith((".gexf", ".graphml", ".atom")):
        root = ET.fromstring(content)  # noqa: S314 - our own answer
        assert [each.tag for each in root.iter() if each.tag.lower().endswith("}script")] == []
    elif kind.endswith("json"):
        json.loads(content)
    elif address.endswith(".jsonl"):
        assert all(json.loads(line) for line in content.decode().split("\n") if line)
    elif address.endswith(".csv"):
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
        assert [cell for cell in cells if is_formula(cell)] == []
    elif address.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert [cell.value for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"] == []
    assert all_text_of(content) != ""


def is_formula(cell):
    """Whether a spreadsheet takes a cell for more than text: a number is none, nor what follows a byte order mark."""
    return bool(re.match(r"\s*[=+@\uff1d\uff0b\uff20-]", cell)) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)


@pytest.mark.parametrize("name", ["q", "country", "sort"])
def test_what_is_asked_comes_back_as_text(client, pages, name):
    known = set().union(*(page.parts for page in pages.values())) | {
        ("ul", "class"),
        ("li", "class"),
        ("input", "aria-invalid"),
    }
    texts = EVERYTHING if THOROUGH else EVERYTHING[:: 40 - len(name)]
    for text in texts:
        page = Page(client.get("/events/", {name: text}, follow=True).content.decode())
        assert {tag for tag, attribute in page.parts - known if attribute.startswith("on") or not attribute} <= {
            "ul",
            "strong",
        }
        assert [lead for lead in page.leads if DANGEROUS.match(lead)] == []
        assert [script for kind, script in page.scripts if CALL in script] == []


if THOROUGH and shutil.which("soffice"):  # half a minute

    @pytest.mark.parametrize("address", ["/events.csv", "/quotes.csv", "/events/participations.csv", "/events.xlsx"])
    def test_libreoffice_computes_nothing_in_a_file(client, pages, tmp_path, address):
        file = tmp_path / address.rpartition("/")[2]
        file.write_bytes(fetched(client, address)[1])
        control = tmp_path / "control.csv"
        control.write_text("a\n=1+1\n")
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        reading = "--infilter=CSV:44,34,76,1,,0,false,true,false,true"  # UTF-8; numbers and formulas are detected
        for each in (file, control):
            options = [reading] if each.suffix == ".csv" else []
            command = [
                "soffice",
                "--headless",
                profile,
                *options,
                "--convert-to",
                "fods",
                "--outdir",
                str(tmp_path),
                str(each),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=120)

        assert re.findall(r'table:formula="([^"]*)"', control.with_suffix(".fods").read_text()) != []
        assert re.findall(r'table:formula="([^"]*)"', file.with_suffix(".fods").read_text()) == []
