"""Pages that were made a moment ago are sent again while the record stands as it stood (docs/decisions/0029).

Only what a reader without a session sees, and only as long as no transaction has changed the record since: asked of the
database each time, in one query, so that every process of every copy of the site is right at once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from events.away import is_away
from events.models.reading import SNAPSHOT, reading

LONGEST_ADDRESS = 500
APPLICATION = "events"  # its pages are the record and nothing else
KEPT_FOR = 12 * 3600  # seconds; notes of changes are kept for a day
OWN = {"X-Request-ID", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}  # of one answer alone

SEEN = f"""
    SELECT {SNAPSHOT}, 'cooperation_recordchange'::regclass::oid, %s <> '' AND EXISTS (
        SELECT 1 FROM cooperation_recordchange
        WHERE xact >= pg_snapshot_xmin(%s::pg_snapshot) AND NOT pg_visible_in_snapshot(xact, %s::pg_snapshot)
        -- Notes of a restored backup can bear numbers that this server has yet to give.
        AND xact < pg_snapshot_xmax(pg_current_snapshot())
    )
"""  # noqa: S608 - nothing but our own words
NOTHING = "1:1:"  # the snapshot of somebody who has seen nothing


@dataclass(frozen=True)
class Page:
    """An answer, and how the database stood before it was made."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    snapshot: str
    table: int  # the database that it was made from: another has another table of notes
    at: float
    match: ResolverMatch | None  # for whoever tells requests apart by the name of their address

    def __len__(self) -> int:
        return len(self.body) + 1_000

    def response(self) -> HttpResponse:
        response = HttpResponse(self.body)
        del response.headers["Content-Type"]
        for name, value in self.headers:
            response.headers[name] = value
        return response


class Shelf:
    """The pages of one process, those asked for last, up to a number of bytes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...]) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, ...], page: Page, most: int) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page)
            while self._bytes > most:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: tuple[str, ...]) -> None:
        if (gone := self._pages.pop(key, None)) is not None:
            self._bytes -= len(gone)


shelf = Shelf()


class RememberedPages:
    """Middleware outside of all that makes a page, compression too, and inside of what counts requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.REMEMBERED_MB or not _may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        page = shelf.get(key)
        if page is None and not _is_of_the_record(request):  # health is told without the database
            return self.get_response(request)
        try:
            snapshot, table, is_changed = _seen(page.snapshot if page else "")
        except DatabaseError as error:
            if not is_away(error):
                raise
            return self.get_response(request)  # some pages need no database, and the others say that it is away
        now = monotonic()  # a clock that is set keeps no page for longer
        if page and not is_changed and page.table == table and now - page.at < KEPT_FOR:
            request.resolver_match = page.match
            return page.response()
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_page(request, response):
            headers = tuple((name, value) for name, value in response.items() if name not in OWN)
            made = Page(response.content, headers, snapshot, table, now, request.resolver_match)
            shelf.put(key, made, settings.REMEMBERED_MB * 1024 * 1024)
        return response


def _may_be_kept(request: HttpRequest) -> bool:
    """What is kept is for those without a cookie, though it say that it differs by cookie: others may see more."""
    return (
        request.method == "GET"
        and not request.COOKIES
        and sum(map(len, _address(request))) <= LONGEST_ADDRESS
        and "Authorization" not in request.headers
    )


def _is_of_the_record(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).app_name == APPLICATION
    except Resolver404:
        return False


def _key(request: HttpRequest) -> tuple[str, ...]:
    """All that a page hangs on beside the record: its address, whether it is compressed, and the day that it tells."""
    is_compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    day = str(timezone.localdate())
    return (*_address(request), str(is_compressed), str(request.is_secure()), day)


def _address(request: HttpRequest) -> tuple[str, str, str]:
    """Host, path and query as they came. Written as an address again, the bytes E9 and C3 A9 would be the same, which
    a page tells apart: whoever sent the first would choose what is shown to whoever asks for the second."""
    return request.headers.get("Host", ""), request.path_info, request.META.get("QUERY_STRING", "")


def _seen(snapshot: str) -> tuple[str, int, bool]:
    with reading().cursor() as cursor:
        cursor.execute(SEEN, [snapshot, snapshot or NOTHING, snapshot or NOTHING])
        now, table, is_changed = cursor.fetchone()
    return now, table, is_changed


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        response.status_code == 200
        and match is not None
        and match.app_name == APPLICATION
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not {"private", "no-store"} & set(response.headers.get("Cache-Control", "").replace(",", " ").split())
    )
