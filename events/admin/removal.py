"""The page on which a person is removed on request: what would change everywhere, and then that it changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Ground, Removal
from events.removal import PERMISSION, Removed, mark_of, preview, remove_person
from events.removal.texts import Place

MOST_SHOWN = 12
LATEST = 10

LABELS: dict[str, str | Promise] = {
    "participations": gettext_lazy("Roles at events that stay, without the name"),
    "quotes": gettext_lazy("Quotes that stay, attributed to the post or the body"),
    "events": gettext_lazy("Events on whose pages readers see that"),
    "names": gettext_lazy("Other names that go"),
    "history": gettext_lazy("Earlier states that are rewritten"),
    "merges": gettext_lazy("Merges that forget the person, or can't be undone any more"),
    "logs": gettext_lazy("Notes and log entries of the staff that are rewritten"),
    "uploads": gettext_lazy("Uploaded files that are deleted"),
    "searches": gettext_lazy("Saved searches that are deleted"),
    "headings": gettext_lazy("Remembered headings that are deleted"),
    "releases": gettext_lazy("Releases that are rewritten, with new files, checksums and a note"),
    "texts": gettext_lazy("Texts in which the placeholder stands now"),
}


class RemovalForm(forms.Form):
    """Why, chosen and never written: words of one's own could name the person."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=[("", "---------"), *Ground.choices],
        error_messages={"required": gettext_lazy("Choose why the person is removed.")},
    )  # fmt: skip
    texts = forms.MultipleChoiceField(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, groups: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["texts"]
        field.choices = [(group, group) for group in groups]


class RemovalMixin(admin.ModelAdmin):
    """Removes people, for reviewers and administrators."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.remove_view)
        return [path("<path:object_id>/remove/", view, name="events_person_remove"), *super().get_urls()]

    def remove_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what a removal changes; by POST carry it out, as it was seen."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied(_("Only reviewers remove people."))
        person: Any = self.get_object(request, unquote(object_id))
        if person is None:
            raise Http404
        found = preview(person=person)
        texts = _by_group(found.places)
        form = RemovalForm(request.POST or None, groups=[group for group, where, _places in texts])
        if request.method == "POST" and form.is_valid():
            by: Any = request.user
            try:
                removed = remove_person(person=person, by=by, **form.cleaned_data)
            except ValidationError as problem:
                form.add_error(None, problem)
            else:
                return self._show(request, removed, title=_("The person was removed"), done=True)
        more = {"form": form, "original": person, "mark": mark_of(person)}
        return self._show(request, found, title=_("Remove this person from the record?"), **more)

    def _show(self, request: HttpRequest, removed: Removed, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "changes": [(LABELS[key], number) for key, number in removed.changed.items() if number],
            "releases": removed.releases,
            "texts": _by_group(removed.places),
            "most_shown": MOST_SHOWN,
            "removals": Removal.objects.latest_first()[:LATEST],
            **more,
        }
        return TemplateResponse(request, "admin/events/person/remove.html", context)


def _by_group(places: list[Place]) -> list[tuple[str, str, list[Place]]]:
    """The texts with the name, together by field; those in which somebody has to look first have no group."""
    groups: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        groups.setdefault((place.group if place.can_be_replaced else "", place.field), []).append(place)
    return [(group, field, found) for (group, field), found in groups.items()]
