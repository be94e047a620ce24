"""What the sign-in package asks of the project: nobody signs up, no mail is sent, secrets are kept encrypted."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip  # as the package counts: IPv6 by its first half
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.limits import address_of


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for the account and the address: counted for the account alone, a stranger who sends
        twenty of them would keep its owner out, wherever the owner is."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)} from {get_ip(request)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """None is sent: the site has no mail server to rely on."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Whoever reads the database, or a backup of it, cannot make the codes of somebody's app from it."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValueError(
                _("The second factor was kept under another SECRET_KEY. Add that key to SECRET_KEY_FALLBACKS.")
            ) from None


def _keys() -> MultiFernet:
    """The present key of the site, with which is written, and the former ones, which still read."""
    return MultiFernet([_key(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"second factor " + secret.encode()).digest()))
