"""Events, where most of the analysts' work is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseInlineFormSet, BaseModelForm, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions import locate_places, number_quotes, possible_steps
from events.actions.participants import add_countries
from events.actions.publication import SUBMIT
from events.actions.quoted import add_quoted
from events.admin.base import RecordAdmin
from events.admin.bulk import BulkMixin
from events.admin.change_reason import ChangeReasonMixin
from events.admin.deleted import DeletedEventsMixin
from events.admin.desk_filter import DeskFilter
from events.admin.duplicates import DuplicatesMixin, duplicates_in_words
from events.admin.entry.countries import CountryListForm
from events.admin.entry.mixin import EntryMixin
from events.admin.entry.problems import problems_of
from events.admin.entry.quote_lists import QuoteList
from events.admin.entry.quotes import QuoteListForm
from events.admin.entry.sources import newly_recorded_only_source
from events.admin.entry.state import TOKEN
from events.admin.entry.texts import for_the_script
from events.admin.entry.told import tell_after_saving
from events.admin.event_form import FIELDSETS, INLINES, EventForm, in_reading_order
from events.admin.event_steps import COMMENT_TO_REVIEWER, EventStepsMixin, steps_taken
from events.admin.history import EventHistoryMixin
from events.admin.merging import MergingMixin
from events.choices import Status
from events.models import Citation, Event, EventPlace, Quote

SUBMIT_BUTTON = "_submit_for_review"


@admin.register(Event)
class EventAdmin(
    DeletedEventsMixin,
    EventHistoryMixin,
    EntryMixin,
    BulkMixin,
    EventStepsMixin,
    ChangeReasonMixin,
    DuplicatesMixin,
    MergingMixin,
    RecordAdmin,
):
    form = EventForm
    fieldsets = FIELDSETS
    inlines = INLINES
    autocomplete_fields = ["part_of", "follow_up_to"]
    change_form_template = "admin/events/event/change_form.html"
    list_display = ["title", "status", "when", "place", "sources"]
    list_filter = [
        DeskFilter,
        "status",
        "year",
        "type",
        "state",
        "mode",
        "precision",
        ("themes", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["title"]
    search_help_text = gettext_lazy("Any words of the event, or a name of a place or of somebody who took part.")
    ordering = ["-latest_start", "-earliest_start", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        events: QuerySet[Event] = super().get_queryset(request)
        first_place = EventPlace.objects.filter(event=OuterRef("pk")).order_by("sort_order", "pk")
        citations = Citation.objects.filter(event=OuterRef("pk")).order_by().values("event")
        return events.annotate(
            first_city=Subquery(first_place.values("city")[:1]),
            first_country=Subquery(first_place.values("country__name")[:1]),
            citation_count=Coalesce(Subquery(citations.annotate(n=Count("pk")).values("n")), 0),
        )

    @admin.display(description=gettext_lazy("when"), ordering="earliest_start")
    def when(self, event: Event) -> str:
        return event.date_in_words

    @admin.display(description=gettext_lazy("place"))
    def place(self, event: Any) -> str:
        return ", ".join(part for part in (event.first_city, event.first_country) if part)

    @admin.display(description=gettext_lazy("sources"), ordering="citation_count")
    def sources(self, event: Any) -> int:
        count: int = event.citation_count
        return count

    def choice_label(self, obj: Event) -> str:
        return f"{obj.title} · {obj.date_in_words}"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Who saves an event holds its row: otherwise a step taken meanwhile would be undone by the form."""
        event = super().get_object(request, object_id, from_field)
        if event is None or request.method != "POST" or not connection.in_atomic_block:
            return event
        return Event.objects.select_for_update().filter(pk=event.pk).first()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have seen stays at its address: such an event is withdrawn, not deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def get_deleted_objects(
        self, objs: QuerySet | Sequence[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[Any], list[Any]]:
        events = list(objs)
        kept = [event for event in events if event.published_at is not None]
        others = Event.objects.filter(pk__in=[event.pk for event in events if event.published_at is None])
        to_delete, counts, lacking, protected = super().get_deleted_objects(others, request)
        told = [_("“%(event)s” was published: withdraw it instead.") % {"event": event} for event in kept]
        return to_delete, counts, lacking, [*told, *protected]

    def render_change_form(  # noqa: PLR0917 - Django passes them so
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Event | None = None,
    ) -> HttpResponse:
        steps = possible_steps(event=obj or Event(), by=request.user)  # type: ignore[arg-type]
        parts = in_reading_order(context["adminform"], context["inline_admin_formsets"])
        context |= {
            "parts": parts,
            "steps": [step for step in steps if step is not SUBMIT],
            "submit_button": SUBMIT_BUTTON if SUBMIT in steps else "",
            "comment_to_reviewer": COMMENT_TO_REVIEWER,
            "comment_typed": request.POST.get(COMMENT_TO_REVIEWER, ""),
            "statuses": Status,
            "taken": steps_taken(obj) if obj else [],
            "problems": problems_of(context["adminform"].form, parts),
            "conflict": getattr(request, "conflict", None),
            "entry": for_the_script(request),
            "state_name": TOKEN,
            "state_token": state.signed() if (state := getattr(request, "loaded_state", None)) else "",
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Event, form: ModelForm, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: BaseModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        if formset.model is not Quote:
            formset.save()
            return
        formset.save(commit=False)
        if source := newly_recorded_only_source(form.instance):
            for quote in formset.new_objects:
                quote.source = quote.source or source
        for quote in formset.deleted_objects:
            quote.delete()
        for quote, _changed in formset.changed_objects:
            quote.save()
        number_quotes(event=form.instance, quotes=formset.new_objects)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if isinstance(form, CountryListForm):
            add_countries(event=form.instance, countries=form.listed.found, role=form.listed_role)
        if isinstance(form, QuoteListForm):
            add_quoted(
                event=form.instance,
                quotes=form.quoted.as_rows(),
                people=form.quoted.people() if form.lists_the_quoted else [],
                bodies=form.quoted.bodies() if form.lists_the_quoted else [],
            )
        locate_places(event=form.instance)
        tell_after_saving(request, form.instance, formsets, getattr(form, "quoted", QuoteList()))

    def response_add(self, request: HttpRequest, obj: Event, post_url_continue: str | None = None) -> HttpResponse:
        obj.refresh_from_db()  # the database derives the days
        if question := duplicates_in_words(obj):
            messages.warning(request, question)
        self._submit_if_asked(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Event) -> HttpResponse:
        self._submit_if_asked(request, obj)
        return super().response_change(request, obj)

    def _submit_if_asked(self, request: HttpRequest, event: Event) -> None:
        if SUBMIT_BUTTON in request.POST:
            self._take(request, event, SUBMIT, request.POST.get(COMMENT_TO_REVIEWER, "").replace("\x00", ""))
