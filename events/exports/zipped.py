"""ZIP files that are sent while they are made: what was compressed can be taken away at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HARD = 4  # level of compression: text gets little smaller beyond, and takes twice the time


class Pipe(RawIOBase):
    """Somewhere to write to without a way back; what is there is taken piece by piece."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def take(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held

    def __len__(self) -> int:
        return len(self._held)


class Archive:
    """A ZIP file of which nothing stays in memory.

    One that breaks off lacks the directory at its end, and no program takes it for whole.
    """

    def __init__(self, at: datetime) -> None:
        self.pipe = Pipe()
        self.time = at.timetuple()[:6]
        self._zip = ZipFile(self.pipe, "w", compression=ZIP_DEFLATED, compresslevel=HARD)

    def add(self, name: str, pieces: Iterable[bytes], *, is_large: bool = False) -> Iterator[bytes]:
        """One file inside; yields what of the archive is ready meanwhile."""
        info = ZipInfo(name, self.time)
        info.compress_type = ZIP_DEFLATED
        info._compresslevel = HARD  # type: ignore[attr-defined]  # a ZipInfo does not take that of its ZipFile
        info.external_attr = 0o644 << 16
        member: IO[bytes]
        with self._zip.open(info, "w", force_zip64=is_large) as member:
            yield self.pipe.take()  # its name goes out before it is known what stands in it
            for piece in pieces:
                member.write(piece)
                if len(self.pipe):
                    yield self.pipe.take()

    def end(self) -> bytes:
        self._zip.close()
        return self.pipe.take()
