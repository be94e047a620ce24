"""What is wrong with a form that was sent, as a list of links to the fields, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten
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


def problems_of(form: BaseForm, parts: list[dict[str, Any]]) -> list[Problem]:
    """All messages. The first field that is wrong gets the keyboard when the page is loaded."""
    if not form.is_bound:
        return []
    in_parts = [name for part in parts if "fieldset" in part for name in flatten(part["fieldset"].fields)]
    found = list(_of_fields(form, [name for name in form.errors if name not in in_parts]))
    forms = [form]
    for part in parts:
        if "fieldset" in part:
            found += _of_fields(form, flatten(part["fieldset"].fields))
        else:
            found += _of_rows(part["inline"])
            forms += part["inline"].formset.forms
    _focus_first(found, forms)
    return found


def _of_rows(inline: Any) -> Iterator[Problem]:
    name = capfirst(str(inline.opts.verbose_name))
    for message in inline.formset.non_form_errors():
        yield Problem(f"{inline.formset.prefix}-group", name, str(message))
    for number, row in enumerate(inline.formset.forms, start=1):
        yield from _of_fields(row, list(row.errors), _("%(name)s %(number)d") % {"name": name, "number": number})


def _of_fields(form: BaseForm, names: list[str], place: str = "") -> Iterator[Problem]:
    for name in names:
        field = form.fields.get(name)
        label = str(form[name].label) if field else ""
        shown = ", ".join(part for part in (place, capfirst(label)) if part)
        for message in form.errors.get(name, []):
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
