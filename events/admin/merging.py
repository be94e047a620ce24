"""The pages on which two records become one, and two again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.actions.merge import GONE, PERMISSION, check, mark_of
from events.actions.merge_plan import Plan, plan_of
from events.choices import Status
from events.models import Event, FormerSlug, Merge

CHOICE = "choice:"
LONGEST_REASON = 2_000
MOST_ROWS_SHOWN = 12


class MergeForm(forms.Form):
    """Why the two are one, and what was seen of them."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are one"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write why the two are one.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MergingMixin(admin.ModelAdmin):
    """Merge and undo, for reviewers. Both pages show first what will happen."""

    def get_urls(self) -> list[URLPattern]:
        name = self.opts.model_name
        wrap = self.admin_site.admin_view
        return [
            path("merges/<int:merge_id>/undo/", wrap(self.undo_view), name=f"events_{name}_undo_merge"),
            path("<path:object_id>/merge/", wrap(self.choose_view), name=f"events_{name}_choose_merge"),
            path("<path:object_id>/merge/<int:other>/", wrap(self.merge_view), name=f"events_{name}_merge"),
            *super().get_urls(),
        ]

    def choose_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """From a slug that somebody typed to the page of the two."""
        record = self._to_merge(request, object_id)
        slug = request.GET.get("with", "").replace("\x00", "").strip().rstrip("/").rpartition("/")[2]
        other = self.model._default_manager.filter(slug=slug).exclude(pk=record.pk).first()
        if other is None:
            messages.error(request, _("No other record has the address “%(slug)s”.") % {"slug": slug[:120]})
            return HttpResponseRedirect(self._change_url(record))
        return HttpResponseRedirect(reverse(f"admin:events_{self.opts.model_name}_merge", args=[record.pk, other.pk]))

    def merge_view(self, request: HttpRequest, object_id: str, other: int) -> HttpResponse:
        """Show both side by side; merge them by POST, and only as they were seen."""
        kept = self._to_merge(request, object_id)
        gone = self.model._default_manager.filter(pk=other).first()
        if gone is None or gone.pk == kept.pk:
            raise Http404
        if request.method == "GET" and _must_go_the_other_way(kept, gone):
            messages.info(request, _("The one that readers know stays: the two were swapped."))
            return HttpResponseRedirect(reverse(f"admin:events_{self.opts.model_name}_merge", args=[gone.pk, kept.pk]))
        form = MergeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            chosen = _chosen(request)
            by: Any = request.user
            try:
                merge = actions.merge_records(kept=kept, gone=gone, by=by, choices=chosen, **form.cleaned_data)
            except ValidationError as problem:
                form.add_error(None, problem)
            else:
                return self._merged(request, kept, merge)
        return self._show_both(request, kept, gone, form)

    def undo_view(self, request: HttpRequest, merge_id: int) -> HttpResponse:
        """Ask, and undo by POST; or say what was changed since."""
        self._check_permission(request)
        merge = Merge.objects.filter(kind=self.opts.model_name, pk=merge_id).first()
        if merge is None:
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            by: Any = request.user
            try:
                actions.undo_merge(merge=merge, by=by)
            except ValidationError as problem:
                problems = problem.messages
            else:
                told = _("Undone: “%(gone)s” is there again as it was.") % {"gone": merge.gone_name}
                messages.success(request, told)
                return HttpResponseRedirect(reverse(f"admin:events_{self.opts.model_name}_change", args=[merge.gone]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Undo this merge?"),
            "opts": self.opts,
            "merge": merge,
            "problems": problems,
            "counts": {key: sum(map(len, merge.changes[key].values())) for key in ("updated", "deleted", "created")},
        }
        return TemplateResponse(request, "admin/events/duplicates/undo.html", context)

    def _merged(self, request: HttpRequest, kept: Any, merge: Merge) -> HttpResponse:
        undo = reverse(f"admin:events_{self.opts.model_name}_undo_merge", args=[merge.pk])
        told = _("“%(gone)s” is merged into this record; its old address leads here.") % {"gone": merge.gone_name}
        messages.success(request, format_html('{} <a href="{}">{}</a>', told, undo, _("Undo")))
        why = _("Merged with %(gone)s: %(why)s") % {"gone": merge.gone_slug, "why": merge.reason}
        self.log_change(request, kept, why)
        return HttpResponseRedirect(self._change_url(kept))

    def _show_both(self, request: HttpRequest, kept: Any, gone: Any, form: MergeForm) -> HttpResponse:
        problems = []
        try:
            check(kept, gone)
        except ValidationError as problem:
            problems = problem.messages
        plan = plan_of(kept, gone)
        slugs = FormerSlug.objects.filter(kind=self.opts.model_name, object_id=gone.pk).values_list("slug", flat=True)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Are these the same?"),
            "opts": self.opts,
            "plan": plan,
            "original": kept,
            "form": form,
            "problems": problems,
            "mark": mark_of(plan),
            "taken": [key for key, value in _chosen(request).items() if value == GONE],
            "choice_prefix": CHOICE,
            "becomes_public": _becomes_public(plan),
            "slugs": [gone.slug, *slugs],
            "most_rows": MOST_ROWS_SHOWN,
        }
        return TemplateResponse(request, "admin/events/duplicates/merge.html", context)

    def _to_merge(self, request: HttpRequest, object_id: str) -> Any:
        self._check_permission(request)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return record

    def _check_permission(self, request: HttpRequest) -> None:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied(_("Only reviewers merge records."))

    def _change_url(self, record: Any) -> str:
        return reverse(f"admin:events_{self.opts.model_name}_change", args=[record.pk])


def _must_go_the_other_way(kept: Any, gone: Any) -> bool:
    """Whether only the other one of the two can stay."""
    return _is_refused(kept, gone) and not _is_refused(gone, kept)


def _is_refused(kept: Any, gone: Any) -> bool:
    try:
        check(kept, gone)
    except ValidationError:
        return True
    return False


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Which value was chosen for each difference."""
    return {key.removeprefix(CHOICE): str(value) for key, value in request.POST.items() if key.startswith(CHOICE)}


def _becomes_public(plan: Plan) -> bool:
    """Whether readers will see what they could not see before."""
    kept, gone = plan.kept, plan.gone
    return isinstance(kept, Event) and kept.status == Status.PUBLISHED and gone.status != Status.PUBLISHED
