"""What an import does to records that are already there: it changes what differs and nothing else."""

from datetime import UTC, datetime

import pytest

from events.imports.importer import run_import
from events.models import Event, EventPlace, Quote, Source
from tests.imports.files import a_person, a_source, an_event, write_folder

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 2, 2, tzinfo=UTC)


def told(path):
    """What the import says that it did, a line for each kind."""
    return [str(outcome) for outcome in run_import(path)]


def test_only_the_rows_that_differ_are_written(tmp_path):
    write_folder(tmp_path, sources=[a_source(), a_source(slug="other")], events=[an_event(), an_event(slug="other")])
    run_import(tmp_path)
    for model in (Event, Source):
        model.objects.update(updated_at=LONG_AGO, created_at=LONG_AGO)
    write_folder(tmp_path, events=[an_event(title="Seminar on returnees, second day"), an_event(slug="other")])

    assert told(tmp_path) == [
        "sources: 0 new, 0 changed, 2 unchanged",
        "events: 0 new, 1 changed (title 1), 1 unchanged",
    ]
    assert list(Event.objects.filter(updated_at=LONG_AGO).values_list("slug", flat=True)) == ["other"]
    assert Event.objects.filter(created_at=LONG_AGO).count() == 2
    assert Source.objects.filter(updated_at=LONG_AGO).count() == 2
    assert Event.objects.get(slug="2024-05-14-tashkent-seminar").title == "Seminar on returnees, second day"


def test_a_key_that_is_left_out_empties_its_column(tmp_path):
    full = an_event(
        end="2024-05-15",
        mode="online",
        state="announced",
        summary="About returnees.",
        participant_count={"number": 60, "unit": "people"},
        places=[{"country": "UZ"}],
        part_of="whole",
    )
    write_folder(tmp_path, sources=[a_source()], events=[full, an_event(slug="whole")])
    run_import(tmp_path)
    write_folder(tmp_path, events=[an_event(), an_event(slug="whole")])

    assert told(tmp_path)[1] == (
        "events: 0 new, 1 changed (end 1, mode 1, part_of 1, participant_count 1, places 1, state 1, summary 1), "
        "1 unchanged"
    )
    event = Event.objects.get(slug="2024-05-14-tashkent-seminar")
    emptied = (event.end, event.mode, event.state, event.summary, event.participant_count, event.participant_unit)
    assert emptied == ("", "", "held", "", None, "")
    assert (event.part_of, event.places.count()) == (None, 0)


def test_rows_of_a_list_that_stay_keep_their_keys(tmp_path):
    cities = [{"city": city, "country": "UZ"} for city in ("Tashkent", "Bukhara", "Nukus")]
    write_folder(tmp_path, sources=[a_source()], events=[an_event(places=cities)])
    run_import(tmp_path)
    before = dict(EventPlace.objects.values_list("city", "pk"))
    write_folder(tmp_path, events=[an_event(places=[cities[2], {"city": "Termez", "country": "UZ"}, cities[0]])])

    run_import(tmp_path)

    after = dict(EventPlace.objects.order_by("sort_order").values_list("city", "pk"))
    assert list(after) == ["Nukus", "Termez", "Tashkent"]
    assert (after["Nukus"], after["Tashkent"]) == (before["Nukus"], before["Tashkent"])
    assert after["Termez"] not in before.values()


def test_a_row_that_says_something_else_is_changed_in_place(tmp_path):
    person = {"slug": "a-gurbanov", "role": "speaker"}
    write_folder(tmp_path, sources=[a_source()], people=[a_person()], events=[an_event(people=[person])])
    run_import(tmp_path)
    before = Event.objects.get().person_participations.get()
    write_folder(tmp_path, events=[an_event(people=[{**person, "position": "Minister", "country": "TM"}])])

    run_import(tmp_path)

    after = Event.objects.get().person_participations.get()
    assert (after.pk, after.position, after.country_id) == (before.pk, "Minister", "TM")


def quotes(*texts, **more):
    return [{"text": text, "language": "en", "attribution": "A delegate"} | more for text in texts]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(quotes("A", "C"), {1: "A", 3: "C"}, id="one taken away"),
        pytest.param(quotes("New", "A", "B", "C"), {1: "A", 2: "B", 3: "C", 4: "New"}, id="one put in front"),
        pytest.param(quotes("A", "B, corrected", "C"), {1: "A", 2: "B, corrected", 3: "C"}, id="one corrected"),
        pytest.param(quotes("C", "B", "A"), {1: "A", 2: "B", 3: "C"}, id="turned round"),
        pytest.param(quotes("A") + quotes("New", number=7), {1: "A", 7: "New"}, id="one with a number of its own"),
        pytest.param([], {}, id="all taken away"),
    ],
)
def test_quotes_keep_their_numbers(tmp_path, second, expected):
    write_folder(tmp_path, sources=[a_source()], events=[an_event(quotes=quotes("A", "B", "C"))])
    run_import(tmp_path)
    before = dict(Quote.objects.values_list("number", "pk"))
    write_folder(tmp_path, events=[an_event(quotes=second)])

    run_import(tmp_path)

    assert dict(Quote.objects.values_list("number", "text")) == expected
    kept = {number: pk for number, pk in Quote.objects.values_list("number", "pk") if number in before}
    assert kept == {number: before[number] for number in kept}
    assert told(tmp_path)[1] == "events: 0 new, 0 changed, 1 unchanged"
