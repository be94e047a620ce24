"""The forms of an import: the file, what its headings and names mean, and the confirmation."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import FrameworkKind, OrganizationKind, SourceKind
from events.imports.files import JSONL
from events.imports.limits import UPLOAD
from events.imports.names import NEW, noun
from events.imports.sheet.columns import SHEET_COLUMNS
from events.imports.tables import ENDINGS
from events.models import Upload

MOST_NAMES = 200  # that are asked about on one page
KINDS_OF_NEW: dict[str, Any] = {"organization": OrganizationKind, "framework": FrameworkKind, "source": SourceKind}


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if PurePath(file.name).suffix.lower() not in (*ENDINGS, JSONL):
            raise forms.ValidationError(_("Choose a file that ends in .csv, .xlsx or .jsonl."))
        if told := UPLOAD.told_size(file.size):
            raise forms.ValidationError(_("This file can't be taken: %s.") % told)
        return file


class ConfirmForm(forms.Form):
    """What is confirmed is what the page shows: the digest says which state that was."""

    digest = forms.CharField(widget=forms.HiddenInput)
    skip_errors = forms.BooleanField(required=False, label=gettext_lazy("Leave the wrong rows out"))
    reason = forms.CharField(
        required=False,
        max_length=2_000,
        label=gettext_lazy("Reason for the changes"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Readers see some of these events, and each change at once: say what is new, and from where."
        ),
    )

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["digest"].initial = upload.preview.get("digest", "")
        self.has_wrong = bool(upload.preview.get("counts", {}).get("wrong"))
        self.fields["reason"].required = bool(upload.preview.get("seen"))
        self.fields["reason"].error_messages["required"] = _("Readers see some of these events: write why they change.")

    def clean_skip_errors(self) -> bool:
        skip = bool(self.cleaned_data["skip_errors"])
        if self.has_wrong and not skip:
            raise forms.ValidationError(_("Mend the wrong rows first, or say here that they are to be left out."))
        return skip


def headings_of(upload: Upload) -> list[dict[str, Any]]:
    """Each heading of the file with its field, its choices and how it came to its column."""
    columns = [(key, f"{key} – {column.label}") for key, column in SHEET_COLUMNS.items() if column.is_entered]
    derived = {key for key, column in SHEET_COLUMNS.items() if not column.is_entered}
    return [
        {"name": f"heading-{number}", "text": text, "key": key, "how": how, "columns": columns}
        for number, (text, key, how) in enumerate(upload.preview.get("headings", []))
        if key not in derived
    ]


def mapping_in(sent: QueryDict, upload: Upload) -> dict[str, str]:
    """What was chosen for each heading that is not ours by name."""
    mapping = {}
    for heading in headings_of(upload):
        chosen = sent.get(heading["name"], heading["key"])
        is_changed = heading["how"] != "ours" or chosen != heading["key"]
        if is_changed and (chosen in SHEET_COLUMNS or not chosen):
            mapping[heading["text"]] = chosen
    return mapping


def open_names(upload: Upload) -> dict[str, Any]:
    """The names that wait for an answer, with what can be answered; and those that are going to be made."""
    found = [
        each
        | {
            "name": f"name-{number}",
            "noun": noun(each["kind"]),
            "new": _kinds(each["kind"]) if each["verdict"] != "ambiguous" else [],
        }
        for number, each in enumerate(upload.preview.get("open", []))
    ]
    many = [kind for kind in KINDS_OF_NEW if sum(each["kind"] == kind and bool(each["new"]) for each in found) > 1]
    people = sum(each["kind"] == "person" and bool(each["new"]) for each in found) > 1
    many += ["person"] if people else []
    return {
        "open": found[:MOST_NAMES],
        "more": len(found[MOST_NAMES:]),
        "many": [{"kind": kind, "noun": noun(kind), "new": _kinds(kind)} for kind in many],
        "made": [each | {"noun": noun(each["kind"])} for each in upload.preview.get("made", [])],
        "has_sources": any(each["kind"] == "source" for each in found),
    }


def answers_in(sent: QueryDict, upload: Upload) -> dict[str, str]:
    """What was chosen for each open name; nothing chosen leaves it open."""
    names = open_names(upload)
    language = sent.get("source-language", "").strip() or "en"
    answers = {each["key"]: sent.get(each["name"], "") for each in names["open"]}
    answers |= {f"{each['kind']}:*": sent.get(f"all-{each['kind']}", "") for each in names["many"]}
    return {
        key: f"{said}/{language}" if key.startswith("source:") and said.startswith(NEW) else said
        for key, said in answers.items()
        if said
    }


def _kinds(kind: str) -> list[tuple[str, str]]:
    """The new records that can be made for a name: the answer, and its words."""
    if kind == "person":
        return [(NEW, _("a new person"))]
    if kind not in KINDS_OF_NEW:
        return []
    return [(f"{NEW}{code}", str(words)) for code, words in KINDS_OF_NEW[kind].choices]
