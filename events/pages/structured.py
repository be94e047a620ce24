"""What search engines read of a page: schema.org's Event and Dataset as JSON-LD.

Dates stand at the precision that is known; nothing is made up that a property would like to have. No queries, but
those of what the page shows already.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from events.choices import EventState, Mode, OrganizationRole
from events.models import Event, EventPlace
from events.pages import downloads
from events.pages.event_page import EventPage
from events.pages.releases import ReleasePage

CONTEXT = "https://schema.org"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
STATES = {
    EventState.POSTPONED: "EventPostponed",
    EventState.CANCELLED: "EventCancelled",
}
MODES = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}
ORGANIZERS = {OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER, OrganizationRole.HOST}


def of_event(page: EventPage) -> dict[str, Any]:
    """An event with its places, organizers and sources."""
    event = page.event
    rows = event.organization_participations.all()
    organizers = list(dict.fromkeys(row.organization for row in rows if row.role in ORGANIZERS))
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "name": event.title,
            "alternateName": event.original_title,
            "url": _address(event),
            "description": event.summary,
            "startDate": event.start,
            "endDate": event.end,
            "eventStatus": f"{CONTEXT}/{STATES.get(EventState(event.state), 'EventScheduled')}",
            "eventAttendanceMode": f"{CONTEXT}/{MODES[Mode(event.mode)]}" if event.mode else "",
            "location": [_place(place) for place in page.places],
            "organizer": [{"@type": "Organization", "name": one.name, "url": _address(one)} for one in organizers],
            "superEvent": _named(event.part_of) if event.part_of else None,
            "about": [theme.name for theme in page.themes],
            "subjectOf": [
                _filled({"@type": "CreativeWork", "name": row.source.title, "url": row.source.url})
                for row in page.sources
            ],
        }
    )


def of_data() -> dict[str, Any]:
    """The record as a data set, with the tables that can be taken along."""
    home = f"{settings.SITE_URL}{reverse('events:home')}"
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": _("Cooperation Tracker: events of cooperation against terrorism"),
        "description": _(
            "Conferences, expert meetings, trainings and signings at which states and organizations work together "
            "against terrorism: who met, where and when, what was said and agreed, and which source says so."
        ),
        "url": f"{settings.SITE_URL}{reverse('events:data')}",
        "license": LICENSE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Cooperation Tracker", "url": home},
        "keywords": [_("counter-terrorism"), _("international cooperation"), _("international organizations")],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(offer.label),
                "encodingFormat": file.media_type,
                "contentUrl": f"{settings.SITE_URL}{file.address}",
            }
            for offer in downloads.of_everything()
            for file in offer.files
            if file.label in ("CSV", "ZIP")
        ],
    }


def of_release(shown: ReleasePage) -> dict[str, Any]:
    """A release as a data set that does not change, with its files and their checksums."""
    release = shown.release
    whole = of_data()
    return {
        **whole,
        "name": _("Cooperation Tracker, release %s") % release.name,
        "url": f"{settings.SITE_URL}{release.get_absolute_url()}",
        "version": release.name,
        "datePublished": f"{release.made_at:%Y-%m-%d}",
        "isPartOf": {"@type": "Dataset", "name": whole["name"], "url": whole["url"]},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.label,
                "encodingFormat": file.media_type.split(";")[0],
                "contentUrl": f"{settings.SITE_URL}{reverse('events:data-file', args=[release.name, file.name])}",
                "contentSize": str(file.size),
                "sha256": file.sha256,
            }
            for file in shown.files
        ],
    }


def _place(place: EventPlace) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": place.city, "addressCountry": place.country.code}
    name = place.venue or place.city or place.country.name
    return {"@type": "Place", "name": name, "address": _filled(address)}


def _named(event: Event) -> dict[str, Any]:
    return {"@type": "Event", "name": event.title, "startDate": event.start, "url": _address(event)}


def _address(record: Any) -> str:
    return f"{settings.SITE_URL}{record.get_absolute_url()}"


def _filled(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value}
