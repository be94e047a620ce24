"""Importing in the admin: by whom, what is seen before, and that exactly this is done."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event, HeadingMemory, Organization, Upload
from events.models.upload import KEPT
from tests import factories as make
from tests.admin.uploads import ADD, confirm, page_of, rows, send, told, upload
from tests.imports.sheets import a_row

pytestmark = pytest.mark.django_db


def test_a_file_is_seen_before_it_is_imported(sign_in):
    client = sign_in("analysts")
    found = upload(client, a_row(country_roles="UZ:host"), a_row(slug="wrong", type="party"))
    page = client.get(page_of(found), {"show": "new"}).content.decode()

    assert "<span>UZ, Host</span>" in page
    assert rows(found) == [(2, "2024-05-14-tashkent-seminar", "new"), (3, "wrong", "wrong")]
    assert "Seminar on returnees" in page
    assert "1 new, 0 changed, 0 unchanged, 1 wrong." in page
    assert not Event.objects.exists()


def test_what_was_seen_is_imported_as_drafts_of_the_person(sign_in):
    client = sign_in("analysts")
    found = upload(client, a_row())
    response = confirm(client, found)
    event = Event.objects.get()

    assert told(response) == ["The file was imported."]
    assert (event.slug, event.status, event.created_by.username) == (
        "2024-05-14-tashkent-seminar",
        "draft",
        "analysts",
    )
    assert rows(upload(client, a_row())) == [(2, "2024-05-14-tashkent-seminar", "unchanged")]


def test_a_file_is_imported_once(sign_in):
    client = sign_in("analysts")
    found = upload(client, a_row())
    confirm(client, found)
    Event.objects.all().delete()
    confirm(client, found)

    assert not Event.objects.exists()


def test_what_changed_since_the_preview_is_shown_and_not_imported(sign_in):
    client = sign_in("analysts")
    event = make.make_event(slug="mine", title="First", type="seminar", start="2024", status="draft")
    found = upload(client, {"slug": "mine", "title": "Third"})
    Event.objects.filter(pk=event.pk).update(title="Second")
    response = confirm(client, found)

    assert told(response) == [
        "Nothing was imported: the record was changed since you saw the preview. This is how it is now."
    ]
    event.refresh_from_db()
    assert event.title == "Second"
    assert found.rows.get().changes == [{"field": "title", "before": "Second", "after": "Third"}]
    confirm(client, found)
    event.refresh_from_db()
    assert event.title == "Third"


def test_a_confirmation_of_an_older_look_is_refused(sign_in):
    client = sign_in("analysts")
    found = upload(client, a_row())
    response = send(client, found, "_confirm", digest="0" * 64)

    assert told(response)[0].startswith("Nothing was imported: the record was changed")
    assert not Event.objects.exists()


def test_a_wrong_row_stops_the_import_unless_it_is_left_out(sign_in):
    client = sign_in("analysts")
    found = upload(client, a_row(), a_row(slug="wrong", type="party"), a_row(slug="follows", part_of="wrong"))
    refused = confirm(client, found)
    assert "Mend the wrong rows first, or say here that they are to be left out." in refused.content.decode()
    assert not Event.objects.exists()
    wrong = client.get(reverse("admin:events_upload_wrong_rows", args=[found.pk]))
    confirm(client, found, skip_errors="on")

    assert wrong["Content-Disposition"] == 'attachment; filename="events-wrong.csv"'
    assert [line.split(",")[0] for line in wrong.content.decode("utf-8-sig").splitlines()] == [
        "slug",
        "wrong",
        "follows",
    ]
    assert list(Event.objects.values_list("slug", flat=True)) == ["2024-05-14-tashkent-seminar"]
    mended = wrong.content.replace(b"party", b"seminar")
    again = upload(client, content=mended, name="events-wrong.csv")
    assert rows(again) == [(2, "wrong", "new"), (3, "follows", "new")]


def test_a_line_of_json_is_a_draft_unless_it_says_otherwise(sign_in):
    client = sign_in("analysts")
    content = b'{"slug": "a", "title": "A", "type": "seminar", "start": "2024"}\n'
    confirm(client, upload(client, content=content, name="events.jsonl"))

    assert Event.objects.get().status == "draft"


def test_headings_of_others_are_mapped_and_remembered(sign_in):
    client = sign_in("analysts")
    found = upload(client, {"What": "Seminar", "type": "seminar", "Date start": "2024", "Internal": "7"})
    assert [row[2] for row in rows(found)] == ["wrong"]
    assert found.preview["headings"] == [
        ["What", "", "unknown"],
        ["type", "type", "ours"],
        ["Date start", "start", "guessed"],
        ["Internal", "", "unknown"],
    ]
    send(
        client, found, "_headings", **{"heading-0": "title", "heading-1": "type", "heading-2": "start", "heading-3": ""}
    )
    assert [row[2] for row in rows(found)] == ["new"]
    confirm(client, found)

    assert HeadingMemory.objects.get().mapping == {"What": "title", "Date start": "start", "Internal": ""}
    again = upload(client, {"What": "Another", "type": "seminar", "Date start": "2024", "Internal": "7"})
    assert again.preview["headings"][0] == ["What", "title", "remembered"]
    assert [row[2] for row in rows(again)] == ["new"]


def test_open_names_are_answered(sign_in):
    make.make_organization(slug="unodc", name="United Nations Office on Drugs and Crime")
    client = sign_in("analysts")
    found = upload(client, a_row(organizers="UN drugs people; Institute of Peace", person_roles="A. Nobody:speaker"))
    assert [(each["kind"], each["typed"]) for each in found.preview["open"]] == [
        ("organization", "UN drugs people"),
        ("organization", "Institute of Peace"),
        ("person", "A. Nobody"),
    ]
    send(client, found, "_names", **{"name-0": "unodc", "name-1": "+research-institute", "name-2": "+"})
    assert [row[2] for row in rows(found)] == ["new"]
    confirm(client, found)

    assert Organization.objects.get(slug="institute-of-peace").kind == "research-institute"
    event = Event.objects.get()
    assert sorted(event.organization_participations.values_list("organization__slug", flat=True)) == [
        "institute-of-peace",
        "unodc",
    ]
    assert event.person_participations.get().person.name == "A. Nobody"


def test_a_name_may_be_answered_only_with_what_is_offered(sign_in):
    client = sign_in("analysts")
    found = upload(client, a_row(organizers="Nobody", themes="nothing"))
    send(client, found, "_names", **{"name-0": "+no-such-kind", "name-1": "+theme"})

    assert [row[2] for row in rows(found)] == ["wrong"]
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("events.txt", b"x", "Choose a file that ends in .csv, .xlsx or .jsonl."),
        ("events.csv", b"x" * 10_000_001, "This file can&#x27;t be taken: the file has 10 MB; an upload"),
    ],
)
def test_what_is_no_table_is_refused_at_the_form(sign_in, name, content, problem):
    response = sign_in("analysts").post(ADD, {"file": SimpleUploadedFile(name, content)})

    assert response.status_code == 200
    assert problem in response.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("events.csv", b"", "is empty; expected a heading and a row for each event"),
        ("events.xlsx", b"\x89PNG", "is no workbook, whatever its ending says; choose the file with the table"),
        ("events.jsonl", b"[]", "expected an object in braces, one a line"),
    ],
)
def test_a_file_that_can_not_be_read_says_why(sign_in, name, content, problem):
    client = sign_in("analysts")
    found = upload(client, name=name, content=content)
    page = client.get(page_of(found)).content.decode()

    assert problem in page
    assert 'name="_confirm"' not in page
    assert told(confirm(client, found)) == []
    assert not Event.objects.exists()


def test_a_new_row_that_may_be_recorded_already_is_flagged_with_the_reasons(sign_in):
    event = make.make_event(
        slug="same", title="Regional seminar on returning families", type="seminar", start="2024-05-14"
    )
    make.add_place(event=event, city="Tashkent", country=make.make_country(code="UZ"))
    client = sign_in("analysts")
    twin = a_row(slug="twin", title="Regional seminar on returning families", cities="Tashkent", place_countries="UZ")
    found = upload(client, twin, a_row(slug="other", title="Exercise at sea", type="exercise", start="2011"))
    notices = {row.slug: row.notices for row in found.rows.all()}
    page = client.get(page_of(found), {"show": "new"}).content.decode()

    assert [notice["pk"] for notice in notices["twin"]] == [event.pk]
    assert notices["other"] == []
    assert reverse("admin:events_event_change", args=[event.pk]) in page


def test_new_rows_that_may_be_one_event_are_flagged_on_both(sign_in):
    make.make_country(code="UZ")
    client = sign_in("analysts")
    common = {"cities": "Tashkent", "place_countries": "UZ", "start": "2024-05-14"}
    found = upload(
        client,
        a_row(slug="one", title="Regional seminar on returning families", **common),
        a_row(slug="twin", title="Regional Seminar on returning families", **common),
        a_row(slug="next-year", **{**common, "title": "Regional seminar on returning families", "start": "2025-05-14"}),
    )
    notices = {row.slug: row.notices for row in found.rows.all()}
    page = client.get(page_of(found), {"show": "new"}).content.decode()

    assert {slug: [notice["line"] for notice in told] for slug, told in notices.items()} == {
        "one": [3],
        "twin": [2],
        "next-year": [],
    }
    assert "May be the event of line 3:" in page


def test_hostile_cells_are_shown_as_text(sign_in):
    client = sign_in("analysts")
    script = "<script>alert(1)</script>"
    found = upload(client, a_row(title=script, summary="=cmd|x"), a_row(slug=script, type=script, start=script))
    page = client.get(page_of(found), {"show": "wrong"}).content.decode()

    assert script not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_file_may_be_discarded(sign_in):
    client = sign_in("analysts")
    response = send(client, upload(client, a_row()), "_discard")

    assert told(response) == ["The file was discarded; nothing was imported."]
    assert not Upload.objects.exists()


def test_files_that_nobody_came_back_to_go_with_the_next_one(sign_in):
    client = sign_in("analysts")
    old = upload(client, a_row())
    Upload.objects.update(uploaded_at=timezone.now() - KEPT)
    new = upload(client, a_row())

    assert list(Upload.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk


def test_many_rows_are_shown_in_pages_and_cost_the_same(sign_in):
    client = sign_in("analysts")
    found = upload(client, *[a_row(slug=f"event-{number}") for number in range(60)])
    few = upload(client, a_row())

    def queries(address, **data):
        client.get(address, data)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address, data)
        return len(captured), len(re.findall(r'class="import-row ', response.content.decode()))

    # session, person, permissions of the person and of the groups, upload, count of rows, rows
    assert queries(page_of(found)) == (7, 50)
    assert queries(page_of(found), page=2) == (7, 10)
    assert queries(page_of(few)) == (7, 1)


def test_the_template_explains_each_column_and_can_be_imported(sign_in):
    client = sign_in("analysts")
    make.make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    make.make_organization(slug="osce", name="Organization for Security and Co-operation in Europe", acronym="OSCE")
    make.make_source(url="https://example.org/press-release")
    for ending in ("csv", "xlsx"):
        content = client.get(reverse("admin:events_upload_template", args=[ending])).content
        found = upload(client, content=content, name=f"template.{ending}")
        assert [problem for row in found.rows.all() for problem in row.problems] == []
        assert [row[2] for row in rows(found)] == ["new"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    explained = [cell.value for cell in book["columns"]["A"][1:]]
    assert [cell.value for cell in book["events"][1]] == explained
    assert all(cell.value for column in "BCD" for cell in book["columns"][column][1:])


@pytest.mark.parametrize(("name", "content"), [("events.csv", b"%PDF-1.7"), ("events.xlsx", b"none"), ("a.csv", b"")])
def test_a_file_that_was_refused_as_a_whole_has_no_rows_to_mend(sign_in, name, content):
    client = sign_in("analysts")
    found = upload(client, name=name, content=content)

    assert client.get(reverse("admin:events_upload_wrong_rows", args=[found.pk])).status_code == 404
