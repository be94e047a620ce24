"""What the columns do not publish: fields that only pages show, and fields that nobody outside the staff sees.

Together with the columns' own `fields` these name every field of every model exactly once; a new field fails the
test until somebody has decided what it is.
"""

ON_PAGES = {
    "Citation.supports",
    "Citation.locator",
    "Citation.note",
    "CountryName.name",
    "CountryName.language",
    "CountryName.kind",
    "Event.updated_at",
    "EventFramework.ordinal",
    "OrganizationName.kind",
    "PersonName.kind",
    "PersonParticipation.position",
    "PersonParticipation.organization",
    "PersonParticipation.country",
    "PublicChange.made_at",
    "PublicChange.status_before",
    "PublicChange.status_after",
    "Source.publisher",
    "Source.kind",
    "Source.published",
    "Source.language",
}
"""Public, on the page of the record; the files get them with the participation rows."""

INTERNAL = {
    "Event.status",
    "Event.created_by",
    "Event.published_by",
    "Event.withdrawn_reason",
    "FormerSlug.kind",
    "FormerSlug.slug",
    "FormerSlug.object_id",
    "EventStep.step",
    "EventStep.by",
    "EventStep.at",
    "EventStep.comment",
    "SavedSearch.owner",
    "SavedSearch.name",
    "SavedSearch.list",
    "SavedSearch.query",
    "SavedSearch.is_shared",
    "PublicChange.context",
    "HeadingMemory.key",
    "HeadingMemory.headings",
    "HeadingMemory.mapping",
    "HeadingMemory.used_at",
    "HeadingMemory.used_by",
    "Upload.name",
    "Upload.content",
    "Upload.uploaded_by",
    "Upload.uploaded_at",
    "Upload.mapping",
    "Upload.answers",
    "Upload.preview",
    "Upload.imported_at",
    "UploadRow.upload",
    "UploadRow.line",
    "UploadRow.status",
    "UploadRow.slug",
    "UploadRow.title",
    "UploadRow.changes",
    "UploadRow.problems",
    "UploadRow.notices",
}
"""Seen by staff only."""

STRUCTURE = {"id", "event", "country", "organization", "person", "sort_order", "search", "created_at", "updated_at"}
"""Names of fields that hold rows together and carry no fact of their own, unless listed above."""
