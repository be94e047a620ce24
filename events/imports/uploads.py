"""An import in the admin: a file is uploaded, looked at as often as one likes, and then confirmed as it was seen.

A preview has a digest of everything that it shows. Confirming goes through the whole import again, in one
transaction with the events' rows locked, and writes only if the digest is still the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.imported import record_steps
from events.choices import Status, StepKind
from events.exchange.records import in_chunks
from events.exchange.shapes import EVENTS
from events.imports.entries import Entry, refused_entries
from events.imports.files import Reading
from events.imports.importer import Import, begun_with, one_transaction
from events.imports.limits import UPLOAD
from events.imports.memory import remember, remembered
from events.imports.names import MAKEABLE, NEW
from events.imports.report import ImportRefusedError, Problem
from events.imports.sheet.headings import Headings
from events.imports.terms import Terms
from events.imports.twins import Twins, twins_of
from events.imports.wrong_file import write_wrong_rows
from events.lookup import Kind
from events.models import Event, RowStatus, Upload, UploadRow

AT_A_TIME = 500


class OutdatedPreviewError(Exception):
    """What would be imported is no longer what the person saw."""


class RefusedConfirmationError(Exception):
    """The import can't be done like this; the message says what is missing."""


@dataclass
class Look:
    """Everything that a preview shows."""

    entries: list[Entry]
    found: Import | None = None
    refused: ImportRefusedError | None = None
    seen: set[Any] = field(default_factory=set)  # keys of changed events that readers see

    @property
    def digest(self) -> str:
        made = self.found.content.finder.made if self.found and self.found.content.finder else {}
        shown = [
            *([entry.as_data(), entry.pk] for entry in self.entries),
            sorted((key, record, lines) for key, (_kind, record, lines) in made.items()),
            sorted(self.seen),
        ]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def receive(*, name: str, content: bytes, by: User) -> Upload:
    """Keep a file until it is confirmed, for a day; and drop the files that nobody came back to."""
    Upload.objects.waiting_too_long().delete()
    upload = Upload.objects.create(name=name[-255:], content=content, uploaded_by=by)
    preview(upload=upload)
    return upload


@transaction.atomic
def preview(*, upload: Upload) -> None:
    """Look at the file, and keep what the import would do with each of its rows."""
    look = _look(upload)
    twins = twins_of(look.found, look.entries) if look.found else Twins()
    upload.rows.all().delete()
    for entries in in_chunks(look.entries, AT_A_TIME):
        UploadRow.objects.bulk_create([_row(upload, entry, look, twins.of_line) for entry in entries])
    summary = _summary(look)
    upload.preview = _storable({**summary, "notes": [*summary["notes"], *twins.notes()]})
    upload.save(update_fields=["mapping", "answers", "preview"])


def confirm(*, upload: Upload, digest: str, by: User, reason: str = "", skip_errors: bool = False) -> None:
    """Import what was previewed, exactly: OutdatedPreviewError when it has become something else meanwhile."""
    with one_transaction(upload.name, by=by, why=reason or _("Import of %s") % upload.name):
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.imported_at:
            raise RefusedConfirmationError(_("This file has been imported already."))
        look = _look(locked, is_written=True)
        if look.refused or not look.found or look.digest != digest:
            raise OutdatedPreviewError
        _check_confirmation(look, reason, skip_errors)
        look.found.apply(by=by)
        _record_steps(look, by, reason)
        _remember(look.found, by)
        locked.imported_at = timezone.now()
        locked.preview = {**_summary(look), "reason": reason}
        locked.save(update_fields=["imported_at", "preview"])


def wrong_rows(*, upload: Upload) -> bytes:
    """The rows that are or were left out, as a file to mend."""
    to = BytesIO()
    wrong = upload.rows.filter(status=RowStatus.WRONG).order_by("line").values_list("line", "problems")
    problems = [
        Problem(upload.name, line, each["column"], each["value"], each["problem"])
        for line, found in wrong
        for each in found
    ]
    write_wrong_rows(upload.name, BytesIO(upload.content), problems, to, UPLOAD)
    return to.getvalue()


def answer(*, upload: Upload, answers: dict[str, str], by: User) -> None:
    """Take in whom names mean, and which are to be made; and look at the file again."""
    terms = Terms(by)
    for key, said in answers.items():
        kind = MAKEABLE.get(Kind(key.partition(":")[0]))
        if said.startswith(NEW) and (kind is None or not terms.may_make(kind)):
            continue
        upload.answers[key] = said
    preview(upload=upload)


