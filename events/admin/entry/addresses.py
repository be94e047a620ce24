"""What the address of a page tells: the source recorded for it, who cites that, and what its site suggests."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, QuerySet

from events.lookup import Kind, find
from events.models import Citation, Event, Source


def source_at(address: str) -> Source | None:
    """The recorded source of an address, whatever its scheme, its “www” and its tracking parameters."""
    found = find(Kind.SOURCE, address)
    keys = [match.pk for match in found.matches] if found.verdict in ("sure", "ambiguous") else []
    return Source.objects.filter(pk__in=keys).exclude(url="").order_by("pk").first()


def events_citing(source: Source) -> QuerySet[Event]:
    """Events that cite a source, whatever their status, for the staff."""
    cited = Citation.objects.filter(event=OuterRef("pk"), source=source)
    return Event.objects.filter(Exists(cited)).in_reading_order()


def suggested_by_host(address: str) -> dict[str, str]:
    """Publisher, kind and language of the latest source from the same site: a suggestion, to be looked at."""
    try:
        host = (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return {}
    if "." not in host or "\x00" in host:
        return {}
    starts = [f"{scheme}://{www}{host}/" for scheme in ("https", "http") for www in ("", "www.")]
    for start in starts:
        if latest := Source.objects.filter(url__startswith=start).order_by("-created_at", "-pk").first():
            return {"publisher": latest.publisher, "kind": latest.kind, "language": latest.language}
    return {}
