"""Whether an error says that the database is away: it is stopped, starts, takes nobody more, or the way to it is cut.

That is over in a while and no fault of the code, so whoever asks is told when to come again. All other errors of a
database are faults, and stay such.
"""

from __future__ import annotations

import psycopg
from django.db import InterfaceError, OperationalError

SOON = 10  # seconds until to ask again: a database that was killed takes about six to recover

# Broken connections (08), too many of them, a server that stops, has crashed, starts or recovers, a database that was
# dropped or renamed under a connection (a restoration does so), and one that waited for too long.
STATES = ("08", "53300", "57P01", "57P02", "57P03", "57P04", "57P05")
OF_DATABASES = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
LONGEST_REASON = 300  # letters


def is_away(error: BaseException | None) -> bool:
    """Whether the error, or the one of a database that it comes from, says so."""
    while isinstance(error, OF_DATABASES):
        if isinstance(error, psycopg.OperationalError) and _says_so(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def reason(error: BaseException) -> str:
    """In one line what the driver says. Hosts and names stand in it, a password never does."""
    return " ".join(str(error).split())[:LONGEST_REASON]


def _says_so(error: psycopg.OperationalError) -> bool:
    """Without a state it was the driver that gave up: on the way to the server, or on code that asks two things."""
    if error.sqlstate is None:
        return "another command" not in str(error)
    return error.sqlstate.startswith(STATES)
