"""What changed in the public record, as a page and as an Atom feed."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from events.feeds.followed import readable
from events.history.public import Told, latest
from events.models import PublicChange
from events.views.page import page, reads

IN_THE_FEED = 50
LONGEST_KEY = 18  # figures: all that fit are numbers of the database


@reads
def changes(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "pages/changes.html",
        title=_("What changed"),
        description=_("The latest changes of the public record: events published, corrected and withdrawn."),
        found=latest(before=_asked_for(request)),
        is_first=not request.GET,
    )


@reads
def feed(request: HttpRequest) -> HttpResponse:
    """The latest changes for a feed reader; every address is a full one."""
    atom = Atom1Feed(
        title=_("Cooperation Tracker: what changed"),
        link=settings.SITE_URL + reverse("events:changes"),
        description="",
        feed_url=settings.SITE_URL + reverse("events:changes-feed"),
        language=settings.LANGUAGE_CODE,
    )
    for told in latest(limit=IN_THE_FEED).changes:
        _add(atom, told)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(atom: Atom1Feed, told: Told) -> None:
    here = f"{settings.SITE_URL}{reverse('events:changes')}#change-{told.key}"
    atom.add_item(
        title=readable(": ".join(part for part in (told.headline or _("Changed"), told.title) if part)),
        link=settings.SITE_URL + told.address if told.address else here,
        description=readable("\n".join(told.sentences)),
        unique_id=here,
        pubdate=told.made_at,
        updateddate=told.made_at,
    )


def _asked_for(request: HttpRequest) -> PublicChange | None:
    """The change before which the page begins; anything else that is asked is an error."""
    if set(request.GET) - {"before"}:
        raise BadRequest
    text = request.GET.get("before")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY):
        raise BadRequest
    if found := PublicChange.objects.public().with_key(int(text)):
        return found
    raise Http404
