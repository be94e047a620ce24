"""Runs PostgreSQL for root, as a user without rights, also in a folder that only root can enter.

Nothing is opened to that user: the mode of a folder above the project guards more than the project. Where
the user cannot reach the project, the programs are copied and the data kept in a system folder, with a link
in their place.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

USER = "cooperation-tracker"
SYSTEM_DIRECTORY = Path("/var/lib/cooperation-tracker")


def owner_of(directory: Path) -> tuple[int, int]:
    """Return user and group for the data: those of data that exist, else a system user, made if missing."""
    if directory.exists() and (found := directory.stat()).st_uid != 0:
        return found.st_uid, found.st_gid
    if not _exists(USER) and shutil.which("useradd"):
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]
        subprocess.run(command, check=False, capture_output=True)
    user = pwd.getpwnam(USER if _exists(USER) else "nobody")
    return user.pw_uid, user.pw_gid


def as_user(uid: int, gid: int) -> dict[str, Any]:
    """Return the arguments of `subprocess.run` for this user; only root can be another than itself."""
    return {"cwd": "/"} | ({"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {})


def make_reachable(directory: Path, programs: Path, owner: tuple[int, int]) -> Path:
    """See to it that the owner can reach the data, and return a folder of the programs that it can reach."""
    if not directory.is_symlink() and _can_run(programs / "bin" / "postgres", directory.parent, owner=owner):
        return programs
    if not directory.is_symlink():
        _move_to_system_directory(directory, owner)
    return _copy(programs, directory.resolve().parent / "programs")


def _exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())


def _can_run(*paths: Path, owner: tuple[int, int]) -> bool:
    """Ask the kernel, as the owner, whether all these can be run or entered."""
    command = ["/bin/sh", "-c", 'for path; do test -x "$path" || exit 1; done', "sh", *map(str, paths)]
    return subprocess.run(command, check=False, **as_user(*owner)).returncode == 0


def _move_to_system_directory(directory: Path, owner: tuple[int, int]) -> None:
    """Put a link to a new system folder where the data are to be, and data that exist into that folder."""
    SYSTEM_DIRECTORY.mkdir(mode=0o755, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="", dir=SYSTEM_DIRECTORY))
    home.chmod(0o755)
    (home / "project").write_text(f"{directory}\n")  # for whoever finds the folder later
    target = home / directory.name
    if directory.exists():
        shutil.move(directory, target)
        for path in (target, *target.rglob("*")):
            os.chown(path, *owner, follow_symlinks=False)
    directory.symlink_to(target)
    print(f"Other users cannot enter {directory.parent}, so the database is kept in {home}.", file=sys.stderr)


def _copy(programs: Path, target: Path) -> Path:
    """Copy the programs, again when the wheel has changed, and return their folder in the copy.

    They look for their libraries beside the package, so that folder comes along in the same place.
    """
    package = programs.parent
    stamp = target / "copied-from"
    now = f"{programs} {(programs / 'bin' / 'postgres').stat().st_mtime_ns}"
    if not stamp.exists() or stamp.read_text() != now:
        shutil.rmtree(target, ignore_errors=True)
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, target / folder.name, symlinks=True)
        stamp.write_text(now)
    return target / package.name / programs.name
