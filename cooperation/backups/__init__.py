"""Backups that are proved, and the way back: `manage.py backup` and `manage.py restore` (docs/operations.md).

A backup is one tar file with the dump of PostgreSQL's own pg_dump, a manifest that counts and sums up every table as
the dump sees it, and the checksums of both. Given a public key it is encrypted in the format of age.
"""


class BackupError(Exception):
    """No backup can be made or restored; the message says what is wrong, where, and what helps."""
