"""Whatever was done to an event, restored to step n it is what it was at step n."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.actions import restore_event
from events.actions.quotes import number_quotes
from events.choices import OrganizationRole, Status
from events.exchange.records import Slugs, records
from events.exchange.shapes import EVENTS
from events.history.context import How, recorded
from events.history.states import entries, snapshots_of
from events.models import Citation, Event, EventPlace, EventTheme, OrganizationParticipation, Quote
from tests import factories as make
from tests.people import make_user

pytestmark = pytest.mark.django_db

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
INDEX = st.integers(0, 3)

EDITS = st.one_of(
    st.tuples(st.just("title"), WORDS.filter(str.strip)),
    st.tuples(st.just("dates"), st.sampled_from([("2024", ""), ("2024-05", "2024-06"), ("2024-05-14", "2024-05-16")])),
    st.tuples(st.just("summary"), WORDS),
    st.tuples(st.just("slug"), st.sampled_from(["a-slug", "another-slug", "a-third"])),
    st.tuples(st.just("participant"), INDEX, st.sampled_from(OrganizationRole.values)),
    st.tuples(st.just("role"), INDEX, st.sampled_from(OrganizationRole.values)),
    st.tuples(st.just("place"), WORDS),
    st.tuples(st.just("theme"), st.sampled_from(["pve", "gender", "victims"])),
    st.tuples(st.just("quote"), WORDS.filter(str.strip)),
    st.tuples(st.just("citation"), INDEX, WORDS),
    st.tuples(
        st.just("order"),
    ),
    st.tuples(
        st.just("delete"), st.sampled_from([OrganizationParticipation, EventPlace, EventTheme, Quote, Citation]), INDEX
    ),
)


class Desk:
    """An event, the records that it can refer to, and what can be done to it."""

    def __init__(self):
        self.by = make_user("analysts")
        self.organizations = [make.make_organization() for _ in range(4)]
        self.sources = [make.make_source() for _ in range(4)]
        with recorded(how=How.FORM):
            self.event = make.make_event(status=Status.DRAFT, slug="the-event")
        self.rows = lambda model: model.objects.filter(event=self.event).order_by("pk")

    def set(self, **values):
        Event.objects.filter(pk=self.event.pk).update(**values)

    def apply(self, kind, *values):
        with recorded(how=How.FORM):
            getattr(self, f"edit_{kind}")(*values)

    def edit_title(self, title):
        self.set(title=title)

    def edit_dates(self, dates):
        self.set(start=dates[0], end=dates[1])

    def edit_summary(self, summary):
        self.set(summary=summary)

    def edit_slug(self, slug):
        self.set(slug=slug)

    def edit_participant(self, index, role):
        OrganizationParticipation.objects.get_or_create(
            event=self.event, organization=self.organizations[index], role=role
        )

    def edit_role(self, index, role):
        row = self.rows(OrganizationParticipation)[index : index + 1].first()
        taken = (
            row and self.rows(OrganizationParticipation).filter(organization=row.organization_id, role=role).exists()
        )
        if row and not taken:
            OrganizationParticipation.objects.filter(pk=row.pk).update(role=role)

    def edit_place(self, city):
        EventPlace.objects.get_or_create(event=self.event, city=city, country_id="UZ", venue="")

    def edit_theme(self, slug):
        EventTheme.objects.get_or_create(event=self.event, theme_id=slug)

    def edit_quote(self, text):
        number_quotes(event=self.event, quotes=[Quote(text=text, attribution="A delegate")])

    def edit_citation(self, index, note):
        Citation.objects.update_or_create(
            event=self.event, source=self.sources[index], locator="", defaults={"note": note}
        )

    def edit_order(self):
        for place, row in enumerate(reversed(self.rows(OrganizationParticipation))):
            OrganizationParticipation.objects.filter(pk=row.pk).update(sort_order=place)

    def edit_delete(self, model, index):
        row = self.rows(model)[index : index + 1].first()
        if row:
            row.delete()

    def record(self):
        """The event as it would be exported; former slugs are a promise, and none is taken back."""
        ((_pk, record),) = records(EVENTS, Event.objects.filter(pk=self.event.pk), Slugs())
        return {key: value for key, value in record.items() if key != "former_slugs"}

    def entries(self):
        return list(entries(snapshots_of(Event, [self.event.pk])))


class RestoringTest(TestCase):
    """Hypothesis needs each example in a transaction of its own."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(EDITS, min_size=1, max_size=12), st.data())
    def test_restored_to_step_n_equals_step_n(self, edits, data):
        desk = Desk()
        steps = [(desk.entries()[-1], desk.record())]
        for edit in edits:
            desk.apply(*edit)
            if desk.entries()[-1].number != steps[-1][0].number:  # an edit may change nothing
                steps.append((desk.entries()[-1], desk.record()))
        entry, record = data.draw(st.sampled_from(steps))
        if desk.record() != record:
            restore_event(event=desk.event, number=entry.number, by=desk.by)

        assert desk.record() == record
        assert desk.entries()[-1].after == entry.after
