"""How much an import takes, for a file uploaded in the admin and for one given to the command."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MB = 1_000_000
MOST_COLUMNS = 300


@dataclass(frozen=True)
class Limits:
    """The most that a file may have. A message about a limit says the limit."""

    size: int  # bytes of the file
    rows: int
    unpacked: int  # bytes of a workbook without its compression
    where: str | Promise  # what has these limits, and where there are larger ones

    def told_size(self, size: int) -> str:
        """'' when the file is small enough, otherwise the problem and its cure."""
        if size <= self.size:
            return ""
        words = {"size": in_mb(size), "where": self.where, "most": in_mb(self.size)}
        return _("the file has %(size)s; %(where)s takes at most %(most)s: split it") % words

    def told_rows(self) -> str:
        words = {"rows": f"{self.rows:,}", "where": self.where}
        return _("more than %(rows)s rows; %(where)s takes at most %(rows)s: split the file") % words

    def told_unpacked(self) -> str:
        words = {"most": in_mb(self.unpacked), "where": self.where}
        return _("unpacks to more than %(most)s; %(where)s takes at most %(most)s: split it, or save it as CSV") % words


def in_mb(size: int) -> str:
    return _("%d MB") % round(size / MB) if size >= MB else _("%s bytes") % f"{size:,}"


UPLOAD = Limits(10 * MB, 5_000, 100 * MB, gettext_lazy("an upload (the command import_events takes more)"))
COMMAND = Limits(500 * MB, 200_000, 1_000 * MB, gettext_lazy("an import"))
