"""Two records become one, and two again."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from events.actions import merge_records, undo_merge
from events.choices import Status
from events.models import Event, FormerSlug, Organization, OrganizationParticipation, Person
from tests.duplicates.merging import everything, merge, reviewer
from tests.factories import (
    add_citation,
    add_framework,
    add_organization,
    add_person,
    add_place,
    add_quote,
    add_theme,
    make_event,
    make_former_slug,
    make_framework,
    make_organization,
    make_organization_name,
    make_person,
    make_source,
    make_theme,
)
from tests.people import make_user

pytestmark = pytest.mark.django_db


def test_everything_that_hangs_on_the_one_that_goes_moves():
    kept, gone = make_event(slug="kept"), make_event(slug="gone")
    body, person, framework, source = make_organization(), make_person(), make_framework(), make_source()
    add_organization(event=gone, organization=body)
    add_person(event=gone, person=person)
    add_framework(event=gone, framework=framework)
    add_citation(event=gone, source=source)
    add_place(event=gone, city="Tashkent")
    add_theme(event=gone, theme=make_theme(slug="pve"))
    add_quote(event=kept, number=1, text="Ours.")
    add_quote(event=gone, number=1, text="Theirs.")
    part = make_event(slug="part", part_of=gone)

    merge(kept, gone)

    assert not Event.objects.filter(slug="gone").exists()
    assert [row.organization for row in kept.organization_participations.all()] == [body]
    assert [row.person for row in kept.person_participations.all()] == [person]
    assert [row.framework for row in kept.event_frameworks.all()] == [framework]
    assert [row.source for row in kept.citations.all()] == [source]
    assert [row.city for row in kept.places.all()] == ["Tashkent"]
    assert list(kept.quotes.order_by("number").values_list("number", "text")) == [(1, "Ours."), (2, "Theirs.")]
    part.refresh_from_db()
    assert part.part_of == kept


def test_double_rows_are_dropped_and_the_richer_one_is_made_of_both():
    kept, gone = make_event(), make_event()
    body, person = make_organization(), make_person()
    for event, position in ((kept, ""), (gone, "Deputy Minister")):
        add_organization(event=event, organization=body)
        add_person(event=event, person=person, position=position)

    merge(kept, gone)

    assert kept.organization_participations.count() == 1
    assert [row.position for row in kept.person_participations.all()] == ["Deputy Minister"]


def test_empty_fields_are_filled_and_differing_ones_are_chosen():
    kept = make_event(title="Forum", summary="", participant_count=100, participant_unit="people")
    gone = make_event(
        title="Conference", summary="What it did.", participant_count=80, participant_unit="delegations", mode="online"
    )

    merge(kept, gone, choices={"title": "gone", "start": "kept"})

    kept.refresh_from_db()
    assert (kept.title, kept.summary, kept.mode) == ("Conference", "What it did.", "online")
    assert (kept.participant_count, kept.participant_unit) == (100, "people")


def test_the_address_and_the_former_ones_lead_to_the_one_that_stays(client):
    kept, gone = make_event(slug="kept"), make_event(slug="gone")
    make_former_slug(kind="event", slug="older", object_id=gone.pk)

    merge(kept, gone)

    assert set(FormerSlug.objects.filter(object_id=kept.pk).values_list("slug", flat=True)) == {"gone", "older"}
    assert [client.get(f"/events/{slug}/").headers["Location"] for slug in ("gone", "older")] == ["/events/kept/"] * 2


def test_names_of_the_one_that_goes_become_names_of_the_one_that_stays():
    kept = make_organization(name="United Nations Office on Drugs and Crime", acronym="UNODC")
    gone = make_organization(name="UN Office on Drugs & Crime", acronym="ODC")
    make_organization_name(organization=gone, name="УНП ООН", kind="acronym")

    merge(kept, gone)

    assert set(kept.names.values_list("name", "kind")) == {
        ("УНП ООН", "acronym"),
        ("UN Office on Drugs & Crime", "spelling"),
        ("ODC", "acronym"),
    }


def test_a_name_that_is_not_chosen_stays_as_another_name():
    kept, gone = make_person(name="Natalia German"), make_person(name="Natalia Gherman")

    merge(kept, gone, choices={"name": "gone"})

    kept.refresh_from_db()
    assert kept.name == "Natalia Gherman"
    assert list(kept.names.values_list("name", flat=True)) == ["Natalia German"]


def test_a_record_that_was_part_of_the_one_that_goes_is_part_of_nothing_of_itself():
    above = make_organization(name="Above")
    gone = make_organization(name="Gone", parent=above)
    kept = make_organization(name="Kept", parent=gone)

    merge(kept, gone)

    kept.refresh_from_db()
    assert kept.parent == above


@pytest.mark.parametrize(
    ("kept_status", "gone_status"),
    [
        (Status.DRAFT, Status.PUBLISHED),
        (Status.IN_REVIEW, Status.PUBLISHED),
        (Status.WITHDRAWN, Status.PUBLISHED),
        (Status.DRAFT, Status.WITHDRAWN),
    ],
)
def test_what_readers_can_see_is_not_merged_into_what_they_cannot(kept_status, gone_status):
    kept, gone = make_event(status=kept_status), make_event(status=gone_status)

    with pytest.raises(ValidationError) as refused:
        merge(kept, gone)

    assert refused.value.code == "status"
    assert Event.objects.count() == 2


def test_only_reviewers_merge_and_undo():
    kept, gone = make_person(), make_person()
    with pytest.raises(PermissionDenied):
        merge_records(kept=kept, gone=gone, by=make_user("analysts"), reason="One.")
    done = merge(kept, gone)
    with pytest.raises(PermissionDenied):
        undo_merge(merge=done, by=make_user("analysts", username="another"))

    assert Person.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_merge_needs_a_reason(reason):
    with pytest.raises(ValidationError) as refused:
        merge_records(kept=make_person(), gone=make_person(), by=reviewer(), reason=reason)

    assert refused.value.code == "no_reason"


def test_a_record_is_not_merged_with_itself_or_another_kind():
    person = make_person()
    for kept, gone in ((person, person), (person, make_organization())):
        with pytest.raises(ValidationError):
            merge(kept, gone)


def test_undoing_brings_back_every_row_as_it_was():
    kept, gone = make_event(slug="kept", summary=""), make_event(slug="gone", summary="Told.")
    body, person = make_organization(), make_person()
    for event in (kept, gone):
        add_organization(event=event, organization=body)
    add_person(event=gone, person=person, position="Minister")
    add_place(event=gone, city="Tashkent", latitude="41.2647", longitude="69.2163")
    add_quote(event=kept)
    add_quote(event=gone, text="Other words.")
    make_former_slug(kind="event", slug="older", object_id=gone.pk)
    make_event(part_of=gone, follow_up_to=kept)
    before = everything()

    done = merge(kept, gone)
    assert everything() != before
    undo_merge(merge=done, by=reviewer())

    assert everything() == before


def test_undoing_is_refused_with_the_row_that_was_changed_since():
    kept, gone = make_event(slug="kept"), make_event(slug="gone", title="Gone")
    body = make_organization()
    row = add_organization(event=gone, organization=body)
    done = merge(kept, gone)
    OrganizationParticipation.objects.filter(pk=row.pk).delete()

    with pytest.raises(ValidationError) as refused:
        undo_merge(merge=done, by=reviewer())

    assert refused.value.messages == [f"Organization {row.pk} was deleted since."]
    assert not Event.objects.filter(slug="gone").exists()


def test_undoing_is_refused_when_a_filled_field_was_changed_since():
    kept, gone = make_event(slug="kept", title="Kept", summary=""), make_event(slug="gone", summary="Told.")
    done = merge(kept, gone)
    Event.objects.filter(pk=kept.pk).update(summary="Told anew.")

    with pytest.raises(ValidationError) as refused:
        undo_merge(merge=done, by=reviewer())

    assert refused.value.messages == ["Event “Kept” was changed since: summary."]


def test_undoing_is_refused_when_the_address_was_taken_since():
    kept, gone = make_person(slug="kept"), make_person(slug="gone")
    done = merge(kept, gone)
    FormerSlug.objects.filter(slug="gone").delete()
    make_person(slug="gone")

    with pytest.raises(ValidationError):
        undo_merge(merge=done, by=reviewer())

    assert Person.objects.count() == 2


def test_what_was_added_since_stays_with_the_one_that_stayed():
    kept, gone = make_organization(), make_organization()
    done = merge(kept, gone)
    later = add_organization(event=make_event(), organization=kept)

    undo_merge(merge=done, by=reviewer())

    later.refresh_from_db()
    assert later.organization == kept
    assert Organization.objects.filter(pk=gone.pk).exists()


def test_a_merge_is_undone_once():
    done = merge(make_person(), make_person())
    undo_merge(merge=done, by=reviewer())

    with pytest.raises(ValidationError) as refused:
        undo_merge(merge=done, by=reviewer())

    assert refused.value.code == "undone"


def test_a_merge_keeps_who_when_why_and_what():
    kept, gone = make_person(slug="kept", name="Kept"), make_person(slug="gone", name="Gone")

    done = merge(kept, gone)

    assert (done.kept_name, done.gone_name, done.gone_slug) == ("Kept", "Gone", "gone")
    assert (done.merged_by, done.reason) == (reviewer(), "One event, two press releases.")
    assert json.dumps(done.changes["deleted"]).count('"slug": "gone"') == 1


def test_nothing_is_merged_that_was_changed_since_it_was_looked_at():
    from events.actions.merge import mark_of, plan_of

    kept, gone = make_event(), make_event()
    mark = mark_of(plan_of(kept, gone))
    add_organization(event=gone)

    with pytest.raises(ValidationError) as refused:
        merge(kept, gone, seen=mark)

    assert refused.value.code == "changed_meanwhile"


def test_a_quote_is_found_at_its_old_address_though_the_merge_gave_it_another_number(client):
    kept, gone = make_event(slug="kept"), make_event(slug="gone")
    add_quote(event=kept, number=1, text="Ours.")
    add_quote(event=kept, number=4, text="Said in both.")
    add_quote(event=gone, number=1, text="Theirs.")
    add_quote(event=gone, number=2, text="Said in both.")
    merge(kept, gone)
    last = make_event(slug="last")
    add_quote(event=last, number=1, text="Of the last one.")

    led = [client.get(f"/quotes/gone/{number}/") for number in (1, 2, 3)]
    merge(last, kept)
    again = client.get("/quotes/gone/1/", follow=True)

    assert [(each.status_code, each.headers.get("Location")) for each in led] == [
        *((301, address) for address in ("/quotes/kept/5/", "/quotes/kept/4/")),
        (404, None),
    ]
    assert again.context["quote"].text == "Theirs."
    assert again.context["quote"].event == last


def test_a_quote_of_an_undone_merge_stands_at_its_own_address_again(client):
    kept, gone = make_event(slug="kept"), make_event(slug="gone")
    add_quote(event=kept, number=1, text="Ours.")
    add_quote(event=gone, number=1, text="Theirs.")
    undo_merge(merge=merge(kept, gone), by=reviewer())

    found = client.get("/quotes/gone/1/")

    assert (found.status_code, found.context["quote"].text) == (200, "Theirs.")
