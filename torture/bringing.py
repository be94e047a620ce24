"""Imports, through the command and through the admin, and releases: all of one or nothing of it."""

import json
import re
import subprocess
import sys
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from events.models import Event, Release, ReleasePiece, Upload
from tests.imports.sheets import as_csv
from torture.actors import Actor
from torture.asking import Answer
from torture.place import HOME, PROJECT, Site

ROWS = 25
MOST_RELEASES = 4


class Command(Actor):
    """Somebody who runs `manage.py` and waits; the one that runs now can be killed."""

    site: Site
    running: subprocess.Popen | None = None

    def run(self, *words: str) -> bool:
        with (HOME / "commands.log").open("ab") as log:
            command = [sys.executable, "manage.py", *words]
            self.running = subprocess.Popen(
                command, cwd=PROJECT, env=self.site.environment, stdout=log, stderr=subprocess.STDOUT
            )
            status = self.running.wait()
        self.running = None
        self.acknowledged += status == 0
        self.broken += status != 0
        return status == 0


class Imports(Command):
    kind = "imports by the command"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.done: dict[str, bool] = {}

    def act(self) -> None:
        mark = self.mark
        path = HOME / f"{mark}.jsonl"
        path.write_text("".join(json.dumps(_event(mark, number)) + "\n" for number in range(ROWS)))
        self.done[mark] = False
        self.done[mark] = self.run("import_events", str(path))

    def missing(self) -> list[str]:
        wrong = []
        for mark, is_acknowledged in list(self.done.items()):
            events = Event.objects.filter(summary=mark)
            number, quotes, places = _counts(mark)
            if (number, quotes, places) not in {(0, 0, 0), (ROWS, 2 * ROWS, ROWS)}:
                wrong.append(f"half an import: {mark} has {number} events, {quotes} quotes, {places} places")
            if is_acknowledged and not events:
                wrong.append(f"lost: import {mark}")
            self.done[mark] = number > 0
        return wrong


class Uploads(Actor):
    kind = "imports through the admin"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.done: dict[int, tuple[str, bool]] = {}

    def act(self) -> None:
        mark = self.mark
        rows = [
            {"slug": f"2024-05-14-{mark}-{number}", "title": f"Seminar {mark} {number}", "type": "seminar",
             "start": "2024-05-14", "summary": mark}
            for number in range(ROWS)
        ]  # fmt: skip
        sent = self.visitor.send_file(reverse("admin:events_upload_add"), f"{mark}.csv", as_csv(*rows).encode())
        page = sent.headers.get("location", "")
        if not (found := re.search(r"/(\d+)/change/", page)):
            self.heard(sent, done=False)
            return
        upload = Upload.objects.filter(pk=int(found[1])).first()
        if upload is None:  # one that nobody came back to for a day goes, and the clock can jump
            self.heard(sent, done=False)
            return
        self.done[upload.pk] = mark, False
        confirmed = self.visitor.post(page, {"_confirm": "1", "digest": upload.preview["digest"], "reason": "Torture."})
        after = self.visitor.get(page) if confirmed.status == 302 else confirmed
        is_done = confirmed.status == 302 and after.status == 200 and 'name="_confirm"' not in after.text
        self.done[upload.pk] = mark, is_done
        self.heard(confirmed, done=is_done)

    def said(self, answer: Answer) -> None:
        if answer.status == 200:
            self.problems.append(f"{self.name}: a right file was refused: {answer.text[-3000:]}")

    def missing(self) -> list[str]:
        wrong = []
        for pk, (mark, is_acknowledged) in list(self.done.items()):
            number, upload = _counts(mark)[0], Upload.objects.filter(pk=pk).first()
            is_noted = upload.imported_at is not None if upload else number == ROWS
            if (number, is_noted) not in {(0, False), (ROWS, True)}:
                wrong.append(f"half an upload: {mark} has {number} events, noted as imported: {is_noted}")
            if is_acknowledged and not number:
                wrong.append(f"lost: upload {mark}")
            self.done[pk] = mark, is_noted
        return wrong


class Releases(Command):
    kind = "releases"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.done: set[str] = set()

    def act(self) -> None:
        if Release.objects.count() >= MOST_RELEASES:
            self.done.discard(_forget_the_last())
        last = max((int(name.rpartition(".")[2]) for name in Release.objects.values_list("name", flat=True)), default=0)
        name = f"2026.11.{last + 1}"
        if self.run("make_release", name):
            self.done.add(name)

    def missing(self) -> list[str]:
        names = set(Release.objects.values_list("name", flat=True))
        gone, self.done = self.done - names, names
        return [f"lost: release {name}" for name in sorted(gone)]


def _forget_the_last() -> str:
    """Take one away, which nobody can do on the site: hundreds of them would be in the way."""
    release = Release.objects.latest_first()[0]
    with transaction.atomic(), connection.cursor() as cursor:
        ReleasePiece.objects.filter(file__release=release).delete()
        for rows in (release.files, release.events, release.changes):
            rows.all().delete()
        cursor.execute(f'DROP SCHEMA "{release.schema}" CASCADE')
        Release.objects.filter(pk=release.pk).delete()
    return release.name


def _event(mark: str, number: int) -> dict[str, Any]:
    return {
        "slug": f"2024-05-14-{mark}-{number}", "title": f"Seminar {mark} {number}", "type": "seminar",
        "start": "2024-05-14", "summary": mark, "places": [{"city": "Tashkent", "country": "UZ", "venue": mark}],
        "quotes": [{"text": f"{at} {mark}", "language": "en", "attribution": mark} for at in range(2)],
        "citations": [{"source": "unis-2005-unodc-assists-central-asian-states-afghanistan-mongolia"}],
    }  # fmt: skip


def _counts(mark: str) -> tuple[int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM events_event WHERE summary = %(mark)s),"
            " (SELECT count(*) FROM events_quote WHERE attribution = %(mark)s),"
            " (SELECT count(*) FROM events_eventplace WHERE venue = %(mark)s)",
            {"mark": mark},
        )
        return cursor.fetchone()
