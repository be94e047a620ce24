"""`manage.py write_docs`: the documents that are made from the code, written anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from events import documentation


class Command(BaseCommand):
    help = "Write docs/data-dictionary.md and the generated parts of docs/codebook.md."

    def handle(self, *args: Any, **options: Any) -> None:
        docs = settings.BASE_DIR / "docs"
        codebook = docs / "codebook.md"
        (docs / "data-dictionary.md").write_text(documentation.data_dictionary(), encoding="utf-8")
        codebook.write_text(documentation.codebook(codebook.read_text(encoding="utf-8")), encoding="utf-8")
