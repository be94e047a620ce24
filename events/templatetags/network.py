"""Where the marks of a network lead. Nothing here asks the database."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def events_of(found: Any, together: Any) -> str:
    """The query of the events of a selection that some actors shared."""
    return str(found.events_query(*together))
