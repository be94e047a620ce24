"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.pages import profile, structured
from events.views.page import page, reads


@reads
def home(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "pages/home.html",
        title=_("Who cooperates with whom against terrorism"),
        description=_("The public record of who cooperates with whom against terrorism, each fact with its source."),
        profile=profile.of_everything(today=timezone.localdate()),
        structured=structured.of_data(),
    )
