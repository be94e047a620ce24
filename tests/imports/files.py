"""Files of the exchange format for tests: small valid records, and folders that hold them."""

import json
from pathlib import Path
from typing import Any

from events.imports.importer import run_import
from events.imports.report import ImportRefusedError

Record = dict[str, Any]


def an_event(**more: Any) -> Record:
    """Return a valid event that rests on the source of `a_source`; None takes a key away."""
    event = {
        "slug": "2024-05-14-tashkent-seminar",
        "title": "Seminar on returnees",
        "type": "seminar",
        "start": "2024-05-14",
        "citations": [{"source": "press-release"}],
    } | more
    return {key: value for key, value in event.items() if value is not None}


def a_source(**more: Any) -> Record:
    return {"slug": "press-release", "title": "Seminar held", "kind": "press-release", "language": "en"} | more


def an_organization(**more: Any) -> Record:
    return {"slug": "unodc", "name": "United Nations Office on Drugs and Crime", "kind": "un-entity"} | more


def a_person(**more: Any) -> Record:
    return {"slug": "a-gurbanov", "name": "A. Gurbanov"} | more


def a_framework(**more: Any) -> Record:
    return {"slug": "jpoa", "title": "Joint Plan of Action", "kind": "action-plan"} | more


def write_folder(folder: Path, **files: list[Record] | str | bytes) -> Path:
    """Write files by the name of their records; text and bytes as they are, `themes` always with its ending."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / ("themes.csv" if name == "themes" else f"{name}.jsonl")
        if isinstance(content, list):
            content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def problems_of(path: Path) -> list[str]:
    """What an import complains about; an import that complains about nothing is rolled back by the test."""
    try:
        run_import(path)
    except ImportRefusedError as refused:
        return [str(problem) for problem in refused.problems]
    return []
