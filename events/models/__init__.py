"""The models of the record, one file for each noun. The rest of the code imports them from here."""

from events.models.country import Country, CountryName, CountryQuerySet
from events.models.event import Event
from events.models.event_index import EventIndex, EventWords
from events.models.event_queryset import EventQuerySet
from events.models.former_slug import FormerSlug
from events.models.framework import EventFramework, Framework, FrameworkQuerySet
from events.models.merge import Merge
from events.models.named_selection import NamedSelection
from events.models.not_the_same import NotTheSame
from events.models.organization import (
    Organization,
    OrganizationName,
    OrganizationQuerySet,
)
from events.models.participation import (
    CountryParticipation,
    OrganizationParticipation,
    PersonParticipation,
)
from events.models.person import Person, PersonName, PersonQuerySet
from events.models.place import EventPlace
from events.models.public_change import PublicChange, PublicChangeQuerySet
from events.models.quote import Quote, QuoteQuerySet
from events.models.release import Release, ReleaseChange, ReleasedEvent, ReleaseFile, ReleasePiece, ReleaseQuerySet
from events.models.removal import Ground, Removal
from events.models.saved_search import SavedSearch
from events.models.snapshot import EVENT_ROWS, SNAPSHOTS, kept_fields
from events.models.source import Citation, Source, SourceQuerySet
from events.models.step import EventStep
from events.models.theme import EventTheme, Theme, ThemeQuerySet
from events.models.upload import HeadingMemory, RowStatus, Upload, UploadQuerySet, UploadRow

__all__ = [
    "EVENT_ROWS",
    "SNAPSHOTS",
    "Citation",
    "Country",
    "CountryName",
    "CountryParticipation",
    "CountryQuerySet",
    "Event",
    "EventFramework",
    "EventIndex",
    "EventPlace",
    "EventQuerySet",
    "EventStep",
    "EventTheme",
    "EventWords",
    "FormerSlug",
    "Framework",
    "FrameworkQuerySet",
    "Ground",
    "HeadingMemory",
    "Merge",
    "NamedSelection",
    "NotTheSame",
    "Organization",
    "OrganizationName",
    "OrganizationParticipation",
    "OrganizationQuerySet",
    "Person",
    "PersonName",
    "PersonParticipation",
    "PersonQuerySet",
    "PublicChange",
    "PublicChangeQuerySet",
    "Quote",
    "QuoteQuerySet",
    "Release",
    "ReleaseChange",
    "ReleaseFile",
    "ReleasePiece",
    "ReleaseQuerySet",
    "ReleasedEvent",
    "Removal",
    "RowStatus",
    "SavedSearch",
    "Source",
    "SourceQuerySet",
    "Theme",
    "ThemeQuerySet",
    "Upload",
    "UploadQuerySet",
    "UploadRow",
    "kept_fields",
]
