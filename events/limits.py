"""How often one address may ask. Counted in the database, so that every process of the site counts alike.

No address is kept: what stands for one is made with the key of the site and is another each minute.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest

from events.away import is_away, reason
from events.models.reading import reading

log = logging.getLogger(__name__)

WINDOW = 60  # seconds

COUNT = """
    INSERT INTO events_apicount (asker, period, number) VALUES (%s, %s, 1)
    ON CONFLICT (asker, period) DO UPDATE SET number = events_apicount.number + 1
    RETURNING number
"""
FORGET = """
    DELETE FROM events_apicount WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM events_apicount WHERE period < %s LIMIT 1000 FOR UPDATE SKIP LOCKED
    ))
"""


@dataclass(frozen=True)
class Asked:
    """A request as it was counted: the how-manieth of its minute, of how many, and seconds to the next minute."""

    number: int
    limit: int
    rest: int

    @property
    def is_too_often(self) -> bool:
        return self.number > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """As in the draft of RateLimit headers of the HTTP working group."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.number)),
            "RateLimit-Reset": str(self.rest),
        }
        return told | ({"Retry-After": str(self.rest)} if self.is_too_often else {})


def asked(request: HttpRequest, what: str, limit: int) -> Asked | None:
    """Count a request for `what`; one query. Nothing where the limit is 0, which is none.

    A database that cannot be written to keeps nobody from reading another.
    """
    if not limit:
        return None
    now = time.time()
    try:
        number = counted(what, address_of(request), period=int(now // WINDOW))
    except DatabaseError as error:
        if not is_away(error):
            log.exception("Requests cannot be counted.")
        elif reading().alias == connection.alias:
            raise
        else:
            log.warning("Requests cannot be counted: %s", reason(error))
        return None
    return Asked(number, limit, WINDOW - int(now % WINDOW))


def counted(what: str, address: str, *, period: int) -> int:
    """The number of requests from an address in a minute, this one included. Earlier minutes are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [asker(what, address, period), period])
        number: int = cursor.fetchone()[0]
        if number == 1:
            cursor.execute(FORGET, [period])
    return number


def asker(what: str, address: str, period: int) -> bytes:
    """Stands for an address in one minute. A household's IPv6 addresses (/64) count as one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        known = address.encode()
    else:
        mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None  # else all IPv4 were one household
        known = (mapped or parsed).packed[:8]
    return hmac.digest(settings.SECRET_KEY.encode(), f"events {what} {period} ".encode() + known, sha256)


class FewAtOnce:
    """How many answers one address is being sent by this process. A slow reader keeps a thread until the last byte."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._sent: Counter[bytes] = Counter()
        self._lock = Lock()

    @contextmanager
    def one_of(self, address: str) -> Iterator[bool]:
        """Whether there is room for one more; if so, it is taken until the end."""
        key = asker("at once", address, 0)
        with self._lock:
            has_room = self._sent[key] < self.most
            self._sent[key] += has_room
        try:
            yield has_room
        finally:
            with self._lock:
                self._sent[key] -= has_room
                if not self._sent[key]:
                    del self._sent[key]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: what the proxy saw, where there is one, else what the server sees.

    A visitor can write anything into X-Forwarded-For; the proxy puts what it saw itself last.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.TRUST_PROXY and forwarded:
        return str(forwarded).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
