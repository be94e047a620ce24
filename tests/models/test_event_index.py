"""The database keeps the index of events in step with the record, whatever changes it and however."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from events.models import (
    Country,
    CountryParticipation,
    Event,
    EventPlace,
    Organization,
    OrganizationParticipation,
    Person,
    Theme,
)
from events.models.event_index import indexed_at_the_end
from tests import factories as make
from tests.database import wait_until_somebody_waits
from tests.views.whole import make_whole_event

KEPT = "SELECT event_id, status, slug, title, keys::text, document::text FROM events_eventindex JOIN events_eventwords"
KEPT += " USING (event_id) ORDER BY event_id"
DUE = "SELECT id, status, slug, title, array_to_tsvector(events_index_keys(id))::text, events_index_words(id)::text"
DUE += " FROM events_event ORDER BY id"


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def keys(event):
    return rows(f"SELECT unnest(tsvector_to_array(keys)) FROM events_eventindex WHERE event_id = {event.pk}")


CHANGES = {
    "a title": lambda event: Event.objects.filter(pk=event.pk).update(title="Quite another title"),
    "a status": lambda event: Event.objects.filter(pk=event.pk).update(status="draft", published_at=None),
    "a slug": lambda event: Event.objects.filter(pk=event.pk).update(slug="another-slug"),
    "dates": lambda event: Event.objects.filter(pk=event.pk).update(start="2019-03", end=""),
    "rows gone": lambda event: CountryParticipation.objects.all().delete(),
    "a row moved": lambda event: EventPlace.objects.filter(event=event).update(
        event=Event.objects.exclude(pk=event.pk).first(), city="Termez"
    ),
    "a role": lambda event: OrganizationParticipation.objects.update(role="partner"),
    "a theme more": lambda event: make.add_theme(event=event, theme=make.make_theme(slug="cbrn")),
    "an organization renamed": lambda event: Organization.objects.update(name="Quite another body"),
    "a name more": lambda event: make.make_organization_name(
        organization=Organization.objects.earliest("pk"), name="Совсем другое"
    ),
    "a person renamed": lambda event: Person.objects.update(name="Somebody Else"),
    "a theme of another pillar": lambda event: Theme.objects.update(pillar=4),
    "a country of another region": lambda event: Country.objects.filter(code="UZ").update(subregion_code="034"),
    "the event gone": lambda event: [event.quotes.all().delete(), event.delete()],
    "SQL": lambda event: rows("UPDATE events_quote SET text = 'Said quite otherwise' RETURNING id"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_the_index_follows(change):
    event = make_whole_event(number=1)
    make_whole_event(number=2)
    before = rows(DUE)
    assert rows(KEPT) == before

    CHANGES[change](event)

    assert rows(DUE) != before
    assert rows(KEPT) == rows(DUE)


@pytest.mark.django_db
def test_many_rows_are_indexed_once_at_the_end():
    with indexed_at_the_end() as events:
        events.append(make_whole_event(number=1).pk)

        assert rows(KEPT) == []

    assert rows(KEPT) == rows(DUE)
    assert len(rows(KEPT)) == 1


@pytest.mark.django_db
def test_an_import_leaves_nothing_out_of_the_index(tmp_path):
    (tmp_path / "events.jsonl").write_text(
        '{"slug": "new", "title": "New", "type": "seminar", "start": "2024-05", "status": "draft",'
        ' "countries": [{"country": "UZ", "role": "host"}]}\n'
    )
    make.make_event(slug="old", title="Old", start="2023")

    call_command("import_events", str(tmp_path / "events.jsonl"), verbosity=0)

    assert rows(KEPT) == rows(DUE)
    assert [slug for _pk, _status, slug, *_rest in rows(KEPT)] == ["old", "new"]


@pytest.mark.django_db
def test_what_is_not_recorded_is_a_key_of_its_own():
    event = make.make_event(type="seminar", mode="", start="2024-05")

    assert sorted(key for (key,) in keys(event)) == sorted(
        ["=-c", "=-f", "=-l", "=-m", "=-o", "=-p", "=-t", "=d:month", "=s:held", "=y:seminar"]
    )


@pytest.mark.django_db
def test_a_country_stands_with_its_role_and_its_regions():
    event = make.make_event()
    make.add_country(event=event, country=Country.objects.get(pk="UZ"), role="host")

    assert {key for (key,) in keys(event) if key.startswith("=c")} == {
        *("=c:host", "=c:UZ", "=c:UZ:host", "=c:142", "=c:142:host", "=c:143", "=c:143:host"),
    }


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_time_neither_is_missed():
    event = make.make_event()
    themes = [make.make_theme(slug=slug) for slug in ("pve", "border-security")]
    waiting, release = threading.Event(), threading.Event()

    def add(theme):
        with transaction.atomic():
            make.add_theme(event=event, theme=theme)
            if theme is themes[0]:
                waiting.set()
                release.wait(timeout=20)
        connection.close()

    first = threading.Thread(target=add, args=[themes[0]])
    second = threading.Thread(target=add, args=[themes[1]])
    first.start()
    waiting.wait(timeout=20)
    second.start()
    wait_until_somebody_waits()  # for what the first one holds: else the first one is done before the second begins
    release.set()
    first.join(timeout=20)
    second.join(timeout=20)

    assert {key for (key,) in keys(event) if key.startswith("=t")} == {"=t:pve", "=t:border-security"}


@pytest.mark.django_db
def test_no_search_finds_entries_that_wait_to_be_merged():
    event = make_whole_event(number=1)
    Event.objects.filter(pk=event.pk).update(title="Quite another title")

    assert rows("SELECT gin_clean_pending_list('eventindex_keys'), gin_clean_pending_list('eventwords_document')") == [
        (0, 0)
    ]
