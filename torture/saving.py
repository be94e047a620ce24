"""An analyst who enters events through the form, and changes them: every row of a form bears the form's own mark."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from events.admin.duplicates import SAVE_ALL_THE_SAME
from events.choices import Status
from events.models import Country, Event, Organization, Person, Source, Theme
from tests.admin.forms import event_form
from torture.actors import Actor
from torture.asking import Answer

MESSAGE = re.compile(r'class="errorlist[^>]*>(.*?)</ul>', re.DOTALL)
MOST_QUOTES = 5
PUBLIC = 0.2  # how often a draft is made public before it is changed


@dataclass
class Work:
    """One event of an analyst: the last mark that was acknowledged, and those sent since that were not answered."""

    slug: str
    acknowledged: str = ""
    in_doubt: list[str] = field(default_factory=list)


class Saves(Actor):
    kind = "saves of an event"
    publishes = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.works: list[Work] = []
        self.quotes: dict[str, int] = {}  # how many quotes a form had
        self.organizations = list(Organization.objects.order_by("pk").values_list("pk", flat=True)[:2])
        self.person, self.source, self.theme, self.country = (
            model.objects.order_by("pk").values_list("pk", flat=True)[0] for model in (Person, Source, Theme, Country)
        )

    def act(self) -> None:
        known = [work for work in self.works if work.acknowledged]
        work = self.rng.choice(known) if known and self.rng.random() < 0.6 else None
        event = Event.objects.get(slug=work.slug) if work else None
        if self.publishes and event and not event.is_public and self.rng.random() < PUBLIC:
            Event.objects.filter(pk=event.pk).update(status=Status.PUBLISHED, published_at=timezone.now())
            event.refresh_from_db()
        if work is None:
            work = Work(slug=f"2024-05-14-{self.name}-{self.number}")
            self.works.append(work)
        mark = self.mark
        form = self._form(mark, work.slug, event)
        work.in_doubt.append(mark)
        path = reverse("admin:events_event_change", args=[event.pk]) if event else reverse("admin:events_event_add")
        answer = self.visitor.post(path, form)
        if self.heard(answer, done=answer.status == 302):
            work.acknowledged, work.in_doubt = mark, []
        elif answer.status == 200:
            work.in_doubt.remove(mark)  # refused: nothing of it may be there

    def said(self, answer: Answer) -> None:
        found = " ".join(re.sub(r"<[^>]+>", " ", one).strip() for one in MESSAGE.findall(answer.text))
        if "somebody else has saved" not in found:  # a save that was made but not answered, and then tried again
            self.problems.append(f"{self.name}: a right form was refused ({answer.status}): {found[:300]}")

    def _form(self, mark: str, slug: str, event: Event | None) -> dict[str, Any]:
        def row(manager: Any, **values: Any) -> list[dict[str, Any]]:
            first = manager.order_by("pk").first() if event else None
            return [({"id": first.pk} if first else {}) | values]

        quotes: list[dict[str, Any]] = [{"id": one.pk} for one in event.quotes.order_by("number")] if event else []
        quotes += [{}] * (self.rng.randint(1, 3) if event is None else len(quotes) < MOST_QUOTES)
        self.quotes[mark] = len(quotes)
        told = event or Event()
        rows = {
            "places": row(told.pk and told.places, city="Tashkent", country=self.country, venue=mark),
            "person_participations": row(
                told.pk and told.person_participations, person=self.person, role="speaker", position=mark
            ),
            "citations": row(told.pk and told.citations, source=self.source, supports=["dates"], locator=mark),
            "quotes": [
                one | {"text": f"{at} {mark}", "language": "en", "attribution": mark} for at, one in enumerate(quotes)
            ],
            "organization_participations": self._organizations(event),
            "event_themes": row(told.pk and told.event_themes, theme=self.theme),
        }
        form = event_form(event=event, rows=rows, slug=slug, title=f"Torture {mark}", summary=mark)
        return form | {SAVE_ALL_THE_SAME: "1"}  # they are all alike

    def _organizations(self, event: Event | None) -> list[dict[str, Any]]:
        known = list(event.organization_participations.order_by("pk")) if event else []
        return [
            {"id": known[at].pk} | {"organization": pk, "role": "participant"}
            if known
            else {"organization": pk, "role": "participant"}
            for at, pk in enumerate(self.organizations)
        ]

    def missing(self) -> list[str]:
        wrong = []
        found = {event.slug: event for event in Event.objects.filter(slug__in=[work.slug for work in self.works])}
        for work in self.works:
            event = found.get(work.slug)
            if event is None:
                if work.acknowledged:
                    wrong.append(f"lost: event {work.slug}, acknowledged as {work.acknowledged}")
                continue
            if event.summary not in {work.acknowledged, *work.in_doubt}:
                wrong.append(f"lost: {work.slug} is {event.summary!r} and was acknowledged as {work.acknowledged!r}")
            wrong += self._half(event)
            work.acknowledged, work.in_doubt = event.summary, []  # what is there now has to stay
        return wrong

    def _half(self, event: Event) -> list[str]:
        mark = event.summary
        marks = {
            *event.places.values_list("venue", flat=True),
            *event.person_participations.values_list("position", flat=True),
            *event.citations.values_list("locator", flat=True),
            *event.quotes.values_list("attribution", flat=True),
            event.title.removeprefix("Torture "),
        }
        rows = [each.count() for each in (event.places, event.person_participations, event.citations)]
        rows += [event.organization_participations.count(), event.event_themes.count(), event.quotes.count()]
        expected = [1, 1, 1, 2, 1, self.quotes.get(mark)]
        if marks != {mark} or rows != expected:
            return [f"half an event: {event.slug} has rows of {sorted(marks)}, {rows} of them and not {expected}"]
        return []
