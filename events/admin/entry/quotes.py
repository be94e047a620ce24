"""Quotes pasted as text in the form of an event, and the question of its script how they are understood."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.entry.quote_lists import QuoteList, Speaker, read_quote_list
from events.typed_quotes import LONGEST

HIGHEST_PARAGRAPH = 9_999
BESIDE_QUOTES = ("quote_list_paragraph", "quote_list_took_part")


class QuoteListForm(forms.ModelForm):
    """Three fields beside those of the event: the pasted quotes, where in the source they begin, who took part."""

    quote_list_paragraph = forms.IntegerField(
        label=gettext_lazy("First paragraph"),
        required=False,
        min_value=1,
        max_value=HIGHEST_PARAGRAPH,
        widget=forms.NumberInput(attrs={"class": "quote-list-paragraph", "min": 1, "max": HIGHEST_PARAGRAPH}),
        help_text=gettext_lazy("Its number in the source: each quote then says in which paragraph it stands."),
    )
    quote_list = forms.CharField(
        label=gettext_lazy("Paste quotes"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "class": "vLargeTextField quote-list",
                "data-quote-list": reverse_lazy("admin:events_event_entry_quotes"),
            }
        ),
        help_text=gettext_lazy(
            "Paragraphs as the page prints them, or one quote in a line: “The words” - Name, post, body. "
            "They become rows, at most two sentences in each, which you look through."
        ),
    )
    quote_list_took_part = forms.BooleanField(
        label=gettext_lazy("Who is quoted took part: add them to the people and organizations"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "quote-list-took-part"}),
    )

    quoted = QuoteList()

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields beside the list change nothing without it."""
        return [name for name in super().changed_data if name not in BESIDE_QUOTES]

    @property
    def lists_the_quoted(self) -> bool:
        return bool(self.cleaned_data.get("quote_list_took_part"))

    def clean(self) -> dict[str, Any]:
        """The number of the paragraph belongs to the list: both are cleaned by now."""
        cleaned = super().clean() or self.cleaned_data
        if text := cleaned.get("quote_list"):
            self.quoted = read_quote_list(text, cleaned.get("quote_list_paragraph"))
            if self.quoted.problems:
                self.add_error("quote_list", ValidationError(self.quoted.problems, code="unread_quotes"))
        return cleaned


def quotes(request: HttpRequest) -> JsonResponse:
    """The quotes of a pasted text, who said them, and the lines that could not be read."""
    paragraph = request.POST.get("paragraph", "")
    first = int(paragraph) if paragraph.isascii() and paragraph.isdigit() and len(paragraph) < 10 else 0
    text = request.POST.get("text", "")[:LONGEST]
    quoted = read_quote_list(text, first if 1 <= first <= HIGHEST_PARAGRAPH else None)
    return JsonResponse(
        {
            "quotes": [
                {
                    "text": quote.text,
                    "language": quote.language,
                    "locator": quote.locator,
                    "attribution": quote.speaker.attribution,
                    "speaker": _choice(quote.speaker.person),
                    "organization": _choice(quote.speaker.organization),
                }
                for quote in quoted.quotes
            ],
            "speakers": [_speaker(speaker) for speaker in quoted.speakers],
            "left": "\n".join(quoted.left),
            "lines": quoted.lines,
            "problems": quoted.problems,
            "doubts": doubts_in_words(quoted),
        }
    )


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "attribution": speaker.attribution,
        "person": _choice(speaker.person),
        "organization": _choice(speaker.organization),
        "country": _choice(speaker.country),
        "position": speaker.post,
    }


def _choice(record: Any) -> dict[str, Any] | None:
    return {"id": record.pk, "text": str(record)} if record else None


def doubts_in_words(quoted: QuoteList) -> str:
    """Which names no record bears for certain, each with what it may mean; empty when there is none."""
    if not quoted.doubts:
        return ""
    names = ", ".join(quoted.doubts)
    return _("Not certain, so only printed as text: %(names)s. Choose or record them in the rows.") % {"names": names}
