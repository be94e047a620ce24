"""Lists of choices as check boxes, written in Python: a page holds hundreds, and nodes of a template cost more."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from events.facets import Choice

register = template.Library()


@register.simple_tag
def checkboxes(parameter: str, choices: Iterable[Choice]) -> SafeString:
    """One labelled check box for each choice, with its count where it is counted."""
    name = escape(parameter)
    return mark_safe("\n".join(_checkbox(name, choice) for choice in choices))  # noqa: S308 - each text is escaped below


def _checkbox(name: str, choice: Choice) -> str:
    checked = " checked" if choice.selected else ""
    count = "" if choice.count is None else f'<data value="{choice.count:d}">{choice.count:d}</data>'
    box = f'<input type="checkbox" name="{name}" value="{escape(choice.value)}"{checked}>'
    return f'<label class="choice">{box}<span>{escape(choice.label)}</span>{count}</label>'
