"""The chain of follow-ups in which an event stands: what led to it and what came of it, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Event

NEAR = 12  # events shown before this one, and after it


@dataclass(frozen=True)
class Link:
    """An event of the chain, with what joins it to another where the order does not say so."""

    event: Event
    words: str
    is_this: bool


@dataclass(frozen=True)
class FollowUps:
    """The links near the event at hand, and how many lie beyond them."""

    links: tuple[Link, ...]
    earlier: int
    later: int


def around(event: Event) -> FollowUps | None:
    """The chain of an event of `EventQuerySet.with_everything()`. Two queries, none where nothing is followed up.

    Only public events are in it, and none that is joined to it by others alone.
    """
    if not (event.follow_up_to or event.follow_ups.all()):
        return None
    found = list(Event.objects.in_chain_with(event).in_order_of_time().with_places())
    at = next(place for place, one in enumerate(found) if one.pk == event.pk)
    start, end = max(0, at - NEAR), at + NEAR + 1
    titles = {one.pk: one.title for one in found}
    before: int | None = None
    links = []
    for one in found[start:end]:
        links.append(Link(one, _words(one, event, before, titles), one.pk == event.pk))
        before = one.pk
    return FollowUps(tuple(links), start, len(found[end:]))


def _words(one: Event, here: Event, before: int | None, titles: dict[int, str]) -> str:
    followed = one.follow_up_to_id
    if one.pk == here.follow_up_to_id:
        return _("followed up by this event")
    if followed == here.pk:
        return _("follows up this event")
    if followed is None or followed == before or followed not in titles:
        return ""
    return _("follows up “%(title)s”") % {"title": titles[followed]}
