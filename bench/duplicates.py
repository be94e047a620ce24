"""Measures how well events that are recorded twice are found: `python -m bench.duplicates [--tune] [--verbose]`.

Three sets of typed events are looked for among the recorded ones, the sample:

- written by hand (`bench/rewordings.jsonl`): how another body's press release would tell of an event of the sample,
  and events that only lie near one;
- made from the sample: other words, acronyms for names and names for acronyms, less exact dates, slips of the pen,
  participants left out and added; and, as what must not be found, the next meeting of the series, side events,
  preparatory meetings, and another event moved to the same city and week;
- the sample against itself, of which no two events are the same.

Each is cut into two halves by a digest of the event's slug. Weights were chosen by looking at the first half only
(`--tune`); what is reported is the second.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import database
from bench.data import SAMPLE
from bench.sample import Sample

Record = dict[str, Any]
REWORDINGS = database.PROJECT / "bench" / "rewordings.jsonl"
UNSEEN = database.PROJECT / "bench" / "rewordings_unseen.jsonl"
SEED = 2026

# What another writer would say instead, one for one. Not taken from the tables of the comparison.
OTHER_WORDS = {
    "Workshop": "Practical seminar", "Conference": "Forum", "Meeting": "Gathering", "Training": "Course",
    "Seminar": "Round table", "Regional": "Sub-regional", "Countering": "Fighting", "Preventing": "Averting",
    "International": "Global", "Strengthening": "Enhancing", "Cooperation": "Collaboration", "Terrorism": "Terror",
    "Foreign Terrorist Fighters": "FTFs", "Violent Extremism": "VE", "Counter-Terrorism": "Counterterrorism",
    "Financing of Terrorism": "Terrorist Financing", "United Nations": "UN", "Working Group": "WG",
    "Joint": "Common", "High-Level": "Senior-level", "Rehabilitation": "Rehabilitating", "Launch": "Inauguration",
    "Signing": "Signature", "Visit": "Trip", "Annual": "Yearly", "Member States": "Members", "Centre": "Center",
    "Organization": "Organisation", "Border Security": "Security at the Border", "Youth": "Young People",
}  # fmt: skip
ORDINALS = [
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
    "Twelfth", "Thirteenth",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A typed event, and the recorded one that it is; none for one that is not recorded."""

    set: str
    near: str  # slug of the recorded event from which it was made
    is_same: bool
    event: Record


def is_first_half(slug: str) -> bool:
    return hashlib.sha256(slug.encode()).digest()[0] % 2 == 0


def by_hand(file: Path = REWORDINGS, name: str = "written by hand") -> Iterator[Case]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Case(name, row["near"], row["same"], row["event"])


class Rewriter:
    """Makes events that are the same as one of the sample in other words, and events that only look it."""

    def __init__(self, sample: Sample, seed: int) -> None:
        self.sample, self.rng = sample, random.Random(seed)
        self.bodies = {body["slug"]: body for body in sample.organizations}
        self.persons = {person["slug"]: person for person in sample.people}
        self.frameworks = {framework["slug"]: framework for framework in sample.frameworks}

    def cases(self) -> Iterator[Case]:
        for event in self.sample.events:
            yield Case("made from the sample", event["slug"], True, self.same(event))
            near = self.rng.choice([self.next_of_series, self.side_event, self.preparation, self.neighbor])
            yield Case("made from the sample", event["slug"], False, near(event))

    def same(self, event: Record) -> Record:
        """The same event as another body would enter it."""
        made = self._base(event)
        made["title"] = self._slips(self._acronyms(self._other_words(event["title"])))
        made["start"], end = self._less_exact(event["start"], event.get("end", ""))
        if end:
            made["end"] = end
        for field in ("organizations", "countries", "people"):
            made[field] = [row for row in made.get(field, []) if self.rng.random() < 0.6]
        if made["organizations"] and self.rng.random() < 0.4:
            made["organizations"].append(
                {"name": self.rng.choice(self.sample.organizations)["name"], "role": "partner"}
            )
        return made

    def next_of_series(self, event: Record) -> Record:
        """The next meeting, half a year or a year later, with the same partners."""
        made = self._base(event)
        later = self.rng.choice([1, 1, 2])
        made["start"] = f"{int(event['start'][:4]) + later}{event['start'][4:]}".replace("-02-29", "-02-28")
        made["title"] = self._next_number(event["title"], later)
        return made

    def side_event(self, event: Record) -> Record:
        made = self._base(self.rng.choice(self.sample.events)) | self._when_and_where(event)
        made["title"] = f"Side event on {made['title'][0].lower()}{made['title'][1:]}"
        made["type"] = "side-event"
        return made

    def preparation(self, event: Record) -> Record:
        made = self._base(event) | self._when_and_where(event, days=-40)
        made["title"] = f"Preparatory meeting for the {event['title']}"
        made["type"] = "expert-meeting"
        return made

    def neighbor(self, event: Record) -> Record:
        """Another event of the sample, moved to the same city and week."""
        return self._base(self.rng.choice(self.sample.events)) | self._when_and_where(
            event, days=self.rng.choice([-2, -1, 0, 1, 2, 3])
        )

    # Parts

    def _base(self, event: Record) -> Record:
        """The event with names as they are typed, without what another source would not tell alike."""
        made = {key: event[key] for key in ("title", "type", "start", "places") if key in event}
        made["organizations"] = [
            {"name": self._body(row["slug"]), "role": row["role"]} for row in event.get("organizations", [])
        ]
        made["countries"] = event.get("countries", [])
        made["people"] = [
            {"name": self.persons[row["slug"]]["name"], "role": row["role"]} for row in event.get("people", [])
        ]
        return made

    def _when_and_where(self, event: Record, days: int = 0) -> Record:
        start = event["start"]
        if len(start) == 10 and days:
            start = (date.fromisoformat(start) + timedelta(days=days)).isoformat()
        return {"start": start, "places": event.get("places", [])}

    def _body(self, slug: str) -> str:
        body = self.bodies[slug]
        ways = [body["name"], body["name"], body.get("acronym", body["name"])]
        if "acronym" in body:
            ways.append(f"{body['name']} ({body['acronym']})")
        ways += [name["name"] for name in body.get("names", [])]
        return self._slips(self.rng.choice(ways), often=0.15)

    def _other_words(self, title: str) -> str:
        for word, other in OTHER_WORDS.items():
            if self.rng.random() < 0.6:
                title = re.sub(rf"\b{word}\b", other, title)
        halves = re.split(r"(?:: | – | on | for )", title, maxsplit=1)
        if len(halves) == 2 and min(map(len, halves)) > 25 and self.rng.random() < 0.4:
            return f"{halves[1][0].upper()}{halves[1][1:]} ({halves[0]})"
        return title

    def _acronyms(self, title: str) -> str:
        for body in self.sample.organizations:
            if "acronym" in body and self.rng.random() < 0.7:
                if body["name"] in title:
                    return title.replace(body["name"], body["acronym"])
                if re.search(rf"\b{re.escape(body['acronym'])}\b", title):
                    return re.sub(rf"\b{re.escape(body['acronym'])}\b", body["name"], title)
        return title

    def _slips(self, text: str, often: float = 0.3) -> str:
        """Two letters of a long word in the wrong order, now and then."""
        words = text.split()
        long = [number for number, word in enumerate(words) if len(word) > 6 and word.isalpha()]
        if long and self.rng.random() < often:
            number = self.rng.choice(long)
            word, at = words[number], self.rng.randrange(2, 5)
            words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return " ".join(words)

    def _less_exact(self, start: str, end: str) -> tuple[str, str]:
        way = self.rng.random()
        if way < 0.35 and len(start) == 10:
            return start[:7], ""
        if way < 0.40:
            return start[:4], ""
        return (start, "") if way < 0.55 else (start, end)

    def _next_number(self, title: str, later: int) -> str:
        for number, ordinal in enumerate(ORDINALS[:-2]):
            title, found = re.subn(rf"\b{ordinal}\b", ORDINALS[number + later], title)
            if found:
                break
        title = re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", lambda match: f"{int(match[1]) + later}th", title)
        return re.sub(r"\b(20\d\d)\b", lambda match: str(int(match[1]) + later), title)


