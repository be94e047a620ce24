"""The question whether a record is there twice: while typing, on saving and on its page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import WARNING, get_messages
from django.test import Client
from django.urls import reverse

from events.admin.duplicates import SAVE_ALL_THE_SAME, duplicates_in_words, likely_the_same
from events.models import Event, NotTheSame, Organization, Person
from tests import factories
from tests.admin.forms import event_form
from tests.factories import add_organization, add_place, make_country, make_event, make_organization, make_person

pytestmark = pytest.mark.django_db

TITLE = "Seminar <b>on</b> returnees from conflict zones"
PLACE: dict[str, list[dict[str, Any]]] = {"places": [{"city": "Tashkent", "country": "UZ"}]}


def make_recorded() -> Event:
    event = make_event(title=TITLE, start="2024-05-14")
    add_place(event=event, city="Tashkent", country=make_country(code="UZ"))
    return event


def add(client: Client, **changes: Any) -> Any:
    form = event_form(rows=PLACE, title="Seminar on the return of people from conflict zones", start="2024-05-14")
    return client.post(reverse("admin:events_event_add"), form | changes)


def test_a_new_event_that_is_recorded_already_is_asked_about_before_it_is_saved(sign_in: Callable[[str], Client]):
    other = make_recorded()

    response = add(sign_in("analysts"))

    page = response.content.decode()
    assert Event.objects.count() == 1
    assert "It is recorded already, it seems" in page
    assert f'href="/admin/events/event/{other.pk}/change/"' in page
    assert "Seminar &lt;b&gt;on&lt;/b&gt; returnees" in page
    assert "Seminar on the return of people from conflict zones" in page  # what was typed is still there


def test_it_is_saved_all_the_same_when_the_analyst_says_so(sign_in: Callable[[str], Client]):
    other = make_recorded()

    response = add(sign_in("analysts"), **{SAVE_ALL_THE_SAME: "1"})

    asked = [str(message) for message in get_messages(response.wsgi_request) if message.level == WARNING]
    assert Event.objects.count() == 2
    assert len(asked) == 1
    assert f'<a href="/admin/events/event/{other.pk}/change/">Seminar &lt;b&gt;on&lt;/b&gt;' in asked[0]


def test_an_event_of_another_week_is_saved_without_a_question(sign_in: Callable[[str], Client]):
    make_recorded()

    add(sign_in("analysts"), start="2024-06-14")

    assert Event.objects.count() == 2


def test_a_saved_event_is_never_held_up_by_the_question(sign_in: Callable[[str], Client]):
    make_recorded()
    event = make_event(title="Seminar on returnees", start="2024-05-14", status="draft")
    add_place(event=event, city="Tashkent", country=make_country(code="UZ"))

    page = sign_in("analysts").get(reverse("admin:events_event_change", args=[event.pk])).content.decode()

    assert "Not the same" in page
    assert "Compare and merge" not in page  # analysts don't merge


def test_while_typing_likely_events_are_told(sign_in: Callable[[str], Client]):
    other = make_recorded()
    typed = {
        "title": "Seminar on returnees", "start": "14 May 2024", "places-0-city": "Toshkent", "places-0-country": "UZ",
    }  # fmt: skip

    answer = sign_in("analysts").get(reverse("admin:events_event_duplicates"), typed).json()

    assert [candidate["url"] for candidate in answer["candidates"]] == [f"/admin/events/event/{other.pk}/change/"]
    assert answer["heading"] == "This is recorded already, it seems"
    assert answer["candidates"][0]["label"] == TITLE
    assert answer["candidates"][0]["beside"] == "14 May 2024, Tashkent, Published"


@pytest.mark.parametrize(
    "typed",
    [
        {}, {"title": "x"}, {"title": "x", "start": "soon"}, {"title": "\x00", "start": "2024"},
        {"title": "x", "start": "2024", "end": "2023"}, {"title": "x", "start": "2024", "self": "1 OR 1=1"},
        {"title": "x", "start": "2024", "organization_participations-0-organization": "9" * 30},
        {"title": "x" * 9_000, "start": "2024", "places-0-country": "<script>"},
    ],
)  # fmt: skip
def test_half_typed_and_hostile_forms_are_answered(sign_in: Callable[[str], Client], typed: dict[str, str]):
    response = sign_in("analysts").get(reverse("admin:events_event_duplicates"), typed)

    assert response.json() == {"heading": "", "candidates": []}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("organization", {"name": "UN Office on Drugs & Crime"}),
        ("organization", {"name": "Office", "acronym": "UNODC"}),
        ("person", {"name": "Voronkov Vladimir"}),
    ],
)
def test_while_typing_likely_actors_are_told(sign_in: Callable[[str], Client], name: str, typed: dict[str, str]):
    make_organization(slug="unodc", name="United Nations Office on Drugs and Crime", acronym="UNODC")
    make_person(slug="voronkov", name="Vladimir Voronkov")

    answer = sign_in("analysts").get(reverse(f"admin:events_{name}_duplicates"), typed).json()

    assert len(answer["candidates"]) == 1


def test_a_new_body_that_is_recorded_already_is_asked_about_once(sign_in: Callable[[str], Client]):
    make_organization(name="Shanghai Cooperation Organization")
    client = sign_in("analysts")
    form = {
        "name": "Shanghai Cooperation Organisation", "acronym": "", "kind": "intergovernmental", "country": "",
        "parent": "", "website": "", "slug": "", "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0",
    }  # fmt: skip
    address = reverse("admin:events_organization_add")

    asked = client.post(address, form)
    assert (asked.status_code, Organization.objects.count()) == (200, 1)
    client.post(address, form | {SAVE_ALL_THE_SAME: "1"})

    assert Organization.objects.count() == 2


def test_not_the_same_is_kept_with_who_said_it_and_not_asked_again(sign_in: Callable[[str], Client]):
    one, other = make_person(name="Amina Mohammed"), make_person(name="Amina Mohamed")
    assert [each.pk for each in likely_the_same(one)] == [other.pk]
    client = sign_in("analysts")
    address = reverse("admin:events_person_not_the_same", args=[other.pk, one.pk])

    for _twice in range(2):
        client.post(address, {"reason": "Another post\x00"})

    pair = NotTheSame.objects.get()
    assert (pair.kind, pair.first, pair.second) == ("person", one.pk, other.pk)
    assert (pair.reason, pair.decided_by.username) == ("Another post", "analysts")
    assert likely_the_same(one) == []


def test_not_the_same_takes_a_post_and_two_records(sign_in: Callable[[str], Client]):
    one = make_person()
    client = sign_in("analysts")

    assert client.get(reverse("admin:events_person_not_the_same", args=[one.pk, one.pk])).status_code == 405
    assert client.post(reverse("admin:events_person_not_the_same", args=[one.pk, one.pk])).status_code == 404
    assert client.post(reverse("admin:events_person_not_the_same", args=[one.pk, 0])).status_code == 404


def test_readers_are_told_nothing(client: Client):
    make_recorded()
    person = make_person()

    for address in (
        reverse("admin:events_event_duplicates"),
        reverse("admin:events_person_merge", args=[person.pk, person.pk]),
    ):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_the_question_before_publishing_names_the_other_event():
    other = make_recorded()
    event = make_event(title="Seminar on returnees", start="2024-05-14")
    add_place(event=event, city="Tashkent", country=make_country(code="UZ"))

    question = str(duplicates_in_words(event))

    assert question.startswith("Is this event recorded twice? Please compare: ")
    assert f"/admin/events/event/{other.pk}/change/" in question


def test_a_reviewer_merges_on_the_page_and_undoes_it(sign_in: Callable[[str], Client]):
    kept, gone = make_person(slug="kept", name="Natalia German"), make_person(slug="gone", name="Natalia Gherman")
    client = sign_in("reviewers")
    page = client.get(reverse("admin:events_person_merge", args=[kept.pk, gone.pk]))
    sent = {"seen": page.context["mark"], "reason": "One person, two spellings.", "choice:name": "gone"}

    done = client.post(reverse("admin:events_person_merge", args=[kept.pk, gone.pk]), sent, follow=True)

    assert list(Person.objects.values_list("slug", "name")) == [("kept", "Natalia Gherman")]
    [undo] = [part.split('"')[0] for part in done.content.decode().split('href="') if "/undo/" in part][:1]
    asked = client.get(undo).content.decode()
    assert "“Natalia Gherman” was merged into “Natalia German”" in asked
    client.post(undo)
    assert set(Person.objects.values_list("slug", "name")) == {("kept", "Natalia German"), ("gone", "Natalia Gherman")}


def test_a_merge_without_a_reason_is_asked_again_with_what_was_chosen(sign_in: Callable[[str], Client]):
    kept, gone = make_person(name="Natalia German"), make_person(name="Natalia Gherman")

    page = (
        sign_in("reviewers")
        .post(reverse("admin:events_person_merge", args=[kept.pk, gone.pk]), {"choice:name": "gone"})
        .content.decode()
    )

    assert "Write why the two are one." in page
    assert 'name="choice:name" value="gone" checked' in page
    assert Person.objects.count() == 2


def test_the_other_record_is_found_by_its_address(sign_in: Callable[[str], Client]):
    kept, gone = make_person(slug="kept"), make_person(slug="gone")
    client = sign_in("reviewers")
    choose = reverse("admin:events_person_choose_merge", args=[kept.pk])

    for typed in ("gone", "https://example.org/people/gone/", " gone "):
        response = client.get(choose, {"with": typed})
        assert response.headers["Location"] == reverse("admin:events_person_merge", args=[kept.pk, gone.pk])
    for typed in ("", "kept", "nobody", "\x00"):
        response = client.get(choose, {"with": typed})
        assert response.headers["Location"] == reverse("admin:events_person_change", args=[kept.pk])


def test_an_analyst_is_refused_the_pages_of_merging(sign_in: Callable[[str], Client]):
    one, other = make_person(), make_person()
    client = sign_in("analysts")

    addresses = [
        reverse("admin:events_person_merge", args=[one.pk, other.pk]),
        reverse("admin:events_person_choose_merge", args=[one.pk]),
        reverse("admin:events_person_undo_merge", args=[1]),
    ]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
    assert client.post(addresses[0], {"reason": "One."}).status_code == 403


def test_the_page_says_what_becomes_public_and_keeps_the_one_that_readers_know(sign_in: Callable[[str], Client]):
    kept, gone = make_event(status="published"), make_event(status="draft")
    client = sign_in("reviewers")
    there = reverse("admin:events_event_merge", args=[kept.pk, gone.pk])
    back = reverse("admin:events_event_merge", args=[gone.pk, kept.pk])

    assert "After the merge everybody sees it" in client.get(there).content.decode()
    assert client.get(back).headers["Location"] == there
    refused = client.post(back, {"reason": "One."}).content.decode()
    assert "readers would lose it" in refused
    assert "Merge them" not in refused


def test_the_page_says_in_words_what_is_filled_and_what_moves(sign_in: Callable[[str], Client]):
    kept = make_event()
    gone = make_event(participant_count=52, participant_unit="people")
    add_organization(event=gone, organization=make_organization(name="A body"), role="organizer")

    address = reverse("admin:events_event_merge", args=[kept.pk, gone.pk])
    page = sign_in("reviewers").get(address).content.decode()

    plan = page.partition('class="merge-plan">')[2].partition("These addresses")[0]
    told = [part.partition("<")[0].strip() for part in plan.split("<li>")]
    assert told == [
        "",
        "Participant count, empty so far, becomes: 52",
        "What is counted, empty so far, becomes: people",
        "Organizations that took part: 1 moves",
        "A body, Organizer",
        "",
    ]


@pytest.mark.parametrize("name", ["event", "framework", "organization", "person", "source"])
def test_two_of_each_kind_are_merged_on_the_page(sign_in: Callable[[str], Client], name: str):
    client = sign_in("reviewers")
    kept, gone = (getattr(factories, f"make_{name}")() for _ in range(2))
    address = reverse(f"admin:events_{name}_merge", args=[kept.pk, gone.pk])

    shown = client.get(address)
    client.post(address, {"reason": "Recorded twice."})

    assert shown.status_code == 200
    assert list(type(kept).objects.values_list("pk", flat=True)) == [kept.pk]
