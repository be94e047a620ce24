"""Countries pasted as text in the form of an event."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.entry.country_lists import LONGEST, CountryList, read_countries
from events.choices import CountryRole


class CountryListForm(forms.ModelForm):
    """Two fields beside those of the event: a list of countries, and the role in which they took part."""

    country_list = forms.CharField(
        label=gettext_lazy("Paste a list"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "class": "vLargeTextField country-list",
                "data-country-list": reverse_lazy("admin:events_event_entry_countries"),
            }
        ),
        help_text=gettext_lazy("“Kazakhstan, the Kyrgyz Republic, Tajikistan and Türkiye” becomes four rows."),
    )
    country_list_role = forms.ChoiceField(
        label=gettext_lazy("In the role"),
        choices=CountryRole.choices,
        initial=CountryRole.PARTICIPANT,
        required=False,
    )

    listed = CountryList()

    @cached_property
    def changed_data(self) -> list[str]:
        """The role alone, without a list, changes nothing."""
        return [name for name in super().changed_data if name != "country_list_role"]

    def clean_country_list(self) -> str:
        text: str = self.cleaned_data["country_list"]
        self.listed = read_countries(text)
        if self.listed.unknown:
            raise ValidationError(not_found_in_words(self.listed), code="unknown_country")
        return text

    @property
    def listed_role(self) -> str:
        return self.cleaned_data.get("country_list_role") or CountryRole.PARTICIPANT


def not_found_in_words(countries: CountryList) -> str:
    """Which names were not found, each with what it may mean."""
    told = [
        _("“%(name)s” (%(maybe)s?)") % {"name": name, "maybe": _(" or ").join(maybe)} if maybe else f"“{name}”"
        for name, maybe in countries.unknown.items()
    ]
    return _("Not found among the countries: %(names)s.") % {"names": ", ".join(told)}
