"""How several rows change together: keyword-only, atomic functions for admin, commands and imports."""

from events.actions.places import locate_places
from events.actions.publication import (
    possible_steps,
    publish_event,
    return_event,
    submit_event,
    withdraw_event,
)
from events.actions.quotes import number_quotes
from events.actions.slugs import make_slug

__all__ = [
    "locate_places",
    "make_slug",
    "number_quotes",
    "possible_steps",
    "publish_event",
    "return_event",
    "submit_event",
    "withdraw_event",
]
