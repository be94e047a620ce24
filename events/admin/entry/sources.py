"""Sources cited by their address: a recorded one is taken, a new one is recorded in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.records import add_record
from events.admin.entry.addresses import source_at
from events.admin.entry.dates import TypedDateField
from events.admin.entry.order import OrderedRowForm
from events.choices import Fact, SourceKind
from events.lookup.letters import bare_address
from events.models import Citation, Source

NEW = {"new_title": "title", "new_publisher": "publisher", "new_kind": "kind", "new_published": "published",
       "new_language": "language"}  # fmt: skip


class CitationForm(OrderedRowForm):
    """A citation. The source is chosen, or given by its address; the address of no recorded source makes one."""

    address = forms.CharField(
        label=gettext_lazy("Address of the page"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Paste it first: a source that is recorded already is found by it."),
        widget=forms.TextInput(
            attrs={
                "class": "vURLField source-address",
                "inputmode": "url",
                "data-source-address": reverse_lazy("admin:events_event_entry_source"),
            }
        ),
    )
    new_title = forms.CharField(
        label=gettext_lazy("Title of the page"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=Source._meta.get_field("title").help_text,
    )
    new_publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    new_kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", "---------"), *SourceKind.choices], required=False
    )
    new_published = TypedDateField(label=gettext_lazy("Published"), required=False)
    new_language = forms.CharField(
        label=gettext_lazy("Language"), max_length=12, required=False, initial="en", widget=forms.TextInput
    )
    supports = forms.MultipleChoiceField(
        label=gettext_lazy("Supports"),
        choices=Fact.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Citation._meta.get_field("supports").help_text,
    )

    may_add_source = True
    new_source: Source | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            self.fields["source"].required = False
            self.fields["source"].label = _("Source")

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields of a new source say nothing in a row that has its source, and the language alone says nothing."""
        changed = super().changed_data
        if self.instance.pk is not None:
            return [name for name in changed if name not in (*NEW, "address")]
        return [] if changed == ["new_language"] else changed

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        address, source = cleaned.get("address", ""), cleaned.get("source")
        if "source" in self.errors or "address" in self.errors:
            return cleaned
        if not address and source is None:
            self.add_error("source", _("Paste the address of the page, or choose a source that is recorded."))
        elif address and not bare_address(address):
            self.add_error("address", _("Write the whole address of the page, with https:// in front."))
        elif address:
            self._take(address, source, cleaned)
        return cleaned

    def _take(self, address: str, source: Source | None, cleaned: dict[str, Any]) -> None:
        recorded = source_at(address)
        if source is not None:
            if bare_address(source.url) != bare_address(address) and recorded != source:
                told = _("This is not the address of “%(source)s”, which is chosen: clear one of the two.")
                self.add_error("address", told % {"source": source})
        elif recorded is not None:
            cleaned["source"] = recorded
        elif not self.may_add_source:
            self.add_error("address", _("This address is not recorded, and your account can't record sources."))
        else:
            self._describe(address, cleaned)

    def _describe(self, address: str, cleaned: dict[str, Any]) -> None:
        """A new source out of the fields beside the address; what it lacks is told there."""
        values = {column: cleaned.get(name) or "" for name, column in NEW.items()}
        self.new_source = Source(url=address.strip(), **{**values, "language": values["language"] or "en"})
        if not values["title"]:
            self.add_error("new_title", _("This address is not recorded yet: write the title of the page."))
        if not values["kind"]:
            self.add_error("new_kind", _("Say what kind of publication it is."))
        try:
            self.new_source.clean_fields(exclude=["slug", "title", "kind", "search"])
        except ValidationError as problems:
            fields = {column: name for name, column in NEW.items()} | {"url": "address"}
            for column, messages in problems.message_dict.items():
                if fields[column] not in self.errors:
                    self.add_error(fields[column], messages)

    def save(self, commit: bool = True) -> Citation:
        if self.new_source is not None:
            if self.new_source._state.adding:
                add_record(record=self.new_source)
            self.instance.source = self.new_source
            self.instance.event.recorded_source = self.new_source
        citation: Citation = super().save(commit)
        return citation


def newly_recorded_only_source(event: Any) -> Source | None:
    """The source that this form has recorded, if the event cites no other: new quotes without a source are from it."""
    source: Source | None = getattr(event, "recorded_source", None)
    return source if source is not None and event.citations.count() == 1 else None
