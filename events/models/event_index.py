"""One narrow row for each event, from which lists are found, ordered and counted. The database keeps it itself.

Filters, words and dates of an event hang together in eight tables. Asking each of them apart took a list of
100,000 events up to half a second; this table answers all of them at once (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, models, transaction
from django.db.models import Q

from events.choices import Status
from events.models.event_queryset import DatedQuerySet
from events.models.reading import reading

# One letter each: the width of a row decides how quickly many are counted.
KINDS = {
    "country": "c",
    "place": "l",
    "organization": "o",
    "person": "p",
    "framework": "f",
    "theme": "t",
    "pillar": "i",
    "type": "y",
    "state": "s",
    "mode": "m",
    "precision": "d",
}


class EventIndexQuerySet(DatedQuerySet["EventIndex"]):
    """Rows of the index, by the conditions that can be asked of events."""


class EventIndex(models.Model):
    """What lists ask of an event, gathered from all that hangs on it.

    Nobody writes it: the triggers of migration 0013 follow every insert, change and deletion of an event, of its rows
    and of what they name, from whatever side. `keys` holds one key for each thing that hangs on the event.
    """

    event = models.OneToOneField(
        "events.Event", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="index", editable=False
    )
    status = models.CharField(max_length=10, editable=False)
    slug = models.CharField(max_length=120, editable=False)
    title = models.CharField(max_length=500, editable=False)
    earliest_start = models.DateField(editable=False)
    latest_start = models.DateField(editable=False)
    earliest_end = models.DateField(editable=False)
    latest_end = models.DateField(editable=False)
    keys = SearchVectorField(editable=False)

    objects = EventIndexQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-latest_start", "-earliest_start", "slug"],
                include=["event", "earliest_end", "latest_end"],
                condition=Q(status=Status.PUBLISHED),
                name="eventindex_reading_order",
            ),
            models.Index(
                fields=["earliest_start", "latest_start", "slug"],
                include=["event", "earliest_end", "latest_end"],
                condition=Q(status=Status.PUBLISHED),
                name="eventindex_order_of_time",
            ),
            models.Index(
                fields=["title", "slug"],
                include=["event", "earliest_start", "latest_start", "earliest_end", "latest_end"],
                condition=Q(status=Status.PUBLISHED),
                name="eventindex_title_order",
            ),
            # Entries are gathered and merged at once by the function that writes them: a search would read the list
            # of pending ones from end to end.
            GinIndex("keys", fastupdate=True, name="eventindex_keys"),
        ]

    def __str__(self) -> str:
        return self.slug


class EventWords(models.Model):
    """The words of an event: of its own texts, quotes and places, and of all names of those who took part.

    Kept like the index. Apart from it, because few questions ask for words and the rows are four times as wide.
    """

    event = models.OneToOneField(
        "events.Event", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="words", editable=False
    )
    document = SearchVectorField(editable=False)

    class Meta:
        indexes = [GinIndex("document", fastupdate=True, name="eventwords_document")]

    def __str__(self) -> str:
        return str(self.pk)


ROOM = 32 * 1024  # kB, enough for the pages of some three million events
SETTINGS = """
    SELECT set_config('enable_seqscan', 'off', true),
           set_config('work_mem', greatest(%s, pg_size_bytes(current_setting('work_mem')) / 1024) || 'kB', true)
"""


@contextmanager
def through_indexes() -> Iterator[None]:
    """Have the queries inside find rows by indexes, even where they find most of them.

    PostgreSQL reckons that reading a whole table is then no dearer. It is, four times: it compares the vector of
    each row, where the index has the answer. What the index found needs room as well: where a frequent word stands in
    a million rows it would be kept by pages only, and each of their rows compared after all. Both settings end with the
    transaction.
    """
    connection = reading()
    with transaction.atomic(using=connection.alias, savepoint=False), connection.cursor() as cursor:
        cursor.execute(SETTINGS, [ROOM])
        yield


@contextmanager
def indexed_at_the_end() -> Iterator[list[int]]:
    """Index the events whose keys the block adds to the list once, and not after each of its statements.

    For writing all rows of many events: an import of 10,000 would index each of them eight times.
    """
    events: list[int] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('cooperation.index_later', 'on', true)")
        yield events
        cursor.execute("SELECT set_config('cooperation.index_later', 'off', true), events_index_events(%s)", [events])


class Keys(SearchQuery):
    """Asks the index for events that have at least one of some keys, as one tsquery.

    A key is `=kind:value` or `=kind:value:role`, such as `=c:UZ:host` for Uzbekistan as host. `=c:host` says that some
    country has that role, and `=-c` that no country is recorded. Roles are words, values codes and numbers.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(keys)
        super().__init__("", search_type="raw")

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Keys:
        return self

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        quoted = ["'" + key.replace("\\", "\\\\").replace("'", "''") + "'" for key in self.keys]
        return "%s::tsquery", [" | ".join(quoted)]


def missing(kind: str) -> str:
    """The key of events of which nothing of this kind is recorded."""
    return f"=-{KINDS[kind]}"


def key(kind: str, value: object = "", role: str = "") -> str:
    """The key of one thing that hangs on an event; see `Keys`."""
    named = f"={KINDS[kind]}" if value == "" else f"={KINDS[kind]}:{value}"
    return f"{named}:{role}" if role else named
