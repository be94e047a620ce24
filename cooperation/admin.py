"""Sign-ins and failures, for administrators to look at. To delete a row of wrong passwords is to unlock an account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.http import HttpRequest

# Nobody confirms an address by mail, and a second factor is its owner's: the command line forgets a lost one.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


class SeenOnly(admin.ModelAdmin):
    """What the site wrote down: nobody adds or changes it."""

    search_fields = ["username", "ip_address"]
    list_filter = ["attempt_time"]
    ordering = ["-attempt_time"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AccessAttempt)
class AttemptAdmin(SeenOnly):
    list_display = ["username", "ip_address", "failures_since_start", "attempt_time"]
    fields = ["username", "ip_address", "user_agent", "failures_since_start", "attempt_time"]


@admin.register(AccessFailureLog)
class FailureAdmin(SeenOnly):
    list_display = ["username", "ip_address", "attempt_time", "locked_out"]
    list_filter = ["attempt_time", "locked_out"]
    fields = ["username", "ip_address", "user_agent", "attempt_time", "locked_out"]


@admin.register(AccessLog)
class SignInAdmin(SeenOnly):
    list_display = ["username", "ip_address", "attempt_time", "logout_time"]
    fields = ["username", "ip_address", "user_agent", "attempt_time", "logout_time"]
