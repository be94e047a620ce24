"""Whatever was done to an event, restored to step n it is what it was at step n."""

from typing import Any

import pytest
from django.db.models import F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.actions import restore_event
from events.choices import CountryRole, FrameworkRelation, OrganizationRole, PersonRole, Status
from events.exchange.records import Slugs, records
from events.exchange.shapes import EVENTS
from events.history.context import How, recorded
from events.history.states import entries, snapshots_of
from events.models import (
    EVENT_ROWS,
    Citation,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventTheme,
    OrganizationParticipation,
    PersonParticipation,
    Quote,
)
from tests import factories as make
from tests.effort import examples
from tests.people import make_user

pytestmark = pytest.mark.django_db

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
SOME_WORDS = WORDS.filter(str.strip)
NOTES = ["", "one", "two"]

# Of each kind of row: what its rows are told apart by, and a column beside that with values for it.
KINDS: dict[Any, Any] = {
    EventPlace: ("city", "country_id", ["UZ", "KZ", "TJ"]),
    OrganizationParticipation: ("organization", "role", OrganizationRole.values[:3]),
    CountryParticipation: ("country_id", "role", CountryRole.values[:3]),
    PersonParticipation: ("person", "position", NOTES),
    Quote: ("number", "text", ["said", "said otherwise", "not said"]),
    EventFramework: ("framework", "ordinal", [None, 1, 2]),
    EventTheme: ("theme_id", "sort_order", [0, 1, 2]),
    Citation: ("source", "note", NOTES),
}
NEEDED: dict[Any, dict[str, str]] = {
    Quote: {"attribution": "A delegate"},
    EventPlace: {"country_id": "UZ"},
    PersonParticipation: {"role": PersonRole.SPEAKER},
    EventFramework: {"relation": FrameworkRelation.UNDER},
}
SOME_KINDS, ROW, VALUE = st.sets(st.sampled_from(list(KINDS)), min_size=3), st.integers(0, 2), st.integers(0, 2)
DATES = [("2024", ""), ("2024-05", "2024-06"), ("2024-05-14", "2024-05-16")]

# Each edit is made to rows of several kinds at once: so a few examples meet every kind with every edit.
EDITS = st.one_of(
    st.tuples(st.just("set"), st.fixed_dictionaries({"title": SOME_WORDS, "summary": WORDS})),
    st.tuples(st.just("set"), st.sampled_from([{"start": start, "end": end} for start, end in DATES])),
    st.tuples(st.just("set"), st.sampled_from([{"slug": slug} for slug in ("a-slug", "another-slug")])),
    st.tuples(st.just("write"), SOME_KINDS, ROW, VALUE),
    st.tuples(st.just("trade"), SOME_KINDS),
    st.tuples(st.just("turn"), SOME_KINDS),
    st.tuples(st.just("remove"), SOME_KINDS, ROW),
)


def test_every_kind_of_row_is_edited():
    assert set(KINDS) == set(EVENT_ROWS)


class RestoringTest(TestCase):
    """Hypothesis needs each example in a transaction of its own."""

    @classmethod
    def setUpTestData(cls):
        cls.by = make_user("analysts")
        cls.known = {
            "organization": [make.make_organization() for _ in range(3)],
            "person": [make.make_person() for _ in range(3)],
            "framework": [make.make_framework() for _ in range(3)],
            "source": [make.make_source() for _ in range(3)],
            "country_id": ["UZ", "KZ", "TJ"],
            "theme_id": ["pve", "gender", "victims"],
            "city": ["", "Tashkent", "Ташкент"],
            "number": [1, 2, 3],
        }

    # A failure is told as it was found. Making it smaller took longer than anybody waited, and it is small as it is.
    @settings(
        max_examples=examples(6, 60),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    @given(st.lists(EDITS, min_size=2, max_size=4), st.lists(st.integers(0, 4), min_size=1, max_size=2))
    def test_restored_to_step_n_equals_step_n(self, edits, targets):
        with recorded(how=How.FORM):
            self.event = make.make_event(status=Status.DRAFT, slug="the-event")
            self.write(KINDS, 0, 0)
            self.write(KINDS, 1, 1)
        steps = [(self.last_entry(), self.record())]
        for kind, *values in edits:
            with recorded(how=How.FORM):
                getattr(self, kind)(*values)
            if self.last_entry().number != steps[-1][0].number:  # an edit may change nothing
                steps.append((self.last_entry(), self.record()))

        for target in targets:
            entry, record = steps[target % len(steps)]
            if self.record() != record:
                restore_event(event=self.event, number=entry.number, by=self.by)
                assert self.last_entry().after == entry.after
            assert self.record() == record

    def set(self, values):
        Event.objects.filter(pk=self.event.pk).update(**values)

    def write(self, models, row, value):
        """Rows are made, or other values are written into them."""
        for model in models:
            identity, column, values = KINDS[model]
            chosen = {column: values[value]}
            self.rows(model).update_or_create(
                **{identity: self.known[identity][row]},
                defaults=chosen,
                create_defaults={"event": self.event, **NEEDED.get(model, {}), **chosen},
            )

    def trade(self, models):
        """Two rows get what the other one was told apart by, as in a spreadsheet that is sorted anew."""
        for model in models:
            name = KINDS[model][0]
            rows = list(self.rows(model)[:2])
            taken = {getattr(row, name) for row in self.rows(model)}
            free = [value for value in self.known[name] if value not in taken]
            if len(rows) == 2 and free:
                mine, theirs = (getattr(row, name) for row in rows)
                for row, value in zip([*rows, rows[0]], [free[0], mine, theirs], strict=True):
                    model.objects.filter(pk=row.pk).update(**{name: value})

    def turn(self, models):
        """The last row comes first; quotes stand by their numbers."""
        for model in set(models) - {Quote}:
            self.rows(model).update(sort_order=100 - F("pk") % 100)

    def remove(self, models, row):
        for model in models:
            self.rows(model).filter(pk__in=[each.pk for each in self.rows(model)[row : row + 1]]).delete()

    def rows(self, model):
        return model.objects.filter(event=self.event).order_by("pk")

    def record(self):
        """The event as it would be exported; former slugs are a promise, and none is taken back."""
        ((_pk, record),) = records(EVENTS, Event.objects.filter(pk=self.event.pk), Slugs())
        return {key: value for key, value in record.items() if key != "former_slugs"}

    def last_entry(self):
        return list(entries(snapshots_of(Event, [self.event.pk])))[-1]
