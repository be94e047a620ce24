"""The events of a feed or calendar, with what either says of them.

While a release is in force, both tell of its events as they were, and of changes up to then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from pyroaring import BitMap

from events import partial_dates, releases
from events.choices import DatePrecision, EventState, EventType, OrganizationRole
from events.models import Event, EventPlace, EventTheme, OrganizationParticipation, PublicChange, ReleasedEvent
from events.partial_dates import PartialDate

FEW = 2000  # events whose changes are asked for by their numbers; of more the latest changes are read until enough are
UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0
CHUNK = 500
ORGANIZERS = (OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER)


@dataclass(frozen=True)
class Followed:
    """One event."""

    key: int
    slug: str
    title: str
    type: str
    state: str
    start: PartialDate
    end: PartialDate | None
    when: str
    unknown: str  # what of the start is not known
    places: list[dict[str, Any]]
    organizers: list[str]
    themes: list[str]
    summary: str
    published_at: datetime
    changed_at: datetime

    @property
    def address(self) -> str:
        return f"{releases.site()}{reverse('events:event-detail', args=[self.slug])}"

    @property
    def where(self) -> str:
        named = (", ".join(part for part in (one["city"], one["country"]) if part) for one in self.places)
        return "; ".join(dict.fromkeys(named))

    @property
    def lines(self) -> list[str]:
        """What a reader of a feed or calendar is told beside the title."""
        state = "" if self.state == EventState.HELD else _("State: %s.") % str(EventState(self.state).label).lower()
        date = f"{self.when}, {self.unknown}" if self.unknown else self.when
        facts = " · ".join(part for part in (date, self.where, str(EventType(self.type).label)) if part)
        bodies = _("Organized by %s.") % ", ".join(self.organizers) if self.organizers else ""
        return [readable(line) for line in (facts, state, bodies, self.summary) if line]


def readable(text: str) -> str:
    """The text without what neither XML nor a calendar may hold."""
    return UNREADABLE.sub("", text)


def site() -> str:
    """The name of the site within the identities of events."""
    return urlsplit(releases.site()).hostname or "localhost"


def as_of() -> str:
    """Which state of the record is told of, in words."""
    release = releases.current()
    if release is None:
        return _("Release: %s.") % releases.LIVE
    return _("Release: %s. It stays as it is.") % release.name


def latest_changed(events: BitMap, limit: int) -> list[int]:
    """The keys of the events that were published or changed last, the latest first. One query."""
    release = releases.current()
    if release:
        known = ReleasedEvent.objects.of(release).last_changed_first()
        few = known.filter(event_number__in=list(events)) if len(events) <= FEW else known
        rows = few.values_list("event_number", flat=True).iterator(chunk_size=CHUNK)
        return list(islice((key for key in rows if key in events), limit))
    changes = PublicChange.objects.order_by("-made_at", "-pk")
    if len(events) <= FEW:
        moments = changes.order_by().filter(event__in=list(events)).values("event").annotate(at=Max("made_at"))
        found = [row["event"] for row in moments.order_by("-at", "-event")[:limit]]
    else:
        rows = changes.values_list("event_id", flat=True).iterator(chunk_size=CHUNK)
        found = list(islice(_different(key for key in rows if key in events), limit))
    return found + sorted(set(events) - set(found), reverse=True)[: limit - len(found)] if len(found) < limit else found


def _different(keys: Iterable[int]) -> Iterable[int]:
    seen: set[int] = set()
    for key in keys:
        if key not in seen:
            seen.add(key)
            yield key


def last_change() -> datetime | None:
    """When anything public changed last, withdrawals included. One query; none in a release, which never changes."""
    release = releases.current()
    return release.made_at if release else PublicChange.objects.latest_moment()


def by_keys(keys: list[int]) -> list[Followed]:
    """The public ones of these events, in the order of their keys. One query."""
    places = {key: number for number, key in enumerate(keys)}
    return sorted(followed(Event.objects.public().filter(pk__in=keys)), key=lambda event: places[event.key])


def followed(events: QuerySet) -> list[Followed]:
    """The events in their order. One query."""
    rows = events.annotate(
        told_places=_hanging(
            EventPlace, city="city", country="country__name", latitude="latitude", longitude="longitude"
        ),
        told_themes=_names(EventTheme, "theme__name"),
        told_organizers=_names(OrganizationParticipation, "organization__name", role__in=ORGANIZERS),
        changed_at=Coalesce(Subquery(_changed()), F("published_at")),
    ).values(
        *("pk", "slug", "title", "type", "state", "start", "end", "precision", "summary", "published_at", "changed_at"),
        *("told_places", "told_themes", "told_organizers"),
    )
    return [_event(row) for row in rows]


def _changed() -> QuerySet:
    """When an event changed last for readers."""
    if release := releases.current():
        return ReleasedEvent.objects.of(release).filter(event_number=OuterRef("pk")).values("changed_at")
    return PublicChange.objects.filter(event=OuterRef("pk")).newest_first().values("made_at")[:1]


def _event(row: dict[str, Any]) -> Followed:
    unknown = {DatePrecision.MONTH: _("day not known"), DatePrecision.YEAR: _("month not known")}
    return Followed(
        key=row["pk"],
        slug=row["slug"],
        title=readable(" ".join(row["title"].split())),
        type=row["type"],
        state=row["state"],
        start=PartialDate.parse(row["start"]),
        end=PartialDate.parse(row["end"]) if row["end"] else None,
        when=partial_dates.in_words(row["start"], row["end"]),
        unknown=unknown.get(row["precision"], ""),
        places=row["told_places"],
        organizers=list(dict.fromkeys(row["told_organizers"])),
        themes=[readable(name) for name in row["told_themes"]],
        summary=row["summary"],
        published_at=row["published_at"],
        changed_at=max(row["changed_at"], row["published_at"]),
    )


def _hanging(rows: type[Model], **names: str) -> ArraySubquery:
    found = rows._default_manager.filter(event=OuterRef("pk")).order_by("sort_order", "pk")
    return ArraySubquery(found.values(listed=JSONObject(**names)))


def _names(rows: type[Model], name: str, **conditions: Any) -> ArraySubquery:
    found = rows._default_manager.filter(event=OuterRef("pk"), **conditions).order_by("sort_order", "pk")
    return ArraySubquery(found.values(name))
