"""How a release is made: rows frozen in a schema of their own, files, and what changed since the release before."""

from events.freezing.make import ReleaseRefusedError, make_files_anew, make_release

__all__ = ["ReleaseRefusedError", "make_files_anew", "make_release"]
