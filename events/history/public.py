"""What changed for readers: on one event, and in the whole record, newest first.

Only changes of events while they were public are told, never what they were before; no name of the staff, no reason
meant for them, no earlier wording of free texts, and no name of a record that is not public now. Of an event that is
withdrawn readers are told the address, which it had then, and the reason alone. Once it is published again, of all that
changed up to then they are told what it was about, and no wording: it may be what the event was withdrawn for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import Status
from events.history.context import How
from events.history.differences import differences
from events.history.names import Names, references_in
from events.history.states import Entry, State, entries, snapshots_of
from events.history.words import STAFF_ONLY, Teller, field_of
from events.models import Event, PublicChange, PublicChangeQuerySet

ON_A_PAGE = 25
MOST_ON_AN_EVENT = 30
FEW = 5  # more events than this in one transaction are told of together

PUBLISHED = ~Q(status_before=Status.PUBLISHED) & Q(status_after=Status.PUBLISHED)
CHANGED = Q(status_before=Status.PUBLISHED, status_after=Status.PUBLISHED)
WITHDRAWN = Q(status_before=Status.PUBLISHED, status_after=Status.WITHDRAWN)

Place = tuple[datetime, int]


@dataclass(frozen=True)
class Told:
    """One change, or many of one moment, as readers are told of it."""

    key: int
    made_at: datetime
    headline: str
    title: str = ""  # of the event, while it is public
    address: str = ""
    sentences: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """A change of what readers do not see has nothing to say."""
        return bool(self.headline or self.sentences)


@dataclass(frozen=True)
class Page:
    """A page of changes; `older` names the change before which the next page begins, if there is one."""

    changes: list[Told]
    older: int | None


def what_changed(event: Event) -> list[Told]:
    """The changes of a public event since it was first published, newest first; [] when it was only published.

    One query, and two more when there is something to tell.
    """
    changes = PublicChange.objects.filter(event=event).select_related("context")
    rows = list(changes.newest_first()[:MOST_ON_AN_EVENT])
    if all(row.status_before not in (Status.PUBLISHED, Status.WITHDRAWN) for row in rows):
        return []
    for row in rows:
        row.event = event
    items = [told for told in _told(rows) if told.says_something]
    return items if any(told.sentences for told in items) else []


def latest(*, before: PublicChange | None = None, limit: int = ON_A_PAGE) -> Page:
    """The latest public changes of all events, or those before one of them.

    Four queries, and one for each moment at which many events changed.
    """
    changes = PublicChange.objects.public()
    place = (before.made_at, before.pk) if before else None
    shown: list[PublicChange | Told] = []
    is_end = False
    while len(shown) < limit and not is_end:
        rows = _before(changes, place, limit + FEW)
        moments = [list(group) for _moment, group in groupby(rows, lambda row: (row.made_at, row.context_id))]
        is_end = len(rows) < limit + FEW
        if not is_end and len(moments) > 1 and len(moments[-1]) <= FEW:
            moments.pop()  # it may be cut off: the next round begins with it
        for group in moments:
            if len(shown) >= limit:
                is_end = False
                break
            shown += [_many(group[0])] if len(group) > FEW else group
            place = (shown[-1].made_at, _key(shown[-1]))
    told = {each.key: each for each in _told([row for row in shown if isinstance(row, PublicChange)])}
    pages = [row if isinstance(row, Told) else told[row.pk] for row in shown]
    older = _key(shown[-1]) if shown and not is_end and _before(changes, place, 1) else None
    return Page([each for each in pages if each.says_something], older)


def _key(row: PublicChange | Told) -> int:
    return row.key if isinstance(row, Told) else row.pk


def _before(changes: PublicChangeQuerySet, place: Place | None, limit: int) -> list[PublicChange]:
    if place is not None:
        made_at, key = place
        changes = changes.filter(Q(made_at__lt=made_at) | Q(pk__lt=key), made_at__lte=made_at)
    return list(changes.select_related("event", "context").newest_first()[:limit])


def _many(row: PublicChange) -> Told:
    """All changes of one moment in a sentence for each kind. Events that were withdrawn since are counted too: to ask
    for the state of each of 100,000 events takes half a second.
    """
    found: dict[str, Any] = PublicChange.objects.filter(made_at=row.made_at, context=row.context_id).aggregate(
        first=Min("pk"),
        published=Count("pk", filter=PUBLISHED),
        changed=Count("pk", filter=CHANGED),
        withdrawn=Count("pk", filter=WITHDRAWN),
    )
    by_import = row.told.get("how") == How.IMPORT
    sentences = [
        (ngettext("%d event was added by an import.", "%d events were added by an import.", found["published"]))
        if by_import
        else ngettext("%d event was published.", "%d events were published at once.", found["published"]),
        (ngettext("%d event was changed by an import.", "%d events were changed by an import.", found["changed"]))
        if by_import
        else ngettext("%d event was changed.", "%d events were changed at once.", found["changed"]),
        ngettext("%d event was withdrawn.", "%d events were withdrawn at once.", found["withdrawn"]),
    ]
    counts = (found["published"], found["changed"], found["withdrawn"])
    told = [sentence % count for sentence, count in zip(sentences, counts, strict=True) if count]
    return Told(found["first"], row.made_at, " ".join(told))


def _told(rows: list[PublicChange]) -> Iterator[Told]:
    """Each change of one event in words. Two queries. Needs the events and contexts of the rows."""
    steps = _steps({row.event_id for row in rows})
    found = {row.pk: _differences(row, steps) for row in rows}
    teller = Teller(
        Names(references_in(each for several in found.values() for each in several), public=True), public=True
    )
    for row in rows:
        is_shown = row.event.is_public
        step = steps.get(_moment(row))
        if row.status_after == Status.WITHDRAWN:
            sentences = _reason(row, steps)
        elif step is not None and step.is_before_a_return:
            sentences = _topics(found[row.pk])
        else:
            sentences = teller.sentences(found[row.pk]) or _removals(row)
        then = step.entry.after.of(Event).get(row.event_id, {}) if step else {}
        slug = row.event.slug if is_shown else then.get("slug", row.event.slug)
        yield Told(
            row.pk,
            row.made_at,
            _headline(row),
            title=row.event.title if is_shown else "",
            address=reverse("events:event-detail", args=[slug]),
            sentences=sentences,
        )


@dataclass(frozen=True)
class Step:
    """A change of an event, and what readers had seen of the event before it."""

    seen: State | None
    entry: Entry
    is_before_a_return: bool  # the event was withdrawn and published again, with this change or after it


Steps = dict[tuple[int, datetime, Any], Step]


def _moment(row: PublicChange) -> tuple[int, datetime, Any]:
    return row.event_id, row.made_at, row.context_id


def _steps(keys: Iterable[int]) -> Steps:
    """Every change of these events with what readers had seen before it. One query."""
    of_event = defaultdict(list)
    for kept in snapshots_of(Event, keys):
        of_event[kept.owner].append(kept)
    steps: Steps = {}
    for key, snapshots in of_event.items():
        seen = None
        found = list(entries(snapshots))
        returned = max((each.number for each in found if _is_return(each, key)), default=0)
        for entry in found:
            steps[key, entry.made_at, entry.context] = Step(seen, entry, entry.number <= returned)
            if _is_seen(entry, key):
                seen = entry.after
    return steps


def _status(state: State, key: int) -> str:
    status: str = state.of(Event).get(key, {}).get("status", "")
    return status


def _is_return(entry: Entry, key: int) -> bool:
    return _status(entry.before, key) == Status.WITHDRAWN and _is_seen(entry, key)


def _is_seen(entry: Entry, key: int) -> bool:
    return _status(entry.after, key) == Status.PUBLISHED


def _differences(row: PublicChange, steps: Steps) -> list[Any]:
    """What readers see changed; of the first publication nothing, for all of it is new."""
    step = steps.get(_moment(row))
    if step is None or step.seen is None or row.status_after != Status.PUBLISHED:
        return []
    return list(differences(Event, step.seen, step.entry.after))


def _topics(found: list[Any]) -> list[str]:
    """What changes were about, in one sentence that says nothing of before and after."""
    topics: dict[str, None] = {}
    for each in found:
        columns = getattr(each, "columns", ()) if each.model is Event else ()
        names = [str(field_of(Event, column).verbose_name) for column in columns if column not in STAFF_ONLY]
        topics |= dict.fromkeys(names if each.model is Event else [str(each.model._meta.verbose_name_plural)])
    return [_("Changed: %(topics)s.") % {"topics": ", ".join(topics)}] if topics else []


def _removals(row: PublicChange) -> list[str]:
    """That a name was removed shows in no state, for the earlier ones are without it as well. Needs the context."""
    return [_("A person's name was removed.")] if row.told.get("how") == How.REMOVAL else []


def _headline(row: PublicChange) -> str:
    if row.status_after == Status.WITHDRAWN:
        return _("Withdrawn")
    if row.status_before == Status.PUBLISHED:
        return ""
    return _("Published again") if row.status_before == Status.WITHDRAWN else _("Published")


def _reason(row: PublicChange, steps: Steps) -> list[str]:
    """The reason of a withdrawal, in the words that were meant for readers."""
    step = steps.get(_moment(row))
    state = step.entry.after.of(Event).get(row.event_id, {}) if step else {}
    return [state["withdrawn_reason"]] if state.get("withdrawn_reason") else []
