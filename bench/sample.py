"""The sample data, and what of their shape the scale data repeat."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench.popularity import Popularity
from bench.words import Names, Words

Record = dict[str, Any]


def read_lines(path: Path) -> list[Record]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Sample:
    """The sample's records, its vocabulary, and how often each actor occurs in its events."""

    def __init__(self, folder: Path) -> None:
        self.events = read_lines(folder / "events.jsonl")
        self.organizations = read_lines(folder / "organizations.jsonl")
        self.people = read_lines(folder / "people.jsonl")
        self.frameworks = read_lines(folder / "frameworks.jsonl")
        self.sources = read_lines(folder / "sources.jsonl")
        with (folder / "themes.csv").open(encoding="utf-8", newline="") as rows:
            self.themes = list(csv.DictReader(rows))

        self.titles = Words(event["title"] for event in self.events)
        self.summaries = Words(
            f"{sentence}." for event in self.events for sentence in event["summary"].rstrip(".").split(". ")
        )
        self.body_names = Words(body["name"] for body in self.organizations)
        self.framework_titles = Words(framework["title"] for framework in self.frameworks)
        self.source_titles = Words(source["title"] for source in self.sources)
        self.people_names = Names(person["name"] for person in self.people)

        self.places = [place for event in self.events for place in event.get("places", [])]
        self.days = [event["start"][5:] for event in self.events if len(event["start"]) == 10]

    def counts(self, field: str, key: str = "slug") -> Counter[str]:
        """How often each value occurs in a list of the events."""
        rows = (row for event in self.events for row in event.get(field, []))
        return Counter(row if isinstance(row, str) else row[key] for row in rows)

    def popularity(self, field: str, everything: list[str], key: str = "slug") -> Popularity[str]:
        """Values of a short list as often as in the sample; those that do not occur there, now and then."""
        counts = self.counts(field, key)
        return Popularity(everything, [counts[value] + 0.5 for value in everything])
