"""Tells the browser that what it keeps of a form has been saved, so that it can forget it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

FIELD = "_kept_as"  # hidden in the form by the script: the name under which the browser keeps what is typed
COOKIE = "entry_saved"
NAME = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


class SavedMixin(admin.ModelAdmin):
    """Sets a cookie for the script, which drops what it had kept and then the cookie."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return told(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return told(request, super().response_change(request, obj))


def told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    name = request.POST.get(FIELD, "")
    if NAME.fullmatch(name) and response.status_code in (200, 302):
        response.set_cookie(COOKIE, name, path=reverse("admin:index"), samesite="Strict", secure=request.is_secure())
    return response
