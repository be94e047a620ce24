"""How often one address may ask. Counted in the database, so that every process of the site counts alike."""

from __future__ import annotations

import hmac
import time
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.db import connection
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

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


class PerAddress(BaseThrottle):
    """So many requests a minute for each network address; one query. A limit of 0 is none."""

    def allow_request(self, request: Request, view: Any) -> bool:
        limit = settings.API_REQUESTS_PER_MINUTE
        if not limit:
            return True
        now = time.time()
        number = counted(self.get_ident(request) or "", period=int(now // WINDOW))
        self.rest = WINDOW - int(now % WINDOW)
        request._request.limit_headers = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(0, limit - number)),
            "RateLimit-Reset": str(self.rest),
        }
        return number <= limit

    def wait(self) -> int:
        return self.rest


def counted(address: str, *, period: int) -> int:
    """The number of requests from an address in a minute, this one included. Earlier minutes are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [asker(address, period), period])
        number: int = cursor.fetchone()[0]
        if number == 1:
            cursor.execute(FORGET, [period])
    return number


def asker(address: str, period: int) -> bytes:
    """Stands for an address in one minute: no address is kept. A household's IPv6 addresses (/64) count as one."""
    try:
        parsed = ip_address(address)
        known = parsed.packed[:8] if isinstance(parsed, IPv6Address) else parsed.packed
    except ValueError:
        known = address.encode()
    return hmac.digest(settings.SECRET_KEY.encode(), b"events.api %d " % period + known, sha256)
