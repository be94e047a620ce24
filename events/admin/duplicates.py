"""Where the admin asks whether a record is there twice: while typing, on saving, and on the page of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events import actions
from events.actions.merge import PERMISSION
from events.admin.duplicate_facts import likely_actors, likely_events
from events.admin.slugged_form import SluggedForm
from events.choices import NameKind
from events.duplicates.suggest import Suggestion, for_names, for_recorded_event
from events.lookup import Kind
from events.models import Event, Merge

SAVE_ALL_THE_SAME = "_save_all_the_same"
LONGEST_REASON = 300


def likely(model_name: str, data: Any, *, pk: int | None = None) -> list[Suggestion]:
    """Records that the typed one may be."""
    if model_name == "event":
        return likely_events(data, pk=pk)
    return likely_actors(Kind(model_name), data, pk=pk or 0)


def likely_the_same(record: Any) -> list[Suggestion]:
    """Records that a recorded one may be."""
    if isinstance(record, Event):
        return for_recorded_event(record.pk)
    kind = Kind(record._meta.model_name)
    names = [(str(getattr(record, "name", "") or getattr(record, "title", "")), "main")]
    names.append((getattr(record, "acronym", ""), NameKind.ACRONYM))
    if hasattr(record, "names"):
        names += record.names.values_list("name", "kind")
    return for_names(kind, names, pk=record.pk)


def duplicates_in_words(event: Event) -> SafeString | None:
    """A question to the analyst, with links; None when there is nothing to ask. The event must be saved."""
    found = likely_the_same(event)
    links = format_html_join("; ", '<a href="{}">{}</a> ({})', ((each.url, each.label, each.beside) for each in found))
    return format_html("{} {}", _("Is this event recorded twice? Please compare:"), links) if links else None


class AsksOnceForm(forms.ModelForm):
    """A new record that is very likely recorded already is saved only when the question was seen."""

    likely: list[Suggestion] = []

    def _post_clean(self) -> None:
        """After everything else, so that nobody is asked about a form that has to be mended anyhow."""
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk is not None or self.errors or SAVE_ALL_THE_SAME in self.data:
            return
        self.likely = [each for each in likely(str(self._meta.model._meta.model_name), self.data) if each.is_same]
        if self.likely:
            told = _("It is recorded already, it seems. Look at what is offered above, or save it all the same.")
            self.add_error(None, forms.ValidationError(told, code="duplicate"))


class ActorForm(AsksOnceForm, SluggedForm):
    """The form of an organization, a person or a framework."""


class DuplicatesMixin(admin.ModelAdmin):
    """Likely duplicates on the form and the page of a record, and the button that tells two apart."""

    change_form_template = "admin/events/duplicates/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        name = self.opts.model_name

        def asked(view: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("duplicates/", asked(require_GET(self.duplicates_view)), name=f"events_{name}_duplicates"),
            path(
                "<path:object_id>/not-the-same/<int:other>/",
                asked(require_POST(self.not_the_same_view)),
                name=f"events_{name}_not_the_same",
            ),
            *super().get_urls(),
        ]

    def duplicates_view(self, request: HttpRequest) -> JsonResponse:
        """Records that what is typed may be, for the script of the form."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        own = request.GET.get("self", "")
        pk = int(own) if own.isascii() and own.isdecimal() and len(own) < 10 else None
        found = likely(str(self.opts.model_name), request.GET, pk=pk)
        return JsonResponse({"heading": _heading(found), "candidates": [each.as_dict() for each in found]})

    def not_the_same_view(self, request: HttpRequest, object_id: str, other: int) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        second = self.model._default_manager.filter(pk=other).first()
        if record is None or second is None or record.pk == second.pk:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        reason = request.POST.get("reason", "").replace("\x00", "")[:LONGEST_REASON]
        by: Any = request.user
        actions.tell_apart(first=record, second=second, by=by, reason=reason)
        told = _("“%(other)s” is another one: it is not asked about again.") % {"other": second}
        messages.success(request, told)
        return HttpResponseRedirect(reverse(f"admin:events_{self.opts.model_name}_change", args=[record.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        form = context["adminform"].form
        found = likely_the_same(record) if record is not None and request.method == "GET" else []
        merges = Merge.objects.filter(kind=self.opts.model_name, kept=record.pk, undone_at=None) if record else None
        context |= {
            "likely": found,
            "likely_heading": _heading(found),
            "asked_once": getattr(form, "likely", []),
            "save_all_the_same": SAVE_ALL_THE_SAME,
            "may_merge": request.user.has_perm(PERMISSION),
            "merges": merges.select_related("merged_by").order_by("-merged_at") if merges is not None else [],
            "duplicates_address": reverse(f"admin:events_{self.opts.model_name}_duplicates"),
        }
        return super().render_change_form(request, context, *args, **kwargs)


def _heading(found: list[Suggestion]) -> str:
    if any(each.is_same for each in found):
        return _("This is recorded already, it seems")
    return _("This may be recorded already") if found else ""
