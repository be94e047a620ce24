"""Makes a record of any size in the exchange format, shaped like the sample.

Each made event takes its type, roles, precision of dates and number of everything from one of the sample.
Some of its actors stay, so that those who meet there meet here too; the others are drawn by popularity.
"""

import random
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.popularity import Popularity, share_of_ten, zipf
from bench.sample import Record, Sample

# How many actors there are for so many events: their number grows more slowly than that of the events.
ORGANIZATIONS, PEOPLE, FRAMEWORKS, SOURCES = 5_000, 8_000, 2_500, 60_000
FULL_SIZE = 100_000
GROWTH = 0.6

# The part of an event's actors that stays as in the sample.
KEPT = {
    "countries": 0.7,
    "organizations": 0.4,
    "people": 0.2,
    "frameworks": 0.3,
    "places": 0.6,
    "themes": 0.8,
}


class Maker:
    """Everything follows from the sample, the number of events and the seed, in the order of the methods."""

    def __init__(self, sample: Sample, countries: list[str], *, events: int, seed: int) -> None:
        self.sample = sample
        self.rng = random.Random(seed)
        self.size = events
        self.countries = sorted(countries)
        self.organizations = self._grown(sample.organizations, "organizations", ORGANIZATIONS, self._organization)
        self.people = self._grown(sample.people, "people", PEOPLE, self._person)
        self.frameworks = self._grown(sample.frameworks, "frameworks", FRAMEWORKS, self._framework)
        self.sources = self._grown(sample.sources, "citations", SOURCES, self._source, key="source")
        self.draws = {
            "organizations": self._popularity(self.organizations, "organizations"),
            "people": self._popularity(self.people, "people"),
            "frameworks": self._popularity(self.frameworks, "frameworks"),
            "citations": self._popularity(self.sources, "citations", key="source"),
            "countries": sample.popularity("countries", self.countries, key="code"),
            "themes": sample.popularity("themes", [theme["slug"] for theme in sample.themes]),
        }

    def events(self) -> Iterator[Record]:
        slugs: list[str] = []
        for number in range(self.size):
            event = self._event(number, slugs)
            slugs.append(event["slug"])
            yield event

    # Actors

    def _grown(self, known: list[Record], field: str, full: int, make: Any, *, key: str = "slug") -> list[Record]:
        """The sample's records, those that occur most first, and made ones after them."""
        counts = self.sample.counts(field, key)
        records = sorted(known, key=lambda record: (-counts[record["slug"]], record["slug"]))
        wanted = max(len(known), round(full * (self.size / FULL_SIZE) ** GROWTH))
        return records + [make(number, self.rng.choice(known)) for number in range(len(known), wanted)]

    def _popularity(self, records: list[Record], field: str, *, key: str = "slug") -> Popularity[str]:
        share = share_of_ten(self.sample.counts(field, key))
        return zipf([record["slug"] for record in records], share_of_ten=share)

    def _organization(self, number: int, like: Record) -> Record:
        name = self.sample.body_names.line(self.rng, at_most=12)
        made: Record = {"slug": slug(name, number), "name": f"{name} {number}", "kind": like["kind"]}
        if "acronym" in like:
            made["acronym"] = f"{initials(name)}{number}"
        if "country" in like:
            made["country"] = self.rng.choice(self.countries)
        if "parent" in like:
            made["parent"] = like["parent"]
        if "names" in like:
            others = [
                {"name": f"{self.sample.body_names.line(self.rng, at_most=12)} {number}", "kind": other["kind"]}
                for other in like["names"]
            ]
            made["names"] = once(others, "name", "kind")
        return made

    def _person(self, number: int, like: Record) -> Record:
        name = self.sample.people_names.line(self.rng)
        made: Record = {"slug": slug(name, number), "name": name}
        if "names" in like:
            made["names"] = [
                {"name": self.sample.people_names.line(self.rng), "kind": other["kind"]} for other in like["names"][:1]
            ]
        return made

    def _framework(self, number: int, like: Record) -> Record:
        title = self.sample.framework_titles.line(self.rng, at_most=20)
        made = {"slug": slug(title, number), "title": f"{title} {number}", "kind": like["kind"]}
        return made | {key: like[key] for key in ("date", "summary", "part_of") if key in like}

    def _source(self, number: int, like: Record) -> Record:
        title = self.sample.source_titles.line(self.rng, at_most=25)
        made: Record = {"slug": slug(title, number), "title": title}
        made |= {key: like[key] for key in ("publisher", "kind", "published", "language") if key in like}
        if "url" in like:
            made["url"] = f"https://news.example.org/{number}/{made['slug']}"
        return made

    # Events

    def _event(self, number: int, earlier: list[str]) -> Record:
        like = self.rng.choice(self.sample.events)
        start, end = self._dates(like["start"], like.get("end", ""))
        title = self.sample.titles.line(self.rng, at_most=40)
        places = [self._place(place) for place in like.get("places", [])]
        where = places[0].get("city", places[0]["country"]) if places else "online"
        made: Record = {
            "slug": f"{start}-{slug(f'{where} {title}', number)}",
            "title": title,
            "type": like["type"],
            "start": start,
            "end": end,
            "places": once(places, "country", "city", "venue"),
            "summary": self._summary(like["summary"]),
            "countries": self._actors(like, "countries", "code", "role"),
            "organizations": self._actors(like, "organizations", "slug", "role"),
            "people": self._actors(like, "people", "slug", "role"),
            "themes": self._themes(like),
            "frameworks": self._actors(like, "frameworks", "slug", "relation"),
            "citations": self._actors(like, "citations", "source", "locator"),
        }
        made |= {key: like[key] for key in ("state", "date_note", "mode", "participant_count") if key in like}
        if "quotes" in like:
            made["quotes"] = [self._quote(quote) for quote in like["quotes"]]
        for link in ("part_of", "follow_up_to"):
            if link in like and earlier:
                made[link] = self.rng.choice(earlier)
        return {key: value for key, value in made.items() if value not in ("", [])}

    def _dates(self, start: str, end: str) -> tuple[str, str]:
        """The same year, precision and length on other days, more of them in the sample's busy months."""
        if len(start) == 4:
            return start, ""
        month, day = self.rng.choice(self.sample.days).split("-")
        if len(start) == 7:
            return f"{start[:4]}-{month}", ""
        first = date(int(start[:4]), int(month), min(int(day), 28))
        if len(end) < 10:
            return first.isoformat(), ""
        return first.isoformat(), (first + (date.fromisoformat(end) - date.fromisoformat(start))).isoformat()

    def _place(self, place: Record) -> Record:
        return place if self.rng.random() < KEPT["places"] else self.rng.choice(self.sample.places)

    def _summary(self, like: str) -> str:
        return " ".join(self.sample.summaries.line(self.rng) for _ in range(like.count(". ") + 1))

    def _actors(self, like: Record, field: str, key: str, role: str) -> list[Record]:
        kept = KEPT.get(field, 0)
        rows = [
            row if self.rng.random() < kept else {**row, key: self.draws[field].draw(self.rng)}
            for row in like.get(field, [])
        ]
        return once(rows, key, role)

    def _themes(self, like: Record) -> list[str]:
        drawn = [
            theme if self.rng.random() < KEPT["themes"] else self.draws["themes"].draw(self.rng)
            for theme in like["themes"]
        ]
        return list(dict.fromkeys(drawn))

    def _quote(self, like: Record) -> Record:
        made = {**like, "text": self.sample.summaries.line(self.rng)}
        if "speaker" in like:
            made["speaker"] = self.draws["people"].draw(self.rng)
        if "translation" in like:
            made["translation"] = self.sample.summaries.line(self.rng)
        return made


def once(rows: list[Record], *keys: str) -> list[Record]:
    """Leave out a row that says the same as one before it."""
    return list({tuple(row.get(key, "") for key in keys): row for row in rows}.values())


def slug(text: str, number: int) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join([*words, "record"][:6])[:60].strip("-") + f"-{number}"


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())[:6] or "B"
