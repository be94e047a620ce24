"""The file of a backup: how it is named, packed, checked, encrypted and opened."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import pyrage

from cooperation.backups import BackupError

SUMS, MANIFEST, DUMP = "SHA256SUMS", "manifest.json", "database.dump"
FORMAT = 1
LARGEST_TEXT = 64 * 1024 * 1024  # bytes of manifest and checksums; what is larger is none of ours
NAME = re.compile(r"cooperation-(\d{8}T\d{6}Z)(?:\.(unproved|failed))?\.tar(\.age)?")
UNFINISHED = ".unfinished-"
AGE = b"age-encryption.org/"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Kept:
    """A backup in the folder. Its name tells all that is needed to decide how long it is kept."""

    path: Path
    made_at: datetime
    state: str  # "" is proved

    @property
    def is_proved(self) -> bool:
        return not self.state


def kept_in(folder: Path) -> list[Kept]:
    """All backups of a folder, the newest first. Files of other names are not ours."""
    named = ((path, NAME.fullmatch(path.name)) for path in folder.iterdir())
    found = [
        Kept(path, datetime.strptime(match[1], STAMP).replace(tzinfo=UTC), match[2] or "")
        for path, match in named
        if match
    ]
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def file_name(at: datetime, *, state: str = "", encrypted: bool = False) -> str:
    return f"cooperation-{at.strftime(STAMP)}{state and f'.{state}'}.tar{'.age' * encrypted}"


def pack(folder: Path, manifest: dict[str, Any], *, into: Path) -> None:
    """Put the dump in a folder and what is told of it into one file."""
    told = json.dumps(manifest, indent=1, sort_keys=True).encode()
    with (folder / DUMP).open("rb") as dump:
        sums = f"{hashlib.sha256(told).hexdigest()}  {MANIFEST}\n{_digest(dump)}  {DUMP}\n".encode()
    made_at = datetime.fromisoformat(manifest["made_at"]).timestamp()
    with into.open("xb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, content in ((SUMS, sums), (MANIFEST, told)):
                tar.addfile(_member(name, len(content), made_at), io.BytesIO(content))
            with (folder / DUMP).open("rb") as dump:
                tar.addfile(_member(DUMP, (folder / DUMP).stat().st_size, made_at), dump)
        _to_disk(file)


def encrypt(path: Path, keys: list[str], *, into: Path) -> None:
    """Encrypt a file so that only who has one of the secret keys opens it."""
    try:
        pyrage.encrypt_file(str(path), str(into), [pyrage.x25519.Recipient.from_str(key) for key in keys])
    except pyrage.EncryptError as error:
        raise BackupError(f"Encrypting into {into.parent} failed: {error}. Is there room on the disk?") from None
    with into.open("rb+") as file:
        _to_disk(file)


def settle(path: Path, target: Path) -> Path:
    """Give a whole file its name, so that it is there after a power cut too."""
    path.chmod(0o600)
    path.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return target


@contextmanager
def opened(path: Path, *, identity: Path | None = None) -> Iterator[tuple[dict[str, Any], Path]]:
    """The manifest and the dump of a backup whose checksums are right, decrypted if need be, in a passing folder."""
    beside = path.parent if os.access(path.parent, os.W_OK) else None
    with TemporaryDirectory(prefix=UNFINISHED, dir=beside) as temporary:
        plain = _decrypted(path, identity, Path(temporary)) if _is_encrypted(path) else path
        dump = Path(temporary) / DUMP
        yield _unpacked(plain, dump, named=path), dump


def _is_encrypted(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(AGE)) == AGE
    except OSError as error:
        raise BackupError(f"{path} can't be read: {error.strerror}.") from None


def _decrypted(path: Path, identity: Path | None, folder: Path) -> Path:
    if identity is None:
        raise BackupError(f"{path.name} is encrypted. Give the file of the secret key: --identity FILE.")
    plain = folder / "plain.tar"
    try:
        pyrage.decrypt_file(str(path), str(plain), _identities(identity))
    except pyrage.DecryptError as error:
        raise BackupError(
            f"{path.name} can't be decrypted with {identity}: {error}. Either this is not its key, or the file is"
            " damaged, or the disk is full: try its other key, or an earlier backup, or make room."
        ) from None
    return plain


def _identities(path: Path) -> list[Any]:
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise BackupError(f"{path} holds no secret key. It is the file with the line AGE-SECRET-KEY-1...")
    return keys


def _unpacked(path: Path, dump: Path, *, named: Path) -> dict[str, Any]:
    """Take the three files of ours out of a tar, whatever else is in it, and hold them against their checksums."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            sums = dict(line.split("  ")[::-1] for line in _text(tar, SUMS).decode().splitlines())
            told = _text(tar, MANIFEST)
            with dump.open("wb") as target:
                digest = _digest(_file(tar, DUMP), target)
        right = sums == {MANIFEST: hashlib.sha256(told).hexdigest(), DUMP: digest}
        manifest = json.loads(told) if right else {}
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        raise BackupError(f"{named.name} is no whole backup ({error}). Take an earlier one, or copy it anew.") from None
    if not right:
        raise BackupError(
            f"{named.name} is damaged: it does not match its checksums. Take an earlier one, or copy it anew."
        )
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{named.name} has a format that this version does not know. Restore it with newer code.")
    return dict(manifest)


def _file(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    file = tar.extractfile(name)
    if file is None:
        raise KeyError(f"{name} is no file")
    return file


def _text(tar: tarfile.TarFile, name: str) -> bytes:
    if tar.getmember(name).size > LARGEST_TEXT:
        raise ValueError(f"{name} is too large")
    return _file(tar, name).read()


def _member(name: str, size: int, at: float) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, int(at), 0o600
    return member


def _digest(file: IO[bytes], target: IO[bytes] | None = None) -> str:
    """The SHA-256 of a file, which is copied on the way if a target is given."""
    digest = hashlib.sha256()
    for block in iter(partial(file.read, 1024 * 1024), b""):
        digest.update(block)
        if target:
            target.write(block)
    return digest.hexdigest()


def _to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
