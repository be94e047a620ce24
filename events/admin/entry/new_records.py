"""A new organization, person, framework or source, recorded in place while an event is entered."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import ModelForm, modelform_factory
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.records import add_record
from events.admin.entry.dates import TypedDateField
from events.lookup import Found, Kind, Verdict, find
from events.models import Framework, Organization, Person, Source

CONFIRMED = "is_another_one"
MOST_ALIKE = 5
MOST_MEANT = 3
# The first field is what the record is called; it is filled with what was typed into the choice.
FIELDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "organization": (Organization, ("name", "acronym", "kind", "country")),
    "person": (Person, ("name",)),
    "framework": (Framework, ("title", "acronym", "kind", "date")),
    "source": (Source, ("title", "url", "publisher", "kind", "published", "language")),
}


class NewOrganizationForm(ModelForm):
    """A body with the larger one to which it belongs, by any of its names."""

    larger_body = forms.CharField(
        label=gettext_lazy("Part of"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("The larger body, by any of its names: “UNOCT”, “Ministry of the Interior of Italy”."),
    )

    def clean_larger_body(self) -> str:
        typed: str = self.cleaned_data["larger_body"]
        if not typed:
            return typed
        found = find(Kind.ORGANIZATION, typed, most=MOST_MEANT)
        if found.match is None:
            maybe = _(" or ").join(match.label for match in found.matches)
            told = _("No recorded body is called so for certain. %(maybe)s") % {"maybe": f"{maybe}?" if maybe else ""}
            raise ValidationError(told.strip(), code="unknown_body")
        self.instance.parent = Organization.objects.get(pk=found.match.pk)
        return typed


def new_record(request: HttpRequest, model_name: str) -> JsonResponse:
    """The form of a new record; when it is sent, the record as a choice, or the form with what is wrong."""
    if model_name not in FIELDS:
        raise Http404
    model, fields = FIELDS[model_name]
    keeper: Any = admin.site.get_model_admin(model)
    if not keeper.has_add_permission(request):
        raise PermissionDenied
    form = _form(model, fields)(request.POST if request.method == "POST" else None, initial=_initial(request, fields))
    if request.method != "POST" or not form.is_valid():
        return _shown(request, model_name, form)
    if CONFIRMED not in request.POST and (alike := _alike(model_name, form)):
        return _shown(request, model_name, form, alike)
    with transaction.atomic():
        record: Any = add_record(record=form.save(commit=False))
        keeper.log_addition(request, record, [{"added": {}}])
    return JsonResponse({"id": str(record.pk), "text": str(record)})


def _form(model: Any, fields: tuple[str, ...]) -> type[ModelForm]:
    classes: dict[str, Any] = {name: TypedDateField for name in fields if name in ("date", "published")}
    classes["url"] = partial(forms.URLField, assume_scheme="https")
    texts: dict[str, Any] = {name: forms.TextInput for name in fields if name == "url"}
    base = NewOrganizationForm if model is Organization else ModelForm
    form: type[ModelForm] = modelform_factory(model, form=base, fields=fields, field_classes=classes, widgets=texts)
    return form


def _initial(request: HttpRequest, fields: tuple[str, ...]) -> dict[str, str]:
    given = {name: request.GET[name].replace("\x00", "")[:1000] for name in fields if name in request.GET}
    return {fields[0]: request.GET.get("term", "").replace("\x00", "")[:1000], **given}


def _alike(model_name: str, form: ModelForm) -> Found | None:
    """Records that may be the same, as reasons to look twice."""
    name = next(iter(form.cleaned_data.values()))
    country = form.cleaned_data.get("country")
    found = find(Kind(model_name), name, country=country.pk if country else "", most=MOST_ALIKE)
    return found if found.verdict != Verdict.UNKNOWN else None


def _shown(request: HttpRequest, model_name: str, form: ModelForm, alike: Found | None = None) -> JsonResponse:
    model = FIELDS[model_name][0]
    title = _("New record: %(model)s") % {"model": capfirst(str(model._meta.verbose_name))}
    context = {"form": form, "title": title, "alike": alike, "confirmed": CONFIRMED}
    return JsonResponse({"form": render_to_string("admin/events/event/new_record.html", context, request)})
