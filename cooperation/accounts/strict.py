"""What the staff must have done before the admin lets them: a second factor, a fresh sign-in.

Who may publish or manage accounts needs a second factor: those accounts are worth stealing. What takes away records or
changes who may what is asked for again by whoever sits at the keyboard. Both where STRICT_SIGN_IN is true, which is
everywhere but on a machine of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows import reauthentication  # its decorator is for views, and this is before them
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

WORTH_STEALING = ("events.publish_event", "auth.change_user")
ALWAYS_OPEN = {"login", "logout", "jsi18n", "password_change_done"}
OF_ONES_OWN = {"password_change"}  # open without a second factor; who guesses is counted where they confirm
DANGEROUS = re.compile(r"_(delete|merge|undo_merge|remove)$|^auth_(user|group)_(add|change|password_change)$")
DANGEROUS_ACTIONS = {"delete_selected"}


class StrictSignIn:
    """Middleware after that of the sign-in package. It looks at the pages of the admin and at nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.STRICT_SIGN_IN or match is None or match.app_name != "admin" or match.url_name in ALWAYS_OPEN:
            return None
        if not request.user.is_authenticated or not request.user.is_staff:
            return None  # the admin itself says so
        if match.url_name in OF_ONES_OWN:
            return _confirmed_again(request)
        if needs_second_factor(request.user) and not get_adapter().is_mfa_enabled(request.user):
            messages.warning(request, _("Your account may publish or manage accounts. Set up a second factor first."))
            return redirect("mfa_index")
        if is_dangerous(match.url_name or "", request):
            return _confirmed_again(request)
        return None


def _confirmed_again(request: HttpRequest) -> HttpResponse | None:
    """Nothing when this was confirmed a moment ago; else the way to the question, which comes back to this request."""
    if not reauthentication.is_reauthentication_required(request, app="account"):
        return None
    ways = get_account_adapter().get_reauthentication_methods(request.user)
    way = ways[0]["url"] if ways else reverse("account_login")
    if any("password" in name for name in request.POST):  # is kept nowhere, not with the request either
        return redirect_to_login(request.get_full_path(), way)
    asked: HttpResponse = reauthentication.suspend_request(request, way)
    return asked


def needs_second_factor(user: User | AnonymousUser) -> bool:
    return any(user.has_perm(one) for one in WORTH_STEALING)


def is_dangerous(name: str, request: HttpRequest) -> bool:
    """Whether the page takes something away or changes what somebody may."""
    if DANGEROUS.search(name):
        return True
    # A list of records can hold two choices of an action, and which one counts is told by the button.
    return request.method == "POST" and not DANGEROUS_ACTIONS.isdisjoint(request.POST.getlist("action"))