def prepare() -> None:
    """The sample in a database of its own."""
    os.environ["DATABASE_URL"] = database.address(f"{database.NAME}_duplicates")
    os.environ["LOCAL"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("import_events", str(SAMPLE), verbosity=0)


def measure(cases: list[Case], *, verbose: bool) -> tuple[int, int, int]:
    """How many pairs were found, how many were judged the same wrongly, and how many were missed."""
    from events.duplicates.against import matches

    right = wrong = missed = 0
    for case, found in zip(cases, matches(case.event for case in cases), strict=True):
        slugs = [match.event.slug for match in found.matches]
        hit = case.is_same and case.near in slugs
        right += hit
        missed += case.is_same and not hit
        wrong += len([slug for slug in slugs if not (case.is_same and slug == case.near)])
        if verbose and (slugs != [case.near] if case.is_same else slugs):
            sys.stdout.write(
                f"{'+' if case.is_same else '-'} {case.near} | {case.event['title']} | {case.event['start']}\n"
            )
            for match in found.matches or found.offered[:1]:
                points = {name: round(number, 1) for name, number in match.judgment.points.items()}
                sys.stdout.write(f"      {match.score} {match.event.slug} {points}\n")
    return right, wrong, missed


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.duplicates", description=__doc__.splitlines()[0])
    parser.add_argument("--tune", action="store_true", help="the first half, to which weights may be fitted")
    parser.add_argument("--verbose", action="store_true", help="print each wrong and each missed pair")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    prepare()

    from events.duplicates.events import pairs
    from events.models import Event

    cases = [*by_hand(), *Rewriter(Sample(SAMPLE), chosen.seed).cases()]
    for name in dict.fromkeys(case.set for case in cases):
        half = [case for case in cases if case.set == name and is_first_half(case.near) == chosen.tune]
        right, wrong, missed = measure(half, verbose=chosen.verbose)
        sys.stdout.write(
            f"{name}: {sum(case.is_same for case in half)} same, {sum(not case.is_same for case in half)} not; "
            f"precision {share(right, right + wrong)}, recall {share(right, right + missed)}\n"
        )
    if not chosen.tune:
        unseen = list(by_hand(UNSEEN))
        right, wrong, missed = measure(unseen, verbose=chosen.verbose)
        sys.stdout.write(
            f"written by hand when all weights stood: {sum(case.is_same for case in unseen)} same, "
            f"{sum(not case.is_same for case in unseen)} not; "
            f"precision {share(right, right + wrong)}, recall {share(right, right + missed)}\n"
        )
    found = [(pair.judgment.score, pair.first.slug, pair.second.slug) for pair in pairs()]
    sys.stdout.write(f"the sample against itself: {len(found)} pairs among {Event.objects.count()} events\n")
    for line in found:
        sys.stdout.write(f"      {line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
