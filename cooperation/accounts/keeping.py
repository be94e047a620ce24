"""What administrators do with accounts from the command line: make, disable, unlock, forget a lost second factor."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone


class AccountError(Exception):
    """Says what is wrong with what was asked, and the cure."""


@transaction.atomic
def make_account(*, name: str, groups: list[str], email: str = "") -> str:
    """Make a member of the staff and return the password, which is told once and kept nowhere."""
    if User.objects.filter(username__iexact=name).exists():
        raise AccountError(f"There is an account {name!r} already. Take another name.")
    password = secrets.token_urlsafe(15)
    user = User(username=name, email=email, is_staff=True)
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        raise AccountError(" ".join(error.messages)) from None
    user.save()
    user.groups.set([_group(group) for group in groups])
    return password


@transaction.atomic
def disable_account(*, name: str) -> int:
    """Let the account sign in no more, and end its sessions. What it did stays its own. Returns how many ended."""
    user = account(name)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return end_sessions(user)


@transaction.atomic
def enable_account(*, name: str) -> None:
    user = account(name)
    user.is_active = True
    user.save(update_fields=["is_active"])


def unlock_account(*, name: str) -> int:
    """Forget the wrong passwords for the account, from every address. Returns how many rows of them there were."""
    number: int = reset(username=account(name).username)
    return number


@transaction.atomic
def reset_second_factor(*, name: str) -> int:
    """Forget a second factor that was lost, and end the sessions. Returns how many factors there were."""
    user = account(name)
    number: int
    number, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    return number


def end_sessions(user: User) -> int:
    """A session does not tell whose it is without being read, so all that are alive are."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def account(name: str) -> User:
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise AccountError(f"There is no account {name!r}.") from None


def _group(name: str) -> Group:
    try:
        return Group.objects.get(name=name)
    except Group.DoesNotExist:
        known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
        raise AccountError(f"There is no group {name!r}. There are: {known}.") from None
