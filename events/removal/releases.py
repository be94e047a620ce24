"""A person taken out of a release: frozen rows first, then its files and checksums, and a note that names nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from events.choices import FormerSlugKind
from events.freezing import make_files_anew
from events.freezing.schema import FROZEN, frozen
from events.models import EventWords, FormerSlug, Person, PersonName, PersonParticipation, Quote, Release
from events.removal.names import Names
from events.removal.record import posts_of, unnamed_posts, unnamed_quotes

DERIVED = """
    SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
    WHERE adrelid = %s::regclass AND attname = 'search'
"""


@contextmanager
def opened(release: Release) -> Iterator[None]:
    """Have every table of the release stand before the live one, for writing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path')")
        (before,) = cursor.fetchone()
        set_path = "SELECT set_config('search_path', %s, true)"
        cursor.execute(set_path, [f"{release.schema}, {before}"])
        yield
        cursor.execute(set_path, [before])


def take_out_of_release(release: Release, names: Names) -> int:
    """Rewrite the frozen rows; return how many changed."""
    with opened(release):
        posts = PersonParticipation.objects.filter(person_id__in=names.keys)
        quotes = Quote.objects.filter(speaker_id__in=names.keys)
        touched = {*posts.values_list("event", flat=True), *quotes.values_list("event", flat=True)}
        changed = unnamed_quotes(quotes, names, posts_of(posts)) + unnamed_posts(posts, names)
        for gone in (
            PersonName.objects.filter(person_id__in=names.keys),
            FormerSlug.objects.filter(kind=FormerSlugKind.PERSON, object_id__in=names.keys),
            Person.objects.filter(pk__in=names.keys),
        ):
            changed += gone._raw_delete(gone.db)  # nothing in a release hangs on another row
    if touched:
        index_anew(release, [Quote], touched)
    return changed


def index_anew(release: Release, models: Collection[type[Model]], events: Collection[int] | None = None) -> None:
    """Derive again what the words of these kinds of records are found by: of some events, or of all."""
    with opened(release), connection.cursor() as cursor:
        for model in models:
            cursor.execute(DERIVED, [f'public."{model._meta.db_table}"'])
            if found := cursor.fetchone():
                mine = "TRUE" if events is None else "event_id = ANY(%s)"
                cursor.execute(
                    f"UPDATE {frozen(release, model)} SET search = {found[0]} "  # noqa: S608 - the database's own words
                    f"WHERE {mine} AND search IS DISTINCT FROM {found[0]}",
                    [] if events is None else [list(events)],
                )
        keys = list(events if events is not None else EventWords.objects.values_list("pk", flat=True))
        cursor.execute("SELECT events_index_events(%s)", [keys])


def index_texts_anew(release: Release) -> None:
    """The same for everything: for when words were replaced in any text."""
    index_anew(release, [model for model in FROZEN if any(f.name == "search" for f in model._meta.fields)])


def tell_readers(release: Release) -> None:
    """Files and checksums anew, and a note that somebody was removed."""
    day = date_format(localdate(), "j F Y")
    make_files_anew(release=release, note=_("On %(day)s the name of a person was removed.") % {"day": day})
