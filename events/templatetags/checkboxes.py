"""Lists of choices as check boxes, written in Python: a page holds hundreds, and nodes of a template cost more."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from events.facets import Choice

register = template.Library()

CHECKED = mark_safe(" checked")


@register.simple_tag
def checkboxes(parameter: str, choices: Iterable[Choice]) -> SafeString:
    """One labelled check box for each choice, with its count where it is counted."""
    return format_html_join(
        "\n",
        '<label class="choice"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>{}</label>',
        (
            (
                parameter,
                choice.value,
                CHECKED if choice.selected else "",
                choice.label,
                "" if choice.count is None else format_html('<data value="{0}">{0}</data>', choice.count),
            )
            for choice in choices
        ),
    )
