"""How several rows change together: keyword-only, atomic functions for admin, commands and imports."""

from events.actions.merge import merge_records, undo_merge
from events.actions.places import locate_places
from events.actions.publication import (
    is_work_of_one,
    possible_steps,
    publish_event,
    record_change,
    return_event,
    submit_event,
    touch_event,
    withdraw_event,
)
from events.actions.quotes import number_quotes
from events.actions.restore import bring_back_event, restore_event
from events.actions.slugs import make_slug
from events.actions.telling_apart import tell_apart

__all__ = [
    "bring_back_event",
    "is_work_of_one",
    "locate_places",
    "make_slug",
    "merge_records",
    "number_quotes",
    "possible_steps",
    "publish_event",
    "record_change",
    "restore_event",
    "return_event",
    "submit_event",
    "tell_apart",
    "touch_event",
    "undo_merge",
    "withdraw_event",
]
