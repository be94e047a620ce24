"""What a reader sees when something is wrong. The page of an error of ours needs neither database nor request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", {"title": _("This request cannot be read")}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return render(request, "errors/403.html", {"title": _("You have no access to this page")}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For a page past the end of a list, lead back to its first page with the same filters."""
    asked = request.GET.copy()
    is_list_page = bool(asked.pop("page", None)) and request.resolver_match is not None
    back = f"{request.path}?{asked.urlencode()}".removesuffix("?") if is_list_page else ""
    context = {"title": _("There is no page at this address"), "back": back}
    return render(request, "errors/404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever failed must not fail again here."""
    return HttpResponseServerError(
        render_to_string("errors/500.html", {"title": _("Something went wrong on our side")})
    )
