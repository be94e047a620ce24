"""What is wrong with a form that was sent, as a list of links to the fields, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import BaseForm
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One message. `field` is the id of the field it belongs to, '' when it belongs to none."""

    field: str
    label: str
    message: str


def problems_of(adminform: Any, inline_formsets: list[Any]) -> list[Problem]:
    """All messages. The first field that is wrong gets the keyboard when the page is loaded."""
    form = adminform.form
    if not form.is_bound:
        return []
    found = list(_of_form(form, ""))
    for inline in inline_formsets:
        formset = inline.formset
        name = capfirst(str(inline.opts.verbose_name))
        found += [Problem(f"{formset.prefix}-group", name, message) for message in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            found += _of_form(row, _("%(name)s %(number)d") % {"name": name, "number": number})
    _focus_first(found, [form, *(row for inline in inline_formsets for row in inline.formset.forms)])
    return found


def _of_form(form: BaseForm, place: str) -> Iterator[Problem]:
    for name, messages in form.errors.items():
        field = form.fields.get(name)
        label = str(form[name].label) if field else ""
        shown = ", ".join(part for part in (place, capfirst(label)) if part)
        for message in messages:
            yield Problem(form[name].id_for_label if field else "", shown, str(message))


def _focus_first(found: list[Problem], forms: list[BaseForm]) -> None:
    first = next((problem.field for problem in found if problem.field), "")
    for form in forms:
        for name in form.errors:
            if name in form.fields and form[name].id_for_label == first:
                widget = form.fields[name].widget
                inner = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
                inner.attrs["autofocus"] = True
                return
