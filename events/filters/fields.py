"""Form fields of query parameters: codes, records by slug, partial dates."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, cast

from django import forms
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from events import search
from events.choices import FormerSlugKind
from events.models import FormerSlug
from events.partial_dates import PartialDate

NOT_RECORDED = "not-recorded"
FEW = 12  # codes that fit into a message


def unknown(code: str, cure: str) -> forms.ValidationError:
    return forms.ValidationError(
        _("“%(value)s” is not a known value. %(cure)s"), code="invalid_choice", params={"value": code, "cure": cure}
    )


def cure_for(typed: str, choices: Any) -> str:
    """The code that was meant, in other letters or by its label; else all codes, or where they are listed."""
    pairs = [(str(code), str(label)) for code, label in choices]
    meant = {code: code for code, _label in pairs} | {label.casefold(): code for code, label in pairs}
    near = get_close_matches(typed.casefold(), meant, n=1, cutoff=0.75)
    if near:
        return _("Did you mean “%s”?") % meant[near[0]]
    if len(pairs) <= FEW:
        return _("Known values are: %s.") % ", ".join(code for code, _label in pairs)
    return _("The page %s lists all values.") % reverse("events:data")


class CodeField(forms.ChoiceField):
    """One code of a vocabulary."""

    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise unknown(value, cure_for(value, self.choices))


class CodesField(forms.TypedMultipleChoiceField):
    """Several codes of a vocabulary, and `not-recorded` where the filter allows it."""

    def validate(self, value: Any) -> None:
        for code in value or []:
            if not self.valid_value(code):
                raise unknown(code, self.cure(code))

    def cure(self, typed: str) -> str:
        return cure_for(typed, self.choices)


class YearsField(CodesField):
    """Several years. They are not listed as choices: a form copies its choices for every request."""

    def valid_value(self, value: Any) -> bool:
        return bool(re.fullmatch(r"(19|2\d)\d\d", str(value), re.ASCII))

    def cure(self, typed: str) -> str:
        return _("Write a year from 1900 to 2999 in four digits.")


class RecordsField(forms.ModelMultipleChoiceField):
    """Several records by slug or code, in the order asked; `not-recorded` stands for itself."""

    def clean(self, value: Any) -> list[Any]:  # type: ignore[override]  # in the order asked, unlike a QuerySet
        if not value:  # most parameters are not given
            return []
        keys = [key for key in dict.fromkeys(value) if key != NOT_RECORDED]
        found = {str(getattr(row, str(self.to_field_name))): row for row in self._public.filter(self._named(keys))}
        for key in keys:
            renamed = None if key in found else self._renamed(key)
            if renamed is not None:
                found[key] = renamed
            elif key not in found:
                raise forms.ValidationError(
                    _("“%(value)s” is not in the record. %(cure)s"),
                    code="invalid_choice",
                    params={"value": key, "cure": self._cure(key)},
                )
        records = list(dict.fromkeys(found[key] for key in keys))
        return [*records, NOT_RECORDED] if NOT_RECORDED in value else records

    @property
    def _public(self) -> QuerySet:
        return cast("QuerySet", self.queryset)

    def _named(self, keys: list[str]) -> Q:
        return Q(**{f"{self.to_field_name}__in": keys})

    def _renamed(self, slug: str) -> Model | None:
        """The public record that had this slug before, so that a kept address still asks the same question."""
        kind = str(self._public.model._meta.model_name)
        if self.to_field_name != "slug" or kind not in FormerSlugKind.values:
            return None
        return FormerSlug.objects.present(FormerSlugKind(kind), self._public.model, slug)

    def _cure(self, typed: str) -> str:
        """The key of the public record that was meant, written in other letters or by its name."""
        title = "title" if hasattr(self._public.model, "title") else "name"
        meant = Q(**{f"{self.to_field_name}__iexact": typed}) | Q(**{f"{title}__iexact": typed})
        key = self._public.filter(meant).values_list(str(self.to_field_name), flat=True).first()
        if key:
            return str(_("Did you mean “%s”?") % key)
        return _("Values are slugs and codes, as in the addresses of the pages.")


class PartialDateFormField(forms.Field):
    """A year, a month or a day; None when nothing is asked."""

    def to_python(self, value: Any) -> PartialDate | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class RecordForm(forms.Form):
    """Refuses a search of too many words before it reaches the database."""

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        try:
            search.read(text or "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return text


class EventForm(RecordForm):
    """Refuses a range that ends before it begins, and a search that asks nothing: it would find every event."""

    def clean_q(self) -> str:
        text = super().clean_q()
        if text.strip() and not search.read(text):
            if search.read(text, with_small_words=True):
                raise forms.ValidationError(
                    _(
                        "These words stand everywhere, so they find nothing by themselves. Add one that tells more, "
                        "or put them in quotation marks."
                    )
                )
            raise forms.ValidationError(_("There is no word in this that could be looked for."))
        return text

    def clean_to(self) -> PartialDate | None:
        first: PartialDate | None = self.cleaned_data.get("from")
        last: PartialDate | None = self.cleaned_data["to"]
        if first and last and last.latest < first.earliest:
            raise forms.ValidationError(
                _("The period ends (%(to)s) before it begins (%(from)s)."),
                params={"to": last.text, "from": first.text},
            )
        return last
