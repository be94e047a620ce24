"""The fields of the filter panel.

Check boxes are written in Python: a page holds hundreds, and nodes of a template cost more.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from events.facets import Choice, Facet

register = template.Library()


@register.simple_tag
def facet_fields(facet: Facet, is_open: bool = False, url: str = "") -> SafeString:
    """The fields of one facet. Most facets are the same from one page to the next and are rendered once.

    `url` is the list that answers while one types what to find.
    """
    return _rendered(facet, is_open, url, get_language())


@lru_cache(maxsize=256)
def _rendered(facet: Facet, is_open: bool, url: str, language: str | None) -> SafeString:
    context = {"facet": facet, "is_open": is_open, "url": url}
    return mark_safe(get_template("components/facet.html").render(context))  # noqa: S308


@register.simple_tag
def checkboxes(parameter: str, choices: Iterable[Choice]) -> SafeString:
    """One labelled check box for each choice, with its count where it is counted."""
    name = escape(parameter)
    return mark_safe("\n".join(_checkbox(name, choice) for choice in choices))  # noqa: S308 - each text is escaped below


def _checkbox(name: str, choice: Choice) -> str:
    checked = " checked" if choice.selected else ""
    count = "" if choice.count is None else f' <data value="{choice.count:d}">{choice.count:d}</data>'
    box = f'<input type="checkbox" name="{name}" value="{escape(choice.value)}"{checked}>'
    style = "choice choice-none" if choice.count == 0 and not choice.selected else "choice"
    return f'<label class="{style}">{box}<span>{escape(choice.label)}</span>{count}</label>'
