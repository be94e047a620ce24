"""Accounts from the command line."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/sign-in/"


def test_an_account_that_was_made_can_sign_in_with_the_password_told(client, capsys):
    call_command("make_account", "ada", "--group", "reviewers", "--group", "analysts")

    password = capsys.readouterr().out.strip().rpartition(" ")[2]
    user = User.objects.get(username="ada")
    assert sorted(user.groups.values_list("name", flat=True)) == ["analysts", "reviewers"]
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert client.post(SIGN_IN, {"login": "ada", "password": password}).status_code == 302


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["analysts", "--group", "analysts"], "There is an account 'analysts' already"),
        (["ada"], "Give a group"),
        (["ada", "--group", "kings"], "There are: administrators, analysts, reviewers"),
        (["ada lovelace", "--group", "analysts"], "Enter a valid username"),
        (["ada", "--group", "analysts", "--email", "nothing"], "Enter a valid email address"),
    ],
)
def test_what_cannot_be_made_is_told_with_the_cure_and_nothing_is_made(arguments, told):
    make_user("analysts")

    with pytest.raises(CommandError, match=told):
        call_command("make_account", *arguments)
    assert User.objects.count() == 1


def test_a_disabled_account_is_out_at_once_and_cannot_come_back_until_enabled(client, capsys):
    client.force_login(make_user("analysts"))
    other = Client()
    other.force_login(make_user("reviewers"))

    call_command("disable_account", "analysts")

    assert capsys.readouterr().out == "analysts cannot sign in any more; sessions ended: 1.\n"
    assert (client.get("/admin/").status_code, other.get("/admin/").status_code) == (302, 200)
    sent = {"login": "analysts", "password": PASSWORD}
    client.post(SIGN_IN, sent)
    assert client.get("/admin/").status_code == 302
    call_command("disable_account", "analysts", "--enable")
    client.post(SIGN_IN, sent)
    assert client.get("/admin/").status_code == 200


def test_an_account_that_was_locked_out_is_unlocked(client, capsys):
    make_user("analysts")
    for _ in range(5):
        client.post(SIGN_IN, {"login": "analysts", "password": "wrong"})
    assert client.post(SIGN_IN, {"login": "analysts", "password": PASSWORD}).status_code == 429

    call_command("unlock_account", "analysts")

    assert client.post(SIGN_IN, {"login": "analysts", "password": PASSWORD}).status_code == 302


def test_a_lost_second_factor_is_forgotten_and_the_sessions_end(client, capsys):
    user = make_user("analysts")
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)

    call_command("unlock_account", "analysts", "--second-factor")

    assert Authenticator.objects.count() == 0
    assert client.get("/admin/").status_code == 302
    assert "Second factors forgotten: 1" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["disable_account", "unlock_account"])
def test_an_unknown_account_is_named(command):
    with pytest.raises(CommandError, match="There is no account 'ghost'"):
        call_command(command, "ghost")
