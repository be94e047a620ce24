"""What the columns do not publish: fields that only pages show, and fields that nobody outside the staff sees.

Together with the columns' own `fields` these name every field of every model exactly once; a new field fails the
test until somebody has decided what it is.
"""

ON_PAGES = {
    "CountryName.name",
    "CountryName.language",
    "CountryName.kind",
    "Event.updated_at",
    "OrganizationName.kind",
    "PersonName.kind",
    "PublicChange.made_at",
    "PublicChange.status_before",
    "PublicChange.status_after",
}
"""Public, on the page of the record only."""

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
    "Merge.kind",
    "Merge.kept",
    "Merge.gone",
    "Merge.kept_name",
    "Merge.gone_name",
    "Merge.gone_slug",
    "Merge.reason",
    "Merge.merged_by",
    "Merge.merged_at",
    "Merge.changes",
    "Merge.undone_by",
    "Merge.undone_at",
    "NotTheSame.kind",
    "NotTheSame.first",
    "NotTheSame.second",
    "NotTheSame.reason",
    "NotTheSame.decided_by",
    "NotTheSame.decided_at",
    *(f"EventIndex.{name}" for name in ("status", "slug", "title", "keys")),
    *(f"EventIndex.{side}_{end}" for side in ("earliest", "latest") for end in ("start", "end")),
    "EventWords.document",
}
"""Seen by staff only, or derived from what is published elsewhere."""

STRUCTURE = {"id", "event", "country", "organization", "person", "sort_order", "search", "created_at", "updated_at"}
"""Names of fields that hold rows together and carry no fact of their own, unless listed above."""
