"""A person taken out of the record and its history: what hangs on the person stays, without the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.db.models import Model, QuerySet
from django.utils import timezone

from events.choices import FormerSlugKind
from events.models import (
    SNAPSHOTS,
    Event,
    FormerSlug,
    Merge,
    NotTheSame,
    Person,
    PersonName,
    PersonParticipation,
    Quote,
)
from events.removal.names import Names, merges_of

SPEAKER = "A speaker"  # what a quote is attributed to when neither a post nor a body is known

Posts = dict[Any, PersonParticipation]


def take_out_of_record(person: Person, names: Names) -> dict[str, int]:
    """Posts and words stay, the person goes; return the number of each kind of row that changed."""
    part, said = PersonParticipation.objects.filter(person=person), Quote.objects.filter(speaker=person)
    touched = {*part.values_list("event", flat=True), *said.values_list("event", flat=True)}
    told = {"quotes": unnamed_quotes(said, names, posts_of(part)), "participations": unnamed_posts(part, names)}
    told["names"] = PersonName.objects.filter(person=person).delete()[0]
    pairs = NotTheSame.objects.filter(kind=FormerSlugKind.PERSON)
    (pairs.filter(first__in=names.keys) | pairs.filter(second__in=names.keys)).delete()
    FormerSlug.objects.filter(kind=FormerSlugKind.PERSON, object_id__in=names.keys).delete()
    person.delete()
    Event.objects.filter(pk__in=touched).update(updated_at=timezone.now())
    return told | {"events": len(touched)}


def take_out_of_history(names: Names) -> int:
    """Rewrite what history keeps of the person and of records that became the same person."""
    person, name, part, said = (SNAPSHOTS[model] for model in (Person, PersonName, PersonParticipation, Quote))
    with pgtrigger.ignore(*(f"{each._meta.label}:append_only" for each in (person, name, part, said))):
        posts = part.objects.filter(person_id__in=names.keys)
        changed = unnamed_quotes(said.objects.filter(speaker_id__in=names.keys), names, posts_of(posts))
        changed += unnamed_posts(posts, names)
        changed += name.objects.filter(person_id__in=names.keys).delete()[0]
        changed += person.objects.filter(pgh_obj_id__in=names.keys).delete()[0]
    return int(changed)


def take_out_of_merges(names: Names) -> int:
    """Merges of the person can't be undone any more; those of events are, without the name."""
    changed = 0
    for merge in Merge.objects.exclude(pk__in=merges_of(names)):
        if _forget(merge.changes, names):
            merge.save(update_fields=["changes"])
            changed += 1
    return changed + int(merges_of(names).delete()[0])


def _forget(kept: dict[str, Any], names: Names) -> bool:
    """Take the person out of the rows that a merge keeps, whichever way it keeps them."""
    changed = False
    for model, column in ((PersonParticipation, "person_id"), (Quote, "speaker_id")):
        for rows in kept.values():
            for row in rows.get(model._meta.label_lower, {}).values():
                for state in (row, row.get("before"), row.get("after")):
                    if isinstance(state, dict) and state.get(column) in names.keys:
                        state[column], changed = None, True
                        if "attribution" in state:
                            state["attribution"] = names.left_out(state["attribution"]) or SPEAKER
    return changed


def posts_of(rows: QuerySet[Any]) -> Posts:
    """What the person was at each event: of several rows the one that names a post, the latest of those."""
    found = rows.select_related("organization", "country")
    return {row.event_id: row for row in sorted(found, key=lambda row: (bool(row.position), row.pk))}


def unnamed_posts(rows: QuerySet[Any], names: Names) -> int:
    for row in rows.exclude(position=""):
        if (position := names.left_out(row.position)) != row.position:
            _of(rows.model, row).update(position=position)
    return rows.update(person=None)


def unnamed_quotes(rows: QuerySet[Any], names: Names, posts: Posts) -> int:
    """Quotes with the same attribution at the same event change together."""
    by_values: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    found: Iterable[Any] = rows.select_related("organization")
    for row in found:
        post = posts.get(row.event_id)
        body = row.organization_id or (post.organization_id if post else None)
        by_values[attribution(row, post, names), body].append(row.pk)
    for (words, body), keys in by_values.items():
        rows.model._default_manager.filter(pk__in=keys).update(speaker=None, attribution=words, organization=body)
    return sum(map(len, by_values.values()))


def attribution(quote: Any, post: Any, names: Names) -> str:
    """To whom the words are attributed once the name is gone: what stood beside it, the post, or the body."""
    if words := names.left_out(quote.attribution) or (post and names.left_out(post.position)):
        return str(words)
    body = quote.organization or (post and (post.organization or post.country))
    return f"A representative of {body}" if body else SPEAKER


def _of(model: type[Model], row: Any) -> QuerySet[Any]:
    return model._default_manager.filter(pk=row.pk)
