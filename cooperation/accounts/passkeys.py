"""Signing in with a passkey alone: the one address of the sign-in that keeps something for whoever asks."""

from __future__ import annotations

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import get_state
from allauth.mfa.webauthn.views import login_webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from events.limits import asked

QUESTIONS_PER_MINUTE = 30  # of one address: each is a session in the database
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The package's view, which limits answers to the question it sets, and not how often it sets one."""
    if request.method != "POST":
        found = asked(request, "passkey", QUESTIONS_PER_MINUTE)
        if found is not None and found.is_too_often:
            return JsonResponse({}, status=429, headers=found.headers)
    response: HttpResponseBase = login_webauthn(request)
    return response


class Credential(forms.JSONField):
    """What a browser sends of a key; brackets in brackets without end, and numbers likewise, are none."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (RecursionError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""}) from None


class ReadWithCare(forms.Form):
    """Whatever is sent in the place of a credential is a wrong one, and no fault of the site."""

    credential = Credential(required=True, widget=forms.HiddenInput)

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None
        return found


class AuthenticateForm(ReadWithCare, AuthenticateWebAuthnForm):
    pass


class ReauthenticateForm(ReadWithCare, ReauthenticateWebAuthnForm):
    pass


class LoginForm(ReadWithCare, LoginWebAuthnForm):
    """A key is enough where it knows its owner, by a finger or a PIN.

    The question for a second factor does without. An answer to that one is none to this: who has found a key could ask
    it of an account of their own, and answer here for the owner of the key.
    """

    def clean_credential(self) -> Authenticator:
        if (get_state() or {}).get("user_verification") != "required":
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_credential()
