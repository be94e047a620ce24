"""Puts made records into the tables by COPY, and says by a checksum which rows they were."""

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from bench.make import Maker
from bench.sample import Record

Row = tuple[Any, ...]
Rows = list[Row]

COLUMNS = {
    "organization": "id slug name acronym kind country_id parent_id website created_at updated_at",
    "organizationname": "organization_id name kind sort_order",
    "person": "id slug name created_at updated_at",
    "personname": "person_id name kind sort_order",
    "framework": "id slug title acronym kind date part_of_id reference summary created_at updated_at",
    "source": "id slug title publisher url kind published language created_at updated_at",
    "event": "id slug title original_title type state start end date_note mode summary participant_count"
    " participant_unit participant_qualifier participant_note part_of_id follow_up_to_id"
    " status published_at withdrawn_reason created_at updated_at",
    "eventplace": "event_id city country_id venue latitude longitude sort_order",
    "countryparticipation": "event_id country_id role sort_order",
    "organizationparticipation": "event_id organization_id role sort_order",
    "personparticipation": "event_id person_id role position organization_id country_id sort_order",
    "eventtheme": "event_id theme_id sort_order",
    "eventframework": "event_id framework_id relation ordinal sort_order",
    "citation": "event_id source_id supports locator note sort_order",
    "quote": "event_id number text language translation speaker_id attribution organization_id source_id"
    " locator created_at updated_at",
}
NUMBERED = ("organization", "person", "framework", "source", "event")

# A few percent are not public, as in a record at work.
STATUSES, STATUS_WEIGHTS = ["published", "draft", "in-review", "withdrawn"], [0.955, 0.03, 0.01, 0.005]
FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 2_000


