"""The post in which somebody was recorded last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from events.bitmaps import Bitmaps
from events.models import EventQuerySet, Person, PersonParticipation
from events.models.event_index import key

LOOKED_THROUGH = 10  # of the newest events of each person; nearly all name a post


def set_latest_posts(people: Sequence[Person], bitmaps: Bitmaps) -> None:
    """Give each `latest_post` and `latest_post_start`. One query, as for `latest_posts`."""
    posts = latest_posts([person.pk for person in people], bitmaps)
    for person in people:
        person.latest_post, person.latest_post_start = posts[person.pk]  # type: ignore[attr-defined]


def latest_posts(people: Iterable[int], bitmaps: Bitmaps) -> dict[int, tuple[str, str]]:
    """Of each the latest post and when its event began, '' where none is recorded. One query.

    Only the newest events are looked through: some appear at a thousand. A second query asks for those of whom all of
    these name no post.
    """
    sets = {pk: bitmaps.any_of([key("person", pk)]) for pk in people}
    newest = {pk: bitmaps.newest(events, LOOKED_THROUGH) for pk, events in sets.items()}
    posts = _latest(list(sets), {event for events in newest.values() for event in events})
    if rest := [pk for pk, events in sets.items() if pk not in posts and len(events) > len(newest[pk])]:
        posts |= _latest(rest, {event for pk in rest for event in sets[pk]})
    return {pk: posts.get(pk, ("", "")) for pk in sets}


def _latest(people: list[int], events: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = (
        PersonParticipation.objects.filter(EventQuerySet.public_q("event__"), person__in=people, event__in=list(events))
        .exclude(position="")
        .order_by("event__latest_start", "event__earliest_start", "-event__slug")
        .values_list("person", "position", "event__start")
    )
    return {person: (position, start) for person, position, start in rows}  # the latest last, which stays
