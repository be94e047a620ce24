"""`manage.py check_releases`: whether every release still answers what it did when it was made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.freezing.upkeep import broken_promises
from events.models import Release


class Command(BaseCommand):
    help = "Write all tables of every release anew and compare their checksums (docs/releases.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        releases = list(Release.objects.latest_first())
        broken = [line for release in releases for line in broken_promises(release)]
        if broken:
            raise CommandError("\n".join(broken))
        names = ", ".join(release.name for release in releases)
        self.stdout.write(f"Every table and file is what it was: {names}." if names else "There is no release yet.")
