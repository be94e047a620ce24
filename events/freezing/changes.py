"""What became of events from one release to the next."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from events.choices import FormerSlugKind, ReleaseChangeKind, Status
from events.models import Event, FormerSlug, PublicChange, Release, ReleaseChange, ReleasedEvent


def note_events(release: Release, digests: dict[str, str]) -> None:
    """Keep of each event of the release what it was. `digests` are by slug."""
    changed = PublicChange.objects.filter(event=OuterRef("pk")).newest_first().values("made_at")[:1]
    events = Event.objects.public().values_list("slug", "pk", Subquery(changed))
    ReleasedEvent.objects.bulk_create(
        [
            ReleasedEvent(release=release, event_number=pk, slug=slug, digest=digests[slug], changed_at=changed_at)
            for slug, pk, changed_at in events
        ],
        batch_size=2000,
    )


def changes_since(before: Release, release: Release) -> list[ReleaseChange]:
    """Each change by kind and slug; of a removed event its slug in the release before. Four queries."""
    old, new = _events(before), _events(release)
    added = {new[number][0]: "" for number in new.keys() - old.keys()}
    changed = {new[number][0]: "" for number in new.keys() & old.keys() if new[number] != old[number]}
    removed = _reasons({number: old[number][0] for number in old.keys() - new.keys()})
    kinds = {ReleaseChangeKind.ADDED: added, ReleaseChangeKind.CHANGED: changed, ReleaseChangeKind.REMOVED: removed}
    return [
        ReleaseChange(release=release, kind=kind, slug=slug, reason=events[slug])
        for kind, events in kinds.items()
        for slug in sorted(events)
    ]


def _events(release: Release) -> dict[int, tuple[str, str]]:
    rows = ReleasedEvent.objects.filter(release=release).values_list("event_number", "slug", "digest")
    return {number: (slug, digest) for number, slug, digest in rows}


def _reasons(gone: dict[int, str]) -> dict[str, str]:
    """Why events are not there any more, by slug: in the words of the withdrawal, or where they went."""
    withdrawn = Event.objects.filter(pk__in=gone, status=Status.WITHDRAWN).values_list("pk", "withdrawn_reason")
    reasons = {pk: f"withdrawn: {reason}" for pk, reason in withdrawn}
    former = FormerSlug.objects.filter(kind=FormerSlugKind.EVENT, slug__in=gone.values())
    to = dict(former.values_list("slug", "object_id"))
    slugs = dict(Event.objects.public().filter(pk__in=to.values()).values_list("pk", "slug"))
    merged = {slug: f"merged into {slugs[pk]}" for slug, pk in to.items() if pk in slugs and pk not in gone}
    there = set(Event.objects.filter(pk__in=gone).values_list("pk", flat=True))
    return {
        slug: reasons.get(pk) or merged.get(slug) or ("no longer public" if pk in there else "deleted")
        for pk, slug in gone.items()
    }


def note_digests(release: Release, digests: dict[str, str]) -> None:
    """What a release tells of its events after rows of it had to change."""
    noted = list(ReleasedEvent.objects.filter(release=release))
    changed = [event for event in noted if event.digest != digests.get(event.slug, event.digest)]
    for event in changed:
        event.digest = digests[event.slug]
    ReleasedEvent.objects.bulk_update(changed, ["digest"], batch_size=500)