def _look(upload: Upload, *, is_written: bool = False) -> Look:
    """Go through the import up to the writing. The wrong rows are left out, and those that refer to them."""
    by: Any = upload.uploaded_by
    reading = Reading(upload.mapping, upload.answers, remembered, UPLOAD, Status.DRAFT.value)
    try:
        found = begun_with(upload.name, BytesIO(upload.content), reading, is_written=is_written)
        if is_written:
            _lock_events(found)
        found.check(skip_errors=True, referee=Terms(by))
        found.refuse_problems()
    except ImportRefusedError as refused:
        return Look(list(refused_entries(refused.problems)), None, refused)
    entries = list(found.entries())
    changed = [entry.pk for entry in entries if entry.status == RowStatus.CHANGED]
    seen = set(Event.objects.filter(pk__in=changed, status=Status.PUBLISHED).values_list("pk", flat=True))
    return Look(entries, found, None, seen)


def _lock_events(found: Import) -> None:
    """Nobody changes the events of the file between the comparison and the writing. The form locks them likewise."""
    slugs = [line.data().get("slug") for line in found.content.lines.get(EVENTS, [])]
    list(
        Event.objects.filter(slug__in=[each for each in slugs if each]).order_by("pk").select_for_update().values("pk")
    )


def _check_confirmation(look: Look, reason: str, skip_errors: bool) -> None:
    counts = _counts(look)
    if counts[RowStatus.WRONG] and not skip_errors:
        raise RefusedConfirmationError(_("Some rows are wrong: mend them, or say that they are to be left out."))
    if not counts[RowStatus.NEW] and not counts[RowStatus.CHANGED]:
        raise RefusedConfirmationError(_("There is nothing to import."))
    if look.seen and not reason.strip():
        raise RefusedConfirmationError(_("Readers see some of these events: write why they change."))


def _record_steps(look: Look, by: User, reason: str) -> None:
    """What the same changes would have left behind if they had been made by hand."""
    assert look.found is not None
    keys = look.found.directory.keys[Event]
    record_steps(events=look.seen, step=StepKind.CHANGE, by=by, comment=reason)
    steps: dict[StepKind, list[int]] = {StepKind.SUBMIT: [], StepKind.PUBLISH: []}
    for entry in look.entries:
        after = next((each["after"] for each in entry.changes if each["field"] == "status"), "")
        if entry.status == RowStatus.NEW and not after:
            steps[StepKind.PUBLISH].append(keys[entry.slug])
        elif after == Status.IN_REVIEW:
            steps[StepKind.SUBMIT].append(keys[entry.slug])
    for step, events in steps.items():
        record_steps(events=events, step=step, by=by)


def _remember(found: Import, by: User) -> None:
    content = found.content
    if content.headings and content.table:
        remember(headings=content.table.headings, mapping=content.headings.as_mapping(), by=by)


def _row(upload: Upload, entry: Entry, look: Look, twins: dict[int, list[dict[str, Any]]]) -> UploadRow:
    data = entry.as_data()
    told = look.found.content.notices.get(entry.line, []) if look.found else []
    return UploadRow(
        upload=upload,
        line=entry.line,
        status=entry.status,
        slug=_storable(entry.slug),
        title=_storable(entry.title),
        event_id=entry.pk,
        changes=_storable(data["changes"]),
        problems=_storable(data["problems"]),
        notices=_storable([*({"told": each} for each in told), *twins.get(entry.line, [])]),
    )


def _storable(value: Any) -> Any:
    """What a file holds, without the two kinds of characters that JSON can hold and the database can't."""
    if isinstance(value, str):
        return re.sub("[\x00\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list | tuple) else value


def _counts(look: Look) -> dict[str, int]:
    return {status: sum(entry.status == status for entry in look.entries) for status in RowStatus.values}


def _summary(look: Look) -> dict[str, Any]:
    """What a preview says of the file as a whole."""
    content = look.found.content if look.found else getattr(look.refused, "content", None)
    finder = content.finder if content else None
    return {
        "digest": "" if look.refused else look.digest,
        "counts": _counts(look),
        "seen": len(look.seen),
        "notes": list(content.notes) if content else [],
        "headings": _headings(content.headings) if content and content.headings else [],
        "open": [
            {
                "key": each.key,
                "kind": each.kind.value,
                "typed": each.typed,
                "verdict": each.found.verdict.value,
                "lines": each.lines,
                "matches": [[match.slug, match.label, match.reason] for match in each.found.matches],
            }
            for each in (finder.open.values() if finder else ())
        ],
        "made": [
            {"key": key, "kind": kind.value, "slug": record["slug"], "name": record.get("name") or record.get("title")}
            for key, (kind, record, _lines) in (finder.made.items() if finder else ())
        ],
    }


def _headings(headings: Headings) -> list[list[str]]:
    return [[heading.text, heading.key, heading.how.value] for heading in headings.found if heading.text]
