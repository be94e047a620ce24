"""Importing events in the admin: upload, preview, confirm. What is done stands in `events/imports/uploads.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.import_forms import ConfirmForm, UploadForm, answers_in, headings_of, mapping_in, open_names
from events.imports import uploads
from events.imports.limits import UPLOAD, in_mb
from events.imports.report import ImportRefusedError
from events.imports.sheet.template import csv_template, xlsx_template
from events.imports.words import in_words, label
from events.models import RowStatus, Upload, UploadRow

ROWS_ON_A_PAGE = 50
TABS = (RowStatus.WRONG, RowStatus.CHANGED, RowStatus.NEW, RowStatus.UNCHANGED)
TEMPLATES: dict[str, tuple[Callable[[], bytes], str]] = {
    "csv": (csv_template, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_template, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    list_display = ["name", "uploaded_at", "outcome"]
    search_fields = ["name"]
    ordering = ["-uploaded_at", "-pk"]
    show_full_result_count = False

    # Whoever may add events may import them, and sees the own files.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.add_event")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.add_event")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("events.add_event")

    has_view_permission = has_delete_permission = has_change_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        found: QuerySet[Upload] = super().get_queryset(request).defer("content")
        return found if request.user.is_superuser else found.filter(uploaded_by=request.user)  # type: ignore[misc]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows of a preview go with it, and nobody has to be asked about them."""
        return [str(each) for each in objs], {str(self.opts.verbose_name_plural): len(list(objs))}, set(), []

    @admin.display(description=gettext_lazy("what it is"))
    def outcome(self, upload: Upload) -> str:
        counts = upload.preview.get("counts", {})
        told = ", ".join(f"{counts[each]} {each.label.lower()}" for each in TABS if counts.get(each))
        state = _("imported") if upload.imported_at else _("waits to be confirmed")
        return f"{state}: {told}" if told else state

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("template.<slug:ending>", wrap(self.template_view), name="events_upload_template"),
            path("<int:pk>/wrong-rows/", wrap(self.wrong_rows_view), name="events_upload_wrong_rows"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The form for a file; a file leads on to its preview."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file, by = form.cleaned_data["file"], request.user
            upload = uploads.receive(name=file.name, content=file.read(), by=by)  # type: ignore[arg-type]
            return self._to(upload)
        limits = {"size": in_mb(UPLOAD.size), "rows": f"{UPLOAD.rows:,}"}
        context = {"form": form, **limits, "title": _("Import events")}
        return self._page(request, "upload", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The preview; and what its buttons send."""
        upload: Any = self.get_object(request, unquote(object_id))
        if upload is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_change_permission(request, upload):
            raise PermissionDenied
        if request.method == "POST" and upload.imported_at is None:
            return self._answer(request, upload)
        return self._page(request, "preview", self._preview(request, upload, ConfirmForm(upload=upload)))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        return None if "\x00" in object_id else super().get_object(request, object_id, from_field)

    def template_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        if ending not in TEMPLATES or not self.has_add_permission(request):
            raise Http404
        content, kind = TEMPLATES[ending]
        return _download(content(), kind, f"events-template.{ending}")

    def wrong_rows_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload: Any = self.get_object(request, str(pk))
        if upload is None:
            raise Http404
        stem, _dot, ending = upload.name.rpartition(".")
        kind = TEMPLATES.get(ending.lower(), (None, "application/x-ndjson"))[1]
        try:
            content = uploads.wrong_rows(upload=upload)
        except ImportRefusedError:
            raise Http404 from None
        return _download(content, kind, f"{stem}-wrong.{ending}")

    def _answer(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """Do what the pressed button says."""
        by: Any = request.user
        if "_confirm" in request.POST:
            return self._confirm(request, upload)
        if "_headings" in request.POST:
            upload.mapping = mapping_in(request.POST, upload)
            uploads.preview(upload=upload)
        elif "_names" in request.POST:
            uploads.answer(upload=upload, answers=answers_in(request.POST, upload), by=by)
        elif "_forget" in request.POST:
            upload.answers = {}
            uploads.preview(upload=upload)
        elif "_discard" in request.POST:
            upload.delete()
            messages.success(request, _("The file was discarded; nothing was imported."))
            return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_event_changelist"))
        else:
            uploads.preview(upload=upload)
        return self._to(upload)

    def _confirm(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        form = ConfirmForm(request.POST, upload=upload)
        if not form.is_valid():
            return self._page(request, "preview", self._preview(request, upload, form))
        by: Any = request.user
        try:
            uploads.confirm(upload=upload, by=by, **form.cleaned_data)
        except uploads.OutdatedPreviewError:
            uploads.preview(upload=upload)
            told = _("Nothing was imported: the record was changed since you saw the preview. This is how it is now.")
            messages.error(request, told)
        except uploads.RefusedConfirmationError as refused:
            messages.error(request, _("Nothing was imported: %s") % refused)
        except ImportRefusedError as refused:
            messages.error(request, _("Nothing was imported: %s") % "; ".join(map(str, refused.problems[:5])))
        else:
            messages.success(request, _("The file was imported."))
        return self._to(upload)

    def _preview(self, request: HttpRequest, upload: Upload, form: ConfirmForm) -> dict[str, Any]:
        """What the page of an upload shows. Two queries for a page of rows."""
        counts = upload.preview.get("counts", {})
        shown = request.GET.get("show", "")
        if shown not in RowStatus.values:
            shown = next((each.value for each in TABS if counts.get(each.value)), RowStatus.NEW.value)
        rows = upload.rows.filter(status=shown).order_by("line")
        page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
        return {
            "title": _("Import of %s") % upload.name,
            "upload": upload,
            "original": upload,
            "tabs": [(each, counts.get(each.value, 0), each.value == shown) for each in TABS],
            "shown": RowStatus(shown),
            "page": page,
            "rows": [_shown(row) for row in page],
            "headings": headings_of(upload),
            "unknown": any(how == "unknown" for _text, _key, how in upload.preview.get("headings", [])),
            "names": open_names(upload),
            "counts": counts,
            "importable": counts.get("new", 0) + counts.get("changed", 0),
            "form": form,
        }

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/events/event/import/{name}.html", common | context)

    def _to(self, upload: Upload) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:events_upload_change", args=[upload.pk]))


def _shown(row: UploadRow) -> dict[str, Any]:
    """A row with its values in words."""
    changes = [
        {
            "label": label(each["field"]),
            "before": in_words(each["field"], each["before"]),
            "after": in_words(each["field"], each["after"]),
        }
        for each in row.changes
        if each["field"] != "title" or row.status == RowStatus.CHANGED
    ]
    return {"row": row, "changes": changes}


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    safe = "".join(letter for letter in name if letter.isalnum() or letter in "-_. ")
    response.headers["Content-Disposition"] = content_disposition_header(True, safe) or "attachment"
    return response
