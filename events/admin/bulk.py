"""The page on which many events are changed at once: choose, look at what would happen, then do it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from events.actions import bulk
from events.actions.bulk import MOST, Planned
from events.admin.bulk_form import BulkForm
from events.models import Event


class BulkMixin(admin.ModelAdmin):
    """Changes chosen events, always through a preview."""

    actions = ["change_selected"]

    def get_urls(self) -> list[URLPattern]:
        view = require_POST(self.admin_site.admin_view(self.bulk_view))
        return [path("bulk/", view, name="events_event_bulk"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Change the selected events …"), permissions=["change"])
    def change_selected(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            told = _("At most %(most)d events are changed at once: filter the list, or take them page by page.")
            messages.error(request, told % {"most": MOST})
            return None
        form = BulkForm(user=request.user, initial={"keys": ",".join(map(str, keys)), "relation": "under"})
        return self._show(request, form, [])

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Show what would happen; do it when what was shown is agreed to and still true."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        by: Any = request.user
        form = BulkForm(request.POST, user=by)
        if not form.is_valid():
            return self._show(request, form, [])
        asked = {"keys": form.cleaned_data["keys"], "change": form.change(), "by": by}
        seen = request.POST.get("seen", "")
        if "apply" in request.POST and seen:
            try:
                planned = bulk.change_in_bulk(**asked, reason=form.cleaned_data["reason"], seen=seen)
            except ValidationError as problem:
                messages.warning(request, " ".join(problem.messages))
            else:
                return self._after(request, planned)
        return self._show(request, form, bulk.plan_bulk(**asked))

    def _after(self, request: HttpRequest, planned: list[Planned]) -> HttpResponse:
        made = sum(one.is_made for one in planned)
        messages.success(
            request, ngettext("%(count)d event was changed.", "%(count)d events were changed.", made) % {"count": made}
        )
        if left := len(planned) - made:
            told = ngettext("%(count)d event stayed as it was.", "%(count)d events stayed as they were.", left)
            messages.info(request, told % {"count": left})
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_event_changelist"))

    def _show(self, request: HttpRequest, form: BulkForm, planned: list[Planned]) -> HttpResponse:
        number = len(str(form["keys"].value() or "").split(","))
        context = {
            **self.admin_site.each_context(request),
            "title": ngettext("Change %(count)d event", "Change %(count)d events", number) % {"count": number},
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "made": [one for one in planned if one.is_made],
            "refused": [one for one in planned if one.problem],
            "unchanged": [one for one in planned if not one.problem and not one.is_made],
            "planned": planned,
            "seen": bulk.fingerprint(planned),
        }
        return TemplateResponse(request, "admin/events/event/bulk.html", context)
