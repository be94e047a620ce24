"""The database refuses what must not exist. One row for each named constraint; a test holds the list complete."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from events.choices import FormerSlugKind, Status
from events.models import (
    Country,
    CountryName,
    Event,
    FormerSlug,
    Merge,
    NotTheSame,
    PublicChange,
    Release,
    ReleaseFile,
    Removal,
    Theme,
)
from events.models.release import ReleaseChange, ReleasedEvent, ReleasePiece
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db


def itself(row, field):
    setattr(row, field, row)
    row.save()


def twice(maker, **fields):
    maker(**fields)
    maker(**fields)


def country(**fields):
    row = {"code": "QQ", "alpha3": "QQQ", "name": "Nowhere", "latitude": 0, "longitude": 0} | fields
    return Country.objects.create(**row)


def country_name(**fields):
    row = {"country": make.make_country(), "name": "A name", "kind": "spelling"} | fields
    return CountryName.objects.create(**row)


def theme(**fields):
    return Theme.objects.create(**({"slug": "a-theme", "name": "A theme", "pillar": 1} | fields))


def merge(**fields):
    row = {
        "kind": "event",
        "kept": 1,
        "gone": 2,
        "kept_name": "A",
        "gone_name": "B",
        "gone_slug": "b",
        "reason": "Same",
    }
    return Merge.objects.create(changes={}, **(row | fields))


def public_change(**fields):
    row = {"made_at": make.PUBLISHED_AT, "context": None, "status_before": "draft", "status_after": "published"}
    return PublicChange.objects.create(**(row | fields))


def release(**fields):
    row = {"name": "2026.12", "made_at": make.PUBLISHED_AT, "site": "https://site.example"}
    return Release.objects.create(**(row | fields))


def release_file(**fields):
    row = {"name": "events.csv", "label": "Events", "media_type": "text/csv", "size": 1, "sha256": "0" * 64} | fields
    return ReleaseFile.objects.create(**({"release": Release.objects.first() or release()} | row))


def release_piece():
    return ReleasePiece.objects.create(file=ReleaseFile.objects.first() or release_file(), number=1, content=b"x")


def released_event():
    return ReleasedEvent.objects.create(
        release=Release.objects.first() or release(), event_number=1, slug="one", digest="0" * 64
    )


def release_change(*, kind="added"):
    return ReleaseChange.objects.create(release=Release.objects.first() or release(), kind=kind, slug="one")


def once_per(maker, **fields):
    event = make.make_event()
    twice(maker, event=event, **fields)


REFUSED = {
    # events
    "event_slug_is_well_formed": lambda: make.make_event(slug="Not A Slug"),
    "event_slug_is_of_no_other_page": lambda: make.make_event(slug="pictures"),
    "event_title_is_not_empty": lambda: make.make_event(title=" \n\u00a0"),
    "event_type_is_known": lambda: make.make_event(type="party"),
    "event_state_is_known": lambda: make.make_event(state="rumoured"),
    "event_mode_is_known": lambda: make.make_event(mode="by-post"),
    "event_status_is_known": lambda: make.make_event(status="secret", published_at=make.PUBLISHED_AT),
    "event_participant_unit_is_known": lambda: make.make_event(participant_count=3, participant_unit="horses"),
    "event_participant_qualifier_is_known": lambda: make.make_event(
        participant_count=3, participant_unit="people", participant_qualifier="hardly"
    ),
    "event_start_is_a_partial_date": lambda: make.make_event(slug="x", start="2022-02-30"),
    "event_end_is_a_partial_date": lambda: make.make_event(end="2024-13"),
    "event_end_is_not_before_start": lambda: make.make_event(start="2024-05-14", end="2024-05-13"),
    "event_end_differs_from_start": lambda: make.make_event(start="2024-05", end="2024-05"),
    "event_count_and_unit_go_together": lambda: make.make_event(participant_count=3),
    "event_qualifier_needs_a_count": lambda: make.make_event(participant_qualifier="about"),
    "event_published_has_published_at": lambda: make.make_event(published_at=None),
    "event_withdrawn_has_a_reason": lambda: make.make_event(status=Status.WITHDRAWN, withdrawn_reason=""),
    "event_part_of_is_another": lambda: itself(make.make_event(), "part_of"),
    "event_follow_up_to_is_another": lambda: itself(make.make_event(), "follow_up_to"),
    "eventtheme_once_per_event": lambda: once_per(make.add_theme),
    "eventplace_once_per_event": lambda: once_per(make.add_place),
    "eventplace_point_is_on_earth": lambda: make.add_place(event=make.make_event(), latitude=91, longitude=0),
    # participations
    "countryparticipation_role_is_known": lambda: make.add_country(event=make.make_event(), role="spy"),
    "countryparticipation_once_per_role": lambda: once_per(make.add_country),
    "organizationparticipation_role_is_known": lambda: make.add_organization(event=make.make_event(), role="spy"),
    "organizationparticipation_once_per_role": lambda: once_per(
        make.add_organization, organization=make.make_organization()
    ),
    "personparticipation_role_is_known": lambda: make.add_person(event=make.make_event(), role="spy"),
    "personparticipation_once_per_role": lambda: once_per(make.add_person, person=make.make_person()),
    # actors
    "country_name_is_not_empty": lambda: country(name=""),
    "country_codes_are_well_formed": lambda: country(code="qq"),
    "country_point_is_on_earth": lambda: country(longitude=181),
    "countryname_name_is_not_empty": lambda: country_name(name=""),
    "countryname_kind_is_known": lambda: country_name(kind="nickname"),
    "countryname_language_is_a_tag": lambda: country_name(language="Uzbek!"),
    "countryname_once": lambda: twice(country_name),
    "organization_slug_is_well_formed": lambda: make.make_organization(slug="UN/ODC"),
    "organization_name_is_not_empty": lambda: make.make_organization(slug="x").__class__.objects.update(name=""),
    "organization_kind_is_known": lambda: make.make_organization(kind="club"),
    "organization_parent_is_another": lambda: itself(make.make_organization(), "parent"),
    "organization_website_is_of_the_web": lambda: make.make_organization(website="javascript:alert(1)"),
    "organizationname_name_is_not_empty": lambda: make.make_organization_name(
        organization=make.make_organization(), name=""
    ),
    "organizationname_kind_is_known": lambda: make.make_organization_name(
        organization=make.make_organization(), name="A name", kind="nickname"
    ),
    "organizationname_once": lambda: twice(
        make.make_organization_name, organization=make.make_organization(), name="A name"
    ),
    "person_slug_is_well_formed": lambda: make.make_person(slug="-"),
    "person_name_is_not_empty": lambda: make.make_person(slug="x").__class__.objects.update(name=""),
    "personname_name_is_not_empty": lambda: make.make_person_name(person=make.make_person(), name=""),
    "personname_kind_is_known": lambda: make.make_person_name(person=make.make_person(), name="A", kind="nickname"),
    "personname_once": lambda: twice(make.make_person_name, person=make.make_person(), name="A name"),
    # frameworks
    "framework_slug_is_well_formed": lambda: make.make_framework(slug="a b"),
    "framework_title_is_not_empty": lambda: make.make_framework(slug="x").__class__.objects.update(title=""),
    "framework_kind_is_known": lambda: make.make_framework(kind="idea"),
    "framework_date_is_a_partial_date": lambda: make.make_framework(date="spring"),
    "framework_part_of_is_another": lambda: itself(make.make_framework(), "part_of"),
    "eventframework_relation_is_known": lambda: make.add_framework(event=make.make_event(), relation="liked"),
    "eventframework_once_per_relation": lambda: once_per(make.add_framework, framework=make.make_framework()),
    "eventframework_ordinal_counts_from_one": lambda: make.add_framework(event=make.make_event(), ordinal=0),
    # quotes and sources
    "quote_text_is_not_empty": lambda: make.add_quote(event=make.make_event(), text=""),
    "quote_language_is_a_tag": lambda: make.add_quote(event=make.make_event(), language="english"),
    "quote_number_once_per_event": lambda: once_per(make.add_quote, number=1),
    "quote_number_counts_from_one": lambda: make.add_quote(event=make.make_event(), number=0),
    "quote_has_speaker_or_attribution": lambda: make.add_quote(event=make.make_event(), attribution=""),
    "source_slug_is_well_formed": lambda: make.make_source(slug="a--b"),
    "source_title_is_not_empty": lambda: make.make_source(slug="x").__class__.objects.update(title=""),
    "source_kind_is_known": lambda: make.make_source(kind="rumour"),
    "source_published_is_a_partial_date": lambda: make.make_source(published="2022-99"),
    "source_language_is_a_tag": lambda: make.make_source(language="Russian"),
    "source_url_is_of_the_web": lambda: make.make_source(url="javascript:alert(1)"),
    "citation_supports_known_facts": lambda: make.add_citation(event=make.make_event(), supports=["mood"]),
    "citation_once_per_locator": lambda: once_per(make.add_citation, source=make.make_source()),
    # steps and saved searches
    "eventstep_step_is_known": lambda: make.make_step(event=make.make_event(), step="erase"),
    "eventstep_says_why": lambda: make.make_step(event=make.make_event(), step="return", comment=" "),
    "namedselection_slug_is_well_formed": lambda: make.make_named_selection(slug="Not A Slug"),
    "namedselection_title_is_not_empty": lambda: make.make_named_selection(title=" "),
    "namedselection_query_is_not_empty": lambda: make.make_named_selection(query=" "),
    "savedsearch_name_is_not_empty": lambda: make.make_saved_search(name=" "),
    "savedsearch_query_is_not_empty": lambda: make.make_saved_search(query=""),
    "savedsearch_once_per_name": lambda: twice(make.make_saved_search, name="Drafts", owner=make_user("analysts")),
    # merges and pairs told apart
    "merge_kind_is_known": lambda: merge(kind="country"),
    "merge_reason_is_not_empty": lambda: merge(reason=" "),
    "merge_kept_name_is_not_empty": lambda: merge(kept_name=""),
    "merge_gone_name_is_not_empty": lambda: merge(gone_name=""),
    "merge_is_of_two": lambda: merge(kept=7, gone=7),
    "notthesame_kind_is_known": lambda: NotTheSame.objects.create(kind="country", first=1, second=2),
    "notthesame_once_per_pair": lambda: twice(NotTheSame.objects.create, kind="event", first=1, second=2),
    "notthesame_is_in_order": lambda: NotTheSame.objects.create(kind="event", first=2, second=1),
    "publicchange_once_per_moment": lambda: twice(public_change, event=make.make_event()),
    # uploads
    "uploadrow_status_is_known": lambda: make.make_upload_row(status="odd"),
    "uploadrow_once": lambda: twice(make.make_upload_row, upload=make.make_upload(), line=2),
    # releases
    "release_name_is_a_month": lambda: release(name="2026.13"),
    "releasefile_name_is_not_empty": lambda: release_file(name=" "),
    "releasefile_label_is_not_empty": lambda: release_file(label=""),
    "releasefile_name_is_unique": lambda: twice(release_file),
    "releasefile_sha256_is_well_formed": lambda: release_file(sha256="x"),
    "releasepiece_number_is_unique": lambda: twice(release_piece),
    "releasedevent_once_per_release": lambda: twice(released_event),
    "releasechange_once_per_release": lambda: twice(release_change),
    "releasechange_kind_is_known": lambda: release_change(kind="moved"),
    "removal_ground_is_known": lambda: Removal.objects.create(ground="odd"),
    # vocabulary and former slugs
    "theme_name_is_not_empty": lambda: theme(name=""),
    "theme_slug_is_well_formed": lambda: theme(slug="A theme"),
    "theme_pillar_is_known": lambda: theme(pillar=5),
    "formerslug_kind_is_known": lambda: make.make_former_slug(kind="quote", slug="old", object_id=1),
    "formerslug_once_per_kind": lambda: twice(
        make.make_former_slug, kind=FormerSlugKind.EVENT, slug="old", object_id=1
    ),
    "formerslug_slug_is_well_formed": lambda: make.make_former_slug(
        kind=FormerSlugKind.EVENT, slug="Old one", object_id=1
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        REFUSED[name]()

    assert refusal.value.__cause__.diag.constraint_name == name


def test_every_named_constraint_has_a_row_that_it_refuses():
    named = {
        constraint.name
        for model in apps.get_app_config("events").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }

    assert set(REFUSED) == named


def test_clean_explains_each_thing_that_an_event_can_break():
    event = Event(
        slug="x", title="x", type="seminar", start="2024-05-14", end="2024-05-13", participant_qualifier="about"
    )

    with pytest.raises(Exception) as refusal:  # noqa: PT011 - the messages are compared below
        event.clean()

    assert refusal.value.message_dict == {
        "end": ["The end lies before the start, 14 May 2024."],
        "participant_count": ["Write the number, or take the unit and the qualifier away."],
    }


def test_a_changed_slug_stays_behind_as_a_former_one():
    event = make.make_event(slug="first-name")

    Event.objects.filter(pk=event.pk).update(slug="second-name")
    Event.objects.filter(pk=event.pk).update(slug="third-name")

    former = FormerSlug.objects.order_by("slug").values_list("kind", "slug", "object_id")
    assert list(former) == [("event", "first-name", event.pk), ("event", "second-name", event.pk)]


def test_a_slug_that_is_taken_again_is_no_longer_a_former_one():
    event = make.make_event(slug="first-name")

    Event.objects.filter(pk=event.pk).update(slug="second-name")
    Event.objects.filter(pk=event.pk).update(slug="first-name")

    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["second-name"]
