"""Readers: of files, slowly, so that what is cut is cut in the middle; and of pages, who want an answer in words."""

import csv
import io
import json
import zipfile
from typing import Any, ClassVar

from django.db import connection

from torture.actors import Actor
from torture.asking import Answer

FILES = ("/events.csv", "/events.json", "/events.xlsx", "/events.geojson")
PAGES = ("/", "/events/", "/events/?country=UZ", "/api/v1/events/?year=2024", "/organizations/", "/search/?q=returnees")


class Reads(Actor):
    """Nothing is acknowledged to readers; what they were given has to be whole or to say that it is not."""

    def missing(self) -> list[str]:
        return []


class Exports(Reads):
    kind = "files read slowly"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM events_event WHERE status = 'published'")
            self.fewest = cursor.fetchone()[0]

    def act(self) -> None:
        path = self.rng.choice(FILES)
        answer = self.visitor.get(path, slowly=True)
        if not self.heard(answer, done=answer.status == 200):
            return
        try:
            number = self._rows(path, answer.body)
        except (ValueError, zipfile.BadZipFile, csv.Error) as error:
            self.problems.append(f"{path} looked whole and is not: {error}")
        else:
            if number < self.fewest:
                self.problems.append(f"{path} looked whole and has {number} of {self.fewest} rows")

    def _rows(self, path: str, body: bytes) -> int:
        if path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
            if {len(row) for row in rows} != {len(rows[0])}:
                raise ValueError("a row has another number of cells")
            return len(rows) - 1
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                broken = book.testzip()
            if broken:
                raise ValueError(broken)
            return self.fewest
        found = json.loads(body)
        if path.endswith(".geojson"):  # events without a known city are not in it
            return self.fewest if found["features"] else 0
        if found["rows"] != len(found["records"]):
            raise ValueError("it says another number of rows than it has")
        return len(found["records"])


class Pages(Reads):
    kind = "pages"
    SLOWEST: ClassVar[float] = 30  # seconds: a reader who waits longer has no answer in words either

    def act(self) -> None:
        path = self.rng.choice(PAGES)
        answer: Answer = self.visitor.get(path)
        self.heard(answer, done=answer.status == 200)
        if answer.seconds > self.SLOWEST:
            self.problems.append(f"{path} took {answer.seconds:.0f} s")
