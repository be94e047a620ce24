"""All of this package as one part of the event's admin."""

from __future__ import annotations

from events.admin.entry.copies import CopyMixin
from events.admin.entry.saved import SavedMixin
from events.admin.entry.two_editors import TwoEditorsMixin
from events.admin.entry.views import EntryViewsMixin


class EntryMixin(SavedMixin, TwoEditorsMixin, CopyMixin, EntryViewsMixin):
    """Copies, two editors, the questions of the form's script, and what it forgets after a save."""
