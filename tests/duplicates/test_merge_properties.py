"""Whatever hangs on two records: merging them and undoing it leaves everything as it was."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.actions import undo_merge
from events.choices import CountryRole, OrganizationRole, PersonRole
from tests.duplicates.merging import everything, merge, reviewer
from tests.effort import examples
from tests.factories import (
    add_citation,
    add_country,
    add_framework,
    add_organization,
    add_person,
    add_place,
    add_quote,
    add_theme,
    make_country,
    make_event,
    make_framework,
    make_organization,
    make_organization_name,
    make_person,
    make_source,
    make_theme,
)

pytestmark = pytest.mark.django_db

# A row that both events have, under its role, with what each of them says of it: so two rows often become one.
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["organization", "country", "person", "place", "quote", "citation", "framework", "theme"]),
        st.integers(0, 2),
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from([None, 0, 1, 2]),
    ),
    max_size=10,
    unique_by=lambda row: row[:2],
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(["", "One.", "Other."]),
        "mode": st.sampled_from(["", "online", "in-person"]),
        "end": st.sampled_from(["", "2024-05-15", "2024-06"]),
        "date_note": st.sampled_from(["", "Computed."]),
    },
)


# A failure is told as it was found: to make it smaller takes minutes, and it is small as it is.
FOUND_AS_THEY_ARE = settings(
    max_examples=examples(8, 80), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


class MergingTest(TestCase):
    """Hypothesis needs each example in a transaction of its own."""

    @FOUND_AS_THEY_ARE
    @given(
        rows=ROWS,
        ours=FIELDS,
        theirs=FIELDS,
        choices=st.dictionaries(st.sampled_from(["title", "summary", "start"]), st.sampled_from(["kept", "gone"])),
    )
    def test_merge_then_undo_equals_before(self, rows, ours, theirs, choices):
        events = {"kept": make_event(title="Kept", **ours), "gone": make_event(title="Gone", **theirs)}
        bodies = [make_organization() for _ in range(3)]
        people = [make_person() for _ in range(3)]
        sources = [make_source() for _ in range(3)]
        frameworks = [make_framework() for _ in range(3)]
        for kind, which, ours_of_it, theirs_of_it in rows:
            for (side, event), how in zip(events.items(), (ours_of_it, theirs_of_it), strict=True):
                if how is None:
                    continue
                if kind == "organization":
                    add_organization(
                        event=event, organization=bodies[which], role=OrganizationRole.values[which], sort_order=how
                    )
                elif kind == "country":
                    country = make_country(code=["UZ", "KZ", "TJ"][which])
                    add_country(event=event, country=country, role=CountryRole.values[which], sort_order=how)
                elif kind == "person":
                    role, position = PersonRole.values[which], ["", "Minister", side][how]
                    add_person(event=event, person=people[which], role=role, position=position)
                elif kind == "place":
                    add_place(event=event, city=["", "Tashkent", "Samarkand"][which], sort_order=how)
                elif kind == "quote":
                    text, speaker = f"Words {which}", [None, *people][how]
                    add_quote(event=event, number=which + 1, text=text, speaker=speaker)
                elif kind == "citation":
                    add_citation(event=event, source=sources[which], note=["", "A note.", side][how])
                elif kind == "framework":
                    add_framework(event=event, framework=frameworks[which], ordinal=[None, 1, 2][how])
                else:
                    theme = make_theme(slug=["pve", "gender", "prisons"][which])
                    add_theme(event=event, theme=theme, sort_order=how)
        before = everything()

        undo_merge(merge=merge(events["kept"], events["gone"], choices=choices), by=reviewer())

        assert everything() == before

    @FOUND_AS_THEY_ARE
    @given(
        rows=st.lists(
            st.tuples(st.booleans(), st.booleans(), st.integers(0, 2), st.integers(0, 2)), max_size=10, unique=True
        ),
        names=st.lists(
            st.tuples(st.booleans(), st.sampled_from(["ABC", "Some body", "Kept"])), max_size=5, unique=True
        ),
    )
    def test_merging_two_bodies_and_undoing_it_equals_before(self, rows, names):
        kept, gone = make_organization(name="Kept", acronym="KPT"), make_organization(name="Gone", acronym="GN")
        events, person = [make_event() for _ in range(3)], make_person()
        for is_gone, is_person, which, role in rows:
            body, event = (gone if is_gone else kept), events[which]
            if is_person:
                other = make_person()
                add_person(event=event, person=other, organization=body, role=PersonRole.values[role])
            else:
                add_organization(event=event, organization=body, role=OrganizationRole.values[role])
        for is_gone, name in names:
            make_organization_name(organization=gone if is_gone else kept, name=name)
        make_organization(parent=gone)
        add_quote(event=events[0], speaker=person, organization=gone)
        before = everything()

        undo_merge(merge=merge(kept, gone), by=reviewer())

        assert everything() == before
