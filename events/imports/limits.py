"""How much an import takes, for a file uploaded in the admin and for one given to the command."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000
MOST_COLUMNS = 300


@dataclass(frozen=True)
class Limits:
    """The most that a file may have. A message about a limit says the limit."""

    size: int  # bytes of the file
    rows: int
    unpacked: int  # bytes of a workbook without its compression
    where: str  # what has these limits, and where there are larger ones

    def told_size(self, size: int) -> str:
        """'' when the file is small enough, otherwise the problem and its cure."""
        if size <= self.size:
            return ""
        return f"the file has {in_mb(size)}; {self.where} takes at most {in_mb(self.size)}: split it"

    def told_rows(self) -> str:
        return f"more than {self.rows:,} rows; {self.where} takes at most {self.rows:,}: split the file"

    def told_unpacked(self) -> str:
        most = in_mb(self.unpacked)
        return f"unpacks to more than {most}; {self.where} takes at most {most}: split it, or save it as CSV"


def in_mb(size: int) -> str:
    return f"{size / MB:.0f} MB" if size >= MB else f"{size:,} bytes"


UPLOAD = Limits(10 * MB, 5_000, 100 * MB, "an upload (the command import_events takes more)")
COMMAND = Limits(500 * MB, 200_000, 1_000 * MB, "an import")