class Tables:
    """Turns made records into rows, with the numbers that the rows refer to each other by."""

    def __init__(self, maker: Maker, *, seed: int) -> None:
        self.maker = maker
        self.rng = random.Random(seed + 1)
        self.organizations = numbers(maker.organizations)
        self.people = numbers(maker.people)
        self.frameworks = numbers(maker.frameworks)
        self.sources = numbers(maker.sources)
        self.events: dict[str, int] = {}

    def actors(self) -> dict[str, Rows]:
        tables: dict[str, Rows] = {table: [] for table in list(COLUMNS)[:6]}
        at = moment(0)
        for body in self.maker.organizations:
            number, parent = self.organizations[body["slug"]], self.organizations.get(body.get("parent", ""))
            parent = None if parent == number else parent
            what = (body["name"], body.get("acronym", ""), body["kind"], body.get("country"))
            tables["organization"].append((number, body["slug"], *what, parent, body.get("website", ""), at, at))
            tables["organizationname"] += names(number, body)
        for person in self.maker.people:
            number = self.people[person["slug"]]
            tables["person"].append((number, person["slug"], person["name"], at, at))
            tables["personname"] += names(number, person)
        for record in self.maker.frameworks:
            text = [record.get(key, "") for key in ("slug", "title", "acronym", "kind", "date")]
            part_of = self.frameworks.get(record.get("part_of", ""))
            more = (record.get("reference", ""), record.get("summary", ""), at, at)
            tables["framework"].append((self.frameworks[record["slug"]], *text, part_of, *more))
        for record in self.maker.sources:
            keys = ("slug", "title", "publisher", "url", "kind", "published", "language")
            tables["source"].append((self.sources[record["slug"]], *(record.get(key, "") for key in keys), at, at))
        return tables

    def batch(self, records: Iterable[Record]) -> dict[str, Rows]:
        tables: dict[str, Rows] = {table: [] for table in list(COLUMNS)[6:]}
        for record in records:
            number = self.events[record["slug"]] = len(self.events) + 1
            tables["event"].append(self._event(number, record))
            for table, rows in self._participations(record).items():
                tables[table] += [(number, *row, order) for order, row in enumerate(rows)]
            tables["quote"] += [self._quote(number, at, quote) for at, quote in enumerate(record.get("quotes", []), 1)]
        return tables

    def _event(self, number: int, record: Record) -> Row:
        keys = ("slug", "title", "original_title", "type")
        later = ("start", "end", "date_note", "mode", "summary")
        count = record.get("participant_count", {})
        [status] = self.rng.choices(STATUSES, STATUS_WEIGHTS)
        at = moment(number)
        return (
            number,
            *(record.get(key, "") for key in keys),
            record.get("state", "held"),
            *(record.get(key, "") for key in later),
            count.get("number"),
            *(count.get(key, "") for key in ("unit", "qualifier", "note")),
            self.events.get(record.get("part_of", "")),
            self.events.get(record.get("follow_up_to", "")),
            status,
            at if status in ("published", "withdrawn") else None,
            "Made for a test of withdrawal." if status == "withdrawn" else "",
            at,
            at,
        )

    def _participations(self, record: Record) -> dict[str, list[Row]]:
        def rows(field: str, row: Callable[[Record], Row]) -> list[Row]:
            return [row(entry) for entry in record.get(field, [])]

        return {
            "eventplace": rows(
                "places",
                lambda place: (place.get("city", ""), place["country"], place.get("venue", ""), *_lies(place)),
            ),
            "countryparticipation": rows("countries", lambda state: (state["code"], state["role"])),
            "organizationparticipation": rows(
                "organizations", lambda body: (self.organizations[body["slug"]], body["role"])
            ),
            "personparticipation": rows("people", self._person),
            "eventtheme": [(theme,) for theme in record.get("themes", [])],
            "eventframework": rows(
                "frameworks", lambda row: (self.frameworks[row["slug"]], row["relation"], row.get("ordinal"))
            ),
            "citation": rows("citations", self._citation),
        }

    def _person(self, row: Record) -> Row:
        body = self.organizations.get(row.get("organization", ""))
        return self.people[row["slug"]], row["role"], row.get("position", ""), body, row.get("country")

    def _citation(self, row: Record) -> Row:
        supports = "{" + ",".join(row.get("supports", [])) + "}"
        return self.sources[row["source"]], supports, row.get("locator", ""), row.get("note", "")

    def _quote(self, event: int, number: int, quote: Record) -> Row:
        words = (quote["text"], quote["language"], quote.get("translation", ""))
        speaker = self.people.get(quote.get("speaker", ""))
        body = self.organizations.get(quote.get("organization", ""))
        source = self.sources.get(quote.get("source", ""))
        at = moment(event)
        more = (quote.get("attribution", ""), body, source, quote.get("locator", ""))
        return event, number, *words, speaker, *more, at, at


def numbers(records: list[Record]) -> dict[str, int]:
    return {record["slug"]: number for number, record in enumerate(records, 1)}


def names(number: int, record: Record) -> Rows:
    return [(number, name["name"], name["kind"], order) for order, name in enumerate(record.get("names", []))]


def _lies(place: Record) -> tuple[Any, Any]:
    """Latitude and longitude of a city that the gazetteer knows."""
    from events.gazetteer import point

    return point(place.get("city", ""), place["country"]) or (None, None)


def moment(number: int) -> str:
    return (FIRST_MOMENT + timedelta(minutes=number)).isoformat()


def batches(maker: Maker, *, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield the number of events in a batch, and the batch's rows of each table as COPY reads them."""
    tables = Tables(maker, seed=seed)
    yield 0, {table: as_copy(rows) for table, rows in tables.actors().items()}
    events = maker.events()
    while batch := list(islice(events, BATCH)):
        yield len(batch), {table: as_copy(rows) for table, rows in tables.batch(batch).items()}


def as_copy(rows: Rows) -> bytes:
    """The text format of COPY: a tab between values, a line for each row, `\\N` for nothing."""
    return "".join("\t".join(map(_value, row)) + "\n" for row in rows).encode()


def _value(value: Any) -> str:
    if value is None:
        return r"\N"
    text = str(value)
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t").replace("\r", r"\r")
    return text


class Checksum:
    """Two sets of rows are the same when their checksums are."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def add(self, tables: dict[str, bytes]) -> None:
        for table, rows in tables.items():
            self.hash.update(table.encode())
            self.hash.update(rows)

    def __str__(self) -> str:
        return self.hash.hexdigest()[:16]
