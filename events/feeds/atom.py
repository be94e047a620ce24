"""Atom (RFC 4287): the events of a selection that were published or changed last."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.feeds.followed import Followed, as_of, by_keys, last_change, latest_changed, readable, site
from events.selection import Selection

MOST = 100
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SelectionFeed(Atom1Feed):
    """A feed that says the same as long as nothing has changed, also when it holds nothing."""

    def latest_post_date(self) -> datetime:
        moments = [item["updateddate"] for item in self.items]
        return max(moments) if moments else last_change() or EPOCH


def write(selection: Selection, *, title: str, page: str, feed: str) -> bytes:
    """The feed of a selection whose list is at `page`. The count, and two queries."""
    total = selection.counts.total
    events = by_keys(latest_changed(selection.filters.found.events, MOST))
    atom = SelectionFeed(
        title=readable(_("Cooperation Tracker: %s") % title),
        subtitle=f"{_described(len(events), total)} {as_of()}",
        link=page,
        description="",
        feed_url=feed,
        feed_guid=feed,
        language=settings.LANGUAGE_CODE,
    )
    for event in events:
        _add(atom, event)
    return atom.writeString("utf-8").encode()


def _described(shown: int, total: int) -> str:
    """How many of the events the feed holds."""
    if total > shown:
        words = ngettext(
            "The %(shown)d of %(total)d event that was published or changed last.",
            "The %(shown)d of %(total)d events that were published or changed last.",
            total,
        )
        return words % {"shown": shown, "total": total}
    words = ngettext("%d event.", "All %d events, those that were published or changed last first.", total)
    return words % total if total else _("No events.")


def _add(atom: Atom1Feed, event: Followed) -> None:
    atom.add_item(
        title=event.title,
        link=event.address,
        description="\n".join(event.lines),
        unique_id=f"tag:{site()},2026:event/{event.key}",
        pubdate=event.published_at,
        updateddate=event.changed_at,
        categories=event.themes,
    )
