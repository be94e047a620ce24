"""A reviewer who merges organizations: all that hung on one hangs on the other, or nothing was moved."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from events.actions.merge import mark_of
from events.actions.merge_plan import plan_of
from events.models import Event, Merge, Organization, OrganizationParticipation
from torture.actors import Actor

HANGING = 4
assert admin  # the addresses of the admin are needed


@dataclass
class Pair:
    kept: int
    gone: int
    is_acknowledged: bool = False


class Merges(Actor):
    kind = "merges of organizations"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.pairs: list[Pair] = []
        self.events = list(Event.objects.filter(status="published").order_by("pk")[:200])

    def act(self) -> None:
        kept, gone = self._made()
        pair = Pair(kept.pk, gone.pk)
        self.pairs.append(pair)
        data = {"reason": "Torture: both are one.", "seen": mark_of(plan_of(kept, gone))}
        answer = self.visitor.post(reverse("admin:events_organization_merge", args=[kept.pk, gone.pk]), data)
        pair.is_acknowledged = self.heard(answer, done=answer.status == 302)

    @transaction.atomic
    def _made(self) -> list[Organization]:
        pair = [
            Organization.objects.create(slug=f"{side}-{self.mark}", name=f"{side} {self.mark}", kind="un-entity")
            for side in ("kept", "gone")
        ]
        for event in self.rng.sample(self.events, HANGING):
            OrganizationParticipation.objects.create(event=event, organization=pair[1], role="participant")
        return pair

    def missing(self) -> list[str]:
        wrong = []
        for pair in self.pairs:
            found = (
                Organization.objects.filter(pk=pair.gone).exists(),
                OrganizationParticipation.objects.filter(organization=pair.gone).count(),
                OrganizationParticipation.objects.filter(organization=pair.kept).count(),
                Merge.objects.filter(kind="organization", kept=pair.kept, gone=pair.gone).count(),
            )
            if found not in {(True, HANGING, 0, 0), (False, 0, HANGING, 1)}:
                wrong.append(f"half a merge: {pair} is {found}")
            if pair.is_acknowledged and found[0]:
                wrong.append(f"lost: merge {pair}")
            pair.is_acknowledged = not found[0]
        return wrong
