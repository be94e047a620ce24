"""Suggestions for slugs: readable, ASCII, and neither in use nor formerly in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from unicodedata import normalize

from events.models import Event, FormerSlug, Framework, Organization, Person, Source

LONGEST = 80
# Words that tell one event from another very seldom.
FILLERS = frozenset(
    """
    a about against an and annual as at between by during for from general held high in international into its
    joint level meeting of on or session special the their through to under united with within
    """.split()  # noqa: SIM905 - as a list it would fill a page
)
# Letters that do not fall apart into an ASCII letter and marks. Cyrillic as in the BGN/PCGN romanization of
# Russian, with the letters that other languages of the region add.
LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ғ": "gh", "ґ": "g", "қ": "q", "ң": "ng", "ө": "o",
        "ү": "u", "ұ": "u", "ҳ": "h", "һ": "h", "ҷ": "j", "ә": "a", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
        "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "ə": "a", "ŋ": "ng", "№": "no",
        "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "’": "", "‘": "", "'": "",
    }
)  # fmt: skip

Record = Event | Organization | Person | Framework | Source


def make_slug(*, record: Record, city: str = "", country: str = "") -> str:
    """Suggest a free slug for a record, from what it is called.

    For an event that is `YYYY[-MM[-DD]]-place-short-name`. Its first place is given apart while it is not
    saved, because a form needs the slug before. The database refuses a slug that is taken meanwhile.
    """
    wanted = wanted_slug(record=record, place=city or country or _saved_place(record))
    return next(slug for slug in _numbered(wanted) if not _is_taken(record, slug))


def wanted_slug(*, record: Record, place: str = "") -> str:
    """The slug that a record would have if nobody else had it; for an event with the place given. It asks nothing."""
    return _wanted(record, place)[:LONGEST].strip("-") or str(record._meta.model_name)


def to_ascii(text: str) -> str:
    """The text in lower-case ASCII letters, digits and single hyphens."""
    # Marks come off after the letters of the table are replaced: й is и with a mark, and ё is е with one.
    composed = normalize("NFC", text.lower().strip()).replace("й", "y").replace("ё", "yo").replace("ў", "u")
    bare = normalize("NFKD", composed.translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _wanted(record: Record, place: str) -> str:
    if isinstance(record, Event):
        where = to_ascii(place or ("online" if record.mode == "online" else ""))
        about = _short_name(record.title, leave_out=where.split("-"))
        return "-".join(part for part in (record.start, where, about) if part)
    if isinstance(record, Source):
        publisher = re.search(r"\((\w+)\)\s*$", record.publisher)
        parts = (publisher[1] if publisher else record.publisher, record.published[:4])
        return "-".join(part for part in (*map(to_ascii, parts), _short_name(record.title)) if part)
    if isinstance(record, Person):
        return to_ascii(record.name)
    if isinstance(record, Framework):
        return to_ascii(record.acronym) or _short_name(record.title)
    return to_ascii(record.acronym) or to_ascii(record.name)


def _saved_place(record: Record) -> str:
    if not isinstance(record, Event) or record.pk is None:
        return ""
    first = record.places.select_related("country").order_by("sort_order", "pk").first()
    return (first.city or first.country.name) if first else ""


def _short_name(title: str, leave_out: list[str] | tuple[str, ...] = ()) -> str:
    """The first five telling words of a title, or all of its words when none of them tells much."""
    words = to_ascii(title).split("-")
    telling = [word for word in words if word not in FILLERS and word not in leave_out]
    return "-".join((telling or words)[:5])


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    for number in count(2):
        yield f"{slug}-{number}"


def _is_taken(record: Record, slug: str) -> bool:
    others = type(record)._default_manager.filter(slug=slug).exclude(pk=record.pk)
    former = FormerSlug.objects.filter(kind=record._meta.model_name, slug=slug).exclude(object_id=record.pk or 0)
    return others.exists() or former.exists()
