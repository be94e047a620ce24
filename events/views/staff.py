"""What a signed-in member of the staff finds on a public page beside what everybody sees: the way to the form.

Who brings no session cookie is not asked for: an anonymous page costs no query for it and sets no cookie.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers


def edit_address(request: HttpRequest, record: Model | None) -> str:
    """The address of the record's form; '' for whoever may not see the form."""
    if record is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user, options = request.user, record._meta
    if not user.is_staff or not user.has_perm(f"{options.app_label}.view_{options.model_name}"):
        return ""
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


def keep_apart(response: HttpResponse, *, is_for_staff: bool) -> HttpResponse:
    """Tell caches that the page differs by cookie, and that one with the link is for nobody else."""
    patch_vary_headers(response, ["Cookie"])
    if is_for_staff:
        patch_cache_control(response, private=True)
    return response
