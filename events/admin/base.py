"""What every admin of a record shares: search, bad input, deletion and how a record is offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.db import IntegrityError, models, router
from django.db.models import Case, Count, Model, OuterRef, QuerySet, Subquery, When, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.history import TimelineMixin
from events.admin.preview import PreviewMixin
from events.admin.rows import QuietRelationsMixin
from events.admin.saved_searches import SavedSearchesMixin
from events.lookup import Kind, find
from events.lookup.by_words import like_words
from events.search import matching

MOST_PROTECTED_LISTED = 20
MOST_SIMILAR = 8


class RecordAdmin(TimelineMixin, PreviewMixin, SavedSearchesMixin, QuietRelationsMixin, admin.ModelAdmin):
    """The admin of a record. Each names the columns, filters and fieldsets of its own."""

    list_per_page = 50
    show_full_result_count = False  # counting all rows again for “12 of 100,000” is not worth the time
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})},
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    }

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Find records by all their names. NUL is no letter, and the database would not take it."""
        text = search_term.replace("\x00", "").strip()
        try:
            return (matching(queryset, text) if text else queryset), False
        except ValueError as problem:  # more words than a search can have
            if SEARCH_VAR in request.GET:
                messages.error(request, str(problem))
            return queryset.none(), False

    def for_choices(self, queryset: QuerySet, text: str) -> QuerySet:
        """What `choice_label` needs, in the same query, and the likeliest record first."""
        return queryset

    def similar(self, queryset: QuerySet, text: str) -> QuerySet:
        """Records that the text may mean in another spelling, the likeliest first; for choices that found nothing."""
        if self.opts.model_name not in list(Kind):
            return queryset.none()
        kind = Kind(self.opts.model_name)
        keys = [match.pk for match in find(kind, text, most=MOST_SIMILAR).matches]
        keys = keys or like_words(kind, text, most=MOST_SIMILAR)
        likeliest = Case(*[When(pk=key, then=place) for place, key in enumerate(keys)], default=len(keys))
        return queryset.filter(pk__in=keys).order_by(likeliest)

    def choice_label(self, obj: Any) -> str:
        """How a record is offered where one is chosen: enough to tell it from its namesakes."""
        return str(obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The way to the public page, where there is one."""
        if obj is None or not hasattr(self.model, "get_absolute_url"):
            return None
        is_public = self.model._default_manager.public().filter(pk=obj.pk).exists()
        return super().get_view_on_site_url(obj) if is_public else None

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        return None if "\x00" in object_id else super().get_object(request, object_id, from_field)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if any("\x00" in value for name, values in request.GET.lists() for value in [name, *values]):
            messages.error(request, _("The address held a character that no filter can hold."))
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Forms explain what the database would refuse; what is left is two people who save at once."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            problem = _("Nothing was saved: somebody else saved the same a moment ago. Please look and try again.")
            messages.error(request, problem)
            popup = f"?{IS_POPUP_VAR}=1" if IS_POPUP_VAR in request.POST else ""
            return HttpResponseRedirect(request.path + popup)

    def get_deleted_objects(
        self, objs: QuerySet | Sequence[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[Any], list[Any]]:
        """As Django does it, but rows that stand in the way are named with the record that holds them."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if protected:
            protected = protectors_in_words(list(objs))
        return to_delete, counts, lacking, protected


def protectors_in_words(records: list[Any]) -> list[str]:
    """Say what keeps records from being deleted, such as the events that name an organization."""
    collector = NestedObjects(using=router.db_for_write(type(records[0])))
    collector.collect(records)
    by_model: dict[type[Model], list[Any]] = {}
    for row in collector.protected:
        by_model.setdefault(type(row), []).append(row)
    sentences = []
    for model, rows in sorted(by_model.items(), key=lambda item: item[0].__name__):
        shown = rows[:MOST_PROTECTED_LISTED]
        if hasattr(model, "event"):
            prefetch_related_objects(shown, "event")
        sentences += sorted(_protector(row) for row in shown)
        if left := len(rows) - len(shown):
            more = _("%(name)s: and %(count)d more")
            sentences.append(more % {"name": capfirst(model._meta.verbose_name_plural), "count": left})
    return sentences


def _protector(row: Any) -> str:
    name = capfirst(row._meta.verbose_name)
    if event := getattr(row, "event", None):
        return f"{name}: {row} – {capfirst(event._meta.verbose_name)} “{event}” ({event.slug})"
    return f"{name}: {row}"


def count_of_events(row: type[Model], name: str) -> Coalesce:
    """The number of events, published or not, to which rows of this kind tie a record."""
    rows = row._default_manager.filter(**{name: OuterRef("pk")}).order_by().values(name)
    return Coalesce(Subquery(rows.annotate(n=Count("event", distinct=True)).values("n")), 0)


def label(*parts: Any, events: int = 0) -> str:
    """A record as it is offered: its name, and what tells it from its namesakes."""
    counted = ngettext("%(count)d event", "%(count)d events", events) % {"count": events} if events else ""
    return " · ".join(str(part) for part in (*parts, counted) if part)
