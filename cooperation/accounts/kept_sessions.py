"""Sessions in the database, asked for by such numbers only as the site gives."""

from __future__ import annotations

import re

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase

NUMBER = re.compile(r"[a-z0-9]{32}")


class SessionStore(InTheDatabase):
    """A cookie can hold anything, NUL too, which the database takes for an error."""

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and NUMBER.fullmatch(key))
